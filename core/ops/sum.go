package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Sum adds the sum of tensors of equal shape. The sum of one is that one.
func (g *Graph) Sum(xs ...*G.Node) *G.Node {
	equal := func() bool {
		for _, x := range xs {
			if Shape(x) != Shape(xs[0]) {
				return false
			}
		}
		return len(xs) > 0
	}
	if !g.require(equal, "sum", xs...) {
		return nil
	}
	if len(xs) == 1 {
		return xs[0]
	}
	return g.add(spec{
		name:  "sum",
		shape: Shape(xs[0]),
		reuse: []int{0, 1},
		run:   func(t *kernel.Team, dst []float32, v [][]float32) { kernel.AddAll(t, dst, v...) },
		back: func(x []*G.Node, _, dy *G.Node, _ []bool) []*G.Node {
			gradients := make([]*G.Node, len(x))
			for i := range gradients {
				gradients[i] = dy
			}
			return gradients
		},
	}, xs...)
}

// Detach adds a copy of x that no gradient passes.
func (g *Graph) Detach(x *G.Node) *G.Node {
	if !g.require(always, "detach", x) {
		return nil
	}
	return g.add(spec{
		name:  "detach",
		shape: Shape(x),
		reuse: []int{0},
		run:   func(t *kernel.Team, dst []float32, v [][]float32) { copyInto(t, dst, v[0]) },
	}, x)
}

// copyInto copies unless both are the same memory.
func copyInto(t *kernel.Team, dst, src []float32) {
	if &dst[0] == &src[0] {
		return
	}
	t.Split(len(dst), 1<<16, func(_, from, to int) { copy(dst[from:to], src[from:to]) })
}
