package weights

import (
	"math"
	"testing"
)

// Every float16 widens to the number that its definition gives, and narrows back to itself.
func TestHalfAll(t *testing.T) {
	for i := range 1 << 16 {
		h := uint16(i)
		x, want := widenHalf(h), define(h)
		if x != want && !(math.IsNaN(float64(x)) && math.IsNaN(float64(want))) {
			t.Fatalf("%#04x widens to %v, want %v", h, x, want)
		}
		if back := narrowHalf(x); back != h && !math.IsNaN(float64(x)) {
			t.Fatalf("%#04x narrows back to %#04x", h, back)
		}
	}
}

// define is sign * fraction * 2^exponent.
func define(h uint16) float32 {
	sign := 1 - 2*float64(h>>15)
	exponent, fraction := int(h>>10)&31, float64(h&0x3ff)
	switch {
	case exponent == 31 && fraction > 0:
		return float32(math.NaN())
	case exponent == 31:
		return float32(math.Inf(int(sign)))
	case exponent == 0:
		return float32(sign * math.Ldexp(fraction, -24))
	}
	return float32(sign * math.Ldexp(1024+fraction, exponent-25))
}

func TestHalfRounds(t *testing.T) {
	for _, c := range []struct {
		x    float32
		want uint16
	}{
		{1 + 0x1p-11, 0x3c00},           // a tie: to even, down
		{1 + 3*0x1p-11, 0x3c02},         // a tie: to even, up
		{1 + 0x1p-11 + 0x1p-20, 0x3c01}, // above the tie
		{65519.996, 0x7bff},             // the largest that stays finite
		{65520, 0x7c00},                 // infinity
		{-1e30, 0xfc00},                 //
		{0x1p-25, 0},                    // half of the smallest: to even
		{0x1.8p-25, 1},                  //
		{0x1p-14 - 0x1p-26, 0x400},      // a subnormal that rounds to the smallest normal
		{float32(math.Copysign(0, -1)), 1 << 15},
	} {
		if got := narrowHalf(c.x); got != c.want {
			t.Errorf("%v narrows to %#04x, want %#04x", c.x, got, c.want)
		}
	}
}
