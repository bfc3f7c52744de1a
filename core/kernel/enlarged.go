package kernel

// Where a map is enlarged twice by nearest neighbour, the six pixels that a tile's transform sees in each direction are a, b, b, c, c, d: its
// element 2 is always 0, so that 25 planes are left of 36. The same holds for the gradient: of the sums of two output pixels side by side,
// element 2 is no part.

var allPlanes, enlargedPlanes = planes(false), planes(true)

func planes(enlarged bool) []int {
	var list []int
	for p := range 36 {
		if !enlarged || p/6 != 2 && p%6 != 2 {
			list = append(list, p)
		}
	}
	return list
}

// winogradEnlargedInput is winogradInput for such pixels. It writes the 25 planes only.
func winogradEnlargedInput(dst []float32, plane int, src []float32, rows, cols *[6]int, channels int) {
	for c := range channels {
		var t [6][6]float32
		for j := range 6 {
			d := func(i int) float32 { return src[rows[i]+cols[j]+c] }
			for i, v := range enlarged1D(d(0), d(1), d(3), d(5)) {
				t[i][j] = v
			}
		}
		for _, p := range enlargedPlanes {
			d := &t[p/6]
			dst[p*plane+c] = enlarged1D(d[0], d[1], d[3], d[5])[p%6]
		}
	}
}

// enlarged1D is BT (a b b c c d).
func enlarged1D(a, b, c, d float32) [6]float32 {
	return [6]float32{4*a - 5*b + c, 2*c - 8*b, 0, 3 * (c - b), b - c, 4*b - 5*c + d}
}

// winogradEnlargedOutput is winogradOutput of 25 planes, the others being 0.
func winogradEnlargedOutput(dst []float32, row, pixel int, m []float32, plane int, scale, bias []float32, floor float32, channels int) {
	for c := range channels {
		y := enlargedOutput2D(m, plane, c)
		for i := range 4 {
			for j := range 4 {
				dst[i*row+j*pixel+c] = max(y[i][j]*scale[c]+bias[c], floor)
			}
		}
	}
}

// winogradEnlargedSums writes the sums of the four 2x2 squares of AT m A, m having 25 planes. Scale, bias and floor do not count.
func winogradEnlargedSums(dst []float32, row, pixel int, m []float32, plane int, _, _ []float32, _ float32, channels int) {
	for c := range channels {
		y := enlargedOutput2D(m, plane, c)
		for i := range 2 {
			for j := range 2 {
				dst[i*row+j*pixel+c] = y[2*i][2*j] + y[2*i][2*j+1] + y[2*i+1][2*j] + y[2*i+1][2*j+1]
			}
		}
	}
}

func enlargedOutput2D(m []float32, plane, c int) [4][4]float32 {
	var full [36]float32
	for _, p := range enlargedPlanes {
		full[p] = m[p*plane+c]
	}
	return output2D(full[:], 1, 0)
}
