package flow

import "math"

// Field is a displacement for each pixel: what is at (x, y) in one frame is at (x+U, y+V) in the other.
type Field struct {
	Width, Height int
	U, V          []float32 // in pixels [H W]
}

// NewField returns a field of no motion.
func NewField(width, height int) *Field {
	return &Field{Width: width, Height: height, U: make([]float32, width*height), V: make([]float32, width*height)}
}

// EndpointError is the mean distance in pixels between the ends of the displacements of two fields of one size.
func EndpointError(a, b *Field) float64 {
	sum := 0.0
	for i := range a.U {
		sum += math.Hypot(float64(a.U[i]-b.U[i]), float64(a.V[i]-b.V[i]))
	}
	return sum / float64(len(a.U))
}

// double is the field for the next finer level of a pyramid, of width x height pixels, interpolated.
func (f *Field) double(e *Estimator, width, height int) *Field {
	out := NewField(width, height)
	e.rows(height, func(y int) {
		for x := range width {
			s := at(float32(x)/2-0.25, float32(y)/2-0.25, f.Width, f.Height)
			out.U[y*width+x], out.V[y*width+x] = 2*s.of(f.U), 2*s.of(f.V)
		}
	})
	return out
}
