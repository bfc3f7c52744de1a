package ops

import (
	"testing"

	"restyle/core/kernel"
)

// identify must foresee gorgonia's hashes, or collisions would pass unnoticed.
func TestHashesAreForeseen(t *testing.T) {
	g := NewGraph(NewMachine(1))
	x := g.Input(make([]float32, 12), kernel.Shape{N: 1, H: 2, W: 2, C: 3})
	v := g.Variable(make([]float32, 12), kernel.Shape{N: 1, H: 2, W: 2, C: 3})
	g.MeanSquaredError(g.Sum(x, v, g.ReLU(x)), x)
	if g.Err() != nil {
		t.Fatal(g.Err())
	}
	nodes := g.expr.AllNodes()
	if len(g.hashes) != 5 || len(nodes) != 5 {
		t.Fatalf("%d hashes for %d nodes, want 5", len(g.hashes), len(nodes))
	}
	for _, n := range nodes {
		if !g.hashes[n.Hashcode()] {
			t.Errorf("the hash of %v was not foreseen", n)
		}
	}
}
