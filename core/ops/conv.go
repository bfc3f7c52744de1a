package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Conv adds the convolution c of x [N H W In] with weights w [Out In Size Size] and biases b [1 1 1 Out], with ReLU, enlargement and
// padding as c says. filter is called in each run and returns the packed form of what w and b hold then.
func (g *Graph) Conv(x, w, b *G.Node, c kernel.Conv, filter func() *kernel.Filter) *G.Node {
	fits := func() bool {
		return Shape(x).C == c.In && Shape(w).Len() == c.WeightLen() && Shape(b).Len() == c.Out
	}
	if !g.require(fits, "convolution", x, w, b) {
		return nil
	}
	in := Shape(x)
	return g.add(spec{
		name:  "convolution",
		shape: c.OutShape(in), // [N H' W' Out]
		conv:  &c,
		pack:  filter,
		run:   func(t *kernel.Team, dst []float32, v [][]float32) { filter().Forward(t, dst, v[0], in) },
		back: func(v []*G.Node, y, dy *G.Node, wants []bool) []*G.Node {
			if c.ReLU {
				dy = g.mask(dy, y)
			}
			gradients := make([]*G.Node, 3)
			if wants[1] {
				gradients[1] = g.convWeights(c, v[0], v[1], dy)
			}
			if wants[2] {
				gradients[2] = g.biasSums(dy)
			}
			if wants[0] {
				gradients[0] = g.convInput(v[1], dy, in, filter)
			}
			return gradients
		},
	}, x, w, b)
}

// convInput is the gradient of a convolution's input; w only orders it.
func (g *Graph) convInput(w, dy *G.Node, in kernel.Shape, filter func() *kernel.Filter) *G.Node {
	return g.add(spec{
		name:  "convolution, input gradient",
		shape: in,
		run:   func(t *kernel.Team, dst []float32, v [][]float32) { filter().BackwardInput(t, dst, v[1], in) },
	}, w, dy)
}

func (g *Graph) convWeights(c kernel.Conv, x, w, dy *G.Node) *G.Node {
	in := Shape(x)
	return g.add(spec{
		name:  "convolution, weight gradient",
		shape: Shape(w),
		run:   func(t *kernel.Team, dst []float32, v [][]float32) { c.BackwardWeights(t, dst, v[0], v[1], in) },
	}, x, dy)
}

// biasSums is the sum over images and pixels, [1 1 1 C].
func (g *Graph) biasSums(dy *G.Node) *G.Node {
	s := Shape(dy)
	return g.add(spec{
		name:  "channel sums",
		shape: kernel.Shape{N: 1, H: 1, W: 1, C: s.C},
		run:   func(t *kernel.Team, dst []float32, v [][]float32) { kernel.ChannelSums(t, dst, v[0], s) },
	}, dy)
}
