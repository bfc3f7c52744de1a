package stylize

import (
	"image"
	"math"
	"slices"
	"testing"

	"restyle/core/imaging"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
)

// relit is what relight makes of a content and a network's result.
func relit(threads int, content, result *imaging.Picture) *imaging.Picture {
	b := nn.NewBuilder(nn.NewMachine(1))
	tensor := func(p *imaging.Picture) *nn.Tensor {
		return b.Constant(p.Pix, kernel.Shape{N: 1, H: p.Height, W: p.Width, C: 3})
	}
	l := newRelight(kernel.NewTeam(threads), content.Width, content.Height)
	l.learn(tensor(content), tensor(result))
	dst := imaging.New(content.Width, content.Height)
	for y := range dst.Height {
		row := 3 * dst.Width * y
		l.row(0, dst.Pix[row:row+3*dst.Width], content.Pix[row:row+3*dst.Width], image.Pt(0, y))
	}
	return dst
}

// TestRelightIsItsDefinition compares it with one that is written down place by place.
func TestRelightIsItsDefinition(t *testing.T) {
	for _, size := range [][2]int{{37, 22}, {8, 8}, {1, 9}, {41, 3}, {64, 50}} {
		content, result := noise(size[0], size[1]), noise(size[1], size[0])
		result.Width, result.Height = size[0], size[1]
		got, want := relit(3, content, imaging.Crop(result, result.Bounds())), relitByDefinition(content, result)
		if d := difference(got, want); d > 2e-4 {
			t.Errorf("%v: differs by %g", size, d)
		}
		if one := relit(1, content, imaging.Crop(result, result.Bounds())); !slices.Equal(one.Pix, got.Pix) {
			t.Errorf("%v: the number of threads counts", size)
		}
	}
}

// cellsOf is the mean colour of each cell.
func cellsOf(p *imaging.Picture) (cells map[image.Point][3]float64, size image.Point) {
	cells = map[image.Point][3]float64{}
	size = image.Pt((p.Width+cellSide-1)/cellSide, (p.Height+cellSide-1)/cellSide)
	for j := range size.Y {
		for i := range size.X {
			var sum [3]float64
			n := 0.0
			for y := j * cellSide; y < min((j+1)*cellSide, p.Height); y++ {
				for x := i * cellSide; x < min((i+1)*cellSide, p.Width); x++ {
					for c := range sum {
						sum[c] += float64(p.Pix[3*(y*p.Width+x)+c])
					}
					n++
				}
			}
			for c := range sum {
				sum[c] /= n
			}
			cells[image.Pt(i, j)] = sum
		}
	}
	return cells, size
}

// eachAround calls f for the cells around one.
func eachAround(at, size image.Point, f func(image.Point)) {
	r := image.Rect(at.X-surroundings, at.Y-surroundings, at.X+surroundings+1, at.Y+surroundings+1).Intersect(image.Rectangle{Max: size})
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			f(image.Pt(x, y))
		}
	}
}

func relitByDefinition(content, result *imaging.Picture) *imaging.Picture {
	x, size := cellsOf(content)
	y, _ := cellsOf(result)
	fits := map[image.Point][12]float64{}
	for at := range x {
		var sums [sumsPerCell]float32
		n := float32(0)
		eachAround(at, size, func(p image.Point) {
			var m [6]float32
			for c := range 3 {
				m[c], m[3+c] = float32(x[p][c]), float32(y[p][c])
			}
			addCell(&sums, &m)
			n++
		})
		for i := range sums {
			sums[i] /= n
		}
		var f [12]float32
		fit(&f, &sums)
		var wide [12]float64
		for i, v := range f {
			wide[i] = float64(v)
		}
		fits[at] = wide
	}
	maps := map[image.Point][12]float64{}
	for at := range fits {
		var sum [12]float64
		n := 0.0
		eachAround(at, size, func(p image.Point) {
			for i, v := range fits[p] {
				sum[i] += v
			}
			n++
		})
		for i := range sum {
			sum[i] /= n
		}
		maps[at] = sum
	}
	dst := imaging.New(content.Width, content.Height)
	for i := 0; i < len(dst.Pix); i += 3 {
		px, py := i/3%dst.Width, i/3/dst.Width
		for c := range 3 {
			v := mapAt(maps, size, px, py, 4*c+3)
			for k := range 3 {
				v += mapAt(maps, size, px, py, 4*c+k) * float64(content.Pix[i+k])
			}
			dst.Pix[i+c] = float32(v)
		}
	}
	return dst
}

