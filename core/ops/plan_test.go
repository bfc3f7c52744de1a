package ops

import (
	"math/rand/v2"
	"testing"
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

func TestBlocksOfAChainTakeTwoPlaces(t *testing.T) {
	var blocks []*block
	for step := range 10 {
		blocks = append(blocks, &block{size: 64, first: step, last: step + 1})
	}
	if end := place(blocks); end != 2*64 {
		t.Errorf("%d floats, want %d", end, 2*64)
	}
}
