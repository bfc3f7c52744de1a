package ops

import (
	"fmt"

	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Crop adds the top left h rows and w columns of x. Pools round sizes up; this takes the excess off.
func (g *Graph) Crop(x *G.Node, h, w int) *G.Node { return g.CropAt(x, h, w, new(Position)) }

// CropAt adds the h rows and w columns of x that begin at a position, which may be changed between runs.
func (g *Graph) CropAt(x *G.Node, h, w int, at *Position) *G.Node {
	fits := func() bool { return 0 < h && h <= Shape(x).H && 0 < w && w <= Shape(x).W }
	if !g.require(fits, "crop", x) {
		return nil
	}
	in := Shape(x)
	if in.H == h && in.W == w {
		return x
	}
	out := kernel.Shape{N: in.N, H: h, W: w, C: in.C}
	return g.add(spec{
		name:  "crop",
		shape: out, // [N h w C]
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			rows(t, out, in, at, func(small, large int) { copy(dst[small:][:w*in.C], v[0][large:]) })
		},
		back: func(_ []*G.Node, _, dy *G.Node, _ []bool) []*G.Node {
			return []*G.Node{g.add(spec{
				name:  "crop gradient",
				shape: in,
				run: func(t *kernel.Team, dst []float32, v [][]float32) {
					zero(t, dst)
					rows(t, out, in, at, func(small, large int) { copy(dst[large:], v[0][small:][:w*in.C]) })
				},
			}, dy)}
		},
	}, x)
}

// rows calls f with the start of each row of small, which lies in large at a position, and where in large that is.
func rows(t *kernel.Team, small, large kernel.Shape, at *Position, f func(small, large int)) {
	if at.Row < 0 || at.Row+small.H > large.H || at.Column < 0 || at.Column+small.W > large.W {
		panic(fmt.Sprintf("%v at %v is not inside %v", small, *at, large))
	}
	t.Split(small.N*small.H, 8, func(_, from, to int) {
		for r := from; r < to; r++ {
			n, y := r/small.H, r%small.H
			f(r*small.W*small.C, ((n*large.H+at.Row+y)*large.W+at.Column)*large.C)
		}
	})
}
