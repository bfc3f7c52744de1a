package imaging

import (
	"image"
	"math"
	"testing"
)

// scene is a smooth coloured picture with a soft disc: what photographs are like to a codec.
func scene(width, height int) *Picture {
	p := New(width, height)
	for i := range width * height {
		x, y := float64(i%width)/float64(width), float64(i/width)/float64(height)
		disc := 1 / (1 + math.Exp(20*(math.Hypot(x-0.5, y-0.4)-0.25)))
		p.Pix[i*3], p.Pix[i*3+1], p.Pix[i*3+2] = float32(0.2+0.7*disc*x), float32(0.8*y), float32(0.9-0.5*disc)
	}
	return p
}

// psnr compares two pictures of one size, in decibels.
func psnr(t *testing.T, a, b *Picture) float64 {
	t.Helper()
	if a.Width != b.Width || a.Height != b.Height {
		t.Fatalf("sizes %d x %d and %d x %d differ", a.Width, a.Height, b.Width, b.Height)
	}
	sum := 0.0
	for i := range a.Pix {
		d := float64(a.Pix[i] - b.Pix[i])
		sum += d * d
	}
	return -10 * math.Log10(sum/float64(len(a.Pix))+1e-20)
}

func TestCrop(t *testing.T) {
	p := scene(9, 7)
	p.setAlpha(3*9+4, 0.25)
	c := Crop(p, image.Rect(3, 2, 50, 5))
	if c.Width != 6 || c.Height != 3 {
		t.Fatalf("crop is %d x %d, want 6 x 3", c.Width, c.Height)
	}
	for i := range 6 * 3 {
		from := (2+i/6)*9 + 3 + i%6
		if [3]float32(c.Pix[i*3:]) != [3]float32(p.Pix[from*3:]) || c.Alpha[i] != p.Alpha[from] {
			t.Errorf("pixel %d is not the one of the source", i)
		}
	}
	if e := Crop(p, image.Rect(20, 20, 30, 30)); e.Width != 0 || e.Height != 0 || len(e.Pix) != 0 {
		t.Errorf("a crop outside is %+v", e)
	}
}

func TestResizeKeepsSmoothPictures(t *testing.T) {
	for _, size := range [][2]int{{160, 120}, {53, 41}, {640, 480}, {201, 77}} {
		if db := psnr(t, Resize(scene(320, 240), size[0], size[1]), scene(size[0], size[1])); db < 30 {
			t.Errorf("%v: %.1f dB", size, db)
		}
	}
}

// A fine checkerboard shrunk must come out grey: anything else is aliasing.
func TestResizeDoesNotAlias(t *testing.T) {
	p := New(101, 101)
	for i := range p.Pix {
		p.Pix[i] = float32(i / 3 % 2)
	}
	small := Resize(p, 30, 30)
	for y := 2; y < 28; y++ {
		for x := 2; x < 28; x++ {
			if v := small.Pix[(y*30+x)*3]; math.Abs(float64(v)-0.5) > 0.03 {
				t.Fatalf("pixel %d,%d is %g, want 0.5", x, y, v)
			}
		}
	}
}

func TestResizeOddSizes(t *testing.T) {
	for _, from := range [][2]int{{1, 1}, {1, 9}, {7, 1}, {3, 5}} {
		for _, to := range [][2]int{{1, 1}, {1, 4}, {13, 1}, {2, 3}, {0, -5}} {
			p := New(from[0], from[1])
			for i := range p.Pix {
				p.Pix[i] = 0.75
			}
			p.setAlpha(0, 0.5)
			q := Resize(p, to[0], to[1])
			if q.Width != max(to[0], 1) || q.Height != max(to[1], 1) || len(q.Pix) != q.Width*q.Height*3 {
				t.Fatalf("%v to %v gives %d x %d", from, to, q.Width, q.Height)
			}
			for _, v := range q.Pix {
				if math.Abs(float64(v)-0.75) > 1e-5 {
					t.Fatalf("%v to %v: a flat picture became %g", from, to, v)
				}
			}
		}
	}
}

// The hidden green of transparent pixels must not show at the rim.
func TestResizeKeepsHiddenColoursHidden(t *testing.T) {
	p := New(40, 40)
	for i := range 40 * 40 {
		p.Pix[i*3] = 1
		if i%40 >= 20 {
			p.Pix[i*3], p.Pix[i*3+1] = 0, 1
			p.setAlpha(i, 0)
		}
	}
	q := Flatten(Resize(p, 11, 11))
	for i := range 11 * 11 {
		if r, g, b := q.Pix[i*3], q.Pix[i*3+1], q.Pix[i*3+2]; r < 0.99 || math.Abs(float64(g-b)) > 0.01 {
			t.Fatalf("pixel %d is %g %g %g", i, r, g, b)
		}
	}
}

func TestFitLongSide(t *testing.T) {
	for _, c := range []struct{ w, h, n, wantW, wantH int }{
		{400, 300, 200, 200, 150}, {300, 400, 200, 150, 200}, {100, 50, 200, 100, 50}, {1000, 1, 10, 10, 1}, {641, 427, 320, 320, 213}, {40, 30, 0, 40, 30}, {40, 30, -1, 40, 30},
	} {
		if p := FitLongSide(New(c.w, c.h), c.n); p.Width != c.wantW || p.Height != c.wantH {
			t.Errorf("%d x %d into %d gives %d x %d, want %d x %d", c.w, c.h, c.n, p.Width, p.Height, c.wantW, c.wantH)
		}
	}
}

func BenchmarkResize(b *testing.B) {
	p := scene(4000, 3000)
	for b.Loop() {
		FitLongSide(p, 1280)
	}
}
