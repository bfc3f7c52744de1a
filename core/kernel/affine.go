package kernel

// Affine computes dst = x * scale + shift, scale and shift [N*C] being per image and channel, and clips negative results to 0 where relu is set.
// dst and x have shape s; dst may be x.
func Affine(t *Team, dst, x, scale, shift []float32, s Shape, relu bool) {
	s.affine(t, dst, x, scale, shift, func(l *flatTable) func(dst, x, scale, shift []float32) {
		if relu {
			return l.affineReLU
		}
		return l.affine
	})
}

// affine repeats scale and shift over a row's columns and runs the chosen loop over the rows.
func (s Shape) affine(t *Team, dst, x, scale, shift []float32, choose func(*flatTable) func(dst, x, scale, shift []float32)) {
	s.check("dst", dst)
	s.check("x", x)
	sameLen(s.N*s.C, scale, shift)
	r := rowsOf(s)
	repeated := t.sharedScratch(2 * r.images * r.columns)
	part := func(image, kind int) []float32 { return repeated[(2*image+kind)*r.columns:][:r.columns] }
	for n := range r.images {
		r.repeat(part(n, 0), scale[n*s.C:][:s.C])
		r.repeat(part(n, 1), shift[n*s.C:][:s.C])
	}
	r.run(t, func(b, from, to int) {
		image := b / r.blocks
		inSteps(from, to, r.columns, func(l *flatTable, i, j int) {
			choose(l)(dst[i:j], x[i:j], part(image, 0), part(image, 1))
		})
	})
}

func genericAffine(dst, x, scale, shift []float32) {
	for ; len(x) > 0; dst, x = dst[min(len(scale), len(x)):], x[min(len(scale), len(x)):] {
		for j, v := range x[:min(len(scale), len(x))] {
			dst[j] = v*scale[j] + shift[j]
		}
	}
}

func genericAffineReLU(dst, x, scale, shift []float32) {
	genericAffine(dst, x, scale, shift)
	genericReLU(dst, dst)
}
