package kernel

import (
	"math"
	"sync/atomic"
)

// SquaredError is the mean of (a - b) * (a - b), 0 for empty slices.
func SquaredError(t *Team, a, b []float32) float64 {
	sameLen(len(a), b)
	if len(a) == 0 {
		return 0
	}
	return sumFlat(t, len(a), func(l *flatTable, sums, _ []float32, i, j int) { l.errors(sums, a[i:j], b[i:j], len(sums)) }) / float64(len(a))
}

// SumSquares is the sum of x * x.
func SumSquares(t *Team, x []float32) float64 {
	return sumFlat(t, len(x), func(l *flatTable, sums, spare []float32, i, j int) { l.dots(sums, spare, x[i:j], x[i:j], len(sums)) })
}

// sumFlat sees n elements as one image of one channel and adds up the sums that f makes of each block.
func sumFlat(t *Team, n int, f func(l *flatTable, sums, spare []float32, from, to int)) float64 {
	r := newRows(min(n, 1), n, 1)
	parts := r.reduce(t, 2, func(part []float32, from, to int) {
		inSteps(from, to, r.columns, func(l *flatTable, i, j int) { f(l, part[:r.columns], part[r.columns:], i, j) })
	})
	total := []float64{0}
	if n > 0 {
		r.merge(total, parts, 0, 2, 0)
	}
	return total[0]
}

// Difference computes dst = w * (a - b). dst may be a or b.
func Difference(t *Team, dst, a, b []float32, w float32) {
	sameLen(len(dst), a, b)
	t.elements(len(dst), func(l *flatTable, i, j int) { l.difference(dst[i:j], a[i:j], b[i:j], w) })
}

// Finite tells whether x is free of NaN and infinities.
func Finite(t *Team, x []float32) bool {
	var found atomic.Bool
	t.elements(len(x), func(l *flatTable, i, j int) {
		if !found.Load() && !l.finite(x[i:j]) {
			found.Store(true)
		}
	})
	return !found.Load()
}

func genericErrors(sums, a, b []float32, columns int) {
	for ; len(a) > 0; a, b = a[min(columns, len(a)):], b[min(columns, len(a)):] {
		for j, v := range a[:min(columns, len(a))] {
			d := v - b[j]
			sums[j] += d * d
		}
	}
}

func genericDifference(dst, a, b []float32, w float32) {
	for i := range dst {
		dst[i] = w * (a[i] - b[i])
	}
}

func genericFinite(x []float32) bool {
	for _, v := range x {
		if math.Float32bits(v)&0x7f800000 == 0x7f800000 {
			return false
		}
	}
	return true
}
