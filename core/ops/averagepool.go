package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// AveragePool adds the mean over windows of side x side pixels; what is left over at the right and at the bottom is left out.
func (g *Graph) AveragePool(x *G.Node, side int) *G.Node {
	fits := func() bool { return side > 0 && Shape(x).H >= side && Shape(x).W >= side }
	if !g.require(fits, "average pool", x) {
		return nil
	}
	in := Shape(x)
	return g.add(spec{
		name:  "average pool",
		shape: kernel.AveragePoolShape(in, side), // [N H/side W/side C]
		run:   func(t *kernel.Team, dst []float32, v [][]float32) { kernel.AveragePool(t, dst, v[0], in, side) },
		back: func(_ []*G.Node, _, dy *G.Node, _ []bool) []*G.Node {
			return []*G.Node{g.add(spec{
				name:  "average pool gradient",
				shape: in,
				run:   func(t *kernel.Team, dst []float32, v [][]float32) { kernel.AveragePoolGrad(t, dst, v[0], in, side) },
			}, dy)}
		},
	}, x)
}

// RemoveMeans adds x without the mean of each window of side x side pixels; what is left over at the right and at the bottom becomes 0.
func (g *Graph) RemoveMeans(x *G.Node, side int) *G.Node {
	if !g.require(func() bool { return side > 0 }, "remove means", x) {
		return nil
	}
	s := Shape(x)
	return g.add(spec{
		name:  "remove means",
		shape: s,
		run:   func(t *kernel.Team, dst []float32, v [][]float32) { kernel.RemoveMeans(t, dst, v[0], s, side) },
		back: func(_ []*G.Node, _, dy *G.Node, _ []bool) []*G.Node {
			return []*G.Node{g.RemoveMeans(dy, side)}
		},
	}, x)
}
