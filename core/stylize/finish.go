package stylize

// finish clips the network's output y to [0,1], recolours it and mixes it with the content x, in place; both are RGB of the same pixels.
// strength has a value for each pixel.
func finish(y, x, strength []float32, o Options) {
	for i, s := range strength {
		y, x := y[3*i:3*i+3:3*i+3], x[3*i:3*i+3:3*i+3]
		y[0], y[1], y[2] = clip(y[0]), clip(y[1]), clip(y[2])
		switch {
		case o.KeepColor:
			recolour(y, luma(y), x)
		case o.ColorOnly:
			recolour(y, luma(x), y)
		}
		if s != 1 {
			for c := range y {
				y[c] = x[c] + s*(y[c]-x[c])
			}
		}
	}
}

// clip is written so that NaN becomes 0.
func clip(v float32) float32 {
	if !(v > 0) {
		return 0
	}
	return min(v, 1)
}

// recolour gives dst the luma (Rec. 601) and the colour differences of x. Where that would leave [0,1], colourfulness gives way.
func recolour(dst []float32, to float32, x []float32) {
	from := luma(x)
	room := float32(1) // share of the colour differences that fits
	for _, v := range x {
		switch d := v - from; {
		case to+d > 1:
			room = min(room, (1-to)/d)
		case to+d < 0:
			room = min(room, -to/d)
		}
	}
	for c, v := range x {
		dst[c] = clip(to + room*(v-from))
	}
}

func luma(x []float32) float32 { return 0.299*x[0] + 0.587*x[1] + 0.114*x[2] }
