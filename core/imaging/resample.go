package imaging

import "math"

// taps says which source pixels make each destination pixel of a line: weights[i] belong to the pixels from first[i] on.
type taps struct {
	first   []int
	weights [][]float32
}

// lanczos gives the taps from a line of src pixels to one of dst pixels. Weights sum to 1; pixels beyond an end are left out.
func lanczos(dst, src int) taps {
	scale := float64(src) / float64(dst)
	widen := max(scale, 1)
	t := taps{make([]int, dst), make([][]float32, dst)}
	for i := range dst {
		centre := (float64(i)+0.5)*scale - 0.5
		from := max(int(math.Ceil(centre-lobes*widen)), 0)
		to := min(int(math.Floor(centre+lobes*widen)), src-1)
		t.first[i], t.weights[i] = from, windowed(centre, widen, from, to)
	}
	return t
}

const lobes = 3

func windowed(centre, widen float64, from, to int) []float32 {
	weights := make([]float32, to-from+1)
	sum := 0.0
	for k := range weights {
		x := (float64(from+k) - centre) / widen
		w := sinc(x) * sinc(x/lobes)
		weights[k] = float32(w)
		sum += w
	}
	for k := range weights {
		weights[k] /= float32(sum)
	}
	return weights
}

func sinc(x float64) float64 {
	if math.Abs(x) < 1e-9 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

// resample applies taps along rows and then along columns to src, whose rows have width pixels [h width channels]. The
// filter overshoots at edges: results may lie a little outside [0,1].
func resample(src []float32, width int, across, down taps, channels int) []float32 {
	row := len(across.first) * channels
	height := len(src) / (width * channels)
	lines := make([]float32, height*row) // [height dst channels]
	for y := range height {
		line := src[y*width*channels : (y+1)*width*channels]
		if channels == 3 {
			acrossRGB(lines[y*row:(y+1)*row], line, across)
		} else {
			acrossPlane(lines[y*row:(y+1)*row], line, across)
		}
	}
	dst := make([]float32, len(down.first)*row)
	for y, first := range down.first {
		out := dst[y*row : (y+1)*row]
		for k, w := range down.weights[y] {
			accumulate(out, lines[(first+k)*row:(first+k+1)*row], w)
		}
	}
	return dst
}

func acrossRGB(dst, src []float32, t taps) {
	for x, first := range t.first {
		var r, g, b float32
		from := src[first*3:]
		for _, w := range t.weights[x] {
			r, g, b = r+w*from[0], g+w*from[1], b+w*from[2]
			from = from[3:]
		}
		dst[x*3], dst[x*3+1], dst[x*3+2] = r, g, b
	}
}

func acrossPlane(dst, src []float32, t taps) {
	for x, first := range t.first {
		var sum float32
		for k, w := range t.weights[x] {
			sum += w * src[first+k]
		}
		dst[x] = sum
	}
}

// accumulate adds w*src to dst.
func accumulate(dst, src []float32, w float32) {
	src = src[:len(dst)]
	for i := range dst {
		dst[i] += w * src[i]
	}
}

func clip(x []float32) {
	for i, v := range x {
		x[i] = min(max(v, 0), 1)
	}
}
