package weights

import "math"

// widenHalf converts IEEE 754 binary16, exactly.
func widenHalf(h uint16) float32 {
	sign := uint32(h>>15) << 31
	exponent, fraction := uint32(h>>10)&31, uint32(h)&0x3ff
	switch exponent {
	case 0: // zero and subnormal numbers are multiples of 2^-24
		return math.Float32frombits(sign | math.Float32bits(float32(fraction)*0x1p-24))
	case 31: // infinity, not a number
		return math.Float32frombits(sign | 0x7f800000 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}

// narrowHalf rounds to the nearest binary16, ties to even. Numbers from 65520 up become infinity.
func narrowHalf(x float32) uint16 {
	bits := math.Float32bits(x)
	sign, magnitude := uint16(bits>>31)<<15, bits&0x7fffffff
	switch {
	case magnitude > 0x7f800000:
		return sign | 0x7e00
	case magnitude >= 0x477ff000:
		return sign | 0x7c00
	case magnitude < 0x38800000: // below 2^-14: subnormal
		return sign | uint16(math.RoundToEven(math.Abs(float64(x))*0x1p24))
	}
	rounded := magnitude + 0xfff + (magnitude>>13)&1
	return sign | uint16((rounded-112<<23)>>13)
}

// widenBrain converts bfloat16, exactly.
func widenBrain(b uint16) float32 { return math.Float32frombits(uint32(b) << 16) }
