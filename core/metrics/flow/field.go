package flow

// Field is a displacement for each pixel: what is at (x, y) in one frame is at (x+U, y+V) in the other.
type Field struct {
	Width, Height int
	U, V          []float32 // in pixels [H W]
}

// NewField returns a field of no motion.
func NewField(width, height int) *Field {
	return &Field{Width: width, Height: height, U: make([]float32, width*height), V: make([]float32, width*height)}
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
