package train

import (
	"math"
	"testing"

	"restyle/core/nn"
)

// TestAverageByHand: early steps are forgotten faster than the decay says, later ones as it says.
func TestAverageByHand(t *testing.T) {
	p := nn.NewParam("p", []int{1}, []float32{8})
	a := newAverage([]*nn.Param{p}, 0.75, 1)
	want := 8.0
	for _, c := range []struct {
		step        int
		value, keep float64
	}{{0, 10, 1. / 10}, {1, -4, 2. / 11}, {7, 3, 8. / 17}, {26, 5, 0.75}, {1000, 1, 0.75}} {
		p.Value[0] = float32(c.value)
		a.add(c.step)
		want = c.keep*want + (1-c.keep)*c.value
		if got := float64(a.values[0][0]); math.Abs(got-want) > 1e-5 {
			t.Errorf("after step %d the average is %g, want %g", c.step, got, want)
		}
	}
}
