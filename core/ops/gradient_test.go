package ops

import (
	"context"
	"fmt"
	"slices"
	"testing"

	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
	"restyle/internal/testkit"
)

// gradientCase is an operation with inputs of the given shapes, all of which it must be differentiable by but those in frozen.
type gradientCase struct {
	name   string
	shapes []kernel.Shape
	frozen map[int]bool
	build  func(g *Graph, x []*G.Node) *G.Node
}

var gradientCases = []gradientCase{
	{"relu", shapes(2, 3, 5, 4), nil, func(g *Graph, x []*G.Node) *G.Node { return g.ReLU(x[0]) }},
	{"pool", shapes(2, 4, 6, 3), nil, func(g *Graph, x []*G.Node) *G.Node { return g.MaxPool(x[0]) }},
	{"pool with odd sides", shapes(1, 5, 3, 3), nil, func(g *Graph, x []*G.Node) *G.Node { return g.MaxPool(x[0]) }},
	{"average pool", shapes(2, 5, 7, 3), nil, func(g *Graph, x []*G.Node) *G.Node { return g.AveragePool(x[0], 2) }},
	{"remove means", shapes(2, 5, 7, 3), nil, func(g *Graph, x []*G.Node) *G.Node { return g.RemoveMeans(x[0], 2) }},
	{"pool of a pixel", shapes(1, 1, 1, 2), nil, func(g *Graph, x []*G.Node) *G.Node { return g.MaxPool(x[0]) }},
	{"moments", shapes(2, 3, 4, 5), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Moments(x[0], Epsilon) }},
	{"moments of a pixel", shapes(1, 1, 1, 3), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Moments(x[0], 0.1) }},
	{"normalize", shapes(2, 3, 4, 3, 2, 1, 1, 6), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Normalize(x[0], apart(g, x[1])) }},
	{"normalize by own moments", shapes(2, 3, 4, 3), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Normalize(x[0], g.Moments(x[0], 0.1)) }},
	{"center", shapes(2, 3, 4, 3, 2, 1, 1, 6), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Center(x[0], x[1]) }},
	{"covariance", shapes(2, 3, 5, 4), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Covariance(x[0]) }},
	{"transform", shapes(2, 1, 4, 4, 2, 3, 5, 4), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Transform(x[0], x[1]) }},
	{"transform oblong", shapes(1, 1, 3, 17, 1, 1, 2, 17), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Transform(x[0], x[1]) }},
	{"add to channels", shapes(2, 3, 3, 4, 2, 1, 1, 4), nil, func(g *Graph, x []*G.Node) *G.Node { return g.AddChannels(x[0], x[1]) }},
	{"slice", shapes(2, 2, 3, 7), nil, func(g *Graph, x []*G.Node) *G.Node { return g.SliceChannels(x[0], 2, 5) }},
	{"concatenation", shapes(2, 2, 3, 1, 2, 2, 3, 4), nil, func(g *Graph, x []*G.Node) *G.Node { return g.ConcatChannels(x[0], x[1], x[0]) }},
	{"modulate", shapes(2, 3, 3, 4, 2, 1, 1, 4, 2, 1, 1, 4), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Modulate(x[0], x[1], x[2], false) }},
	{"modulate and clip", shapes(2, 3, 3, 4, 2, 1, 1, 4, 2, 1, 1, 4), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Modulate(x[0], x[1], x[2], true) }},
	{"separable", shapes(2, 5, 6, 3), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Separable(x[0], matrix(2, 5), matrix(4, 6)) }},
	{"separable, enlarging", shapes(1, 3, 4, 2), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Separable(x[0], matrix(7, 3), matrix(5, 4)) }},
	{"smoothness", shapes(2, 3, 4, 3, 2, 3, 4, 2), map[int]bool{1: true}, func(g *Graph, x []*G.Node) *G.Node { return g.Smoothness(x[0], x[1], 0.7) }},
	{"smoothness of a row", shapes(1, 1, 4, 2, 1, 1, 4, 1), map[int]bool{1: true}, func(g *Graph, x []*G.Node) *G.Node { return g.Smoothness(x[0], x[1], 2) }},
	{"glow", shapes(2, 5, 6, 3, 2, 5, 6, 2), map[int]bool{1: true}, func(g *Graph, x []*G.Node) *G.Node { return g.Glow(x[0], x[1], 0.9, 1.1, 1) }},
	{"glow of a picture smaller than its pairs", shapes(1, 1, 6, 2, 1, 1, 6, 1), map[int]bool{1: true}, func(g *Graph, x []*G.Node) *G.Node { return g.Glow(x[0], x[1], 2, 1, 2) }},
	{"sum", shapes(1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Sum(x[0], x[1], x[2], x[0]) }},
	{"crop", shapes(2, 4, 5, 3), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Crop(x[0], 3, 4) }},
	{"crop off the corner", shapes(2, 4, 5, 3), nil, func(g *Graph, x []*G.Node) *G.Node { return g.CropAt(x[0], 2, 3, &Position{1, 2}) }},
	{"crop of each", shapes(2, 4, 5, 3), nil, func(g *Graph, x []*G.Node) *G.Node { return g.CropEach(x[0], 2, 3, []Position{{1, 2}, {2, 0}}) }},
	{"squared error", shapes(2, 2, 3, 4, 2, 2, 3, 4), nil, func(g *Graph, x []*G.Node) *G.Node { return g.MeanSquaredError(x[0], x[1]) }},
	{"style distance", shapes(2, 3, 4, 5, 2, 1, 1, 10), nil, func(g *Graph, x []*G.Node) *G.Node { return g.StyleDistance(x[0], x[1]) }},
	{"weighted sum", shapes(1, 1, 1, 1, 1, 1, 1, 1), nil, func(g *Graph, x []*G.Node) *G.Node { return g.WeightedSum(x, []float32{3, -2}) }},
	{"neighbours", shapes(2, 4, 5, 3), nil, func(g *Graph, x []*G.Node) *G.Node { return g.Neighbours(x[0], []Position{{1, 1}, {2, 3}, {1, 2}}) }},
	{"unit norm", shapes(2, 2, 3, 4), nil, func(g *Graph, x []*G.Node) *G.Node { return g.UnitNorm(x[0]) }},
	{"contrastive loss", shapes(2, 1, 5, 4, 2, 1, 5, 4), map[int]bool{1: true}, func(g *Graph, x []*G.Node) *G.Node { return g.InfoNCE(x[0], x[1], 0.3) }},
	{"detach", shapes(1, 2, 2, 3, 1, 2, 2, 3), map[int]bool{1: true}, func(g *Graph, x []*G.Node) *G.Node { return g.Sum(x[0], g.Detach(x[1])) }},
	{"convolution 3x3", shapes(2, 5, 4, 4, 3, 4, 3, 3, 1, 1, 1, 3), nil, convolution(kernel.Conv{Size: 3, In: 4, Out: 3})},
	{"convolution clipped", shapes(1, 6, 7, 16, 16, 16, 3, 3, 1, 1, 1, 16), nil, convolution(kernel.Conv{Size: 3, In: 16, Out: 16, ReLU: true})},
	{"convolution enlarged", shapes(2, 3, 2, 4, 2, 4, 3, 3, 1, 1, 1, 2), nil, convolution(kernel.Conv{Size: 3, In: 4, Out: 2, Up: true, ReLU: true})},
	{"convolution unpadded", shapes(1, 5, 4, 3, 2, 3, 3, 3, 1, 1, 1, 2), nil, convolution(kernel.Conv{Size: 3, In: 3, Out: 2, Pad: kernel.Valid})},
	{"convolution of a pixel", shapes(1, 1, 1, 3, 2, 3, 3, 3, 1, 1, 1, 2), nil, convolution(kernel.Conv{Size: 3, In: 3, Out: 2})},
	{"convolution 1x1", shapes(2, 3, 3, 5, 4, 5, 1, 1, 1, 1, 1, 4), nil, convolution(kernel.Conv{Size: 1, In: 5, Out: 4, ReLU: true})},
}

