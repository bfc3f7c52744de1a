package ops

import (
	"math"

	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// normFloor is added to norms before dividing by them.
const normFloor = 1e-7

// UnitNorm adds x / (|x| + 1e-7) with the Euclidean norm of each pixel's channels.
func (g *Graph) UnitNorm(x *G.Node) *G.Node {
	if !g.require(always, "unit norm", x) {
		return nil
	}
	s := Shape(x)
	return g.add(spec{
		name:  "unit norm",
		shape: s,
		reuse: []int{0},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			pixels(t, s, func(from, to int) {
				x := v[0][from:to]
				factor := float32(1 / (math.Sqrt(dot(x, x)) + normFloor))
				for c, v := range x {
					dst[from+c] = factor * v
				}
			})
		},
		back: func(v []*G.Node, _, dy *G.Node, _ []bool) []*G.Node { return []*G.Node{g.unitNormInput(v[0], dy)} },
	}, x)
}

// unitNormInput is dy/(n+e) - x (x·dy) / (n (n+e)^2) for n = |x|.
func (g *Graph) unitNormInput(x, dy *G.Node) *G.Node {
	s := Shape(x)
	return g.add(spec{
		name:  "unit norm gradient",
		shape: s,
		reuse: []int{1, 0},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			pixels(t, s, func(from, to int) {
				x, dy := v[0][from:to], v[1][from:to]
				norm := math.Sqrt(dot(x, x))
				along := 0.0
				if norm > 0 {
					along = dot(x, dy) / (norm * (norm + normFloor) * (norm + normFloor))
				}
				factor := 1 / (norm + normFloor)
				for c, v := range x {
					dst[from+c] = float32(factor*float64(dy[c]) - along*float64(v))
				}
			})
		},
	}, x, dy)
}

// pixels calls f with the range of each pixel's channels.
func pixels(t *kernel.Team, s kernel.Shape, f func(from, to int)) {
	t.Split(s.Pixels(), max(1, 1<<13/s.C), func(_, from, to int) {
		for p := from; p < to; p++ {
			f(p*s.C, (p+1)*s.C)
		}
	})
}

func dot(a, b []float32) float64 {
	sum := 0.0
	for i, v := range a {
		sum += float64(v) * float64(b[i])
	}
	return sum
}
