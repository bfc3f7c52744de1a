package testkit

import (
	"math"
	"testing"
)

const (
	guardLength = 64         // floats on each side, four AVX-512 vectors
	guardBits   = 0x7fc0dead // not a number, so that a value read from outside or never written spoils the result
)

// Guarded is a slice between guard floats.
type Guarded struct {
	Data  []float32
	whole []float32
}

// Guard returns n floats with guards on both sides. Data starts out as not-a-number, so that a value never written shows. offset, below
// 16, shifts the start against the allocator's alignment.
func Guard(n, offset int) *Guarded {
	whole := make([]float32, guardLength+offset+n+guardLength)
	for i := range whole {
		whole[i] = math.Float32frombits(guardBits)
	}
	from := guardLength + offset
	return &Guarded{Data: whole[from : from+n : from+n], whole: whole}
}

// GuardCopy is Guard with the content of x.
func GuardCopy(x []float32, offset int) *Guarded {
	g := Guard(len(x), offset)
	copy(g.Data, x)
	return g
}

// Check reports an error if a guard was overwritten.
func (g *Guarded) Check(t testing.TB, what string) {
	t.Helper()
	from := len(g.whole) - guardLength - len(g.Data)
	for i, v := range g.whole {
		if inside := i >= from && i < from+len(g.Data); !inside && math.Float32bits(v) != guardBits {
			t.Errorf("%s: index %d of a slice of %d was written: %v", what, i-from, len(g.Data), v)
			return
		}
	}
}
