package steady

import (
	"math"
	"slices"
	"testing"
)

func TestStatisticsAreAveraged(t *testing.T) {
	value := func(n int) [][]float32 { return [][]float32{{float32(n % 2), 5}, {float32(n)}} }
	off, on := Statistics{}, Statistics{Strength: 1}
	for n := range 20 {
		var ahead [][][]float32
		for i := n + 1; i <= n+memory; i++ {
			ahead = append(ahead, value(i))
		}
		if got := off.Next(n, value(n), ahead); !slices.Equal(got[0], value(n)[0]) || !slices.Equal(got[1], value(n)[1]) {
			t.Fatalf("strength 0 changes %v to %v", value(n), got)
		}
		got := on.Next(n, value(n), ahead)
		if got[0][1] != 5 {
			t.Errorf("a constant becomes %g", got[0][1])
		}
		if n < memory {
			continue
		}
		if math.Abs(float64(got[0][0])-0.5) > 0.02 {
			t.Errorf("what flickers between 0 and 1 is %g at frame %d", got[0][0], n)
		}
		if math.Abs(float64(got[1][0])-float64(n)) > 0.01 {
			t.Errorf("what grows evenly lags: %g at frame %d", got[1][0], n)
		}
	}
	on.Cut()
	if got := on.Next(20, [][]float32{{9, 9}, {9}}, nil); got[0][0] != 9 {
		t.Errorf("after a cut: %v", got)
	}
}

// TestStatisticsAreWeightedByDistance in time, by a Gaussian of four frames, before and behind.
func TestStatisticsAreWeightedByDistance(t *testing.T) {
	w := func(distance float64) float64 { return math.Exp(-distance * distance / 32) }
	s := Statistics{Strength: 0.5}
	s.Next(10, [][]float32{{7}}, nil)
	s.Next(12, [][]float32{{3}}, nil)
	got := s.Next(15, [][]float32{{1}}, [][][]float32{{{2}}, {{9}}})[0][0]
	mean := (7*w(5) + 3*w(3) + 1 + 2*w(1) + 9*w(2)) / (w(5) + w(3) + 1 + w(1) + w(2))
	if want := 1 + 0.5*(mean-1); math.Abs(float64(got)-want) > 1e-6 {
		t.Errorf("%g, want %g", got, want)
	}
}
