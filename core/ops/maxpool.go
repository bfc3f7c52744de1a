package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// MaxPool adds the maximum over windows of 2x2 pixels; odd sides are rounded up.
func (g *Graph) MaxPool(x *G.Node) *G.Node {
	if !g.require(always, "pool", x) {
		return nil
	}
	if o := g.fusible(x); o != nil {
		return g.pooledConv(o)
	}
	in := Shape(x)
	out := kernel.PoolShape(in)
	var which []uint8 // the place of each maximum, noted only where the gradient needs it
	return g.add(spec{
		name:  "pool",
		shape: out, // [N (H+1)/2 (W+1)/2 C]
		run:   func(t *kernel.Team, dst []float32, v [][]float32) { kernel.MaxPool(t, dst, which, v[0], in) },
		back: func(_ []*G.Node, _, dy *G.Node, _ []bool) []*G.Node {
			which = make([]uint8, out.Len())
			return []*G.Node{g.add(spec{
				name:  "pool gradient",
				shape: in,
				run:   func(t *kernel.Team, dst []float32, v [][]float32) { kernel.MaxPoolGrad(t, dst, which, v[0], in) },
			}, dy)}
		},
	}, x)
}
