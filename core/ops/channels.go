package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// AddChannels adds x + v per image and channel, v being [N 1 1 C].
func (g *Graph) AddChannels(x, v *G.Node) *G.Node {
	if !g.require(func() bool { return Shape(v) == vector(Shape(x)) }, "add to channels", x, v) {
		return nil
	}
	s := Shape(x)
	one := make([]float32, s.N*s.C)
	fill(one, 1)
	return g.add(spec{
		name:  "add to channels",
		shape: s,
		reuse: []int{0},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			kernel.Affine(t, dst, v[0], one, v[1], s, false)
		},
		back: func(v []*G.Node, _, dy *G.Node, wants []bool) []*G.Node {
			gradients := []*G.Node{dy, nil}
			if wants[1] {
				gradients[1] = g.SliceChannels(g.dots(dy, dy), s.C, 2*s.C)
			}
			return gradients
		},
	}, x, v)
}

// SliceChannels adds the channels from up to but not including to.
func (g *Graph) SliceChannels(x *G.Node, from, to int) *G.Node {
	fits := func() bool { return 0 <= from && from < to && to <= Shape(x).C }
	if !g.require(fits, "slice of channels", x) {
		return nil
	}
	in := Shape(x)
	out := in
	out.C = to - from
	return g.add(spec{
		name:  "slice of channels",
		shape: out, // [N H W to-from]
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			copyChannels(t, strided{dst, 0, out.C}, strided{v[0], from, in.C}, out)
		},
		back: func(_ []*G.Node, _, dy *G.Node, _ []bool) []*G.Node {
			return []*G.Node{g.add(spec{
				name:  "slice of channels, gradient",
				shape: in,
				run: func(t *kernel.Team, dst []float32, v [][]float32) {
					zero(t, dst)
					copyChannels(t, strided{dst, from, in.C}, strided{v[0], 0, out.C}, out)
				},
			}, dy)}
		},
	}, x)
}

// ConcatChannels adds the tensors side by side, which have equal shapes but for the channels.
func (g *Graph) ConcatChannels(xs ...*G.Node) *G.Node {
	fits := func() bool {
		for _, x := range xs {
			s := Shape(x)
			if s.C = Shape(xs[0]).C; s != Shape(xs[0]) {
				return false
			}
		}
		return len(xs) > 0
	}
	if !g.require(fits, "concatenation", xs...) {
		return nil
	}
	out, starts := Shape(xs[0]), make([]int, len(xs)+1)
	for i, x := range xs {
		starts[i+1] = starts[i] + Shape(x).C
	}
	out.C = starts[len(xs)]
	return g.add(spec{
		name:  "concatenation",
		shape: out, // [N H W sum of C]
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			for i, x := range v {
				part := out
				part.C = starts[i+1] - starts[i]
				copyChannels(t, strided{dst, starts[i], out.C}, strided{x, 0, part.C}, part)
			}
		},
		back: func(v []*G.Node, _, dy *G.Node, wants []bool) []*G.Node {
			gradients := make([]*G.Node, len(v))
			for i, want := range wants {
				if want {
					gradients[i] = g.SliceChannels(dy, starts[i], starts[i+1])
				}
			}
			return gradients
		},
	}, xs...)
}

// strided is a run of channels within pixels of width floats.
type strided struct {
	data        []float32
	from, width int
}

// copyChannels copies part.C channels of each of part's pixels.
func copyChannels(t *kernel.Team, dst, src strided, part kernel.Shape) {
	t.Split(part.Pixels(), max(1, 1<<15/part.C), func(_, from, to int) {
		for p := from; p < to; p++ {
			copy(dst.data[p*dst.width+dst.from:][:part.C], src.data[p*src.width+src.from:])
		}
	})
}

func zero(t *kernel.Team, x []float32) {
	t.Split(len(x), 1<<16, func(_, from, to int) { clear(x[from:to]) })
}
