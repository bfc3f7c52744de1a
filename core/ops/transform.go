package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Transform multiplies each pixel of x [N H W C] by its image's matrix m [N 1 R C]: out[r] = sum over c of m[r][c] * x[c], [N H W R].
func (g *Graph) Transform(m, x *G.Node) *G.Node {
	fits := func() bool {
		a, s := Shape(m), Shape(x)
		return a.N == s.N && a.H == 1 && a.C == s.C
	}
	if !g.require(fits, "transform", m, x) {
		return nil
	}
	in := Shape(x)
	out := in
	out.C = Shape(m).W
	return g.add(spec{
		name:  "transform",
		shape: out, // [N H W R]
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			for n := range in.N {
				kernel.MultiplyNT(t, image(dst, n, in.N), image(v[1], n, in.N), image(v[0], n, in.N), in.H*in.W, in.C, out.C)
			}
		},
		back: func(v []*G.Node, _, dy *G.Node, wants []bool) []*G.Node {
			gradients := make([]*G.Node, 2)
			if wants[0] {
				gradients[0] = g.transformMatrix(v[1], dy)
			}
			if wants[1] {
				gradients[1] = g.transformInput(v[0], dy)
			}
			return gradients
		},
	}, m, x)
}

// transformMatrix is dyT·x per image, [N 1 R C].
func (g *Graph) transformMatrix(x, dy *G.Node) *G.Node {
	in, out := Shape(x), Shape(dy)
	return g.add(spec{
		name:  "transform, matrix gradient",
		shape: kernel.Shape{N: in.N, H: 1, W: out.C, C: in.C},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			for n := range in.N {
				kernel.MultiplyTN(t, image(dst, n, in.N), image(v[1], n, in.N), image(v[0], n, in.N), out.C, in.H*in.W, in.C)
			}
		},
	}, x, dy)
}

// transformInput is dy·m per image, [N H W C].
func (g *Graph) transformInput(m, dy *G.Node) *G.Node {
	out := Shape(dy)
	in := out
	in.C = Shape(m).C
	return g.add(spec{
		name:  "transform, input gradient",
		shape: in,
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			for n := range in.N {
				kernel.MultiplyNN(t, image(dst, n, in.N), image(v[1], n, in.N), image(v[0], n, in.N), in.H*in.W, out.C, in.C)
			}
		},
	}, m, dy)
}
