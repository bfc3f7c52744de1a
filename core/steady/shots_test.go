package steady

import (
	"testing"

	"restyle/core/imaging"
)

func TestCuts(t *testing.T) {
	look := func(p *imaging.Picture) Look { return LookOf(p) }
	base := scene(160, 90, 0, 0)
	brighter, other := imaging.Crop(base, base.Bounds()), imaging.Crop(base, base.Bounds())
	for i := range base.Pix {
		brighter.Pix[i] += 0.04
		other.Pix[i] = 0.1 + 0.3*base.Pix[len(base.Pix)-1-i]
	}
	for name, c := range map[string]struct {
		next *imaging.Picture
		want bool
	}{
		"same": {base, false}, "pan": {scene(160, 90, 12, 5), false}, "noise": {noisy(base, 1, 0.1), false}, "fade": {brighter, false}, "another shot": {other, true},
	} {
		if got := Cut(look(base), look(c.next)); got != c.want {
			t.Errorf("%s: cut %v", name, got)
		}
	}
}

// TestCutsOfThinFrames: a frame of fewer rows or columns than are compared is cut where a large one of the same colours is.
func TestCutsOfThinFrames(t *testing.T) {
	for _, size := range [][2]int{{320, 180}, {320, 4}, {320, 1}, {5, 180}, {1, 1}, {7, 5}} {
		even := func(v float32) Look {
			p := imaging.New(size[0], size[1])
			for i := range p.Pix {
				p.Pix[i] = v
			}
			return LookOf(p)
		}
		for to, want := range map[float32]bool{0.45 + 0.9*cutGrid: false, 0.45 + 1.1*cutGrid: true} { // both have other shades than 0.45
			if got := Cut(even(0.45), even(to)); got != want {
				t.Errorf("%v: from 0.45 to %g: cut %v", size, to, got)
			}
		}
	}
}

// TestCutsChangeColours: of more than three tenths of the pixels, however much these change.
func TestCutsChangeColours(t *testing.T) {
	part := func(share float64) Look {
		p := imaging.New(160, 100)
		for i := range p.Pix {
			if float64(i/3/p.Width) < share*float64(p.Height) {
				p.Pix[i] = 0.9
			}
		}
		return LookOf(p)
	}
	for share, want := range map[float64]bool{0.27: false, 0.33: true} {
		if got := Cut(part(0), part(share)); got != want {
			t.Errorf("%g of the pixels change: cut %v", share, got)
		}
	}
}

// TestCutsInTheDark: shots with a fifth of the light are told apart as others are, and nothing else is taken for a cut, be it half of that light, at once.
func TestCutsInTheDark(t *testing.T) {
	darker := func(p *imaging.Picture, by float32) *imaging.Picture {
		q := imaging.Crop(p, p.Bounds())
		for i := range q.Pix {
			q.Pix[i] *= by
		}
		return q
	}
	base, other := scene(160, 90, 0, 0), scene(160, 90, 0, 0)
	for i := range base.Pix {
		other.Pix[i] = 0.1 + 0.3*base.Pix[len(base.Pix)-1-i]
	}
	dark := darker(base, 0.2)
	for name, c := range map[string]struct {
		next *imaging.Picture
		want bool
	}{
		"another shot": {darker(other, 0.2), true}, "same": {dark, false}, "pan": {darker(scene(160, 90, 12, 5), 0.2), false},
		"noise": {noisy(dark, 1, 0.1), false}, "fade": {darker(base, 0.1), false}, "to black": {darker(base, 0), false},
	} {
		if a, b := LookOf(dark), LookOf(c.next); Cut(a, b) != c.want || Cut(b, a) != c.want {
			t.Errorf("%s: cut %v, backwards %v", name, Cut(a, b), Cut(b, a))
		}
	}
}
