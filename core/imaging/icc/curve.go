package icc

import (
	"encoding/binary"
	"errors"
	"math"
	"sort"
)

// curve turns values of a picture into light, both in [0,1], and light into values.
type curve struct{ light, value func(x float64) float64 }

var errCurve = errors.New("a curve of the colour profile makes no sense")

// curve is the one of a tag: a table, or a formula with numbers.
func (p *profile) curve(tag string) (curve, error) {
	b := p.tags[tag]
	if len(b) < 12 {
		return curve{}, errors.New("the colour profile is not made of curves and a matrix")
	}
	switch string(b[:4]) {
	case "curv":
		return tableCurve(b)
	case "para":
		return formulaCurve(b)
	}
	return curve{}, errCurve
}

// tableCurve has no entry (light itself), one (an exponent), or many, evenly spaced.
func tableCurve(b []byte) (curve, error) {
	n := int(binary.BigEndian.Uint32(b[8:]))
	if n < 0 || n > 1<<16 || len(b) < 12+2*n {
		return curve{}, errCurve
	}
	switch n {
	case 0:
		return power(1), nil
	case 1:
		gamma := float64(binary.BigEndian.Uint16(b[12:])) / 256
		return power(gamma), rising(gamma)
	}
	table := make([]float64, n)
	for i := range table {
		table[i] = float64(binary.BigEndian.Uint16(b[12+2*i:])) / 65535
		if i > 0 && table[i] < table[i-1] {
			return curve{}, errCurve
		}
	}
	if table[0] == table[n-1] {
		return curve{}, errCurve
	}
	return interpolated(table), nil
}

func power(gamma float64) curve {
	return curve{
		func(x float64) float64 { return math.Pow(x, gamma) },
		func(light float64) float64 { return math.Pow(light, 1/gamma) },
	}
}

// interpolated is the curve through the values of a table, which never fall and are not all the same.
func interpolated(table []float64) curve {
	last := len(table) - 1
	return curve{
		func(x float64) float64 {
			at := x * float64(last)
			i := min(int(at), last-1)
			return table[i] + (at-float64(i))*(table[i+1]-table[i])
		},
		func(light float64) float64 {
			light = min(max(light, table[0]), table[last])
			i := max(sort.SearchFloat64s(table, light)-1, 0) // the first value that is not below is the next one
			for i < last-1 && table[i+1] == table[i] {
				i++
			}
			return (float64(i) + (light-table[i])/(table[i+1]-table[i])) / float64(last)
		},
	}
}

// formulaCurve is one of the five of the standard (ICC.1:2010, 10.16): (ax+b)^g+c from d on, ex+f below it.
func formulaCurve(raw []byte) (curve, error) {
	kind := int(binary.BigEndian.Uint16(raw[8:]))
	if kind > 4 {
		return curve{}, errCurve
	}
	n := [...]int{1, 3, 4, 5, 7}[kind]
	if len(raw) < 12+4*n {
		return curve{}, errCurve
	}
	v := [7]float64{1: 1} // g a b c d e f
	for i := range n {
		v[i] = fixed(raw[12+4*i:])
	}
	g, a, b, c, d, e, f := v[0], v[1], v[2], 0.0, math.Inf(-1), 0.0, 0.0
	switch kind {
	case 1, 2:
		c, d, f = v[3], -b/a, v[3]
	case 3:
		d, e = v[4], v[3]
	case 4:
		c, d, e, f = v[5], v[4], v[3], v[6]
	}
	if a <= 0 || e < 0 {
		return curve{}, errCurve
	}
	light := func(x float64) float64 {
		if x < d {
			return e*x + f
		}
		return math.Pow(max(a*x+b, 0), g) + c
	}
	return curve{light, func(l float64) float64 {
		x := (math.Pow(max(l-c, 0), 1/g) - b) / a
		if x < d {
			x = d
			if e > 0 {
				x = min((l-f)/e, d)
			}
		}
		return min(max(x, 0), 1)
	}}, rising(g)
}

// rising refuses exponents that no picture has.
func rising(gamma float64) error {
	if !(gamma > 0.1 && gamma < 10) {
		return errCurve
	}
	return nil
}

// linear is the curve of sRGB (IEC 61966-2-1).
func linear(x float64) float64 {
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

// encode is the inverse of linear.
func encode(light float64) float64 {
	if light <= 0.0031308 {
		return 12.92 * light
	}
	return 1.055*math.Pow(light, 1/2.4) - 0.055
}
