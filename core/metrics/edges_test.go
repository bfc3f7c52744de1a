package metrics

import (
	"context"
	"math"
	"strings"
	"testing"

	"restyle/core/imaging"
)

// step is black on the left of a column and white from it on.
func step(width, height, column int) *imaging.Picture {
	p := imaging.New(width, height)
	for i := range p.Pix {
		if i/3%width >= column {
			p.Pix[i] = 1
		}
	}
	return p
}

func TestEdgesOfAStep(t *testing.T) {
	for i, v := range edges(context.Background(), step(12, 5, 6)) {
		want := 0.0
		if x := i % 12; x == 5 || x == 6 {
			want = 1
		}
		if math.Abs(v-want) > 1e-6 {
			t.Errorf("column %d: %g, want %g", i%12, v, want)
		}
	}
}

func TestEdgeSSIM(t *testing.T) {
	sharp := step(40, 40, 20)
	other := imaging.New(40, 40) // other colours and light, the same edges
	soft := imaging.Resize(imaging.Resize(sharp, 10, 40), 40, 40)
	for i, v := range sharp.Pix {
		other.Pix[i] = []float32{1 - v, 1 - v, 1 - v}[i%3]
	}
	measure := func(a, b *imaging.Picture) float64 {
		v, err := EdgeSSIM(context.Background(), a, b)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := measure(sharp, sharp); math.Abs(v-1) > 1e-9 {
		t.Errorf("of itself: %g", v)
	}
	if v := measure(sharp, other); math.Abs(v-1) > 1e-6 {
		t.Errorf("of the negative: %g", v)
	}
	if soft, none := measure(sharp, soft), measure(sharp, imaging.New(40, 40)); soft > 0.8 || none > 0.8 {
		t.Errorf("softened: %g, without the edge: %g", soft, none)
	}
	if _, err := EdgeSSIM(context.Background(), sharp, imaging.New(3, 3)); err == nil || !strings.Contains(err.Error(), "40 x 40 and 3 x 3") {
		t.Errorf("%v", err)
	}
}
