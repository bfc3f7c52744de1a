package ops

import (
	"math"

	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Glow compares x [N H W C] beside the edges of guide [N H W G] with x farther away, where the guide is the same:
//
//	sum_ij w_ij * |x_i - x_j|^2 / (sum_ij w_ij + pixels/25),    w_ij = exp(-|guide_i - guide_j|^2 / (2 same^2)) * (near_i - near_j)^2,
//	near_i = 1 - exp(-max_n |guide_i - guide_n|^2 / (2 edge^2)),
//
// over pairs i, j in a row or a column, reach+1 or 2*reach pixels apart, and all n within a square of 2*reach+1 pixels around i; the mean over the images,
// [1 1 1 1]. The gradient goes to x only.
func (g *Graph) Glow(x, guide *G.Node, same, edge float32, reach int) *G.Node {
	fits := func() bool {
		a, b := Shape(x), Shape(guide)
		b.C = a.C
		return a == b && same > 0 && edge > 0 && reach > 0
	}
	if !g.require(fits, "glow", x, guide) {
		return nil
	}
	p := glows{s: Shape(x), guides: Shape(guide).C, same: -1 / (2 * same * same), edge: -1 / (2 * edge * edge), reach: reach}
	near, ratios := g.nearEdges(guide, p), make([]float64, p.s.N)
	return g.add(spec{
		name:   "glow",
		shape:  scalar,
		smooth: []bool{true, false, false},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			t.Run(p.s.N, func(_, n int) {
				differences, weights := 0.0, p.least()
				p.each(v[1], v[2], n, func(i, j int, weight float32) {
					weights += float64(weight)
					for c := range p.s.C {
						d := v[0][i+c] - v[0][j+c]
						differences += float64(weight * d * d)
					}
				})
				ratios[n] = differences / weights
			})
			total := 0.0
			for _, r := range ratios {
				total += r
			}
			dst[0] = float32(total / float64(p.s.N))
		},
		back: func(v []*G.Node, _, dy *G.Node, _ []bool) []*G.Node {
			return []*G.Node{g.glowInput(v[0], v[1], v[2], dy, p), nil, nil}
		},
	}, x, guide, near)
}

// glowInput is the gradient by x.
func (g *Graph) glowInput(x, guide, near, dy *G.Node, p glows) *G.Node {
	return g.add(spec{
		name:  "glow gradient",
		shape: p.s,
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			zero(t, dst)
			size := p.s.H * p.s.W * p.s.C
			t.Run(p.s.N, func(_, n int) {
				weights := p.least()
				p.each(v[1], v[2], n, func(i, j int, weight float32) {
					weights += float64(weight)
					pull(dst, v[0], i, j, p.s.C, weight)
				})
				factor := 2 * v[3][0] / float32(weights*float64(p.s.N))
				for i := range dst[n*size:][:size] {
					dst[n*size+i] *= factor
				}
			})
		},
	}, x, guide, near, dy)
}

// nearEdges tells of each pixel of the guide how near it is to an edge, [N H W 1].
func (g *Graph) nearEdges(guide *G.Node, p glows) *G.Node {
	shape := p.s
	shape.C = 1
	return g.add(spec{
		name:   "near edges",
		shape:  shape,
		smooth: []bool{false},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			t.Run(p.s.N*p.s.H, func(_, row int) {
				first, y := row/p.s.H*p.s.H, row%p.s.H // of the image's rows
				for x := range p.s.W {
					largest := float32(0)
					for r := max(y-p.reach, 0); r <= min(y+p.reach, p.s.H-1); r++ {
						for u := max(x-p.reach, 0); u <= min(x+p.reach, p.s.W-1); u++ {
							largest = max(largest, p.apart(v[0], row*p.s.W+x, (first+r)*p.s.W+u))
						}
					}
					dst[row*p.s.W+x] = 1 - float32(math.Exp(float64(p.edge*largest)))
				}
			})
		},
	}, guide)
}

// glows are the pairs of pixels that Glow compares.
type glows struct {
	s          kernel.Shape
	guides     int     // channels of the guide
	same, edge float32 // factors of the guide's squared differences
	reach      int
}

// least is added to the weights of an image, a hundredth for each pair: a picture with few edges counts little.
func (p glows) least() float64 { return float64(p.s.H*p.s.W) / 25 }

// apart is the squared difference of two pixels of the guide.
func (p glows) apart(guide []float32, i, j int) float32 {
	square := float32(0)
	a, b := guide[i*p.guides:][:p.guides], guide[j*p.guides:][:p.guides]
	for c, v := range a {
		square += (v - b[c]) * (v - b[c])
	}
	return square
}

// each calls f with the pairs of image n that count: where the channels of x begin, and their weight.
func (p glows) each(guide, near []float32, n int, f func(i, j int, weight float32)) {
	pair := func(i, j int) {
		if d := near[i] - near[j]; d != 0 {
			f(i*p.s.C, j*p.s.C, d*d*float32(math.Exp(float64(p.same*p.apart(guide, i, j)))))
		}
	}
	for y := range p.s.H {
		for x := range p.s.W {
			i := (n*p.s.H+y)*p.s.W + x
			for _, d := range [2]int{p.reach + 1, 2 * p.reach} {
				if x+d < p.s.W {
					pair(i, i+d)
				}
				if y+d < p.s.H {
					pair(i, i+d*p.s.W)
				}
			}
		}
	}
}
