package ops

import (
	"context"
	"testing"

	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
	"restyle/internal/testkit"
)

// TestFusedResultsAreThoseOfSeparateOperations: a variable wants a gradient, so nothing is fused behind it.
func TestFusedResultsAreThoseOfSeparateOperations(t *testing.T) {
	in, c := kernel.Shape{N: 1, H: 13, W: 10, C: 16}, kernel.Conv{Size: 3, In: 16, Out: 18}
	filter := kernel.NewFilter(c, testkit.Signed("w", c.WeightLen()), testkit.Signed("b", c.Out))
	vector := kernel.Shape{N: 1, H: 1, W: 1, C: 18}
	run := func(fused bool, modulate bool) []float32 {
		g := NewGraph(NewMachine(2))
		source := g.Variable
		if fused {
			source = g.Input
		}
		x := source(testkit.Signed("x", in.Len()), in)
		w := g.Input(testkit.Signed("w", c.WeightLen()), kernel.Shape{N: 18, H: 16, W: 3, C: 3})
		bias := g.Input(testkit.Signed("b", c.Out), vector)
		conv := g.Conv(x, w, bias, c, func() *kernel.Filter { return filter })
		y := conv
		if modulate {
			y = g.Modulate(y, g.Input(testkit.Signed("scale", 18), vector), g.Input(testkit.Signed("shift", 18), vector), true)
		} else {
			y = g.MaxPool(y)
		}
		p, err := g.Compile(map[*G.Node][]float32{y: nil})
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		if g.byNode[conv].live == fused {
			t.Errorf("fused %v: the convolution itself ran: %v", fused, !fused)
		}
		return g.Data(y)
	}
	for _, modulate := range []bool{false, true} {
		testkit.Near(t, "result", run(true, modulate), run(false, modulate), 1e-5)
	}
}
