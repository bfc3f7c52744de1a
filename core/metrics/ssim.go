package metrics

import (
	"math"

	"restyle/core/imaging"
)

// SSIM is the structural similarity of the luminance of two pictures of equal size (Wang et al., Image Quality Assessment, 2004): Gaussian
// window of 11 pixels and standard deviation 1.5, K1 = 0.01, K2 = 0.03, values in [0,1], mean over all pixels; beyond the border the picture
// is mirrored.
func SSIM(a, b *imaging.Picture) float64 {
	sum := 0.0
	for _, s := range similarity(luminance(a), luminance(b), a.Width, a.Height) {
		sum += s
	}
	return sum / float64(a.Width*a.Height)
}

// similarity is the structural similarity of the windows around each pixel of two planes [H W].
func similarity(x, y []float64, w, h int) []float64 {
	product := func(p, q []float64) []float64 {
		r := make([]float64, len(p))
		for i := range r {
			r[i] = p[i] * q[i]
		}
		return blur(r, w, h)
	}
	mx, my, xx, yy, xy := blur(x, w, h), blur(y, w, h), product(x, x), product(y, y), product(x, y)
	const c1, c2 = 0.01 * 0.01, 0.03 * 0.03
	out := make([]float64, len(x))
	for i := range out {
		vx, vy, cov := xx[i]-mx[i]*mx[i], yy[i]-my[i]*my[i], xy[i]-mx[i]*my[i]
		out[i] = (2*mx[i]*my[i] + c1) * (2*cov + c2) / ((mx[i]*mx[i] + my[i]*my[i] + c1) * (vx + vy + c2))
	}
	return out
}

// luminance is Rec. 601 luma.
func luminance(p *imaging.Picture) []float64 {
	l := make([]float64, p.Width*p.Height)
	for i := range l {
		l[i] = 0.299*float64(p.Pix[3*i]) + 0.587*float64(p.Pix[3*i+1]) + 0.114*float64(p.Pix[3*i+2])
	}
	return l
}

// blur convolves with the Gaussian window, rows then columns.
func blur(x []float64, w, h int) []float64 {
	var window [11]float64
	total := 0.0
	for i := range window {
		window[i] = math.Exp(-float64((i-5)*(i-5)) / (2 * 1.5 * 1.5))
		total += window[i]
	}
	for i := range window {
		window[i] /= total
	}
	mirror := func(i, n int) int {
		for i < 0 || i >= n {
			if i < 0 {
				i = -1 - i
			} else {
				i = 2*n - 1 - i
			}
		}
		return i
	}
	rows, out := make([]float64, len(x)), make([]float64, len(x))
	for r := range h {
		for c := range w {
			for k, g := range window {
				rows[r*w+c] += g * x[r*w+mirror(c+k-5, w)]
			}
		}
	}
	for r := range h {
		for c := range w {
			for k, g := range window {
				out[r*w+c] += g * rows[mirror(r+k-5, h)*w+c]
			}
		}
	}
	return out
}
