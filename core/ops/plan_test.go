package ops

import (
	"context"
	"math/rand/v2"
	"testing"

	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

func TestBlocksHeldAtTheSameTimeDoNotOverlap(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var blocks []*block
		total := 0
		for range 1 + random.IntN(40) {
			first := random.IntN(30)
			b := &block{size: 1 + random.IntN(100), first: first, last: first + random.IntN(10)}
			blocks, total = append(blocks, b), total+b.size
		}
		end := place(blocks)
		if end > total {
			t.Fatalf("%d floats for blocks of %d", end, total)
		}
		for i, a := range blocks {
			if a.offset < 0 || a.offset+a.size > end {
				t.Fatalf("block %+v beyond %d", *a, end)
			}
			for _, b := range blocks[:i] {
				if a.first <= b.last && b.first <= a.last && a.offset < b.offset+b.size && b.offset < a.offset+a.size {
					t.Fatalf("%+v overlaps %+v", *a, *b)
				}
			}
		}
	}
}

// TestOperandsGivenTwiceAreNotOverwritten by an operation that reads them once more after it has begun to write.
func TestOperandsGivenTwiceAreNotOverwritten(t *testing.T) {
	g, s := NewGraph(NewMachine(1)), kernel.Shape{N: 1, H: 1, W: 1, C: 2}
	a, b := g.ReLU(g.Input([]float32{1, 2}, s)), g.ReLU(g.Input([]float32{10, 20}, s))
	sum := g.ReLU(g.Sum(a, b, a, b)) // what is kept lies elsewhere anyway
	p, err := g.Compile(map[*G.Node][]float32{sum: nil})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := g.Data(sum); got[0] != 22 || got[1] != 44 {
		t.Errorf("%v, want 22 and 44", got)
	}
}

// TestOperandsThatAreReadLaterAreNotOverwritten.
func TestOperandsThatAreReadLaterAreNotOverwritten(t *testing.T) {
	g, s := NewGraph(NewMachine(1)), kernel.Shape{N: 1, H: 1, W: 1, C: 2}
	a := g.Sum(g.Input([]float32{1, -2}, s), g.Input([]float32{1, -2}, s))
	clipped := g.ReLU(a)
	sum := g.Sum(g.Sum(clipped, clipped), a)
	p, err := g.Compile(map[*G.Node][]float32{sum: nil})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := g.Data(sum); got[0] != 6 || got[1] != -4 {
		t.Errorf("%v, want 6 and -4", got)
	}
}

func TestBlocksOfAChainTakeTwoPlaces(t *testing.T) {
	var blocks []*block
	for step := range 10 {
		blocks = append(blocks, &block{size: 64, first: step, last: step + 1})
	}
	if end := place(blocks); end != 2*64 {
		t.Errorf("%d floats, want %d", end, 2*64)
	}
}
