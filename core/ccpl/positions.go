package ccpl

import (
	"math/rand/v2"

	"restyle/core/kernel"
	"restyle/core/nn"
)

// Positions are where one layer's differences are taken, the same in both pictures and in all images of a batch.
type Positions struct {
	Layer   int // counted from 0, relu1_1
	shape   kernel.Shape
	anchors []nn.Position
}

func newPositions(layer int, shape kernel.Shape, n int) *Positions {
	p := &Positions{Layer: layer, shape: shape, anchors: make([]nn.Position, n)}
	p.Set(make([]int, n))
	return p
}

// Inner is the number of positions off the border, among which anchors are chosen.
func (p *Positions) Inner() int { return (p.shape.H - 2) * (p.shape.W - 2) }

// Set places the anchors: inner position i is row i/(W-2)+1, column i%(W-2)+1.
func (p *Positions) Set(inner []int) {
	w := p.shape.W - 2
	for i, at := range inner {
		p.anchors[i] = nn.Position{Row: at/w + 1, Column: at%w + 1}
	}
}

// Draw places the anchors at random, all different as far as the map has room: where it has not, all inner positions are used before
// any is used again.
func (p *Positions) Draw(r *rand.Rand) {
	inner := make([]int, 0, len(p.anchors)+p.Inner())
	for len(inner) < len(p.anchors) {
		if rest := len(p.anchors) - len(inner); p.Inner() <= 4*rest {
			inner = append(inner, r.Perm(p.Inner())...)
			continue
		}
		// few of many: draw until new
		taken := make(map[int]bool, len(p.anchors))
		for len(inner) < len(p.anchors) {
			if i := r.IntN(p.Inner()); !taken[i] {
				taken[i] = true
				inner = append(inner, i)
			}
		}
	}
	p.Set(inner[:len(p.anchors)])
}

// Copy places the anchors as those of another graph's map of the same shape.
func (p *Positions) Copy(from *Positions) { copy(p.anchors, from.anchors) }
