package ops

import (
	"math"

	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Smoothness adds the edge-aware smoothness (Godard et al., CVPR 2017, with squares for absolute values) of x [N H W C] under guide [N H W G]: the
// mean over all pairs of pixels i, j beside or below each other of exp(-|guide_i - guide_j|^2 / (2 sigma^2)) * |x_i - x_j|^2, [1 1 1 1]. The gradient goes
// to x only.
func (g *Graph) Smoothness(x, guide *G.Node, sigma float32) *G.Node {
	fits := func() bool {
		a, b := Shape(x), Shape(guide)
		b.C = a.C
		return a == b && a.H*a.W > 1 && sigma > 0
	}
	if !g.require(fits, "smoothness", x, guide) {
		return nil
	}
	p := pairs{s: Shape(x), guides: Shape(guide).C, scale: -1 / (2 * sigma * sigma)}
	sums := make([]float64, p.s.N)
	return g.add(spec{
		name:   "smoothness",
		shape:  scalar,
		smooth: []bool{true, false},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			t.Run(p.s.N, func(_, n int) {
				sum := 0.0
				p.each(v[1], n, func(i, j int, weight float32) {
					for c := range p.s.C {
						d := v[0][i+c] - v[0][j+c]
						sum += float64(weight * d * d)
					}
				})
				sums[n] = sum
			})
			total := 0.0
			for _, s := range sums {
				total += s
			}
			dst[0] = float32(total / p.count())
		},
		back: func(v []*G.Node, _, dy *G.Node, _ []bool) []*G.Node {
			return []*G.Node{g.smoothnessInput(v[0], v[1], dy, p), nil}
		},
	}, x, guide)
}

// smoothnessInput is the gradient by x.
func (g *Graph) smoothnessInput(x, guide, dy *G.Node, p pairs) *G.Node {
	return g.add(spec{
		name:  "smoothness gradient",
		shape: p.s,
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			zero(t, dst)
			factor := 2 * v[2][0] / float32(p.count())
			t.Run(p.s.N, func(_, n int) {
				p.each(v[1], n, func(i, j int, weight float32) {
					pull(dst, v[0], i, j, p.s.C, factor*weight)
				})
			})
		},
	}, x, guide, dy)
}

// pull adds the gradient of factor/2 * |x_i - x_j|^2 by x, for two pixels that begin at i and j.
func pull(dst, x []float32, i, j, channels int, factor float32) {
	for c := range channels {
		d := factor * (x[i+c] - x[j+c])
		dst[i+c] += d
		dst[j+c] -= d
	}
}

// pairs are the neighbouring pixels of images.
type pairs struct {
	s      kernel.Shape
	guides int     // channels of the guide
	scale  float32 // of the guide's squared differences
}

func (p pairs) count() float64 { return float64(p.s.N * (p.s.H*(p.s.W-1) + (p.s.H-1)*p.s.W)) }

// each calls f with the pairs of image n: where the channels of both begin, and the weight that the guide gives them.
func (p pairs) each(guide []float32, n int, f func(i, j int, weight float32)) {
	pair := func(i, j int) {
		square := float32(0)
		a, b := guide[i*p.guides:][:p.guides], guide[j*p.guides:][:p.guides]
		for c, v := range a {
			square += (v - b[c]) * (v - b[c])
		}
		f(i*p.s.C, j*p.s.C, float32(math.Exp(float64(p.scale*square))))
	}
	for y := range p.s.H {
		for x := range p.s.W {
			i := (n*p.s.H+y)*p.s.W + x
			if x+1 < p.s.W {
				pair(i, i+1)
			}
			if y+1 < p.s.H {
				pair(i, i+p.s.W)
			}
		}
	}
}
