package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Matrix is a constant matrix, row-major.
type Matrix struct {
	Rows, Columns int
	Values        []float32
}

// transposed is the matrix with rows and columns exchanged.
func (m Matrix) transposed() Matrix {
	t := Matrix{m.Columns, m.Rows, make([]float32, len(m.Values))}
	for i, v := range m.Values {
		t.Values[i%m.Columns*m.Rows+i/m.Columns] = v
	}
	return t
}

// Separable adds rows·x·columnsT for each image and channel of x [N H W C]: [N rows.Rows columns.Rows C].
func (g *Graph) Separable(x *G.Node, rows, columns Matrix) *G.Node {
	whole := func(m Matrix) bool { return m.Rows > 0 && len(m.Values) == m.Rows*m.Columns }
	fits := func() bool {
		return whole(rows) && whole(columns) && rows.Columns == Shape(x).H && columns.Columns == Shape(x).W
	}
	if !g.require(fits, "separable transform", x) {
		return nil
	}
	in := Shape(x)
	out := kernel.Shape{N: in.N, H: rows.Rows, W: columns.Rows, C: in.C}
	s := separable{rows: rows, across: columns.transposed().spread(in.C), in: in, out: out}
	s.between = make([]float32, min(in.H, out.H)*max(in.W, out.W)*in.C)
	return g.add(spec{
		name:  "separable transform",
		shape: out,
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			for n := range in.N {
				s.run(t, dst[n*out.H*out.W*out.C:][:out.H*out.W*out.C], v[0][n*in.H*in.W*in.C:][:in.H*in.W*in.C])
			}
		},
		back: func(_ []*G.Node, _, dy *G.Node, _ []bool) []*G.Node {
			return []*G.Node{g.Separable(dy, rows.transposed(), columns.transposed())}
		},
	}, x)
}

// spread is the matrix for so many channels side by side, each of which it keeps apart: m⊗I. Most of it is 0, and yet a product with it is several times as fast
// as sums of a few channels.
func (m Matrix) spread(channels int) Matrix {
	s := Matrix{m.Rows * channels, m.Columns * channels, make([]float32, len(m.Values)*channels*channels)}
	for i, v := range m.Values {
		row, column := i/m.Columns*channels, i%m.Columns*channels
		for c := range channels {
			s.Values[(row+c)*s.Columns+column+c] = v
		}
	}
	return s
}

// separable is the transform of one image.
type separable struct {
	rows    Matrix
	across  Matrix // the transform of rows of pixels, for all channels
	in, out kernel.Shape
	between []float32 // after the first of both products
}

// run takes the product that leaves fewer rows first: the rows' is the faster one.
func (s *separable) run(t *kernel.Team, dst, x []float32) {
	if s.out.H <= s.in.H {
		width := s.in.W * s.in.C
		between := s.between[:s.out.H*width]
		kernel.MultiplyNN(t, between, s.rows.Values, x, s.out.H, s.in.H, width)
		kernel.MultiplyNN(t, dst, between, s.across.Values, s.out.H, width, s.out.W*s.in.C)
		return
	}
	width := s.out.W * s.in.C
	between := s.between[:s.in.H*width]
	kernel.MultiplyNN(t, between, x, s.across.Values, s.in.H, s.in.W*s.in.C, width)
	kernel.MultiplyNN(t, dst, s.rows.Values, between, s.out.H, s.in.H, width)
}
