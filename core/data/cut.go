package data

import "math"

// cutter scales crops of 8-bit pictures to floats; it keeps its memory from one crop to the next.
type cutter struct {
	lines []float32 // [side size 3]
	taps  []tap     // of a line of side pixels scaled to size pixels
	large []float32 // see wide
}

// tap says which pixels make one pixel of the result: weights[k] belongs to pixel first+k.
type tap struct {
	first   int
	weights []float32
}

// cut writes crop c of p, scaled to the square dst [size size 3] of size pixels, with a triangle filter: bilinear when enlarging, and widened when
// shrinking, so that nothing aliases.
func (t *cutter) cut(dst []float32, size int, p *picture, c crop) {
	t.taps = triangle(t.taps[:0], c.side, size)
	row := size * 3
	if need := c.side * row; cap(t.lines) < need {
		t.lines = make([]float32, need)
	}
	for y := range c.side {
		from := ((c.y+y)*p.width + c.x) * 3
		t.across(t.lines[y*row:(y+1)*row], p.pix[from:from+c.side*3], c.mirror)
	}
	for y := range size {
		from := y
		if c.flip {
			from = size - 1 - y
		}
		t.down(dst[y*row:(y+1)*row], t.taps[from])
	}
	c.recolor(dst)
}

// triangle appends the taps from src to dst pixels, weights summing to 1.
func triangle(taps []tap, src, dst int) []tap {
	scale := float64(src) / float64(dst)
	widen := max(scale, 1)
	for i := range dst {
		centre := (float64(i)+0.5)*scale - 0.5
		from := max(int(math.Floor(centre-widen))+1, 0)
		to := min(int(math.Ceil(centre+widen))-1, src-1)
		weights := make([]float32, to-from+1)
		sum := 0.0
		for k := range weights {
			w := 1 - math.Abs(float64(from+k)-centre)/widen
			weights[k] = float32(w)
			sum += w
		}
		for k := range weights {
			weights[k] /= float32(sum)
		}
		taps = append(taps, tap{from, weights})
	}
	return taps
}

// across scales one line of bytes [side 3] to dst [size 3].
func (t *cutter) across(dst []float32, src []byte, mirror bool) {
	at, step := 0, 3
	if mirror {
		at, step = len(dst)-3, -3
	}
	for _, tap := range t.taps {
		var r, g, b float32
		from := src[tap.first*3:]
		for _, w := range tap.weights {
			r, g, b = r+w*levels[from[0]], g+w*levels[from[1]], b+w*levels[from[2]]
			from = from[3:]
		}
		out := dst[at : at+3 : at+3]
		out[0], out[1], out[2] = r, g, b
		at += step
	}
}

// down makes one row of the result out of the lines that tap names.
func (t *cutter) down(dst []float32, tap tap) {
	row := len(dst)
	lines := t.lines[tap.first*row:]
	w := tap.weights
	switch {
	case len(w) == 1:
		copy(dst, lines[:row])
	case len(w) >= 3:
		blend3(dst, lines, w)
		for k := 3; k < len(w); k++ {
			add(dst, lines[k*row:(k+1)*row], w[k])
		}
	default:
		blend2(dst, lines, w)
	}
}

func blend2(dst, lines, w []float32) {
	a, b := lines[:len(dst)], lines[len(dst):2*len(dst)]
	w0, w1 := w[0], w[1]
	for i := range dst {
		dst[i] = w0*a[i] + w1*b[i]
	}
}

func blend3(dst, lines, w []float32) {
	n := len(dst)
	a, b, c := lines[:n], lines[n:2*n], lines[2*n:3*n]
	w0, w1, w2 := w[0], w[1], w[2]
	for i := range dst {
		dst[i] = w0*a[i] + w1*b[i] + w2*c[i]
	}
}

func add(dst, src []float32, w float32) {
	src = src[:len(dst)]
	for i := range dst {
		dst[i] += w * src[i]
	}
}

// levels are the 256 values of a channel as floats.
var levels = func() (t [256]float32) {
	for i := range t {
		t[i] = float32(i) / 255
	}
	return t
}()
