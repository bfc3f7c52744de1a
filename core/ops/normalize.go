package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Normalize adds (x - mean) / std per image and channel, with m [N 1 1 2C] as Moments computes it.
func (g *Graph) Normalize(x, m *G.Node) *G.Node {
	if !g.require(moments(x, m), "normalize", x, m) {
		return nil
	}
	s := Shape(x)
	scale, shift := pair(s)
	return g.add(spec{
		name:  "normalize",
		shape: s,
		reuse: []int{0},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			each(s, func(i, at int) {
				scale[i] = 1 / v[1][at+s.C]
				shift[i] = -v[1][at] * scale[i]
			})
			kernel.Affine(t, dst, v[0], scale, shift, s, false)
		},
		back: func(v []*G.Node, _, dy *G.Node, wants []bool) []*G.Node {
			gradients := make([]*G.Node, 2)
			if wants[1] {
				gradients[1] = g.normalizeMoments(v[0], v[1], dy)
			}
			if wants[0] {
				gradients[0] = g.divideByStd(dy, v[1])
			}
			return gradients
		},
	}, x, m)
}

// normalizeMoments is dmean = -sum(dy)/std, dstd = -sum(dy*(x-mean))/std^2.
func (g *Graph) normalizeMoments(x, m, dy *G.Node) *G.Node {
	s := Shape(x)
	dots, sums := pair(s)
	return g.add(spec{
		name:  "normalize, moments gradient",
		shape: Shape(m),
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			kernel.DotChannels(t, dots, sums, v[2], v[0], s)
			each(s, func(i, at int) {
				mean, std := v[1][at], v[1][at+s.C]
				dst[at] = -sums[i] / std
				dst[at+s.C] = -(dots[i] - mean*sums[i]) / (std * std)
			})
		},
	}, x, m, dy)
}

func (g *Graph) divideByStd(dy, m *G.Node) *G.Node {
	s := Shape(dy)
	scale, zero := pair(s)
	return g.add(spec{
		name:  "normalize, input gradient",
		shape: s,
		reuse: []int{0},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			each(s, func(i, at int) { scale[i] = 1 / v[1][at+s.C] })
			kernel.Affine(t, dst, v[0], scale, zero, s, false)
		},
	}, dy, m)
}
