package stylize

import (
	"image"
	"math"
)

// fit writes the map of one surroundings from the means of what addCell sums.
func fit(dst *[valuesPerMap]float32, s *[sumsPerCell]float32) {
	x := [3]float64{float64(s[0]), float64(s[1]), float64(s[2])}
	cov := func(product, a, b int) float64 { return float64(s[product]) - float64(s[a])*float64(s[b]) }
	m := symmetric{cov(6, 0, 0), cov(7, 0, 1), cov(8, 0, 2), cov(9, 1, 1), cov(10, 1, 2), cov(11, 2, 2)}
	inverse := m.plus(ridge).inverse()
	for c := range 3 {
		v := [3]float64{cov(12+c, 0, 3+c), cov(15+c, 1, 3+c), cov(18+c, 2, 3+c)}
		v[c] += ridge
		a := inverse.times(v)
		lost := (cov(21+c, 3+c, 3+c) + ridge/4) / (dot(a, m.times(a)) + ridge/4) // in variance
		gain := min(math.Sqrt(math.Sqrt(max(lost, 1))), mostContrast)
		constant := float64(s[3+c])
		for i := range a {
			a[i] *= gain
			constant -= a[i] * x[i]
			dst[4*c+i] = float32(a[i])
		}
		dst[4*c+3] = float32(constant)
	}
}

// symmetric is a matrix of 3x3: the elements 00, 01, 02, 11, 12 and 22.
type symmetric [6]float64

func (m symmetric) plus(diagonal float64) symmetric {
	m[0], m[3], m[5] = m[0]+diagonal, m[3]+diagonal, m[5]+diagonal
	return m
}

// inverse is by cofactors; m is positive definite.
func (m symmetric) inverse() symmetric {
	c := symmetric{
		m[3]*m[5] - m[4]*m[4], m[2]*m[4] - m[1]*m[5], m[1]*m[4] - m[2]*m[3],
		m[0]*m[5] - m[2]*m[2], m[1]*m[2] - m[0]*m[4], m[0]*m[3] - m[1]*m[1],
	}
	determinant := m[0]*c[0] + m[1]*c[1] + m[2]*c[2]
	for i := range c {
		c[i] /= determinant
	}
	return c
}

func (m symmetric) times(v [3]float64) [3]float64 {
	return [3]float64{m[0]*v[0] + m[1]*v[1] + m[2]*v[2], m[1]*v[0] + m[3]*v[1] + m[4]*v[2], m[2]*v[0] + m[4]*v[1] + m[5]*v[2]}
}

func dot(a, b [3]float64) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }

// row writes to dst what becomes of the content x, both RGB of the pixels from column origin.X, a multiple of cellSide, of row origin.Y. Maps
// hold at the middle of their cells; between, they are interpolated.
func (l *relight) row(worker int, dst, x []float32, origin image.Point) {
	from, last := origin.X, origin.X+len(dst)/3
	first, behind := max(from/cellSide-1, 0), min((last-1)/cellSide+2, l.width)
	line := l.line(worker, origin.Y, first, behind)
	for at := from; at < last; {
		i := (at - cellSide/2) >> cellShift // the last cell whose middle is not behind the pixel
		n := min(cellSide*i+cellSide/2+cellSide-at, last-at)
		left := (*[valuesPerMap]float32)(line[(max(i, first)-first)*valuesPerMap:])
		right := (*[valuesPerMap]float32)(line[(min(i+1, behind-1)-first)*valuesPerMap:])
		way := (float32(at-cellSide*i-cellSide/2) + 0.5) / cellSide
		p := 3 * (at - from)
		step := slideFrom(left, right, way)
		step.apply(dst[p:p+3*n], x[p:p+3*n])
		at += n
	}
}

// line is the maps of cells first to behind, interpolated for row y.
func (l *relight) line(worker, y, first, behind int) []float32 {
	j := (y - cellSide/2) >> cellShift
	way := (float32(y-cellSide*j-cellSide/2) + 0.5) / cellSide
	above := l.maps[max(j, 0)*l.width*valuesPerMap:][first*valuesPerMap : behind*valuesPerMap]
	below := l.maps[min(j+1, l.height-1)*l.width*valuesPerMap:][first*valuesPerMap : behind*valuesPerMap]
	line := l.team.Scratch(worker, len(above))
	for i, v := range above {
		line[i] = v + way*(below[i]-v)
	}
	return line
}

// slide is a map that changes from pixel to pixel.
type slide struct{ at, step [valuesPerMap]float32 }

// slideFrom begins way from left to right and makes a step of a pixel each time.
func slideFrom(left, right *[valuesPerMap]float32, way float32) (s slide) {
	for i, v := range left {
		d := right[i] - v
		s.at[i], s.step[i] = v+way*d, d/cellSide
	}
	return s
}

// apply sends pixels through the map, channel by channel so that the factors stay in registers.
func (s *slide) apply(dst, x []float32) {
	for c := range 3 {
		r, g, b, k := s.at[4*c], s.at[4*c+1], s.at[4*c+2], s.at[4*c+3]
		dr, dg, db, dk := s.step[4*c], s.step[4*c+1], s.step[4*c+2], s.step[4*c+3]
		for i := 0; i+2 < len(x) && i+c < len(dst); i += 3 {
			dst[i+c] = r*x[i] + g*x[i+1] + b*x[i+2] + k
			r, g, b, k = r+dr, g+dg, b+db, k+dk
		}
	}
}
