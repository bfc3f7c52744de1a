package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Center adds x - mean per image and channel, with m [N 1 1 2C] as Moments computes it.
func (g *Graph) Center(x, m *G.Node) *G.Node {
	if !g.require(moments(x, m), "center", x, m) {
		return nil
	}
	s := Shape(x)
	one, shift := pair(s)
	fill(one, 1)
	return g.add(spec{
		name:  "center",
		shape: s,
		reuse: []int{0},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			each(s, func(i, at int) { shift[i] = -v[1][at] })
			kernel.Affine(t, dst, v[0], one, shift, s, false)
		},
		back: func(_ []*G.Node, _, dy *G.Node, wants []bool) []*G.Node {
			gradients := []*G.Node{dy, nil}
			if wants[1] {
				gradients[1] = g.centerMoments(dy)
			}
			return gradients
		},
	}, x, m)
}

// centerMoments is dmean = -sum(dy), dstd = 0.
func (g *Graph) centerMoments(dy *G.Node) *G.Node {
	s := Shape(dy)
	dots, sums := pair(s)
	return g.add(spec{
		name:  "center, moments gradient",
		shape: kernel.Shape{N: s.N, H: 1, W: 1, C: 2 * s.C},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			kernel.DotChannels(t, dots, sums, v[0], v[0], s)
			each(s, func(i, at int) { dst[at], dst[at+s.C] = -sums[i], 0 })
		},
	}, dy)
}

func fill(x []float32, v float32) {
	for i := range x {
		x[i] = v
	}
}
