package testkit

import (
	"math"
	"slices"
	"testing"
)

// CheckGradient compares grad, the gradient of f at x, with central differences of width 2*eps at the given indices (nil: all). Each must
// agree within tol times the largest |gradient| seen at these indices. f must not keep its argument. With float32 kernels inside f, eps
// of 1e-2 to 1e-3 and tol of 1e-2 are what rounding allows.
func CheckGradient(t testing.TB, f func(x []float32) float64, x, grad []float32, indices []int, eps, tol float64) {
	t.Helper()
	if len(grad) != len(x) {
		t.Errorf("gradient has %d values, want %d", len(grad), len(x))
		return
	}
	if indices == nil {
		indices = make([]int, len(x))
		for i := range indices {
			indices[i] = i
		}
	}
	want, limit := make([]float64, len(indices)), 0.0
	moved := slices.Clone(x)
	for k, i := range indices {
		want[k] = difference(f, moved, i, eps)
		limit = max(limit, math.Abs(want[k]), math.Abs(float64(grad[i])))
	}
	for k, i := range indices {
		if d := math.Abs(float64(grad[i]) - want[k]); !(d <= tol*limit) {
			t.Errorf("gradient at index %d: got %.6g, finite difference %.6g; off by %.3g of the largest %.3g, allowed %.3g",
				i, grad[i], want[k], d/limit, limit, tol)
			return
		}
	}
}

// difference is the slope of f in x[i], divided by the step that float32 really made.
func difference(f func([]float32) float64, x []float32, i int, eps float64) float64 {
	middle := x[i]
	above, below := float32(float64(middle)+eps), float32(float64(middle)-eps)
	x[i] = above
	high := f(x)
	x[i] = below
	low := f(x)
	x[i] = middle
	return (high - low) / (float64(above) - float64(below))
}
