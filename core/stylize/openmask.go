package stylize

import (
	"fmt"

	"restyle/core/imaging"
)

// OpenMask reads a mask: the opacity of a picture that has transparent places, the brightness of others.
func OpenMask(path string) (*Mask, error) {
	r, err := imaging.OpenRaster(path, imaging.Limits{})
	if err != nil {
		return nil, fmt.Errorf("mask: %w", err)
	}
	width, height := r.Size()
	m := &Mask{Width: width, Height: height, Values: make([]float32, width*height)}
	rgb := make([]float32, 3*width)
	for y := range height {
		row := m.Values[y*width : (y+1)*width]
		if !r.Opaque() {
			r.AlphaRow(row, 0, y)
			continue
		}
		r.Row(rgb, 0, y)
		for x := range row {
			row[x] = min((rgb[3*x]+rgb[3*x+1]+rgb[3*x+2])/3, 1)
		}
	}
	return m, nil
}
