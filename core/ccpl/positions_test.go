package ccpl

import (
	"math/rand/v2"
	"testing"

	"restyle/core/kernel"
)

func TestDrawnAnchorsAreInsideAndDifferentWhereThereIsRoom(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, side := range [][2]int{{3, 3}, {3, 5}, {4, 6}, {9, 12}, {64, 80}} {
		for _, n := range []int{1, 8, 64} {
			p := newPositions(0, kernel.Shape{N: 1, H: side[0], W: side[1], C: 4}, n)
			for range 20 {
				p.Draw(r)
				count := map[[2]int]int{}
				for _, a := range p.anchors {
					if a.Row < 1 || a.Row > side[0]-2 || a.Column < 1 || a.Column > side[1]-2 {
						t.Fatalf("%v: anchor %v is not inside", side, a)
					}
					count[[2]int{a.Row, a.Column}]++
				}
				for at, c := range count {
					if most := (n + p.Inner() - 1) / p.Inner(); c > most {
						t.Fatalf("%v: %d of %d anchors at %v, want at most %d", side, c, n, at, most)
					}
				}
			}
		}
	}
}
