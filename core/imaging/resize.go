package imaging

import "math"

// Resize scales p to width x height with a Lanczos filter of 3 lobes, widened when shrinking so that nothing aliases. Results are
// clipped to [0,1]. Sizes below 1 count as 1; the same size gives a copy.
func Resize(p *Picture, width, height int) *Picture {
	width, height = max(width, 1), max(height, 1)
	if p.Width == 0 || p.Height == 0 {
		return New(width, height)
	}
	if width == p.Width && height == p.Height {
		return Crop(p, p.Bounds())
	}
	dst := &Picture{Width: width, Height: height}
	across, down := lanczos(width, p.Width), lanczos(height, p.Height)
	if p.Alpha == nil {
		dst.Pix = resample(p.Pix, p.Width, across, down, 3)
		clip(dst.Pix)
		return dst
	}
	dst.Alpha = resample(p.Alpha, p.Width, across, down, 1)
	dst.Pix = resample(weighted(p), p.Width, across, down, 3)
	unweight(dst)
	return dst
}

// FitLongSide shrinks p, keeping its aspect, so that neither side is over n; a picture that fits already, or any with n 0 or less, is returned as it is.
func FitLongSide(p *Picture, n int) *Picture {
	if n <= 0 || max(p.Width, p.Height) <= n {
		return p
	}
	width, height := fitted(p.Width, p.Height, n)
	return Resize(p, width, height)
}

// fitted is a size whose longer side is n, of the same aspect.
func fitted(width, height, n int) (int, int) {
	scale := float64(n) / float64(max(width, height))
	return max(int(math.Round(float64(width)*scale)), 1), max(int(math.Round(float64(height)*scale)), 1)
}

// weighted multiplies alpha in, so that the colour of transparent pixels does not spread.
func weighted(p *Picture) []float32 {
	pix := make([]float32, len(p.Pix))
	for i, v := range p.Pix {
		pix[i] = v * p.Alpha[i/3]
	}
	return pix
}

// unweight undoes weighted, before clipping: where the filter overshoots it does so in colour and alpha alike. The filter can also undershoot
// to almost nothing or less; such pixels are transparent and keep no colour.
func unweight(p *Picture) {
	for i, v := range p.Pix {
		if a := p.Alpha[i/3]; a > 1./512 {
			p.Pix[i] = v / a
		} else {
			p.Pix[i] = 0
		}
	}
	clip(p.Pix)
	clip(p.Alpha)
}
