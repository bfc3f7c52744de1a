package sct

import (
	"strings"
	"testing"

	"restyle/internal/testkit"
)

// flat is a style all of whose values are v.
func flat(v float32, channels int) Style {
	fill := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = v
		}
		return x
	}
	return Style{Cov: fill(Rank * Rank), Mean: fill(channels), Levels: fill(2 * channels)}
}

func TestMixIsTheWeightedMean(t *testing.T) {
	for _, c := range []struct {
		weights []float32
		want    float32
	}{
		{[]float32{1, 0}, 2},
		{[]float32{0, 7}, 6},
		{[]float32{1, 1}, 4},
		{[]float32{3, 1}, 3},
		{[]float32{1e-3, 3e-3}, 5},
	} {
		styles := []Style{flat(2, 4), flat(6, 4)}
		got, err := Mix(styles, c.weights)
		if err != nil {
			t.Fatal(err)
		}
		want := flat(c.want, 4)
		testkit.Near(t, "covariance", got.Cov, want.Cov, 1e-6)
		testkit.Near(t, "mean", got.Mean, want.Mean, 1e-6)
		testkit.Near(t, "levels", got.Levels, want.Levels, 1e-6)
		testkit.Near(t, "first style afterwards", styles[0].Cov, flat(2, 4).Cov, 0)
	}
}

func TestMixRefuses(t *testing.T) {
	nan := float32(0)
	nan /= nan
	for _, c := range []struct {
		name    string
		styles  []Style
		weights []float32
		says    string
	}{
		{"nothing", nil, nil, "0 styles"},
		{"a weight too few", []Style{flat(1, 4), flat(1, 4)}, []float32{1}, "one weight for each"},
		{"a negative weight", []Style{flat(1, 4)}, []float32{-1}, "want 0 or more"},
		{"no number", []Style{flat(1, 4)}, []float32{nan}, "want 0 or more"},
		{"more than there is", []Style{flat(1, 4), flat(1, 4)}, []float32{3e38, 3e38}, "only their proportions count"},
		{"only zeros", []Style{flat(1, 4), flat(1, 4)}, []float32{0, 0}, "all weights are 0"},
		{"styles of different models", []Style{flat(1, 4), flat(1, 5)}, []float32{1, 1}, "different models"},
		{"one without statistics", []Style{flat(1, 4), {Cov: flat(1, 4).Cov, Mean: flat(1, 4).Mean}}, []float32{1, 1}, "different models"},
	} {
		if _, err := Mix(c.styles, c.weights); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