// shapes reads four numbers a shape.
func shapes(d ...int) []kernel.Shape {
	var s []kernel.Shape
	for ; len(d) > 0; d = d[4:] {
		s = append(s, kernel.Shape{N: d[0], H: d[1], W: d[2], C: d[3]})
	}
	return s
}

func matrix(rows, columns int) Matrix {
	return Matrix{rows, columns, testkit.Signed(fmt.Sprint("matrix", rows, columns), rows*columns)}
}

// apart keeps moments away from a standard deviation of 0.
func apart(g *Graph, m *G.Node) *G.Node {
	s := Shape(m)
	two := make([]float32, s.Len())
	fill(two, 2)
	return g.Sum(m, g.Input(two, s))
}

func convolution(c kernel.Conv) func(g *Graph, x []*G.Node) *G.Node {
	return func(g *Graph, x []*G.Node) *G.Node {
		filter := func() *kernel.Filter { return kernel.NewFilter(c, g.Data(x[1]), g.Data(x[2])) }
		return g.Conv(x[0], x[1], x[2], c, filter)
	}
}

// loss turns any tensor into a scalar that depends on each element in its own way.
func loss(g *Graph, y *G.Node) *G.Node {
	if y == nil || Shape(y) == scalar {
		return y
	}
	return g.MeanSquaredError(y, g.Input(testkit.Signed("target", Shape(y).Len()), Shape(y)))
}

