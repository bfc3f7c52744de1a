package kernel

// fold carries the gradient of the padded, enlarged input (h+2 rows of w+2 pixels) back to the input: every padded pixel adds to the pixel
// it was copied from.
func (c Conv) fold(t *Team, dx, padded []float32, in Shape) {
	g := forwardGeometry(c, in)
	out := c.OutShape(in)
	h, w := out.H+2, out.W+2
	from := make([][]int, in.H) // padded rows that were copied from each input row
	for i := range h {
		from[g.rows[i]] = append(from[g.rows[i]], i)
	}
	t.Run(in.N*in.H, func(worker, b int) {
		n, y := b/in.H, b%in.H
		sum := t.Scratch(worker, w*in.C)
		row := func(i int) []float32 { return padded[(n*h+i)*w*in.C:][:w*in.C] }
		if len(from[y]) == 0 {
			clear(sum)
		} else {
			copy(sum, row(from[y][0]))
			for _, i := range from[y][1:] {
				addTo(sum, row(i))
			}
		}
		c.foldRow(dx[b*in.W*in.C:][:in.W*in.C], sum, g)
	})
}

// foldRow adds the padded columns of one row to those they were copied from.
func (c Conv) foldRow(dst, src []float32, g geometry) {
	channels, border := c.In, 1
	if c.Pad == Valid {
		border = 0
	}
	inner := src[border*channels:]
	if c.Up {
		for x := 0; x < len(dst); x += channels {
			sumOf(dst[x:x+channels], inner[2*x:], inner[2*x+channels:])
		}
	} else {
		copy(dst, inner[:len(dst)])
	}
	if border > 0 {
		last := len(src) - channels
		addTo(dst[g.cols[0]*channels:][:channels], src)
		addTo(dst[g.cols[last/channels]*channels:][:channels], src[last:])
	}
}

func addTo(dst, src []float32) { sumOf(dst, dst, src) }

// sumOf computes dst = a + b; a and b may be longer.
func sumOf(dst, a, b []float32) {
	inSteps(0, len(dst), 16, func(l *flatTable, i, j int) { l.add(dst[i:j], a[i:j], b[i:j]) })
}
