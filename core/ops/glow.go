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
	p.near, p.sums = make([]float32, p.s.N*p.s.H*p.s.W), make([][2]float64, p.s.N)
	return g.add(spec{
		name:   "glow",
		shape:  scalar,
		smooth: []bool{true, false},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			total := 0.0
			p.measure(t, v[0], v[1])
			for _, s := range p.sums {
				total += s[0] / s[1]
			}
			dst[0] = float32(total / float64(p.s.N))
		},
		back: func(v []*G.Node, _, dy *G.Node, _ []bool) []*G.Node {
			return []*G.Node{g.glowInput(v[0], v[1], dy, p), nil}
		},
	}, x, guide)
}

// glowInput is the gradient by x.
func (g *Graph) glowInput(x, guide, dy *G.Node, p glows) *G.Node {
	p.near, p.sums = make([]float32, len(p.near)), make([][2]float64, p.s.N)
	return g.add(spec{
		name:  "glow gradient",
		shape: p.s,
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			zero(t, dst)
			p.measure(t, v[0], v[1])
			t.Run(p.s.N, func(_, n int) {
				factor := 2 * v[2][0] / float32(p.sums[n][1]*float64(p.s.N))
				p.each(v[1], n, func(i, j int, weight float32) {
					pull(dst, v[0], i, j, p.s.C, factor*weight)
				})
			})
		},
	}, x, guide, dy)
}

// glows are the pairs of pixels that Glow compares.
type glows struct {
	s          kernel.Shape
	guides     int     // channels of the guide
	same, edge float32 // factors of the guide's squared differences
	reach      int
	near       []float32    // of each pixel, from the last measure
	sums       [][2]float64 // of each image, from the last measure: weighted differences, weights
}

// measure notes what is near an edge, and sums the weighted differences and the weights of each image.
func (p glows) measure(t *kernel.Team, x, guide []float32) {
	t.Run(p.s.N, func(_, n int) {
		p.approach(guide, n)
		sums := [2]float64{0, float64(p.s.H*p.s.W) / 25} // a hundredth of the pairs: a picture with few edges counts little
		p.each(guide, n, func(i, j int, weight float32) {
			sums[1] += float64(weight)
			for c := range p.s.C {
				d := x[i+c] - x[j+c]
				sums[0] += float64(weight * d * d)
			}
		})
		p.sums[n] = sums
	})
}

// approach notes for each pixel of image n how near it is to an edge.
func (p glows) approach(guide []float32, n int) {
	for y := range p.s.H {
		for x := range p.s.W {
			i, largest := (n*p.s.H+y)*p.s.W+x, float32(0)
			for v := max(y-p.reach, 0); v <= min(y+p.reach, p.s.H-1); v++ {
				for u := max(x-p.reach, 0); u <= min(x+p.reach, p.s.W-1); u++ {
					largest = max(largest, p.apart(guide, i, (n*p.s.H+v)*p.s.W+u))
				}
			}
			p.near[i] = 1 - float32(math.Exp(float64(p.edge*largest)))
		}
	}
}

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
func (p glows) each(guide []float32, n int, f func(i, j int, weight float32)) {
	pair := func(i, j int) {
		if d := p.near[i] - p.near[j]; d != 0 {
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
