package data

import "math/bits"

// permutation is a shuffled order of [0, n) that needs no memory: a Feistel network over the smallest even number of bits that holds n,
// repeated while it leaves the range.
type permutation struct {
	n    int
	half int // bits of each half
	key  uint64
}

// newPermutation is the order of one epoch.
func newPermutation(n int, seed, stream, epoch uint64) permutation {
	return permutation{n, (bits.Len(uint(max(n-1, 1))) + 1) / 2, uint64(*newDice(seed, stream, epoch))}
}

const rounds = 6

// at is the place i of the order.
func (p permutation) at(i int) int {
	x := uint64(i)
	for {
		x = p.shuffle(x)
		if x < uint64(p.n) {
			return int(x)
		}
	}
}

func (p permutation) shuffle(x uint64) uint64 {
	mask := uint64(1)<<p.half - 1
	left, right := x>>p.half, x&mask
	for r := range uint64(rounds) {
		left, right = right, left^mix(p.key^mix(right^r<<48))&mask
	}
	return left<<p.half | right
}
