package stylize

import (
	"math"
	"slices"
	"testing"

	"restyle/core/imaging"
	"restyle/core/model"
)

func TestStrengthZeroIsTheContentExactly(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	style := styleOf(t, s, noise(40, 40), model.Art)
	content := noise(21, 19)
	content.Alpha = noise(21, 19).Pix[:21*19]
	for _, o := range []Options{{}, {KeepColor: true}, {ColorOnly: true}} {
		o.Strength = new(0.0)
		got := apply(t, s, content, style, o)
		if !slices.Equal(got.Pix, content.Pix) || !slices.Equal(got.Alpha, content.Alpha) {
			t.Error("the result differs from the content")
		}
		got.Pix[0]++ // a copy
	}
	if content.Pix[0] > 1 {
		t.Error("the result shares the content's pixels")
	}
}

// TestStrengthIsContinuous: a hundredth of strength moves no pixel by more than a hundredth, at both ends too.
func TestStrengthIsContinuous(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	style := styleOf(t, s, noise(40, 40), model.Art)
	content := noise(20, 18)
	full := apply(t, s, content, style, Options{})
	for _, o := range []Options{{}, {KeepColor: true}, {ColorOnly: true}} {
		o.Strength = new(0.0)
		before := apply(t, s, content, style, o)
		for i := 1; i <= 100; i++ {
			o.Strength = new(float64(i) / 100)
			now := apply(t, s, content, style, o)
			for k, v := range now.Pix {
				if d := math.Abs(float64(v - before.Pix[k])); d > 0.01+1e-6 {
					t.Fatalf("strength %d %%, value %d: a jump of %g", i, k, d)
				}
			}
			before = now
		}
		if !o.KeepColor && !o.ColorOnly && !slices.Equal(before.Pix, full.Pix) {
			t.Error("strength 1 is not the default")
		}
	}
}

func TestKeepColorKeepsHueAndTakesBrightness(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	style := styleOf(t, s, noise(40, 40), model.Art)
	content := noise(20, 18)
	for i, v := range content.Pix {
		content.Pix[i] = 0.4 + 0.2*v // weak colours fit at most brightnesses
	}
	full, kept := apply(t, s, content, style, Options{}), apply(t, s, content, style, Options{KeepColor: true})
	exact := 0
	for i := 0; i < len(full.Pix); i += 3 {
		x, y := content.Pix[i:i+3], kept.Pix[i:i+3]
		if d := luma(y) - luma(full.Pix[i:i+3]); math.Abs(float64(d)) > 1e-5 {
			t.Fatalf("pixel %d: luma is off by %g", i/3, d)
		}
		// colour differences are those of the content, times a factor of at most 1
		u, v := x[0]-x[1], x[1]-x[2]
		p, q := y[0]-y[1], y[1]-y[2]
		if math.Abs(float64(u*q-v*p)) > 1e-5 || p*p+q*q > u*u+v*v+1e-5 || p*u+q*v < -1e-5 {
			t.Fatalf("pixel %d: colour differences %g %g, of the content %g %g", i/3, p, q, u, v)
		}
		if math.Abs(float64(p-u)) < 1e-5 {
			exact++
		}
	}
	if exact == 0 {
		t.Error("no pixel keeps its colourfulness")
	}
}

// TestColorOnlyKeepsBrightnessAndTakesHue is the same with the roles of content and result exchanged.
func TestColorOnlyKeepsBrightnessAndTakesHue(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	style := styleOf(t, s, noise(40, 40), model.Art)
	content := noise(20, 18)
	full, coloured := apply(t, s, content, style, Options{}), apply(t, s, content, style, Options{ColorOnly: true})
	changed := false
	for i := 0; i < len(full.Pix); i += 3 {
		x, y := full.Pix[i:i+3], coloured.Pix[i:i+3]
		if d := luma(y) - luma(content.Pix[i:i+3]); math.Abs(float64(d)) > 1e-5 {
			t.Fatalf("pixel %d: luma is off by %g", i/3, d)
		}
		u, v := x[0]-x[1], x[1]-x[2]
		p, q := y[0]-y[1], y[1]-y[2]
		if math.Abs(float64(u*q-v*p)) > 1e-5 || p*p+q*q > u*u+v*v+1e-5 || p*u+q*v < -1e-5 {
			t.Fatalf("pixel %d: colour differences %g %g, of the result %g %g", i/3, p, q, u, v)
		}
		changed = changed || math.Abs(float64(p-content.Pix[i]+content.Pix[i+1])) > 0.01
	}
	if !changed {
		t.Error("the colours are those of the content")
	}
}

func TestAlphaAndSize(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	style := styleOf(t, s, noise(40, 40), model.Photo)
	content := noise(60, 30)
	content.Alpha = noise(60, 30).Pix[:1800]
	if got := apply(t, s, content, style, Options{Mode: model.Photo}); !slices.Equal(got.Alpha, content.Alpha) {
		t.Error("alpha changed")
	}
	for _, strength := range []float64{0, 0.5, 1} {
		got := apply(t, s, content, style, Options{Mode: model.Photo, Size: 20, Strength: &strength})
		if got.Width != 20 || got.Height != 10 || len(got.Alpha) != 200 {
			t.Errorf("strength %g: %dx%d with %d of alpha", strength, got.Width, got.Height, len(got.Alpha))
		}
	}
	if got := apply(t, s, content, style, Options{Mode: model.Photo, Size: 100}); got.Width != 60 {
		t.Errorf("enlarged to %d", got.Width)
	}
}

func TestValuesThatAreNoNumbersBecomeBlack(t *testing.T) {
	p := &imaging.Picture{Width: 1, Height: 1, Pix: []float32{float32(math.NaN()), -1, 2}}
	finish(p.Pix, imaging.New(1, 1).Pix, []float32{1}, Options{})
	if !slices.Equal(p.Pix, []float32{0, 0, 1}) {
		t.Errorf("%v", p.Pix)
	}
}
