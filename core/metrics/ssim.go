package metrics

import (
	"context"
	"fmt"
	"math"

	"restyle/core/imaging"
)

// SSIM is the structural similarity of the luminance of two pictures of equal size (Wang et al., Image Quality Assessment, 2004): Gaussian
// window of 11 pixels and standard deviation 1.5, K1 = 0.01, K2 = 0.03, values in [0,1], mean over all pixels; beyond the border the picture
// is mirrored.
func SSIM(ctx context.Context, a, b *imaging.Picture) (float64, error) {
	if err := sameSize("structure", a, b); err != nil {
		return 0, err
	}
	return meanSimilarity(ctx, luminance(a), luminance(b), a.Width, a.Height)
}

// sameSize reports pictures that cannot be compared pixel by pixel.
func sameSize(what string, a, b *imaging.Picture) error {
	if a.Width != b.Width || a.Height != b.Height || len(a.Pix) == 0 {
		return fmt.Errorf("compare %s: pictures of %d x %d and %d x %d: want the same size", what, a.Width, a.Height, b.Width, b.Height)
	}
	return nil
}

// rows calls f for each of h rows until ctx ends: what was made by then is of no use.
func rows(ctx context.Context, h int, f func(y int)) {
	for y := range h {
		if ctx.Err() != nil {
			return
		}
		f(y)
	}
}

// meanSimilarity is the structural similarity of two planes [H W].
func meanSimilarity(ctx context.Context, x, y []float64, w, h int) (float64, error) {
	sum := 0.0
	for _, s := range similarity(ctx, x, y, w, h) {
		sum += s
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	return sum / float64(w*h), nil
}

// similarity is the structural similarity of the windows around each pixel of two planes [H W].
func similarity(ctx context.Context, x, y []float64, w, h int) []float64 {
	product := func(p, q []float64) []float64 {
		r := make([]float64, len(p))
		for i := range r {
			r[i] = p[i] * q[i]
		}
		return blur(ctx, r, w, h)
	}
	mx, my, xx, yy, xy := blur(ctx, x, w, h), blur(ctx, y, w, h), product(x, x), product(y, y), product(x, y)
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
func blur(ctx context.Context, x []float64, w, h int) []float64 {
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
	across, out := make([]float64, len(x)), make([]float64, len(x))
	rows(ctx, h, func(r int) {
		for c := range w {
			for k, g := range window {
				across[r*w+c] += g * x[r*w+mirror(c+k-5, w)]
			}
		}
	})
	rows(ctx, h, func(r int) {
		for c := range w {
			for k, g := range window {
				out[r*w+c] += g * across[mirror(r+k-5, h)*w+c]
			}
		}
	})
	return out
}
