package testkit

import (
	"fmt"
	"math"
	"testing"
)

// Near reports an error unless each |got-want| is at most tolerance times the largest |want| (times 1 where want is all zero). A value
// that is not a number fails.
func Near(t testing.TB, what string, got, want []float32, tolerance float64) {
	t.Helper()
	if message := compare(got, want, tolerance); message != "" {
		t.Errorf("%s: %s", what, message)
	}
}

// MaxDifference is the largest |a-b| and where it is; +Inf where one of both is not a number. Equal lengths are expected.
func MaxDifference(a, b []float32) (difference float64, index int) {
	for i := range a {
		d := math.Abs(float64(a[i]) - float64(b[i]))
		if a[i] == b[i] {
			d = 0 // equal infinities
		}
		if math.IsNaN(d) {
			return math.Inf(1), i
		}
		if d > difference {
			difference, index = d, i
		}
	}
	return difference, index
}

// compare returns what differs, or "".
func compare(got, want []float32, tolerance float64) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d values, want %d", len(got), len(want))
	}
	limit := scale(want)
	d, i := MaxDifference(got, want)
	if d <= tolerance*limit {
		return ""
	}
	wrong := 0
	for k := range got {
		if e, _ := MaxDifference(got[k:k+1], want[k:k+1]); e > tolerance*limit {
			wrong++
		}
	}
	return fmt.Sprintf("largest difference %.3g at index %d of %d: got %v, want %v; %.3g of the largest wanted value %.3g, allowed %.3g; %d too far",
		d, i, len(got), got[i], want[i], d/limit, limit, tolerance, wrong)
}

// scale is the largest magnitude, or 1 where there is none.
func scale(x []float32) float64 {
	var m float64
	for _, v := range x {
		if a := math.Abs(float64(v)); a > m && !math.IsInf(a, 0) {
			m = a
		}
	}
	if m == 0 {
		return 1
	}
	return m
}
