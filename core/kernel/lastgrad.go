package kernel

// The gradient of the weights of a 3x3 convolution to few channels. The three pixels of the output's gradient that one row of taps brings to an
// input pixel lie side by side, 3*Out floats: for each row of taps one product of the input transposed with these windows, which overlap in
// memory and are never copied, takes the place of three with the channels padded to 16.

// lastGradient is one such gradient on its way.
type lastGradient struct {
	Conv
	geometry
	chunkRows, perImage, chunks int
	lanes                       int
	sums                        []float32 // [lane][row of taps][in][16]: window (2-kx)*Out+o
}

// lastWeights computes dw as BackwardWeights does.
func (c Conv) lastWeights(t *Team, dw, x, g []float32, in Shape) {
	j := lastGradient{Conv: c, geometry: forwardGeometry(c, in)}
	j.chunkRows = min(max(1, 512/(j.w+2)), j.h+2)
	j.perImage = (j.h + 2 + j.chunkRows - 1) / j.chunkRows
	j.chunks = in.N * j.perImage
	size := 3 * c.In * 16
	j.lanes = lanesFor(size, j.chunks)
	j.sums = t.inLanes(j.lanes, size, j.chunks, 1, func(worker int, sums []float32, chunk, _ int) { j.add(t, worker, sums, x, g, chunk) })
	j.reduce(dw, size)
}

// add adds what one chunk of rows of the padded input contributes.
func (j *lastGradient) add(t *Team, worker int, sums, x, g []float32, chunk int) {
	n, y0 := chunk/j.perImage, chunk%j.perImage*j.chunkRows
	rows, width := min(j.chunkRows, j.h+2-y0), j.w+2
	buffer := t.Scratch(worker, rows*width*j.In+((rows+2)*width+2)*j.Out+16)
	px, pg := buffer[:rows*width*j.In], buffer[rows*width*j.In:]
	for i := range rows {
		j.padRow(px[i*width*j.In:], x, n, j.rows[y0+i], width)
	}
	for i := range rows + 2 { // two zeros before each row; those of the next are behind it, too
		line, y := pg[i*width*j.Out:][:width*j.Out], y0+i-2
		if y < 0 || y >= j.h {
			clear(line)
			continue
		}
		clear(line[:2*j.Out])
		copy(line[2*j.Out:], g[(n*j.h+y)*j.w*j.Out:])
	}
	clear(pg[(rows+2)*width*j.Out:])
	for ky := range 3 {
		addTransposed(sums[ky*j.In*16:], 16, px, j.In, j.In, pg[(2-ky)*width*j.Out:], j.Out, 16, rows*width)
	}
}

// reduce adds the lanes and brings the sums into the order of the weights.
func (j *lastGradient) reduce(dw []float32, size int) {
	for lane := 1; lane < j.lanes; lane++ {
		addTo(j.sums[:size], j.sums[lane*size:])
	}
	for o := range j.Out {
		for i := range j.In {
			for ky := range 3 {
				for kx := range 3 {
					dw[(o*j.In+i)*9+3*ky+kx] = j.sums[(ky*j.In+i)*16+(2-kx)*j.Out+o]
				}
			}
		}
	}
}