func TestGradientsAgreeWithFiniteDifferences(t *testing.T) {
	for _, threads := range []int{1, 3} {
		for _, c := range gradientCases {
			t.Run(fmt.Sprintf("%s, %d threads", c.name, threads), func(t *testing.T) { c.check(t, NewMachine(threads)) })
		}
	}
}

func (c gradientCase) check(t *testing.T, m *Machine) {
	g, data := NewGraph(m), make([][]float32, len(c.shapes))
	x := make([]*G.Node, len(c.shapes))
	for i, s := range c.shapes {
		data[i] = testkit.Signed(fmt.Sprint(c.name, i), s.Len())
		x[i] = g.Variable(data[i], s)
	}
	l := loss(g, c.build(g, x))
	gradients := g.Gradient(l, x...)
	keep := map[*G.Node][]float32{l: nil}
	for i, d := range gradients {
		if (d == nil) != c.frozen[i] {
			t.Fatalf("input %d: has a gradient: %v", i, d != nil)
		}
		if d != nil {
			keep[d] = nil
		}
	}
	p, err := g.Compile(keep)
	if err != nil {
		t.Fatal(err)
	}
	run := func() {
		if err := p.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	run()
	grads := make([][]float32, len(gradients)) // of this run: checking runs the program many times more
	for i, d := range gradients {
		if d != nil {
			grads[i] = slices.Clone(g.Data(d))
		}
	}
	for i, grad := range grads {
		value := func(x []float32) float64 {
			old := slices.Clone(data[i])
			copy(data[i], x)
			run()
			copy(data[i], old)
			return float64(g.Data(l)[0])
		}
		if grad != nil {
			testkit.CheckGradient(t, value, slices.Clone(data[i]), grad, some(len(grad)), 1e-3, 1e-2)
		}
	}
}

// some chooses at most about 40 of n places.
func some(n int) []int {
	var places []int
	for i := 0; i < n; i += max(1, n/40) {
		places = append(places, i)
	}
	return places
}

// Gorgonia's own reverse pass over the same operations must come to the same gradients.
func TestGradientAgreesWithGorgonia(t *testing.T) {
	for _, c := range gradientCases {
		t.Run(c.name, func(t *testing.T) {
			ours, theirs := c.gradients(t, (*Graph).Gradient), c.gradients(t, backpropagate)
			for i := range ours {
				testkit.Near(t, fmt.Sprint("input ", i), theirs[i], ours[i], 1e-6)
			}
		})
	}
}

func (c gradientCase) gradients(t *testing.T, reverse func(*Graph, *G.Node, ...*G.Node) []*G.Node) [][]float32 {
	g := NewGraph(NewMachine(1))
	var x, wrt []*G.Node
	for i, s := range c.shapes {
		x = append(x, g.Variable(testkit.Signed(fmt.Sprint(c.name, i), s.Len()), s))
		if !c.frozen[i] {
			wrt = append(wrt, x[i])
		}
	}
	gradients := reverse(g, loss(g, c.build(g, x)), wrt...)
	if len(gradients) != len(wrt) {
		t.Fatalf("%d gradients for %d inputs", len(gradients), len(wrt))
	}
	keep := map[*G.Node][]float32{}
	for _, d := range gradients {
		keep[d] = nil
	}
	p, err := g.Compile(keep)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	result := make([][]float32, len(wrt))
	for i, d := range gradients {
		result[i] = slices.Clone(g.Data(d))
	}
	return result
}

func backpropagate(g *Graph, loss *G.Node, wrt ...*G.Node) []*G.Node {
	gradients, err := G.Backpropagate(G.Nodes{loss}, G.Nodes{g.Input([]float32{1}, scalar)}, wrt)
	g.err = err
	return gradients
}
