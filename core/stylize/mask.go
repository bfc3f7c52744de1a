package stylize

import (
	"fmt"
	"math"

	"restyle/core/sct"
)

// Layer is a style and where it applies.
type Layer struct {
	Style  sct.Style
	Weight float64 // share among the layers of a place, relative to the others; 0 leaves the layer out; otherwise from 1e-20 to 1e20
	Mask   *Mask   // nil: everywhere
}

// Mask says how much of each place a style has, softly. It is laid over the whole content, whatever its size.
//
// Where the masks of all layers together stay below 1, the content shows through for the rest. Where they overlap, each layer's share is
// its mask times its weight. Layers that have the same Mask, or none, count as one style, mixed by weight. The module of the paper is
// affine in the style, so the shares are applied to its result, position by position of the features. A decoder that is modulated by the
// style's statistics is not: there each style is decoded by itself and the pixels are mixed, so that a place which belongs to one style
// looks exactly as that style alone.
type Mask struct {
	Width, Height int
	Values        []float32 // [Height Width], 0 to 1
}

// Validate reports a mask that cannot be used.
func (m *Mask) Validate() error {
	if m.Width < 1 || m.Height < 1 || len(m.Values) != m.Width*m.Height {
		return fmt.Errorf("the mask of %d x %d has %d values: want one for each pixel", m.Width, m.Height, len(m.Values))
	}
	for _, v := range m.Values {
		if !(v >= 0 && v <= 1) {
			return fmt.Errorf("the mask has the value %g: want 0 to 1", v)
		}
	}
	return nil
}

// fit scales a mask by a triangle filter, which is linear interpolation when enlarging and widened when shrinking.
func (m *Mask) fit(width, height int) *Mask {
	if m.Width == width && m.Height == height {
		return m
	}
	across, down := triangle(width, m.Width), triangle(height, m.Height)
	rows := make([]float32, m.Height*width)
	for y := range m.Height {
		src := m.Values[y*m.Width:]
		for x, t := range across {
			rows[y*width+x] = t.sum(func(i int) float32 { return src[i] })
		}
	}
	dst := &Mask{Width: width, Height: height, Values: make([]float32, width*height)}
	for y, t := range down {
		for x := range width {
			dst.Values[y*width+x] = min(t.sum(func(i int) float32 { return rows[i*width+x] }), 1)
		}
	}
	return dst
}

// taps are the weights of neighbouring values, which sum to 1.
type taps struct {
	first   int
	weights []float32
}

func (t taps) sum(at func(i int) float32) float32 {
	var sum float32
	for i, w := range t.weights {
		sum += w * at(t.first+i)
	}
	return sum
}

// triangle lists the taps that make n values of m.
func triangle(n, m int) []taps {
	scale := float64(m) / float64(n)
	reach := max(scale, 1)
	all := make([]taps, n)
	for i := range all {
		center := (float64(i)+0.5)*scale - 0.5
		first, last := max(int(math.Ceil(center-reach)), 0), min(int(math.Floor(center+reach)), m-1)
		t := taps{first: first, weights: make([]float32, last-first+1)}
		total := 0.0
		for k := range t.weights {
			w := 1 - math.Abs(float64(first+k)-center)/reach
			t.weights[k] = float32(w)
			total += w
		}
		for k := range t.weights {
			t.weights[k] /= float32(total)
		}
		all[i] = t
	}
	return all
}
