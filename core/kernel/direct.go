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

func packFirst(in, out int, w weight) *firstLayer {
	f := &firstLayer{in: in, out: out}
	for ky := range 3 {
		f.taps[ky] = packPanels(3*in, out, func(r, o int) float32 { return w(o, r%in, 3*ky+r/in) })
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

func packLast(in, out int, w weight) *lastLayer {
	return &lastLayer{in: in, out: out, taps: packPanels(in, 9*out, func(i, c int) float32 { return w(c%out, i, c/out) })}
}

func (f *lastLayer) forward(t *Team, dst, src []float32, g geometry, bias []float32, relu bool) {
	perImage := (g.h + directRows - 1) / directRows
	width := pad16(9 * f.out)
	from, to := g.straight()
	t.Run(g.in.N*perImage, func(worker, b int) {
		n, y0 := b/perImage, b%perImage*directRows
		rows := min(directRows, g.h-y0)
		z := t.Scratch(worker, (rows+2)*g.in.W*width)
		line := func(i int) []float32 { return z[i*g.in.W*width : (i+1)*g.in.W*width] }
		for i := range rows + 2 {
			row := g.rows[y0+i]
			if row < 0 {
				clear(line(i))
				continue
			}
			product{
				rows: g.in.W, k: f.in, a: src[(n*g.in.H+row)*g.in.W*f.in:], lda: f.in, b: f.taps, panel: 16 * f.in, columns: width,
				c: line(i), ldc: width, bias: zeroBias(width),
			}.run()
		}
		for y := range rows {
			out := dst[(n*g.h+y0+y)*g.w*f.out:][:g.w*f.out]
			z0, z1, z2 := line(y), line(y+1), line(y+2)
			if from < to {
				s := g.cols[from] * width
				convLoops.gather(out[from*f.out:], to-from, f.out, z0[s:], z1[s:], z2[s:], width, bias)
			}
			for x := range g.w {
				if x < from || x >= to {
					f.pixel(out[x*f.out:], g.cols[x:], z0, z1, z2, bias)
				}
			}
			if relu {
				for i, v := range out {
					out[i] = max(v, 0)
				}
			}
		}
	})
}

// pixel gathers one output pixel whose columns are not side by side.
func (f *lastLayer) pixel(dst []float32, cols []int, z0, z1, z2, bias []float32) {
	width := pad16(9 * f.out)
	for o := range f.out {
		sum := bias[o]
		for ky, z := range [3][]float32{z0, z1, z2} {
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

func packPointwise(in, out int, w weight) *pointwise {
	return &pointwise{in: in, out: out, w: packPanels(in, out, func(i, o int) float32 { return w(o, i, 0) })}
}

func (f *pointwise) forward(t *Team, dst, src []float32, pixels int, bias []float32, relu bool) {
	out := pad16(f.out)
	t.Split(pixels, 168, func(worker, from, to int) {
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
