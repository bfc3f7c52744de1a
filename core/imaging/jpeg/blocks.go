package jpeg

import "math/bits"

// zigzag is the natural position of the coefficients in the order of files.
var zigzag = [64]int{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// coarse are the steps of quality 50 (annex K, K.1 and K.2) in natural order.
var coarse = [2][64]int{
	{
		16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
		18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
	},
	{
		17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
	},
}

// scale is by what the fast transform's coefficients are too large, along one axis.
var scale = [8]float64{1, 1.387039845, 1.306562965, 1.175875602, 1, 0.785694958, 0.541196100, 0.275899379}

// quantization scales the steps: 100 is steps of 1, 50 the coarse ones.
func (e *encoder) quantization(quality int) {
	percent := 5000 / quality
	if quality >= 50 {
		percent = 200 - 2*quality
	}
	for i := range e.tables {
		for z, n := range zigzag {
			step := min(max((coarse[i][n]*percent+50)/100, 1), 255)
			e.tables[i][z] = byte(step)
			e.reciprocal[i][n] = float32(1 / (float64(step) * scale[n/8] * scale[n%8] * 8))
		}
	}
}

// block transforms, quantizes and encodes the samples of a component's block.
func (c *coder) block(component int) {
	var values [64]int32
	reciprocal := &c.reciprocal[min(component, 1)]
	forward(&c.samples)
	var others uint64 // those that are not zero, in zigzag order, the first one excepted
	for z, n := range zigzag {
		v := int32(c.samples[n]*reciprocal[n]+16384.5) - 16384 // rounds to the nearest
		values[z] = v
		others |= uint64(uint32(v|-v)>>31) << z
	}
	codes := c.codes[2*min(component, 1):]
	c.value(codes[0], 0, int(values[0])-c.last[component])
	c.last[component] = int(values[0])
	c.others(codes[1], &values, others&^1)
}

// others encodes all values but the first, with the run of zeros before each that is not zero; which says which these are.
func (c *coder) others(codes *codes, values *[64]int32, which uint64) {
	at := 0 // of the last value that was encoded
	for ; which != 0; which &= which - 1 {
		z := bits.TrailingZeros64(which)
		run := z - at - 1
		for ; run > 15; run -= 16 {
			c.emit(codes.code[0xf0], uint(codes.length[0xf0]))
		}
		c.value(codes, run, min(max(int(values[z&63]), -1023), 1023)) // the format has no code for more
		at = z
	}
	if at < 63 {
		c.emit(codes.code[0], uint(codes.length[0]))
	}
}

// forward is the cosine transform of Arai, Agui and Nakajima, in place, rows and then columns; scale says by what the results are too large.
func forward(x *[64]float32) {
	for i := 0; i < 64; i += 8 {
		line(x, i, 1)
	}
	for i := range 8 {
		line(x, i, 8)
	}
}

// line transforms 8 samples that lie step apart.
func line(x *[64]float32, at, step int) {
	i0, i1, i2, i3 := at, at+step, at+2*step, at+3*step
	i4, i5, i6, i7 := at+4*step, at+5*step, at+6*step, at+7*step
	s0, d0 := x[i0]+x[i7], x[i0]-x[i7]
	s1, d1 := x[i1]+x[i6], x[i1]-x[i6]
	s2, d2 := x[i2]+x[i5], x[i2]-x[i5]
	s3, d3 := x[i3]+x[i4], x[i3]-x[i4]

	a, b, c, d := s0+s3, s1+s2, s1-s2, s0-s3
	e := (c + d) * 0.707106781
	x[i0], x[i4], x[i2], x[i6] = a+b, a-b, d+e, d-e

	p, q, r := d3+d2, d2+d1, d1+d0
	t := (p - r) * 0.382683433
	u, v, w := 0.541196100*p+t, 1.306562965*r+t, q*0.707106781
	m, n := d0+w, d0-w
	x[i5], x[i3], x[i1], x[i7] = n+u, n-u, m+v, m-v
}
