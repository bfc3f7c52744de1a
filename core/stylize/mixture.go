package stylize

import (
	"errors"
	"fmt"
	"image"

	"restyle/core/sct"
)

// mixture is what the layers make of a picture: a style for each different mask.
type mixture struct {
	styles        []sct.Style
	weights       []float32 // of each style, all its layers together
	masks         []*Mask   // of each style, as large as the content; nil: everywhere
	width, height int       // of the content
}

// A weight other than 0 is within these: sums and shares of them are numbers then.
const leastWeight, mostWeight = 1e-20, 1e20

// mix brings layers of the same mask together and fits the masks to a content.
func mix(layers []Layer, width, height int) (*mixture, error) {
	m := &mixture{width: width, height: height}
	var order []*Mask
	styles, weights := map[*Mask][]sct.Style{}, map[*Mask][]float32{}
	for _, l := range layers {
		if l.Weight == 0 {
			continue
		}
		if !(l.Weight >= leastWeight && l.Weight <= mostWeight) {
			return nil, fmt.Errorf("weight %g of a style: want 0, or from %g to %g; only their proportions count", l.Weight, leastWeight, mostWeight)
		}
		if len(styles[l.Mask]) == 0 {
			order = append(order, l.Mask)
		}
		styles[l.Mask], weights[l.Mask] = append(styles[l.Mask], l.Style), append(weights[l.Mask], float32(l.Weight))
	}
	if len(order) == 0 {
		return nil, errors.New("all weights are 0: give at least one style a weight")
	}
	for _, mask := range order {
		if err := m.add(mask, styles[mask], weights[mask]); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func (m *mixture) add(mask *Mask, styles []sct.Style, weights []float32) error {
	style, err := sct.Mix(styles, weights)
	if err != nil {
		return err
	}
	if len(styles) == 1 {
		style = styles[0] // bit by bit
	}
	if mask != nil {
		if err := mask.Validate(); err != nil {
			return err
		}
		mask = mask.fit(m.width, m.height)
	}
	var total float32
	for _, w := range weights {
		total += w
	}
	m.styles, m.weights, m.masks = append(m.styles, style), append(m.weights, total), append(m.masks, mask)
	return nil
}

// everywhere tells whether no pixel shows the content through.
func (m *mixture) everywhere() bool {
	for _, mask := range m.masks {
		if mask == nil {
			return true
		}
	}
	return false
}

// coverage fills dst with how much of row y, from column x, belongs to styles at all.
func (m *mixture) coverage(dst []float32, x, y int) {
	clear(dst)
	for _, mask := range m.masks {
		for i, v := range mask.Values[y*m.width+x:][:len(dst)] {
			dst[i] = min(dst[i]+v, 1)
		}
	}
}

// faint is the sum of masks below which shares turn into those of the weights alone: somebody must have what nobody claims, and the
// change has to be continuous.
const faint = 1. / 64

// shares turns the masks' values at one place into shares that sum to 1.
func (m *mixture) shares(values []float32) {
	var claimed, total float32
	for _, v := range values {
		claimed += v
	}
	rest := max(faint-claimed, 0)
	for g := range values {
		values[g] = (values[g] + rest) * m.weights[g]
		total += values[g]
	}
	for g := range values {
		values[g] /= total
	}
}

// cell fills values [styles] with the shares of a square of side pixels at p; places beyond the content are mirrored.
func (m *mixture) cell(values []float32, p image.Point, side int, frame image.Point) {
	width, height := min(side, frame.X-p.X), min(side, frame.Y-p.Y)
	for g, mask := range m.masks {
		if values[g] = 1; mask == nil {
			continue
		}
		var sum float32
		for y := range height {
			row := mask.Values[mirror(p.Y+y, m.height)*m.width:]
			for x := range width {
				sum += row[mirror(p.X+x, m.width)]
			}
		}
		values[g] = sum / float32(width*height)
	}
	m.shares(values)
}
