package ops

import (
	"fmt"

	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Position is a row and a column of a map.
type Position struct{ Row, Column int }

// around lists the 8 neighbours of a pixel by rows.
var around = [8]Position{{-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}}

// Neighbours adds the differences x[anchor] - x[neighbour] of K anchors to their 8 neighbours, [N 1 8K C]: vector neighbour*K + anchor, the
// neighbours by rows from the top left. The anchors, which all images share, must lie off the border; the slice is kept, so that they may be
// changed between runs.
func (g *Graph) Neighbours(x *G.Node, anchors []Position) *G.Node {
	fits := func() bool { return len(anchors) > 0 && Shape(x).H > 2 && Shape(x).W > 2 }
	if !g.require(fits, "neighbours", x) {
		return nil
	}
	s := Shape(x)
	out := kernel.Shape{N: s.N, H: 1, W: 8 * len(anchors), C: s.C}
	return g.add(spec{
		name:  "neighbours",
		shape: out,
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			checkAnchors(anchors, s)
			t.Run(out.N*out.W, func(_, i int) {
				anchor, neighbour := pixelPair(v[0], anchors, i, s)
				for c := range s.C {
					dst[i*s.C+c] = anchor[c] - neighbour[c]
				}
			})
		},
		back: func(_ []*G.Node, _, dy *G.Node, _ []bool) []*G.Node { return []*G.Node{g.scatter(dy, anchors, s)} },
	}, x)
}

// scatter adds each difference's gradient to its anchor and takes it from its neighbour.
func (g *Graph) scatter(dy *G.Node, anchors []Position, s kernel.Shape) *G.Node {
	return g.add(spec{
		name:  "neighbours gradient",
		shape: s,
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			zero(t, dst)
			vectors := 8 * len(anchors)
			t.Run(s.N, func(_, n int) { // pixels of one image meet in several differences
				for i := n * vectors; i < (n+1)*vectors; i++ {
					anchor, neighbour := pixelPair(dst, anchors, i, s)
					for c, d := range v[0][i*s.C:][:s.C] {
						anchor[c] += d
						neighbour[c] -= d
					}
				}
			})
		},
	}, dy)
}

// pixelPair is the anchor and the neighbour of vector i, counted over all images.
func pixelPair(x []float32, anchors []Position, i int, s kernel.Shape) (anchor, neighbour []float32) {
	n, i := i/(8*len(anchors)), i%(8*len(anchors))
	a, d := anchors[i%len(anchors)], around[i/len(anchors)]
	at := func(p Position) []float32 { return x[((n*s.H+p.Row)*s.W+p.Column)*s.C:][:s.C] }
	return at(a), at(Position{a.Row + d.Row, a.Column + d.Column})
}

func checkAnchors(anchors []Position, s kernel.Shape) {
	for _, a := range anchors {
		if a.Row < 1 || a.Row > s.H-2 || a.Column < 1 || a.Column > s.W-2 {
			panic(fmt.Sprintf("anchor %v is not inside %v", a, s))
		}
	}
}
