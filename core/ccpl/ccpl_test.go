package ccpl

import (
	"math"
	"testing"

	"restyle/core/kernel"
	"restyle/core/nn"
)

func TestOptionsThatAreImpossible(t *testing.T) {
	nan := float32(math.NaN())
	for _, c := range []struct {
		o  Options
		ok bool
	}{
		{Options{}, true},
		{Options{Anchors: 1024, Layers: 4, Temperature: 1}, true},
		{Options{Anchors: -1}, false},
		{Options{Anchors: 1025}, false},
		{Options{Layers: -1}, false},
		{Options{Layers: 5}, false},
		{Options{Temperature: -0.07}, false},
		{Options{Temperature: nan}, false},
		{Options{Temperature: float32(math.Inf(1))}, false},
	} {
		if err := c.o.Validate(); (err == nil) != c.ok {
			t.Errorf("%+v: %v", c.o, err)
		}
	}
}

// TestMapsWithoutInnerPositionsCarryNoLoss: a map of 3x3 has one, smaller ones have none.
func TestMapsWithoutInnerPositionsCarryNoLoss(t *testing.T) {
	for _, c := range []struct {
		sides [2]kernel.Shape
		want  []int // layers
	}{
		{[2]kernel.Shape{{N: 1, H: 3, W: 3, C: 4}, {N: 1, H: 3, W: 3, C: 8}}, []int{0, 1}},
		{[2]kernel.Shape{{N: 1, H: 3, W: 3, C: 4}, {N: 1, H: 2, W: 3, C: 8}}, []int{0}},
		{[2]kernel.Shape{{N: 1, H: 9, W: 2, C: 4}, {N: 1, H: 5, W: 4, C: 8}}, []int{1}},
		{[2]kernel.Shape{{N: 1, H: 2, W: 9, C: 4}, {N: 1, H: 1, W: 4, C: 8}}, nil},
	} {
		b := nn.NewBuilder(nn.NewMachine(1))
		loss, positions := New(nn.Fresh(1), []int{4, 8}, Options{}).Loss(b, inputs(b, c.sides), inputs(b, c.sides))
		var got []int
		for _, p := range positions {
			got = append(got, p.Layer)
		}
		if len(got) != len(c.want) || len(got) > 0 && got[0] != c.want[0] || (loss == nil) != (c.want == nil) {
			t.Errorf("maps of %v: a loss of layers %v, want %v", c.sides, got, c.want)
		}
	}
}

func inputs(b *nn.Builder, shapes [2]kernel.Shape) []*nn.Tensor {
	return []*nn.Tensor{b.Input(shapes[0]), b.Input(shapes[1])}
}
