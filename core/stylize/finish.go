package stylize

import (
	"slices"

	"restyle/core/imaging"
)

// finish clips the network's output to [0,1], recolours it and mixes it with the content, in place; dst takes the content's alpha.
func finish(dst, content *imaging.Picture, o Options) {
	strength := float32(o.strength())
	for i := 0; i < len(dst.Pix); i += 3 {
		y, x := dst.Pix[i:i+3:i+3], content.Pix[i:i+3:i+3]
		y[0], y[1], y[2] = clip(y[0]), clip(y[1]), clip(y[2])
		if o.KeepColor {
			recolour(y, x)
		}
		if strength != 1 {
			for c := range y {
				y[c] = x[c] + strength*(y[c]-x[c])
			}
		}
	}
	dst.Alpha = slices.Clone(content.Alpha)
}

// clip is written so that NaN becomes 0.
func clip(v float32) float32 {
	if !(v > 0) {
		return 0
	}
	return min(v, 1)
}

// recolour gives y the colour differences of x and keeps its own luma (Rec. 601). Where that would leave [0,1], colourfulness gives way.
func recolour(y, x []float32) {
	from, to := luma(x), luma(y)
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
		y[c] = clip(to + room*(v-from))
	}
}

func luma(x []float32) float32 { return 0.299*x[0] + 0.587*x[1] + 0.114*x[2] }
