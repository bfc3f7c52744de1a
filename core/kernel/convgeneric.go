package kernel

// The inner loops in pure Go, for processors without assembly and for the channels that assembly leaves over.

func productGeneric(blocks, k int, a []float32, lda int, b []float32, panel int, c []float32, ldc int, bias []float32, relu int) {
	for r := range blocks {
		row, out := a[r*lda:][:k], c[r*ldc:][:16]
		var acc [16]float32
		if len(bias) > 0 {
			copy(acc[:], bias)
		} else {
			copy(acc[:], out)
		}
		for j := 0; j < 16; j += 4 {
			s0, s1, s2, s3 := acc[j], acc[j+1], acc[j+2], acc[j+3]
			for i, x := range row {
				w := b[16*i+j:][:4]
				s0 += x * w[0]
				s1 += x * w[1]
				s2 += x * w[2]
				s3 += x * w[3]
			}
			acc[j], acc[j+1], acc[j+2], acc[j+3] = s0, s1, s2, s3
		}
		if relu != 0 {
			for j, v := range acc {
				acc[j] = max(v, 0)
			}
		}
		copy(out, acc[:])
	}
}

func transposedGeneric(blocks, k int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int) {
	for r := range blocks {
		var acc [16]float32
		for i := range k {
			x, row := a[i*lda+r], b[i*ldb:][:16]
			for j, w := range row {
				acc[j] += x * w
			}
		}
		out := c[r*ldc:][:16]
		for j, v := range acc {
			out[j] += v
		}
	}
}

// winogradInput: dst[(6i+j)*plane] = (BT d B)[i][j] for each channel, d the 6x6 pixels at rows[i]+cols[j] of src.
func winogradInput(dst []float32, plane int, src []float32, rows, cols *[6]int, channels int) {
	for c := range channels {
		var t [6][6]float32
		for j := range 6 {
			var d [6]float32
			for i := range 6 {
				d[i] = src[rows[i]+cols[j]+c]
			}
			for i, v := range input1D(d) {
				t[i][j] = v
			}
		}
		for i := range 6 {
			for j, v := range input1D(t[i]) {
				dst[(6*i+j)*plane+c] = v
			}
		}
	}
}

func input1D(d [6]float32) [6]float32 {
	a, b := d[4]-4*d[2], d[3]-4*d[1]
	c, e := d[4]-d[2], 2*(d[3]-d[1])
	return [6]float32{4*d[0] - 5*d[2] + d[4], a + b, a - b, c + e, c - e, 4*d[1] - 5*d[3] + d[5]}
}

// winogradOutput: the 4x4 pixels AT m A for each channel, times scale, plus bias, at least floor.
func winogradOutput(dst []float32, row, pixel int, m []float32, plane int, scale, bias []float32, floor float32, channels int) {
	for c := range channels {
		y := output2D(m, plane, c)
		for i := range 4 {
			for j := range 4 {
				dst[i*row+j*pixel+c] = max(y[i][j]*scale[c]+bias[c], floor)
			}
		}
	}
}

// winogradPool writes the maxima of the four 2x2 squares of what winogradOutput would write.
func winogradPool(dst []float32, row, pixel int, m []float32, plane int, scale, bias []float32, floor float32, channels int) {
	for c := range channels {
		y := output2D(m, plane, c)
		for i := range 4 {
			for j := range 4 {
				y[i][j] = max(y[i][j]*scale[c]+bias[c], floor)
			}
		}
		for i := range 2 {
			for j := range 2 {
				dst[i*row+j*pixel+c] = max(y[2*i][2*j], y[2*i][2*j+1], y[2*i+1][2*j], y[2*i+1][2*j+1])
			}
		}
	}
}

func output2D(m []float32, plane, c int) (y [4][4]float32) {
	var t [4][6]float32
	for j := range 6 {
		var v [6]float32
		for i := range 6 {
			v[i] = m[(6*i+j)*plane+c]
		}
		for i, s := range output1D(v) {
			t[i][j] = s
		}
	}
	for i := range 4 {
		y[i] = output1D(t[i])
	}
	return y
}

func output1D(m [6]float32) [4]float32 {
	p, q, d, e := m[1]+m[2], m[3]+m[4], m[1]-m[2], m[3]-m[4]
	return [4]float32{m[0] + p + q, d + 2*e, p + 4*q, d + 8*e + m[5]}
}

// winogradFilter: dst[(6i+j)*plane] = (G g GT)[i][j] for n times 16 filters side by side, g[3ky+kx][16 n], tap floats apart.
func winogradFilter(dst []float32, plane int, g []float32, tap, n int) {
	for o := range 16 * n {
		var t [6][3]float32
		for kx := range 3 {
			for i, v := range filter1D([3]float32{g[kx*tap+o], g[(3+kx)*tap+o], g[(6+kx)*tap+o]}) {
				t[i][kx] = v
			}
		}
		for i := range 6 {
			for j, v := range filter1D(t[i]) {
				dst[(6*i+j)*plane+o] = v
			}
		}
	}
}

func filter1D(g [3]float32) [6]float32 {
	s := g[0] + g[2]
	a, b := g[0]/24+g[2]/6, g[1]/12
	return [6]float32{g[0] / 4, -(s + g[1]) / 6, -(s - g[1]) / 6, a + b, a - b, g[2]}
}

// gather: for n pixels, dst = bias + the nine products of z0, z1, z2 (three pixels of three products in each row) that belong to it.
func gather(dst []float32, n, out int, z0, z1, z2 []float32, width int, bias []float32) {
	z := [3][]float32{z0, z1, z2}
	for p := range n {
		for o := range out {
			sum := bias[o]
			for ky, row := range z {
				for kx := range 3 {
					sum += row[(p+kx)*width+(3*ky+kx)*out+o]
				}
			}
			dst[p*out+o] = sum
		}
	}
}
