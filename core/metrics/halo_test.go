package metrics

import (
	"context"
	"math"
	"testing"

	"restyle/core/imaging"
)

// TestHalo has a dark square in an even sky, and colours added around it.
func TestHalo(t *testing.T) {
	const size, from, to = 256, 110, 146
	distance := func(x, y int) int {
		return max(from-x, x-to, from-y, y-to)
	}
	paint := func(inside, outside float32, glow [3]float32, reach int) *imaging.Picture {
		p := imaging.New(size, size)
		for i := range size * size {
			for c := range 3 {
				switch d := distance(i%size, i/size); {
				case d <= 0:
					p.Pix[3*i+c] = inside
				case d <= reach:
					p.Pix[3*i+c] = outside + glow[c]
				default:
					p.Pix[3*i+c] = outside
				}
			}
		}
		return p
	}
	content := paint(0.1, 0.6, [3]float32{}, 0)
	of := func(p *imaging.Picture) float64 {
		t.Helper()
		v, windows, err := Halo(context.Background(), content, p)
		if err != nil || windows < 4 {
			t.Fatalf("%d windows, %v", windows, err)
		}
		return v
	}
	if v := of(content); v > 1e-6 {
		t.Errorf("the content itself: %g", v)
	}
	if v := of(paint(0.7, 0.2, [3]float32{0.1, 0.1, 0.1}, 20)); v > 1e-6 {
		t.Errorf("another light: %g", v)
	}
	if v := of(paint(0.7, 0.2, [3]float32{-0.1, 0, 0.1}, 150)); v > 1e-6 {
		t.Errorf("a colour that is everywhere: %g", v)
	}
	faint, strong := of(paint(0.7, 0.2, [3]float32{-0.05, 0, 0.05}, 20)), of(paint(0.7, 0.2, [3]float32{-0.1, 0, 0.1}, 20))
	want := math.Sqrt((0.1*0.1 + 0.1*0.1 + 0.2*0.2) / 2) // its three differences
	if math.Abs(strong-want) > 0.01*want || math.Abs(faint-want/2) > 0.01*want {
		t.Errorf("glows: %g and %g, want %g and %g", faint, strong, want/2, want)
	}
}

func TestHaloOfNothing(t *testing.T) {
	if v, windows, err := Halo(context.Background(), imaging.New(200, 150), imaging.New(200, 150)); v != 0 || windows != 0 || err != nil {
		t.Errorf("without edges: %g of %d windows, %v", v, windows, err)
	}
	if _, _, err := Halo(context.Background(), imaging.New(200, 150), imaging.New(150, 200)); err == nil {
		t.Error("pictures of two sizes are compared")
	}
}
