package stylize

import (
	"math"
	"testing"

	"restyle/core/imaging"
	"restyle/core/model"
)

// TestControlsAtEveryStrength: in both modes, with two masked styles and each choice of colours, every value goes evenly from the content to the
// full result and never back; and what is kept is kept on the way too.
func TestControlsAtEveryStrength(t *testing.T) {
	for _, modulation := range []int{0, 6} {
		s := New(tiny(t, modulation), Resources{Threads: 2})
		for _, mode := range model.Modes() {
			a, b := styleOf(t, s, noise(40, 40), mode), styleOf(t, s, noise(64, 48), mode)
			content := noise(46, 38)
			layers := []Layer{{a, 2, ramp(46, 38, 10, 30)}, {b, 1, ramp(46, 38, 15, 40).inverse()}}
			for _, o := range []Options{{Mode: mode}, {Mode: mode, KeepColor: true}, {Mode: mode, ColorOnly: true}, {Mode: mode, Plain: true}} {
				o.Strength = new(1.0)
				full := applyLayers(t, s, content, layers, o)
				for i := range 9 {
					o.Strength = new(float64(i) / 8)
					got := applyLayers(t, s, content, layers, o)
					if worst := offTheWay(content, full, got, float32(i)/8); worst > 1e-6 {
						t.Errorf("modulation %d %+v strength %d/8: a value is off the way by %g", modulation, o, i, worst)
					}
					checkColors(t, content, got, o)
				}
			}
		}
	}
}

// offTheWay is the largest distance of a value from the point at share s between content and full.
func offTheWay(content, full, got *imaging.Picture, s float32) float64 {
	worst := 0.0
	for i, x := range content.Pix {
		worst = max(worst, math.Abs(float64(got.Pix[i]-(x+s*(full.Pix[i]-x)))))
	}
	return worst
}

// checkColors holds KeepColor to the content's hue, and ColorOnly to its brightness.
func checkColors(t *testing.T, content, got *imaging.Picture, o Options) {
	t.Helper()
	for i := 0; i < len(got.Pix); i += 3 {
		x, y := content.Pix[i:i+3], got.Pix[i:i+3]
		u, v, p, q := x[0]-x[1], x[1]-x[2], y[0]-y[1], y[1]-y[2]
		if o.KeepColor && (math.Abs(float64(u*q-v*p)) > 1e-5 || p*u+q*v < -1e-5) {
			t.Fatalf("%+v strength %g, pixel %d: colour differences %g %g, of the content %g %g", o, *o.Strength, i/3, p, q, u, v)
		}
		if o.ColorOnly && math.Abs(float64(luma(x)-luma(y))) > 1e-5 {
			t.Fatalf("%+v strength %g, pixel %d: luma %g, of the content %g", o, *o.Strength, i/3, luma(y), luma(x))
		}
	}
}

// TestScaleIsTheSizeOfTheStyle: a style seen half as large is the style of the picture at half its size.
func TestScaleIsTheSizeOfTheStyle(t *testing.T) {
	s := New(tiny(t, 6), Resources{})
	picture := imaging.Resize(noise(24, 20), 240, 200)
	for _, mode := range model.Modes() {
		for _, scale := range []float64{0.5, 2} {
			want := styleOf(t, s, imaging.Resize(picture, int(240*scale), int(200*scale)), mode)
			got, err := s.StyleScaled(t.Context(), picture, mode, scale)
			if err != nil {
				t.Fatal(err)
			}
			if d := max(relative(want.Cov, got.Cov), relative(want.Mean, got.Mean), relative(want.Levels, got.Levels)); d > 1e-6 {
				t.Errorf("%v at %g: differs by %g", mode, scale, d)
			}
			if relative(styleOf(t, s, picture, mode).Cov, got.Cov) < 1e-3 {
				t.Errorf("%v: the scale %g changes nothing", mode, scale)
			}
		}
	}
}
