package kernel

// borderTaps are the taps of a flipped filter that carry the gradient one pixel beyond each side: above, below, left, right.
var borderTaps = [4][3]int{{6, 7, 8}, {0, 1, 2}, {2, 5, 8}, {0, 3, 6}}

// backward carries the gradient g [OutShape(in)] of c, which pads by reflection, back to dx [in]; f is packed with c's weights flipped. What
// g gives the pixels inside is one convolution, summed over 2x2 pixels where c enlarges. What it gives the padding is added after that.
func (f *winogradFilters) backward(t *Team, dx, g []float32, c Conv, in Shape) {
	out := c.OutShape(in)
	e := epilogue{scale: oneScale(pad16(f.out)), bias: zeroBias(pad16(f.out)), sum: c.Up}
	f.forward(t, dx, g, inverseGeometry(out), e)
	b := border{Conv: c, taps: f.shared(), from: forwardGeometry(c, in), in: in, out: out}
	t.Run(in.N, func(worker, n int) {
		b.add(t, worker, dx[n*in.H*in.W*in.C:], g[n*out.H*out.W*out.C:])
	})
}

// border adds the gradient of the padding to the pixels that it mirrors.
type border struct {
	Conv
	taps    []float32
	from    geometry // where the padding comes from
	in, out Shape
}

// add does so for one image. Along each side the padding's gradient is a filter of three pixels over the outermost row or column of g.
func (b *border) add(t *Team, worker int, dx, g []float32) {
	h, w, wide := b.out.H, b.out.W, pad16(b.In)
	buffer := t.Scratch(worker, (max(h, w)+4)*(b.Out+wide))
	line, results := buffer[:(max(h, w)+4)*b.Out], buffer[(max(h, w)+4)*b.Out:]
	for side, first := range [4]int{0, (h - 1) * w, 0, w - 1} {
		n, step, zeros := w, 1, 2 // above and below with the corners
		if side > 1 {
			n, step, zeros = h, w, 1
		}
		clear(line[:zeros*b.Out])
		clear(line[(zeros+n)*b.Out:][:zeros*b.Out])
		for i := range n {
			copy(line[(zeros+i)*b.Out:][:b.Out], g[(first+i*step)*b.Out:])
		}
		rows := n + 2*zeros - 2
		p := product{rows: rows, k: b.Out, lda: b.Out, panel: 9 * 16 * b.Out, columns: wide, c: results, ldc: wide, bias: zeroBias(wide)}
		for i, tap := range borderTaps[side] {
			p.a, p.b = line[i*b.Out:], b.taps[tap*16*b.Out:]
			p.run()
			p.bias = nil
		}
		for i := range rows {
			addTo(dx[b.target(side, i)*b.In:][:b.In], results[i*wide:])
		}
	}
}

// target is the pixel of the input that result i of a side belongs to.
func (b *border) target(side, i int) int {
	y, x := i+1, i
	switch side {
	case 0:
		y = 0
	case 1:
		y = b.out.H + 1
	case 2:
		x = 0
	case 3:
		x = b.out.W + 1
	}
	return b.from.rows[y]*b.in.W + b.from.cols[x]
}
