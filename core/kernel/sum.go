package kernel

// ChannelSums computes sums [C], the sum of x [s] over all images and pixels: the gradient of a bias.
func ChannelSums(t *Team, sums []float32, x []float32, s Shape) {
	s.check("x", x)
	sameLen(s.C, sums)
	r := newRows(min(1, s.Pixels()), s.Len(), s.C)
	parts := r.reduce(t, 1, func(part []float32, from, to int) {
		inSteps(from, to, r.columns, func(l *flatTable, i, j int) { l.sums(part, x[i:j], r.columns) })
	})
	total := make([]float64, s.C)
	if r.images > 0 {
		r.merge(total, parts, 0, 1, 0)
	}
	for c, v := range total {
		sums[c] = float32(v)
	}
}

// DotChannels computes, per image and channel, dots [N*C], the sum over the pixels of g * x, and sums [N*C], that of g. Both tensors have shape s.
func DotChannels(t *Team, dots, sums []float32, g, x []float32, s Shape) {
	s.check("g", g)
	s.check("x", x)
	sameLen(s.N*s.C, dots, sums)
	r := rowsOf(s)
	parts := r.reduce(t, 2, func(part []float32, from, to int) {
		inSteps(from, to, r.columns, func(l *flatTable, i, j int) {
			l.dots(part[:r.columns], part[r.columns:], g[i:j], x[i:j], r.columns)
		})
	})
	total := make([]float64, s.C)
	for n := range s.N {
		for kind, dst := range [][]float32{dots, sums} {
			clear(total)
			if r.images > 0 {
				r.merge(total, parts, kind, 2, n)
			}
			for c, v := range total {
				dst[n*s.C+c] = float32(v)
			}
		}
	}
}

func genericSums(sums, x []float32, columns int) {
	for ; len(x) > 0; x = x[min(columns, len(x)):] {
		for j, v := range x[:min(columns, len(x))] {
			sums[j] += v
		}
	}
}

func genericDots(dots, sums, g, x []float32, columns int) {
	for ; len(x) > 0; g, x = g[min(columns, len(x)):], x[min(columns, len(x)):] {
		for j, v := range x[:min(columns, len(x))] {
			dots[j] += v * g[j]
			sums[j] += g[j]
		}
	}
}
