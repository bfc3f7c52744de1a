package stylize

import (
	"image"
	"math"

	"restyle/core/kernel"
	"restyle/core/ops"
)

// moments gathers mean and deviation of the channels of a map that comes in pieces.
type moments struct {
	count         float64
	mean, squares []float64 // per channel; squares: sum of the squared distances from the mean
}

func newMoments(channels int) *moments {
	return &moments{mean: make([]float64, channels), squares: make([]float64, channels)}
}

// rowsAtOnce is how many rows of a map a thread sums up before they are merged; it does not depend on the threads, so that sums do not.
const rowsAtOnce = 8

// add takes the positions of r of a piece x [rows width C].
func (m *moments) add(t *kernel.Team, x []float32, width int, r image.Rectangle) {
	parts := make([]*moments, (r.Dy()+rowsAtOnce-1)/rowsAtOnce)
	t.Run(len(parts), func(_, i int) {
		parts[i] = newMoments(len(m.mean))
		from := r.Min.Y + i*rowsAtOnce
		parts[i].sum(x, width, image.Rect(r.Min.X, from, r.Max.X, min(from+rowsAtOnce, r.Max.Y)))
	})
	for _, p := range parts {
		m.merge(p)
	}
}

// sum fills empty moments with the positions of r. Sums are taken about the first position, so that a large mean costs no accuracy.
func (m *moments) sum(x []float32, width int, r image.Rectangle) {
	channels := len(m.mean)
	pivot := x[(r.Min.Y*width+r.Min.X)*channels:][:channels]
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := x[(y*width+r.Min.X)*channels : (y*width+r.Max.X)*channels]
		for ; len(row) > 0; row = row[channels:] {
			mean, squares, at := m.mean[:channels], m.squares[:channels], row[:channels]
			for c, v := range at {
				d := float64(v) - float64(pivot[c])
				mean[c] += d
				squares[c] += d * d
			}
		}
	}
	m.count = float64(r.Dx() * r.Dy())
	for c, sum := range m.mean {
		m.squares[c] = max(m.squares[c]-sum*sum/m.count, 0)
		m.mean[c] = float64(pivot[c]) + sum/m.count
	}
}

// merge is the formula of Chan, Golub and LeVeque (1979).
func (m *moments) merge(p *moments) {
	if p.count == 0 {
		return
	}
	total := m.count + p.count
	for c, mean := range p.mean {
		d := mean - m.mean[c]
		m.mean[c] += d * p.count / total
		m.squares[c] += p.squares[c] + d*d*m.count*p.count/total
	}
	m.count = total
}

// write fills dst [2C] with means and standard deviations, as ops.Graph.Moments defines them.
func (m *moments) write(dst []float32) {
	for c, mean := range m.mean {
		dst[c] = float32(mean)
		dst[len(m.mean)+c] = float32(math.Sqrt(m.squares[c]/max(m.count-1, 1) + ops.Epsilon))
	}
}
