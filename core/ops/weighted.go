package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// WeightedSum adds the sum of weights[i] * xs[i] of scalars [1 1 1 1]. weights is kept: it may be changed between runs.
func (g *Graph) WeightedSum(xs []*G.Node, weights []float32) *G.Node {
	fits := func() bool {
		for _, x := range xs {
			if Shape(x) != scalar {
				return false
			}
		}
		return len(xs) > 0 && len(xs) == len(weights)
	}
	if !g.require(fits, "weighted sum", xs...) {
		return nil
	}
	return g.add(spec{
		name:  "weighted sum",
		shape: scalar,
		run: func(_ *kernel.Team, dst []float32, v [][]float32) {
			sum := 0.0
			for i, x := range v {
				sum += float64(weights[i]) * float64(x[0])
			}
			dst[0] = float32(sum)
		},
		back: func(v []*G.Node, _, dy *G.Node, wants []bool) []*G.Node {
			gradients := make([]*G.Node, len(v))
			for i, want := range wants {
				if want {
					gradients[i] = g.times(dy, &weights[i])
				}
			}
			return gradients
		},
	}, xs...)
}

// times is weight * dy with the weight of the time of the run.
func (g *Graph) times(dy *G.Node, weight *float32) *G.Node {
	return g.add(spec{
		name:  "weighted sum gradient",
		shape: scalar,
		run:   func(_ *kernel.Team, dst []float32, v [][]float32) { dst[0] = *weight * v[0][0] },
	}, dy)
}
