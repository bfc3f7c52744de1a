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
		c := 0
		for ; c+4 <= channels; c += 4 {
			m.sumFour(row, pivot, c)
		}
		for ; c < channels; c++ {
			for at := c; at < len(row); at += channels {
				d := float64(row[at]) - float64(pivot[c])
				m.mean[c] += d
				m.squares[c] += d * d
			}
		}
	}
	m.count = float64(r.Dx() * r.Dy())
	for c, sum := range m.mean {
		m.squares[c] = max(m.squares[c]-sum*sum/m.count, 0)
		m.mean[c] = float64(pivot[c]) + sum/m.count
	}
}

// sumFour adds a row's channels from c on. Their sums stay in registers, which is twice as fast as to add to memory value by value.
func (m *moments) sumFour(row, pivot []float32, c int) {
	mean, squares := (*[4]float64)(m.mean[c:]), (*[4]float64)(m.squares[c:])
	p0, p1, p2, p3 := float64(pivot[c]), float64(pivot[c+1]), float64(pivot[c+2]), float64(pivot[c+3])
	m0, m1, m2, m3 := mean[0], mean[1], mean[2], mean[3]
	s0, s1, s2, s3 := squares[0], squares[1], squares[2], squares[3]
	for at := c; at+4 <= len(row); at += len(pivot) {
		x := (*[4]float32)(row[at:])
		d0, d1, d2, d3 := float64(x[0])-p0, float64(x[1])-p1, float64(x[2])-p2, float64(x[3])-p3
		m0, m1, m2, m3 = m0+d0, m1+d1, m2+d2, m3+d3
		s0, s1, s2, s3 = s0+d0*d0, s1+d1*d1, s2+d2*d2, s3+d3*d3
	}
	*mean, *squares = [4]float64{m0, m1, m2, m3}, [4]float64{s0, s1, s2, s3}
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
