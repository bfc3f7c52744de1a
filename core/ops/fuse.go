package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Where no gradient is wanted, what follows a convolution and sees each of its results once is computed with it, while they are in the
// processor's registers. The convolution's own node stays in the graph, but does not run unless something else reads it.

// fusible is the convolution that computes x, or nil where a gradient is wanted or nothing can be fused with it.
func (g *Graph) fusible(x *G.Node, others ...*G.Node) *operation {
	o := g.byNode[x]
	if o == nil || o.conv == nil || !o.conv.Fuses() || g.needs[x] {
		return nil
	}
	for _, n := range others {
		if g.needs[n] {
			return nil
		}
	}
	return o
}

// pooledConv is the maximum over windows of 2x2 pixels of the convolution's result.
func (g *Graph) pooledConv(o *operation) *G.Node {
	in, pack := Shape(o.inputs[0]), o.pack
	return g.add(spec{
		name:  "convolution and pool",
		shape: kernel.PoolShape(o.shape), // [N (H'+1)/2 (W'+1)/2 Out]
		run:   func(t *kernel.Team, dst []float32, v [][]float32) { pack().ForwardPooled(t, dst, v[0], in) },
	}, o.inputs...)
}

// modulatedConv is result * (1 + scale) + shift of a convolution of one image, clipped at 0 where relu is set.
func (g *Graph) modulatedConv(o *operation, scale, shift *G.Node, relu bool) *G.Node {
	in, pack := Shape(o.inputs[0]), o.pack
	factor := make([]float32, o.shape.C)
	return g.add(spec{
		name:  "convolution and modulate",
		shape: o.shape,
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			addOne(factor, v[3])
			pack().ForwardScaled(t, dst, v[0], in, factor, v[4], relu)
		},
	}, o.inputs[0], o.inputs[1], o.inputs[2], scale, shift)
}
