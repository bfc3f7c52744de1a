package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Covariance adds sT·s / (H*W) per image, [N 1 C C], for s [N H W C] seen as a matrix of pixels by channels (its mean is not removed).
func (g *Graph) Covariance(s *G.Node) *G.Node {
	if !g.require(always, "covariance", s) {
		return nil
	}
	in := Shape(s)
	pixels := in.H * in.W
	return g.add(spec{
		name:  "covariance",
		shape: kernel.Shape{N: in.N, H: 1, W: in.C, C: in.C},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			for n := range in.N {
				x := image(v[0], n, in.N)
				kernel.MultiplyTN(t, image(dst, n, in.N), x, x, in.C, pixels, in.C)
			}
			kernel.Scale(t, dst, dst, 1/float32(pixels))
		},
		back: func(v []*G.Node, _, dy *G.Node, _ []bool) []*G.Node { return []*G.Node{g.covarianceInput(v[0], dy)} },
	}, s)
}

// covarianceInput is s·(d + dT) / (H*W) for d the gradient of the covariance.
func (g *Graph) covarianceInput(s, d *G.Node) *G.Node {
	in := Shape(s)
	c, weight := in.C, 1/float32(in.H*in.W)
	both := make([]float32, c*c)
	return g.add(spec{
		name:  "covariance gradient",
		shape: in,
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			for n := range in.N {
				d := image(v[1], n, in.N)
				for i := range both {
					both[i] = weight * (d[i] + d[i%c*c+i/c])
				}
				kernel.MultiplyNN(t, image(dst, n, in.N), image(v[0], n, in.N), both, in.H*in.W, c, c)
			}
		},
	}, s, d)
}

// image is the part of x that belongs to image n of count.
func image(x []float32, n, count int) []float32 {
	size := len(x) / count
	return x[n*size : (n+1)*size]
}
