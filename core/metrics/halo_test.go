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
	if _, windows, err := Halo(context.Background(), paint(0.1, 0.6, [3]float32{0, 0, 0.05}, 20), content); windows != 0 || err != nil {
		t.Errorf("where the content's own colour is another beside the edge %d windows are compared, %v", windows, err)
	}
	faint, strong := of(paint(0.7, 0.2, [3]float32{-0.05, 0, 0.05}, 20)), of(paint(0.7, 0.2, [3]float32{-0.1, 0, 0.1}, 20))
	want := math.Sqrt((0.1*0.1 + 0.1*0.1 + 0.2*0.2) / 2) // its three differences
	if math.Abs(strong-want) > 0.01*want || math.Abs(faint-want/2) > 0.01*want {
		t.Errorf("glows: %g and %g, want %g and %g", faint, strong, want/2, want)
	}
}

// TestColorEdgesOfAStep: the step, blurred binomially over five pixels, as strong in each of three channels.
func TestColorEdgesOfAStep(t *testing.T) {
	const column = 10
	rise := []float64{1, 5, 10, 10, 5, 1} // from three pixels before the step on, in sixteenths
	for i, v := range colorEdges(context.Background(), step(20, 7, column)) {
		want := 0.0
		if k := i%20 - (column - 3); k >= 0 && k < len(rise) {
			want = math.Sqrt(3) * rise[k] / 16
		}
		if math.Abs(v-want) > 1e-6 {
			t.Errorf("column %d, row %d: %g, want %g", i%20, i/20, v, want)
		}
	}
}

// TestEdgeDistances: of each pixel to all edges, along the longer axis, and flat where there is nothing within two pixels.
func TestEdgeDistances(t *testing.T) {
	const w, h = 60, 45
	p := imaging.New(w, h)
	for _, at := range [][2]int{{9, 7}, {50, 5}, {30, 40}, {41, 24}} {
		for c := range 3 {
			p.Pix[3*(at[1]*w+at[0])+c] = 1
		}
	}
	g := colorEdges(context.Background(), p)
	away, flat := edgeDistances(context.Background(), p)
	for i := range away {
		x, y := i%w, i/w
		near, even := w+h, true
		for k, v := range g {
			d := max(x-k%w, k%w-x, y-k/w, k/w-y)
			if v > haloEdge {
				near = min(near, d)
			}
			even = even && (d > 2 || v < haloFlat)
		}
		if away[i] != near || flat[i] != even {
			t.Fatalf("pixel %d, %d: %d from an edge, flat %v; want %d, %v", x, y, away[i], flat[i], near, even)
		}
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
