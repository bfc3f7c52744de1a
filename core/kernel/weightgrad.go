package kernel

// The gradient of the weights is, for each tap, the product of the shifted input transposed with the output's gradient, summed over all
// pixels. The pixels are cut into lanes with sums of their own that are added in a fixed order, so that the result does not depend on the
// number of threads. Where both sides have many channels, winogradgrad.go does the same with fewer products; where the output has few, lastgrad.go.

const maxLanes = 8

// lanesFor keeps the sums of all lanes within 32 MB.
func lanesFor(sums, chunks int) int {
	return max(1, min(maxLanes, chunks, 8<<20/sums))
}

// inLanes cuts n chunks into lanes and has add sum up those of each, step at a time, in size floats of its own. It returns the sums, [lane][size].
func (t *Team) inLanes(lanes, size, n, step int, add func(worker int, sums []float32, from, to int)) []float32 {
	all := t.sharedScratch(lanes * size)
	t.Run(lanes, func(worker, lane int) {
		sums := all[lane*size : (lane+1)*size]
		clear(sums)
		end := (lane + 1) * n / lanes
		for from := lane * n / lanes; from < end && t.Err() == nil; from += step {
			add(worker, sums, from, min(from+step, end))
		}
	})
	return all
}

type weightGradient struct {
	Conv
	geometry
	chunkRows, perImage, chunks int
	lanes                       int
	out16                       int
	sums                        []float32 // [lane][tap][in][out16]
}

// BackwardWeights computes dw, the gradient of the weights [out][in][row][column], from the input x [in] and from g [OutShape(in)], the
// gradient of the result before ReLU.
func (c Conv) BackwardWeights(t *Team, dw, x, g []float32, in Shape) {
	c.check(in)
	in.check("input", x)
	out := c.OutShape(in)
	out.check("output gradient", g)
	if len(dw) != c.WeightLen() {
		panic("kernel: BackwardWeights: wrong number of weights")
	}
	if in.Len() == 0 {
		clear(dw)
		return
	}
	if c.Fuses() {
		c.winogradWeights(t, dw, x, g, in)
		return
	}
	if c.Size == 3 && c.Out <= fewChannels {
		c.lastWeights(t, dw, x, g, in)
		return
	}
	if c.Size == 1 { // one row of pixels
		in = Shape{N: 1, H: 1, W: in.Pixels(), C: in.C}
	}
	j := weightGradient{Conv: c, out16: pad16(c.Out)}
	if c.Size == 3 {
		j.geometry = forwardGeometry(c, in)
		j.chunkRows = min(max(1, 256/(j.w+2)), j.h)
		j.perImage = (j.h + j.chunkRows - 1) / j.chunkRows
		j.chunks = in.N * j.perImage
	} else {
		j.chunks = (in.W + 255) / 256
	}
	size := c.Size * c.Size * c.In * j.out16
	j.lanes = lanesFor(size, j.chunks)
	j.sums = t.inLanes(j.lanes, size, j.chunks, 1, func(worker int, sums []float32, chunk, _ int) {
		if c.Size == 1 {
			j.addPixels(t, worker, sums, x, g, chunk, in.W)
		} else {
			j.addRows(t, worker, sums, x, g, chunk)
		}
	})
	j.reduce(t, dw, size)
}

// addRows adds what one chunk of output rows contributes.
func (j *weightGradient) addRows(t *Team, worker int, sums, x, g []float32, chunk int) {
	n, y0 := chunk/j.perImage, chunk%j.perImage*j.chunkRows
	rows, width := min(j.chunkRows, j.h-y0), j.w+2
	buffer := t.Scratch(worker, (rows+2)*width*j.In+rows*width*j.out16)
	px, pg := buffer[:(rows+2)*width*j.In], buffer[(rows+2)*width*j.In:]
	for i := range rows + 2 {
		j.padRow(px[i*width*j.In:], x, n, j.rows[y0+i], width)
	}
	for i := range rows {
		padChannels(pg[i*width*j.out16:], g[(n*j.h+y0+i)*j.w*j.Out:], j.w, j.Out)
		clear(pg[(i*width+j.w)*j.out16 : (i+1)*width*j.out16])
	}
	for tap := range 9 {
		a := px[(tap/3*width+tap%3)*j.In:]
		addTransposed(sums[tap*j.In*j.out16:], j.out16, a, j.In, j.In, pg, j.out16, j.out16, rows*width-2)
	}
}

// addPixels adds what one chunk of pixels contributes to a 1x1 convolution.
func (j *weightGradient) addPixels(t *Team, worker int, sums, x, g []float32, chunk, pixels int) {
	from := chunk * 256
	k := min(256, pixels-from)
	b := g[from*j.Out:]
	if j.Out != j.out16 {
		b = t.Scratch(worker, k*j.out16)
		padChannels(b, g[from*j.Out:], k, j.Out)
	}
	addTransposed(sums, j.out16, x[from*j.In:], j.In, j.In, b, j.out16, j.out16, k)
}

// padChannels copies pixels of channels floats to pixels of pad16(channels), zeros behind.
func padChannels(dst, src []float32, pixels, channels int) {
	wide := pad16(channels)
	if wide == channels {
		copy(dst, src[:pixels*channels])
		return
	}
	for i := range pixels {
		to := dst[i*wide:][:wide]
		clear(to[copy(to, src[i*channels:][:channels]):])
	}
}

// reduce adds the lanes and brings the sums into the order of the weights.
func (j *weightGradient) reduce(t *Team, dw []float32, size int) {
	taps := j.Size * j.Size
	t.Split(j.In, max(1, 4096/(taps*j.Out)), func(_, from, to int) {
		for tap := range taps {
			for i := from; i < to; i++ {
				at := (tap*j.In + i) * j.out16
				total := j.sums[at:][:j.Out]
				for lane := 1; lane < j.lanes; lane++ {
					for o, v := range j.sums[lane*size+at:][:j.Out] {
						total[o] += v
					}
				}
				for o, v := range total {
					dw[(o*j.In+i)*taps+tap] = v
				}
			}
		}
	})
}
