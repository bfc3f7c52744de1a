package stylize

import (
	"context"
	"math"
	"strings"
	"testing"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/sct"
)

// TestMixingStylesMixesFeatures: before decoding, the features under a mixture of styles are the mixture of the features.
func TestMixingStylesMixesFeatures(t *testing.T) {
	for _, mode := range model.Modes() {
		s := New(tiny(t, 0), Resources{})
		content := noise(24, 32)
		a, b := styleOf(t, s, noise(48, 40), mode), styleOf(t, s, noise(41, 64), mode)
		mixed, err := sct.Mix([]sct.Style{a, b}, []float32{3, 1})
		if err != nil {
			t.Fatal(err)
		}
		moved := func(style sct.Style) []float32 {
			apply(t, s, content, style, Options{Mode: mode})
			p, err := s.pipelines.Get(frame{mode, 32, 24}, nil)
			if err != nil {
				t.Fatal(err)
			}
			return append([]float32(nil), p.moved.Data()...)
		}
		x, y, z := moved(a), moved(b), moved(mixed)
		scale := 0.0
		for i := range z {
			scale = max(scale, math.Abs(float64(z[i])))
		}
		for i := range z {
			if want := 0.75*x[i] + 0.25*y[i]; math.Abs(float64(z[i]-want)) > 1e-5*scale {
				t.Fatalf("%v: feature %d is %g, want %g", mode, i, z[i], want)
			}
		}
	}
}

func TestSmallStylesAreEnlarged(t *testing.T) {
	s := New(tiny(t, 4), Resources{})
	for _, mode := range model.Modes() {
		for _, size := range [][2]int{{16, 16}, {16, 17}, {33, 16}, {39, 41}, {16, 600}} {
			style := styleOf(t, s, noise(size[0], size[1]), mode)
			if err := s.accepts(style, mode); err != nil {
				t.Errorf("%v %v: %v", mode, size, err)
			}
			for _, v := range style.Cov {
				if math.IsNaN(float64(v)) {
					t.Fatalf("%v %v: covariance is not a number", mode, size)
				}
			}
		}
	}
	p, err := fitStyle(noise(16, 32), model.Art, 4, 1)
	if err != nil || p.Width != 40 || p.Height != 80 {
		t.Errorf("16x32 becomes %dx%d, want 40x80: %v", p.Width, p.Height, err)
	}
	if p, err = fitStyle(noise(1024, 300), model.Art, 4, 1); err != nil || p.Width != StyleSide || p.Height != 150 {
		t.Errorf("1024x300 becomes %dx%d, want 512x150: %v", p.Width, p.Height, err)
	}
}

func TestTinyStylesAreRefused(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	for _, p := range []*imaging.Picture{noise(8, 8), noise(15, 100), noise(1, 1)} {
		_, err := s.Style(context.Background(), p, model.Art)
		if err == nil || !strings.Contains(err.Error(), "want at least 16 x 16") {
			t.Errorf("%dx%d: %v", p.Width, p.Height, err)
		}
	}
}

// TestTransparentStylesAreFlattened: colours that nobody sees do not count.
func TestTransparentStylesAreFlattened(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	a, b := noise(40, 40), imaging.New(40, 40)
	a.Alpha, b.Alpha = make([]float32, 1600), make([]float32, 1600)
	x, y := styleOf(t, s, a, model.Art), styleOf(t, s, b, model.Art)
	for i := range x.Mean {
		if x.Mean[i] != y.Mean[i] {
			t.Fatalf("mean %d: %g and %g", i, x.Mean[i], y.Mean[i])
		}
	}
}
