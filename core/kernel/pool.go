package kernel

// PoolShape is the shape of the result of MaxPool: odd sides are rounded up.
func PoolShape(s Shape) Shape { return Shape{N: s.N, H: (s.H + 1) / 2, W: (s.W + 1) / 2, C: s.C} }

// MaxPool computes dst [PoolShape(s)], the maximum of each window of 2x2 pixels of src [s]; the last window of an odd side is smaller.
// which, unless nil, receives the place of the first maximum in each window: 0 and 1 on top, 2 and 3 below. NaN is the maximum where it is the first value,
// and is passed over elsewhere.
func MaxPool(t *Team, dst []float32, which []uint8, src []float32, s Shape) {
	out := PoolShape(s)
	s.check("src", src)
	out.check("dst", dst)
	s.poolRows(t, which, func(n, m int, which []uint8, top, bottom span) {
		poolRow(dst[n:m], which, src[top.from:top.to], src[bottom.from:bottom.to], s)
	})
}

// MaxPoolGrad computes dst [s], the gradient of the pool's input, from g [PoolShape(s)]: each value goes to the place that which names,
// all others become 0.
func MaxPoolGrad(t *Team, dst []float32, which []uint8, g []float32, s Shape) {
	s.check("dst", dst)
	PoolShape(s).check("g", g)
	if len(which) != len(g) {
		panic("kernel: MaxPoolGrad: which and g differ in length")
	}
	s.poolRows(t, which, func(n, m int, which []uint8, top, bottom span) {
		spreadRow(dst[top.from:top.to], g[n:m], which, 0, s)
		if bottom != top {
			spreadRow(dst[bottom.from:bottom.to], g[n:m], which, 2, s)
		}
	})
}

// span is a range of elements.
type span struct{ from, to int }

// poolRows calls f for each row of windows: its range [n, m) of the result, its part of which, and its two rows of pixels, which are
// the same row at the end of an odd height.
func (s Shape) poolRows(t *Team, which []uint8, f func(n, m int, which []uint8, top, bottom span)) {
	out := PoolShape(s)
	if s.Len() == 0 {
		return
	}
	if which != nil && len(which) != out.Len() {
		panic("kernel: which has a wrong length")
	}
	wide, narrow := s.W*s.C, out.W*out.C
	t.Split(out.N*out.H, (flatBlock+2*wide-1)/(2*wide), func(_, from, to int) {
		for y := from; y < to; y++ {
			row := y/out.H*s.H + y%out.H*2
			top := span{row * wide, (row + 1) * wide}
			bottom := top
			if y%out.H*2+1 < s.H {
				bottom = span{top.from + wide, top.to + wide}
			}
			var places []uint8
			if which != nil {
				places = which[y*narrow : (y+1)*narrow]
			}
			f(y*narrow, (y+1)*narrow, places, top, bottom)
		}
	})
}

// poolRow computes one row of windows: the whole ones, then a half one at the end of an odd width.
func poolRow(dst []float32, which []uint8, top, bottom []float32, s Shape) {
	whole := s.W / 2 * s.C
	part := func(l *flatTable, n, m, from, to int) {
		if which == nil {
			l.pool(dst[n:m], top[2*n:min(2*m, len(top))], bottom[2*n:min(2*m, len(top))], s.C, from, to)
		} else {
			l.poolWhich(dst[n:m], which[n:m], top[2*n:min(2*m, len(top))], bottom[2*n:min(2*m, len(top))], s.C, from, to)
		}
	}
	if whole > 0 {
		inSteps(0, s.C, 16, func(l *flatTable, from, to int) { part(l, 0, whole, from, to) })
	}
	if whole < len(dst) {
		part(&genericFlat, whole, len(dst), 0, s.C)
	}
}

// spreadRow writes one row of pixels of the gradient; the places left and left+1 are in this row.
func spreadRow(dst, g []float32, which []uint8, left uint32, s Shape) {
	whole := s.W / 2 * s.C
	if whole > 0 {
		inSteps(0, s.C, 16, func(l *flatTable, from, to int) {
			l.spread(dst[:2*whole], g[:whole], which[:whole], s.C, from, to, left, left+1)
		})
	}
	if whole < len(g) {
		genericSpread(dst[2*whole:], g[whole:], which[whole:], s.C, 0, s.C, left, left+1)
	}
}
