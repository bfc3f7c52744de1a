package ops

import (
	"math"
	"testing"
)

func TestExp2(t *testing.T) {
	for x := 0.0; x > -126; x -= 0.0137 {
		if got, want := float64(exp2(x)), math.Exp2(x); math.Abs(got-want) > 3e-7*want {
			t.Fatalf("exp2(%g) = %g, want %g", x, got, want)
		}
	}
	if exp2(0) != 1 || exp2(-1) != 0.5 || exp2(-1e9) != 0 || exp2(math.Inf(-1)) != 0 || exp2(math.NaN()) == exp2(math.NaN()) {
		t.Error("special values")
	}
}

func BenchmarkSoftmax(b *testing.B) {
	row, soft := make([]float32, 64), make([]float32, 64)
	for i := range row {
		row[i] = float32(i%17)/8 - 1
	}
	for b.Loop() {
		softmax(soft, row, 0, 0.07)
	}
}
