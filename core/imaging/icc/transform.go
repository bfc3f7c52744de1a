package icc

import (
	"bytes"
	"errors"
	"fmt"
	"math"
)

// Transform converts pixels of one profile. Any number of goroutines may use it at once.
type Transform struct {
	decode, encode   [3]*table // value to light and back, of each channel
	toSRGB, fromSRGB matrix    // of light
	srgb, linear     *table    // light to sRGB and back
	identity, gray   bool
}

// matrix is three rows.
type matrix [9]float64

// light turns light of sRGB into XYZ under D50, in which profiles express colours; the numbers are those of the common profile of sRGB.
var light = matrix{
	0.4360657, 0.3851471, 0.1430664,
	0.2224884, 0.7168732, 0.0606079,
	0.0139160, 0.0970764, 0.7140961,
}

// New reads a profile.
func New(data []byte) (*Transform, error) {
	p, err := parse(data)
	if err != nil {
		return nil, err
	}
	switch space := Space(data); {
	case space == "GRAY":
		return p.grey()
	case space != "RGB ":
		return nil, fmt.Errorf("the colour profile is for %q, not for RGB", space)
	case string(data[20:24]) != "XYZ ":
		return nil, errors.New("the colour profile is not made of curves and a matrix")
	}
	var curves []curve
	var m matrix
	for i, name := range []string{"r", "g", "b"} {
		c, err := p.curve(name + "TRC")
		if err != nil {
			return nil, err
		}
		column, err := p.xyz(name + "XYZ")
		if err != nil {
			return nil, err
		}
		curves = append(curves, c)
		m[i], m[3+i], m[6+i] = column[0], column[1], column[2]
	}
	if bytes.Equal(p.tags["rTRC"], p.tags["gTRC"]) && bytes.Equal(p.tags["rTRC"], p.tags["bTRC"]) {
		curves = curves[:1]
	}
	return newTransform(curves, m)
}

// grey is the transform of grey pictures, of which all channels are equal.
func (p *profile) grey() (*Transform, error) {
	c, err := p.curve("kTRC")
	if err != nil {
		return nil, err
	}
	t, err := newTransform([]curve{c}, light)
	if t != nil {
		t.gray = true
	}
	return t, err
}

// newTransform takes a curve for each channel, or one for all, and the matrix from light to XYZ.
func newTransform(curves []curve, m matrix) (*Transform, error) {
	back, err := m.inverse()
	if err != nil {
		return nil, err
	}
	fromXYZ, err := light.inverse()
	if err != nil {
		return nil, err
	}
	t := &Transform{toSRGB: fromXYZ.times(m), fromSRGB: back.times(light), srgb: newTable(encode)}
	for i := range t.decode {
		if i >= len(curves) {
			t.decode[i] = t.decode[0]
			continue
		}
		t.decode[i] = newTable(func(x float64) float64 { return min(max(curves[i].light(min(x, 1)), 0), 1) })
	}
	if t.identity = t.isIdentity(); t.identity {
		return t, nil // the way back is not needed
	}
	t.linear = newTable(linear)
	for i := range t.encode {
		if i >= len(curves) {
			t.encode[i] = t.encode[0]
			continue
		}
		t.encode[i] = newTable(func(l float64) float64 { return curves[i].value(min(l, 1)) })
	}
	return t, nil
}

// Identity tells whether the profile is sRGB itself, as far as 8 bits can show: there is nothing to convert.
func (t *Transform) Identity() bool { return t.identity }

// Gray tells whether the profile is for grey pictures only.
func (t *Transform) Gray() bool { return t.gray }

func (t *Transform) isIdentity() bool {
	const steps, tolerance = 8, 1. / 255
	for i := range (steps + 1) * (steps + 1) * (steps + 1) {
		old := [3]float32{float32(i%(steps+1)) / steps, float32(i/(steps+1)%(steps+1)) / steps, float32(i/(steps+1)/(steps+1)) / steps}
		rgb := old
		t.convert(rgb[:])
		for c, v := range rgb {
			if !(math.Abs(float64(v-old[c])) <= tolerance) {
				return false
			}
		}
	}
	return true
}

// ToSRGB converts pixels in place [n 3], values of the profile in [0,1] to extended sRGB.
func (t *Transform) ToSRGB(rgb []float32) {
	if t.identity {
		return
	}
	t.convert(rgb)
}

func (t *Transform) convert(rgb []float32) {
	m := &t.toSRGB
	for ; len(rgb) >= 3; rgb = rgb[3:] {
		r, g, b := float64(t.decode[0].at(rgb[0])), float64(t.decode[1].at(rgb[1])), float64(t.decode[2].at(rgb[2]))
		rgb[0] = t.srgb.at(float32(m[0]*r + m[1]*g + m[2]*b))
		rgb[1] = t.srgb.at(float32(m[3]*r + m[4]*g + m[5]*b))
		rgb[2] = t.srgb.at(float32(m[6]*r + m[7]*g + m[8]*b))
	}
}

// FromSRGB is the inverse of ToSRGB; colours that the profile does not have are clipped.
func (t *Transform) FromSRGB(rgb []float32) {
	if t.identity {
		return
	}
	m := &t.fromSRGB
	for ; len(rgb) >= 3; rgb = rgb[3:] {
		r, g, b := float64(t.linear.at(rgb[0])), float64(t.linear.at(rgb[1])), float64(t.linear.at(rgb[2]))
		for c := range 3 {
			l := float32(m[3*c]*r + m[3*c+1]*g + m[3*c+2]*b)
			rgb[c] = t.encode[c].at(min(max(l, 0), 1))
		}
	}
}

func (a matrix) times(b matrix) (m matrix) {
	for i := range m {
		for k := range 3 {
			m[i] += a[i/3*3+k] * b[k*3+i%3]
		}
	}
	return m
}

// inverse is by cofactors.
func (a matrix) inverse() (m matrix, err error) {
	for i := range m {
		r, c := i%3, i/3 // transposed
		r1, r2, c1, c2 := (r+1)%3*3, (r+2)%3*3, (c+1)%3, (c+2)%3
		m[i] = a[r1+c1]*a[r2+c2] - a[r1+c2]*a[r2+c1]
	}
	determinant := a[0]*m[0] + a[1]*m[3] + a[2]*m[6]
	if !(math.Abs(determinant) > 1e-6) {
		return m, errors.New("the colours of the profile lie in one plane")
	}
	for i := range m {
		m[i] /= determinant
	}
	return m, nil
}
