package kernel

// The definitions, as plain loops: the oracle of the tests and the documentation of what the fast paths compute.

// referenceForward computes dst = conv(src) + bias, clipped at 0 where c.ReLU.
func referenceForward(c Conv, dst, src, w, b []float32, in Shape) {
	out := c.OutShape(in)
	k := c.Size
	for n := range in.N {
		for y := range out.H {
			for x := range out.W {
				for o := range c.Out {
					sum := float64(b[o])
					for ky := range k {
						for kx := range k {
							sy, sx := c.source(y+ky-k/2, in.H), c.source(x+kx-k/2, in.W)
							for i := range c.In {
								sum += float64(w[((o*c.In+i)*k+ky)*k+kx]) * float64(src[((n*in.H+sy)*in.W+sx)*c.In+i])
							}
						}
					}
					if c.ReLU && sum < 0 {
						sum = 0
					}
					dst[((n*out.H+y)*out.W+x)*c.Out+o] = float32(sum)
				}
			}
		}
	}
}

// referenceBackward adds nothing: it computes dx and dw from g, the gradient of the result before ReLU. Either may be nil.
func referenceBackward(c Conv, dx, dw, g, src, w []float32, in Shape) {
	out := c.OutShape(in)
	k := c.Size
	sumX, sumW := make([]float64, in.Len()), make([]float64, c.WeightLen())
	for n := range in.N {
		for y := range out.H {
			for x := range out.W {
				for o := range c.Out {
					d := float64(g[((n*out.H+y)*out.W+x)*c.Out+o])
					for ky := range k {
						for kx := range k {
							sy, sx := c.source(y+ky-k/2, in.H), c.source(x+kx-k/2, in.W)
							for i := range c.In {
								wi, xi := ((o*c.In+i)*k+ky)*k+kx, ((n*in.H+sy)*in.W+sx)*c.In+i
								sumX[xi] += d * float64(w[wi])
								if dw != nil {
									sumW[wi] += d * float64(src[xi])
								}
							}
						}
					}
				}
			}
		}
	}
	for i := range dx {
		dx[i] = float32(sumX[i])
	}
	for i := range dw {
		dw[i] = float32(sumW[i])
	}
}
