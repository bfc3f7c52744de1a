package flow

// sample is a place between four pixels of a plane: their indices, and how near it is to the right and to the lower ones, from 0 to 1.
type sample struct {
	upper, lower int // index of the left pixel of each row
	step         int // to the right pixel, 0 at the border
	fx, fy       float32
}

// at finds the place (x, y) in planes of width x height; beyond the border it is the nearest place on it.
func at(x, y float32, width, height int) sample {
	x, y = min(max(x, 0), float32(width-1)), min(max(y, 0), float32(height-1))
	left, top := int(x), int(y)
	s := sample{upper: top*width + left, fx: x - float32(left), fy: y - float32(top)}
	s.lower = s.upper
	if top+1 < height {
		s.lower += width
	}
	if left+1 < width {
		s.step = 1
	}
	return s
}

// of interpolates bilinearly.
func (s sample) of(plane []float32) float32 {
	u, l := plane[s.upper], plane[s.lower]
	u += s.fx * (plane[s.upper+s.step] - u)
	l += s.fx * (plane[s.lower+s.step] - l)
	return u + s.fy*(l-u)
}
