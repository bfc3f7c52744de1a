package kernel

// Add computes dst = a + b. dst may be a or b.
func Add(t *Team, dst, a, b []float32) {
	sameLen(len(dst), a, b)
	t.elements(len(dst), func(l *flatTable, i, j int) { l.add(dst[i:j], a[i:j], b[i:j]) })
}

// AddAll computes dst = xs[0] + xs[1] + …, of two or more, in this order, piece by piece so that sums stay in the cache. dst may be xs[0] or xs[1].
func AddAll(t *Team, dst []float32, xs ...[]float32) {
	const piece = 2 << 10
	sameLen(len(dst), xs...)
	t.elements(len(dst), func(l *flatTable, i, j int) {
		for ; i < j; i += piece {
			end := min(i+piece, j)
			l.add(dst[i:end], xs[0][i:end], xs[1][i:end])
			for _, x := range xs[2:] {
				l.add(dst[i:end], dst[i:end], x[i:end])
			}
		}
	})
}

// AddScaled computes dst += a * x.
func AddScaled(t *Team, dst, x []float32, a float32) {
	sameLen(len(dst), x)
	t.elements(len(dst), func(l *flatTable, i, j int) { l.addScaled(dst[i:j], x[i:j], a) })
}

// Approach computes dst += a * (x - dst): a step of an exponential moving average.
func Approach(t *Team, dst, x []float32, a float32) {
	sameLen(len(dst), x)
	t.elements(len(dst), func(l *flatTable, i, j int) { l.approach(dst[i:j], x[i:j], a) })
}

// Scale computes dst = a * x. dst may be x.
func Scale(t *Team, dst, x []float32, a float32) {
	sameLen(len(dst), x)
	t.elements(len(dst), func(l *flatTable, i, j int) { l.scale(dst[i:j], x[i:j], a) })
}

// ReLU computes dst = max(x, 0); NaN stays. dst may be x.
func ReLU(t *Team, dst, x []float32) {
	sameLen(len(dst), x)
	t.elements(len(dst), func(l *flatTable, i, j int) { l.relu(dst[i:j], x[i:j]) })
}

// ReLUGrad computes dst = g where out > 0, else 0, with out the result of ReLU. dst may be g or out.
func ReLUGrad(t *Team, dst, g, out []float32) {
	sameLen(len(dst), g, out)
	t.elements(len(dst), func(l *flatTable, i, j int) { l.reluGrad(dst[i:j], g[i:j], out[i:j]) })
}

func genericAdd(dst, a, b []float32) {
	for i := range dst {
		dst[i] = a[i] + b[i]
	}
}

func genericAddScaled(dst, x []float32, a float32) {
	for i := range dst {
		dst[i] += a * x[i]
	}
}

func genericApproach(dst, x []float32, a float32) {
	for i := range dst {
		dst[i] += a * (x[i] - dst[i])
	}
}

func genericScale(dst, x []float32, a float32) {
	for i := range dst {
		dst[i] = a * x[i]
	}
}

func genericReLU(dst, x []float32) {
	for i, v := range x {
		if v < 0 {
			v = 0
		}
		dst[i] = v
	}
}

func genericReLUGrad(dst, g, out []float32) {
	for i := range dst {
		v := g[i]
		if !(out[i] > 0) {
			v = 0
		}
		dst[i] = v
	}
}
