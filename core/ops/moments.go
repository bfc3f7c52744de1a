package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Epsilon is what Moments usually adds to the variance.
const Epsilon = 1e-5

// Moments adds the mean and then the standard deviation of each image and channel, [N 1 1 2C]: std = sqrt(unbiased variance + epsilon).
func (g *Graph) Moments(x *G.Node, epsilon float32) *G.Node {
	if !g.require(always, "moments", x) {
		return nil
	}
	s := Shape(x)
	mean, std := pair(s)
	return g.add(spec{
		name:  "moments",
		shape: kernel.Shape{N: s.N, H: 1, W: 1, C: 2 * s.C},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			kernel.Moments(t, mean, std, v[0], s, epsilon)
			join(dst, mean, std, s)
		},
		back: func(v []*G.Node, y, dy *G.Node, _ []bool) []*G.Node { return []*G.Node{g.momentsInput(v[0], y, dy)} },
	}, x)
}

// momentsInput is dmean/P + dstd * (x-mean) / ((P-1) std) with P pixels, one affine pass over x.
func (g *Graph) momentsInput(x, m, dm *G.Node) *G.Node {
	s := Shape(x)
	scale, shift := pair(s)
	pixels, free := float32(s.H*s.W), float32(max(s.H*s.W-1, 1))
	return g.add(spec{
		name:  "moments gradient",
		shape: s,
		reuse: []int{0},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			each(s, func(i, at int) {
				mean, std, dmean, dstd := v[1][at], v[1][at+s.C], v[2][at], v[2][at+s.C]
				scale[i] = dstd / (free * std)
				shift[i] = dmean/pixels - scale[i]*mean
			})
			kernel.Affine(t, dst, v[0], scale, shift, s, false)
		},
	}, x, m, dm)
}

// pair makes two vectors per image and channel, [N*C].
func pair(s kernel.Shape) (a, b []float32) {
	both := make([]float32, 2*s.N*s.C)
	return both[:s.N*s.C], both[s.N*s.C:]
}

// each calls f for each image and channel of s: i is the place in a vector [N*C], at that in the first half of a [N 1 1 2C]; the place in
// the second half is at+C.
func each(s kernel.Shape, f func(i, at int)) {
	for i := range s.N * s.C {
		f(i, i+i/s.C*s.C)
	}
}

// join writes two vectors [N*C] side by side per image, [N 1 1 2C].
func join(dst, first, second []float32, s kernel.Shape) {
	each(s, func(i, at int) { dst[at], dst[at+s.C] = first[i], second[i] })
}

// moments tells whether m has the shape of the moments of x.
func moments(x, m *G.Node) func() bool {
	return func() bool {
		s := Shape(x)
		return Shape(m) == kernel.Shape{N: s.N, H: 1, W: 1, C: 2 * s.C}
	}
}
