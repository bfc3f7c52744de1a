package stylize

import (
	"image"

	"restyle/core/kernel"
)

// keep says what becomes of features between the passes.
type keep uint8

const (
	keepNothing keep = iota // encode again
	keepLast                // keepHalf for the last layer, the small one; encode the large ones below it again
	keepHalf                // in 16 bits, wrong by 1/131070 of the position's largest value at most
	keepAll                 // exactly
)

// bytes that a value takes.
func (k keep) bytes() int64 { return [...]int64{0, 2, 2, 4}[k] }

// layers is how many of the layers from the last downwards are kept, of 1 + details.
func (k keep) layers(details int) int { return [...]int{0, 1, 1 + details, 1 + details}[k] }

// store holds the features of a whole picture at one layer, [rows width C], none negative.
type store struct {
	width, channels int
	exact           []float32
	half            []uint16
	scale           []float32 // of the values of a position, with half
}

func newStore(k keep, width, height, channels int) *store {
	s := &store{width: width, channels: channels}
	switch n := width * height * channels; k {
	case keepAll:
		s.exact = make([]float32, n)
	case keepHalf, keepLast:
		s.half, s.scale = make([]uint16, n), make([]float32, width*height)
	}
	return s
}

// put takes the positions of r from x, a map of the given width whose first position is at origin.
func (s *store) put(t *kernel.Team, x []float32, width int, origin image.Point, r image.Rectangle) {
	s.rows(t, x, width, origin, r, func(row []float32, at int) {
		if s.exact != nil {
			copy(s.exact[at:], row)
			return
		}
		kernel.Shares(s.half[at:at+len(row)], s.scales(row, at), row)
	})
}

// take is the inverse of put.
func (s *store) take(t *kernel.Team, x []float32, width int, origin image.Point, r image.Rectangle) {
	s.rows(t, x, width, origin, r, func(row []float32, at int) {
		if s.exact != nil {
			copy(row, s.exact[at:])
			return
		}
		kernel.Unshare(row, s.half[at:at+len(row)], s.scales(row, at))
	})
}

// scales are those of the positions of a row that is kept from value at.
func (s *store) scales(row []float32, at int) []float32 {
	return s.scale[at/s.channels : (at+len(row))/s.channels]
}

func (s *store) rows(t *kernel.Team, x []float32, width int, origin image.Point, r image.Rectangle, each func(row []float32, at int)) {
	t.Run(r.Dy(), func(_, i int) {
		y := r.Min.Y + i
		from := ((y-origin.Y)*width + r.Min.X - origin.X) * s.channels
		each(x[from:from+r.Dx()*s.channels], (y*s.width+r.Min.X)*s.channels)
	})
}
