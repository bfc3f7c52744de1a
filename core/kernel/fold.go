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
		g.foldRow(dx[b*in.W*in.C:][:in.W*in.C], sum, w, c.Up)
	})
}

// foldRow adds the padded columns of one row to those they were copied from.
func (g geometry) foldRow(dst, src []float32, width int, up bool) {
	c := g.in.C
	clear(dst)
	for x := 0; x < width; {
		run := 1
		for !up && x+run < width && g.cols[x+run] == g.cols[x]+run {
			run++
		}
		addTo(dst[g.cols[x]*c:][:run*c], src[x*c:][:run*c])
		x += run
	}
}

func addTo(dst, src []float32) {
	for i, v := range src {
		dst[i] += v
	}
}
