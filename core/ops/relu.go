package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// ReLU adds max(x, 0).
func (g *Graph) ReLU(x *G.Node) *G.Node {
	if !g.require(always, "relu", x) {
		return nil
	}
	return g.add(spec{
		name:  "relu",
		shape: Shape(x),
		reuse: []int{0},
		run:   func(t *kernel.Team, dst []float32, v [][]float32) { kernel.ReLU(t, dst, v[0]) },
		back:  func(_ []*G.Node, y, dy *G.Node, _ []bool) []*G.Node { return []*G.Node{g.mask(dy, y)} },
	}, x)
}

// mask is dy where y > 0, else 0: the gradient of whatever ReLU clipped to y.
func (g *Graph) mask(dy, y *G.Node) *G.Node {
	return g.add(spec{
		name:  "relu gradient",
		shape: Shape(y),
		reuse: []int{0, 1},
		run:   func(t *kernel.Team, dst []float32, v [][]float32) { kernel.ReLUGrad(t, dst, v[0], v[1]) },
	}, dy, y)
}

func always() bool { return true }
