package metrics

import (
	"math"
	"math/rand/v2"
	"testing"

	"restyle/core/imaging"
)

// grained is noise, plus lines of an amplitude and a period across or down.
func grained(width, height int, amplitude, period float64, down bool) *imaging.Picture {
	p, random := imaging.New(width, height), rand.New(rand.NewPCG(1, 2))
	for y := range height {
		for x := range width {
			at := x
			if down {
				at = y
			}
			v := 0.5 + 0.05*random.NormFloat64() + amplitude*math.Sin(2*math.Pi*float64(at)/period)
			for c := range 3 {
				p.Pix[(y*width+x)*3+c] = float32(v)
			}
		}
	}
	return p
}

// TestGridLines: noise has none, lines every 4 pixels show in both directions, by the square of their amplitude, and others do not count.
func TestGridLines(t *testing.T) {
	noise := GridLines(grained(256, 192, 0, 4, false))
	if noise < 0.6 || noise > 1.6 {
		t.Errorf("noise has %g", noise)
	}
	for _, down := range []bool{false, true} {
		faint, strong := GridLines(grained(256, 192, 0.01, 4, down)), GridLines(grained(256, 192, 0.02, 4, down))
		if faint < 10*noise || strong/faint < 3.5 || strong/faint > 4.5 {
			t.Errorf("down: %v: lines of amplitude 0.01 and 0.02 have %g and %g, noise %g", down, faint, strong, noise)
		}
		if other := GridLines(grained(256, 192, 0.02, 6, down)); other > 1.5*noise {
			t.Errorf("down: %v: lines every 6 pixels have %g, noise %g", down, other, noise)
		}
	}
}

func TestGridLinesOfLittle(t *testing.T) {
	if v := GridLines(imaging.New(200, 63)); v != 0 {
		t.Errorf("a small picture has %g", v)
	}
	if v := GridLines(imaging.New(80, 64)); v != 1 {
		t.Errorf("an even picture has %g", v)
	}
}
