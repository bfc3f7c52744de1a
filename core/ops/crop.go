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
	return g.crop(x, h, w, func(int) *Position { return at })
}

// CropEach is CropAt with a position for each image.
func (g *Graph) CropEach(x *G.Node, h, w int, at []Position) *G.Node {
	if !g.require(func() bool { return len(at) == Shape(x).N }, "crop of each", x) {
		return nil
	}
	return g.crop(x, h, w, func(n int) *Position { return &at[n] })
}

// crop is CropAt where image n begins at a position of its own.
func (g *Graph) crop(x *G.Node, h, w int, at func(n int) *Position) *G.Node {
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

// rows calls f with the start of each row of small, whose images lie in those of large at positions, and where in large that is.
func rows(t *kernel.Team, small, large kernel.Shape, at func(n int) *Position, f func(small, large int)) {
	for n := range small.N {
		if p := at(n); p.Row < 0 || p.Row+small.H > large.H || p.Column < 0 || p.Column+small.W > large.W {
			panic(fmt.Sprintf("%v at %v is not inside %v", small, *p, large))
		}
	}
	t.Split(small.N*small.H, 8, func(_, from, to int) {
		for r := from; r < to; r++ {
			n, y := r/small.H, r%small.H
			p := at(n)
			f(r*small.W*small.C, ((n*large.H+p.Row+y)*large.W+p.Column)*large.C)
		}
	})
}
