package imaging

// shrink is Resize of a raster, row by row: nothing of its size exists as floats. The result has 16 bits.
func (r *Raster) shrink(width, height int) *Raster {
	w, h := r.Size()
	across, down := lanczos(width, w), lanczos(height, h)
	s := &shrinker{source: r, across: across, rows: map[int][]float32{}, line: New(w, 1)}
	dst := newRaster(width, height, 16)
	for y, first := range down.first {
		row := New(width, 1)
		if !r.opaque {
			row.Alpha = make([]float32, width)
		}
		for k, weight := range down.weights[y] {
			from := s.row(first + k)
			accumulate(row.Pix, from, weight)
			accumulate(row.Alpha, from[3*width:], weight)
		}
		s.forget(first)
		if row.Alpha != nil {
			unweight(row)
		} else {
			clip(row.Pix)
		}
		dst.SetRow(row.Pix, 0, y)
		dst.setAlphaRow(row.Alpha, y)
	}
	return dst
}

// shrinker keeps the rows of a raster that were shrunk across and are still needed.
type shrinker struct {
	source *Raster
	across taps
	rows   map[int][]float32 // RGB, alpha multiplied in, and then alpha [4 width]
	line   *Picture          // as read
}

func (s *shrinker) row(y int) []float32 {
	if row, ok := s.rows[y]; ok {
		return row
	}
	width := len(s.across.first)
	s.source.Row(s.line.Pix, 0, y)
	pix := s.line.Pix
	row := make([]float32, 3*width, 4*width)
	if !s.source.opaque {
		if s.line.Alpha == nil {
			s.line.Alpha = make([]float32, s.line.Width)
		}
		s.source.AlphaRow(s.line.Alpha, 0, y)
		pix, row = weighted(s.line), row[:4*width]
		acrossPlane(row[3*width:], s.line.Alpha, s.across)
	}
	acrossRGB(row[:3*width], pix, s.across)
	s.rows[y] = row
	return row
}

// forget drops the rows above y.
func (s *shrinker) forget(y int) {
	for at := range s.rows {
		if at < y {
			delete(s.rows, at)
		}
	}
}

// setAlphaRow makes row y as transparent as alpha says; nil leaves it opaque.
func (r *Raster) setAlphaRow(alpha []float32, y int) {
	if alpha == nil {
		return
	}
	r.opaque = false
	for x, a := range alpha {
		n := uint16(a*65535 + 0.5)
		at := y*r.wide.Stride + 8*x + 6
		r.wide.Pix[at], r.wide.Pix[at+1] = byte(n>>8), byte(n)
	}
}
