package main

import (
	"math"
	"strings"
	"testing"
)

// TestMeansOfWhatCanBeTold: a result without lines or halos to measure takes no part in their means, and where there are none the table has no figure.
func TestMeansOfWhatCanBeTold(t *testing.T) {
	r := newReport("x", []score{
		{Style: "a", Count: 1, Distance: 1, StyleDistance: 10, SSIM: 0.2, Lines: 1, Halo: 0.01, Windows: 1},
		{Style: "a", Count: 1, Distance: 3, StyleDistance: 20, SSIM: 0.4, Lines: 2, Halo: 0.03, Windows: 3},
		{Style: "b", Count: 1, Distance: 5, StyleDistance: 60, SSIM: 0.6}, // too small for both
	})
	halo := math.Sqrt((0.01*0.01 + 3*0.03*0.03) / 4)
	for i, want := range []score{
		{Count: 3, Distance: 3, StyleDistance: 30, SSIM: 0.4, Lines: 1.5, Halo: halo, Windows: 4},
		{Count: 2, Distance: 2, StyleDistance: 15, SSIM: 0.3, Lines: 1.5, Halo: halo, Windows: 4},
		{Count: 1, Distance: 5, StyleDistance: 60, SSIM: 0.6},
	} {
		got := append([]score{r.Mean}, r.Styles...)[i]
		for k, d := range []float64{got.Distance - want.Distance, got.StyleDistance - want.StyleDistance, got.SSIM - want.SSIM, got.Lines - want.Lines, got.Halo - want.Halo} {
			if math.Abs(d) > 1e-12 {
				t.Errorf("figure %d of mean %d is off by %g", k, i, d)
			}
		}
		if got.Count != want.Count || got.Windows != want.Windows {
			t.Errorf("mean %d is of %d results and %d windows, want %d and %d", i, got.Count, got.Windows, want.Count, want.Windows)
		}
	}
	ends := map[string]string{"a ": "   1.50  0.026", "b ": "      -      -", "mean ": "   1.50  0.026"}
	for line := range strings.Lines(r.table()) {
		for name, end := range ends {
			if strings.HasPrefix(line, name) && strings.HasSuffix(line, end+"\n") {
				delete(ends, name)
			}
		}
	}
	if len(ends) > 0 {
		t.Errorf("%v are not the ends of lines of\n%s", ends, r.table())
	}
}
