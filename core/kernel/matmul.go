package kernel

// Matrix products of row-major matrices, for the small matrices of style transfer: covariances, transforms, similarities.

// MultiplyNN computes dst = a·b for a [m k] and b [k n].
func MultiplyNN(t *Team, dst, a, b []float32, m, k, n int) {
	t.multiply(dst, a, weights{values: b, output: 1, input: n, taps: 1}, m, k, n)
}

// MultiplyNT computes dst = a·bT for a [m k] and b [n k].
func MultiplyNT(t *Team, dst, a, b []float32, m, k, n int) {
	t.multiply(dst, a, weights{values: b, output: k, input: 1, taps: 1}, m, k, n)
}

// MultiplyTN computes dst = aT·b for a [k m] and b [k n]. The result does not depend on the number of threads.
func MultiplyTN(t *Team, dst, a, b []float32, m, k, n int) {
	checkMatrices(dst, a, b, m, k, n)
	Conv{Size: 1, In: n, Out: m}.BackwardWeights(t, dst, b, a, Shape{N: 1, H: 1, W: k, C: n})
}

// multiply computes dst = a·b for a [m k] and b packed as [k n].
func (t *Team) multiply(dst, a []float32, b weights, m, k, n int) {
	checkMatrices(dst, a, b.values, m, k, n)
	p := pointwise{w: t.sharedScratch(k * pad16(n))}
	p.pack(k, n, b).forward(t, dst, a, m, zeroBias(pad16(n)), false)
}

func checkMatrices(dst, a, b []float32, m, k, n int) {
	if len(dst) != m*n || len(a) != m*k || len(b) != k*n {
		panic("kernel: matrix product of wrong lengths")
	}
}
