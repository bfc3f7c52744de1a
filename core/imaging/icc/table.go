package icc

import "math"

// table is a function on [0,2) whose values are kept at floats that have mantissas of few bits, and interpolated between: close where curves are steep,
// which is near 0.
type table struct {
	values []float32
	below  float32 // slope from 0 to the first value
}

const (
	octaves  = 24 // below 2 that are kept; beneath them the function is a line through 0
	mantissa = 9  // bits
	dropped  = 23 - mantissa
)

var (
	lowest    = float32(math.Ldexp(1, 1-octaves))
	firstBits = math.Float32bits(lowest)
)

func newTable(f func(float64) float64) *table {
	t := &table{values: make([]float32, octaves<<mantissa+1)}
	for i := range t.values {
		t.values[i] = float32(f(float64(math.Float32frombits(firstBits + uint32(i)<<dropped))))
	}
	t.below = t.values[0] / lowest
	return t
}

// at is the function at x, mirrored at 0.
func (t *table) at(x float32) float32 {
	if x < 0 {
		return -t.at(-x)
	}
	if !(x >= lowest) { // NaN too
		return x * t.below
	}
	bits := min(math.Float32bits(x)-firstBits, octaves<<23-1)
	i := bits >> dropped
	a, b := t.values[i], t.values[i+1]
	return a + (b-a)*(float32(bits&(1<<dropped-1))*(1./(1<<dropped)))
}
