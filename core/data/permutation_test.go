package data

import "testing"

func TestPermutationIsOne(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 5, 16, 17, 807, 966, 1 << 12} {
		p := newPermutation(n, 1, 2, 3)
		seen := make([]bool, n)
		for i := range n {
			at := p.at(i)
			if seen[at] {
				t.Fatalf("n %d: %d comes twice", n, at)
			}
			seen[at] = true
		}
	}
}

// Each place should hold each value about equally often over many epochs: 4000 draws of 10 values are 400 each, standard deviation 19.
func TestPermutationIsFair(t *testing.T) {
	const n, epochs = 10, 4000
	var count [n][n]int
	for epoch := range uint64(epochs) {
		p := newPermutation(n, 5, 1, epoch)
		for i := range n {
			count[i][p.at(i)]++
		}
	}
	for i := range n {
		for v, c := range count[i] {
			if c < 300 || c > 500 {
				t.Errorf("place %d holds %d in %d of %d epochs, want about %d", i, v, c, epochs, epochs/n)
			}
		}
	}
}

// The generator is pinned: other values would make every saved training go on with other batches.
func TestDiceIsPinned(t *testing.T) {
	var d dice
	want := []uint64{0xe220a8397b1dcdaf, 0x6e789e6aa1b965f4, 0x06c45d188009454f} // splitmix64 of seed 0
	for i, w := range want {
		if v := d.next(); v != w {
			t.Errorf("number %d is %#x, want %#x", i, v, w)
		}
	}
}
