package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// MeanSquaredError adds the mean of (a - b)^2 over all elements, [1 1 1 1].
func (g *Graph) MeanSquaredError(a, b *G.Node) *G.Node { return g.squaredError(a, b, 1) }

// StyleDistance adds the mean squared error of the means and that of the standard deviations of x [N H W C] from target [N 1 1 2C], which
// holds the moments of another image: one layer of the style loss, [1 1 1 1]. Its gradient is one affine pass over x.
func (g *Graph) StyleDistance(x, target *G.Node) *G.Node {
	if !g.require(moments(x, target), "style distance", x, target) {
		return nil
	}
	return g.squaredError(g.Moments(x, Epsilon), target, 2) // twice the mean over both halves is the sum of the halves' means
}

func (g *Graph) squaredError(a, b *G.Node, weight float32) *G.Node {
	if !g.require(func() bool { return Shape(a) == Shape(b) }, "squared error", a, b) {
		return nil
	}
	return g.add(spec{
		name:  "squared error",
		shape: scalar,
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			dst[0] = weight * float32(kernel.SquaredError(t, v[0], v[1]))
		},
		back: func(v []*G.Node, _, dy *G.Node, wants []bool) []*G.Node {
			gradients := make([]*G.Node, 2)
			if wants[0] {
				gradients[0] = g.difference(v[0], v[1], dy, weight)
			}
			if wants[1] {
				gradients[1] = g.difference(v[1], v[0], dy, weight)
			}
			return gradients
		},
	}, a, b)
}

// difference is 2 * weight * dy * (a - b) / elements.
func (g *Graph) difference(a, b, dy *G.Node, weight float32) *G.Node {
	s := Shape(a)
	return g.add(spec{
		name:  "squared error gradient",
		shape: s,
		reuse: []int{0, 1},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			kernel.Difference(t, dst, v[0], v[1], 2*weight*v[2][0]/float32(s.Len()))
		},
	}, a, b, dy)
}

var scalar = kernel.Shape{N: 1, H: 1, W: 1, C: 1}
