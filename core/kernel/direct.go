package kernel

// The first and last layers of a network have 1 to 4 channels on one side, where Winograd's transforms would cost more than they save.

const fewChannels = 4

// packPanels packs b, given as a function of row and column, in panels of 16 columns.
func packPanels(rows, columns int, b func(row, column int) float32) []float32 {
	packed := make([]float32, rows*pad16(columns))
	for c := range columns {
		for r := range rows {
			packed[(c/16*rows+r)*16+c%16] = b(r, c)
		}
	}
	return packed
}

// firstLayer convolves few input channels: for each row of output three matrix products over three input pixels side by side.
type firstLayer struct {
	in, out int
	taps    [3][]float32 // by filter row: [3*in out]
}

func packFirst(in, out int, w weights) *firstLayer {
	f := &firstLayer{in: in, out: out}
	for ky := range 3 {
		f.taps[ky] = packPanels(3*in, out, func(r, o int) float32 { return w.at(o, r%in, 3*ky+r/in) })
	}
	return f
}

// directRows is the number of output rows in a block.
const directRows = 8

func (f *firstLayer) forward(t *Team, dst, src []float32, g geometry, bias []float32, relu bool) {
	perImage := (g.h + directRows - 1) / directRows
	width, out := g.w+2, pad16(f.out)
	t.Run(g.in.N*perImage, func(worker, b int) {
		n, y0 := b/perImage, b%perImage*directRows
		rows := min(directRows, g.h-y0)
		size := (rows + 2) * width * f.in
		buffer := t.Scratch(worker, size+g.w*out)
		for i := range rows + 2 {
			g.padRow(buffer[i*width*f.in:], src, n, g.rows[y0+i], width)
		}
		for y := range rows {
			row := dst[(n*g.h+y0+y)*g.w*f.out:][:g.w*f.out]
			to := row
			if f.out%16 != 0 {
				to = buffer[size:]
			}
			p := product{rows: g.w, k: 3 * f.in, lda: f.in, panel: 16 * 3 * f.in, columns: out, c: to, ldc: out, bias: bias}
			for ky := range 3 {
				p.a, p.b, p.relu = buffer[(y+ky)*width*f.in:], f.taps[ky], relu && ky == 2
				p.run()
				p.bias = nil
			}
			if f.out%16 != 0 {
				unpad(row, to, f.out)
			}
		}
	})
}

// unpad copies rows of pad16(channels) floats to rows of channels.
func unpad(dst, src []float32, channels int) {
	wide := pad16(channels)
	for i := range len(dst) / channels {
		copy(dst[i*channels:][:channels], src[i*wide:])
	}
}

// lastLayer convolves to few output channels: one matrix product gives all nine products of a pixel, then each output pixel gathers its own.
type lastLayer struct {
	in, out int
	taps    []float32 // [in 9*out]
}

func packLast(in, out int, w weights) *lastLayer {
	return &lastLayer{in: in, out: out, taps: packPanels(in, 9*out, func(i, c int) float32 { return w.at(c%out, i, c/out) })}
}

func (f *lastLayer) forward(t *Team, dst, src []float32, g geometry, bias []float32, relu bool) {
	width := pad16(9 * f.out)
	from, to := g.straight()
	height := max(directRows, min(4*directRows, g.in.N*g.h/(8*t.threads)))
	perImage := (g.h + height - 1) / height
	t.Run(g.in.N*perImage, func(worker, b int) {
		n, y0 := b/perImage, b%perImage*height
		rows := min(height, g.h-y0)
		ring := t.Scratch(worker, 3*g.in.W*width) // the products of three rows
		line := func(i int) []float32 { return ring[i%3*g.in.W*width:][:g.in.W*width] }
		for i := range rows + 2 {
			f.products(line(i), src, g, n, g.rows[y0+i])
			if y := i - 2; y >= 0 {
				out := dst[(n*g.h+y0+y)*g.w*f.out:][:g.w*f.out]
				f.row(out, [3][]float32{line(y), line(y + 1), line(y + 2)}, g, from, to, bias)
				if relu {
					clip(out)
				}
			}
		}
	})
}

// products are those of all pixels of an input row (-1: zeros) with all taps.
func (f *lastLayer) products(dst, src []float32, g geometry, n, row int) {
	if row < 0 {
		clear(dst)
		return
	}
	width := pad16(9 * f.out)
	product{
		rows: g.in.W, k: f.in, a: src[(n*g.in.H+row)*g.in.W*f.in:], lda: f.in, b: f.taps, panel: 16 * f.in, columns: width,
		c: dst, ldc: width, bias: zeroBias(width),
	}.run()
}

// row gathers a row of output from three rows of products; [from, to) is g.straight.
func (f *lastLayer) row(dst []float32, z [3][]float32, g geometry, from, to int, bias []float32) {
	width := pad16(9 * f.out)
	if from < to {
		s := g.cols[from] * width
		convLoops.gather(dst[from*f.out:], to-from, f.out, z[0][s:], z[1][s:], z[2][s:], width, bias)
	}
	for x := range g.w {
		if x < from || x >= to {
			f.pixel(dst[x*f.out:], g.cols[x:], z, bias)
		}
	}
}

func clip(x []float32) {
	for i, v := range x {
		x[i] = max(v, 0)
	}
}

// pixel gathers one output pixel whose columns are not side by side.
func (f *lastLayer) pixel(dst []float32, cols []int, z [3][]float32, bias []float32) {
	width := pad16(9 * f.out)
	for o := range f.out {
		sum := bias[o]
		for ky, z := range z {
			for kx := range 3 {
				if x := cols[kx]; x >= 0 {
					sum += z[x*width+(3*ky+kx)*f.out+o]
				}
			}
		}
		dst[o] = sum
	}
}

// straight is the range of output columns whose three input columns lie side by side, shortened so that a surplus of up to 4 floats
// written behind it stays within the row.
func (g geometry) straight() (from, to int) {
	ok := func(x int) bool { return g.cols[x] >= 0 && g.cols[x+1] == g.cols[x]+1 && g.cols[x+2] == g.cols[x]+2 }
	for from < g.w && !ok(from) {
		from++
	}
	for to = from; to < g.w && ok(to); to++ {
	}
	return from, max(from, min(to, g.w-4))
}

// pointwise is a 1x1 convolution: one matrix product over all pixels.
type pointwise struct {
	in, out int
	w       []float32 // [in out]
}

// pack keeps the memory of a matrix of the same size that was packed before.
func (f *pointwise) pack(in, out int, w weights) *pointwise {
	f.in, f.out, f.w = in, out, w.matrix(f.w, in, out)
	return f
}

func (f *pointwise) forward(t *Team, dst, src []float32, pixels int, bias []float32, relu bool) {
	out := pad16(f.out)
	block := min(168, max(14, (pixels/t.threads+13)/14*14)) // matrices of few rows are shared out, too
	t.Split(pixels, block, func(worker, from, to int) {
		c := dst[from*f.out : to*f.out]
		if f.out != out {
			c = t.Scratch(worker, (to-from)*out)
		}
		product{
			rows: to - from, k: f.in, a: src[from*f.in:], lda: f.in, b: f.w, panel: 16 * f.in, columns: out, c: c, ldc: out, bias: bias, relu: relu,
		}.run()
		if f.out != out {
			unpad(dst[from*f.out:to*f.out], c, f.out)
		}
	})
}
