package kernel

// The loops below go over the windows of a row and the channels [from, to) of each. Where the right pixel is missing, the last
// window has only the left one.

func genericPool(dst, top, bottom []float32, channels, from, to int) {
	for p := 0; p < len(dst); p += channels {
		for c := from; c < to; c++ {
			i, j := windowPixels(2*p+c, channels, len(top))
			dst[p+c], _ = windowMaximum(top[i], top[j], bottom[i], bottom[j])
		}
	}
}

func genericPoolWhich(dst []float32, which []uint8, top, bottom []float32, channels, from, to int) {
	for p := 0; p < len(dst); p += channels {
		for c := from; c < to; c++ {
			i, j := windowPixels(2*p+c, channels, len(top))
			dst[p+c], which[p+c] = windowMaximum(top[i], top[j], bottom[i], bottom[j])
		}
	}
}

// windowPixels returns the indices of the left pixel's value and the right one's, which is the left one where the row ends.
func windowPixels(left, channels, length int) (int, int) {
	if left+channels < length {
		return left, left + channels
	}
	return left, left
}

// windowMaximum returns the first maximum of the window and its place.
func windowMaximum(a, b, c, d float32) (m float32, place uint8) {
	m = a
	if b > m {
		m, place = b, 1
	}
	if c > m {
		m, place = c, 2
	}
	if d > m {
		m, place = d, 3
	}
	return m, place
}

func genericSpread(dst, g []float32, which []uint8, channels, from, to int, left, right uint32) {
	for p := 0; p < len(g); p += channels {
		for c := from; c < to; c++ {
			i, j := windowPixels(2*p+c, channels, len(dst))
			if j != i {
				dst[j] = pick(g[p+c], uint32(which[p+c]) == right)
			}
			dst[i] = pick(g[p+c], uint32(which[p+c]) == left)
		}
	}
}

// pick returns v or 0.
func pick(v float32, chosen bool) float32 {
	if chosen {
		return v
	}
	return 0
}