// mapAt interpolates value k of the maps at a pixel.
func mapAt(maps map[image.Point][12]float64, size image.Point, x, y, k int) float64 {
	u, v := (float64(x)+0.5)/cellSide-0.5, (float64(y)+0.5)/cellSide-0.5
	i, j := math.Floor(u), math.Floor(v)
	at := func(i, j float64) float64 {
		return maps[image.Pt(min(max(int(i), 0), size.X-1), min(max(int(j), 0), size.Y-1))][k]
	}
	s, t := u-i, v-j
	return (1-t)*((1-s)*at(i, j)+s*at(i+1, j)) + t*((1-s)*at(i, j+1)+s*at(i+1, j+1))
}

// TestRelightFindsAChangeOfColours: where the result is the content in other colours, it comes out as it is, sharp.
func TestRelightFindsAChangeOfColours(t *testing.T) {
	content := imaging.Resize(noise(8, 8), 96, 96) // soft, so that cells vary
	result := imaging.New(96, 96)
	for i := 0; i < len(result.Pix); i += 3 {
		r, g, b := content.Pix[i], content.Pix[i+1], content.Pix[i+2]
		result.Pix[i], result.Pix[i+1], result.Pix[i+2] = 0.1+0.5*g, 0.9-0.6*r, 0.2+0.3*r+0.3*b
	}
	if d := difference(relit(2, content, imaging.Crop(result, result.Bounds())), result); d > 0.05 {
		t.Errorf("differs by %g", d)
	}
}

// TestRelightKeepsFaintDetail: what varies by less than the ridge, or within cells, has the content's contrast even where the result is flat.
func TestRelightKeepsFaintDetail(t *testing.T) {
	content, result := imaging.New(64, 64), imaging.New(64, 64)
	for i, v := range noise(64, 64).Pix {
		content.Pix[i] = 0.4 + 0.02*v
		result.Pix[i] = []float32{0.7, 0.2, 0.5}[i%3]
	}
	got := relit(2, content, imaging.Crop(result, result.Bounds()))
	for c := range 3 {
		var mean, expected float64
		for i := c; i < len(got.Pix); i += 3 {
			mean += float64(got.Pix[i]) / 4096
			expected += float64(content.Pix[i]) / 4096
		}
		if math.Abs(mean-float64(result.Pix[c])) > 1e-3 {
			t.Errorf("channel %d has the mean %g, want %g", c, mean, result.Pix[c])
		}
		for i := c; i < len(got.Pix); i += 3 {
			if d := (float64(got.Pix[i]) - mean) - (float64(content.Pix[i]) - expected); math.Abs(d) > 2e-3 {
				t.Fatalf("value %d: the detail differs by %g", i, d)
			}
		}
	}
}

// TestPhotographsAreRelit: the default of photorealistic mode, and of that alone.
func TestPhotographsAreRelit(t *testing.T) {
	s := New(tiny(t, 0), Resources{Threads: 2})
	content := noise(60, 44)
	for _, mode := range model.Modes() {
		style := styleOf(t, s, noise(40, 40), mode)
		plain, sharp := apply(t, s, content, style, Options{Mode: mode, Plain: true}), apply(t, s, content, style, Options{Mode: mode})
		if same := slices.Equal(plain.Pix, sharp.Pix); same != (mode == model.Art) {
			t.Errorf("%v: plain is the same: %v", mode, same)
		}
		if mode == model.Photo {
			want := relit(1, content, imaging.Crop(plain, plain.Bounds()))
			for i, v := range want.Pix {
				if math.Abs(float64(clip(v)-sharp.Pix[i])) > 1e-5 {
					t.Fatalf("value %d is %g, want %g", i, sharp.Pix[i], clip(v))
				}
			}
		}
	}
}

func BenchmarkRelight(b *testing.B) {
	content, result := noise(512, 512), noise(512, 512)
	for b.Loop() {
		relit(2, content, result)
	}
}
