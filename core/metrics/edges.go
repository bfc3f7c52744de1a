package metrics

import (
	"fmt"
	"math"

	"restyle/core/imaging"
)

// EdgeSSIM is the SSIM of the edges of two pictures of equal size: of the magnitude of the gradient of luminance by Sobel's filter, scaled so
// that a step from black to white is 1. It tells how sharp and how faithful in structure a photorealistic result is, whatever its
// colours (the measure of the line of WCT2, Yoo et al., 2019, with a filter in place of an edge network). An edge of another contrast
// counts as a loss.
func EdgeSSIM(a, b *imaging.Picture) (float64, error) {
	if a.Width != b.Width || a.Height != b.Height || len(a.Pix) == 0 {
		return 0, fmt.Errorf("compare edges: pictures of %d x %d and %d x %d: want the same size", a.Width, a.Height, b.Width, b.Height)
	}
	sum := 0.0
	for _, s := range similarity(edges(a), edges(b), a.Width, a.Height) {
		sum += s
	}
	return sum / float64(a.Width*a.Height), nil
}

// edges is the magnitude of the gradient of luminance; the border is repeated outwards.
func edges(p *imaging.Picture) []float64 {
	return gradients(luminance(p), p.Width, p.Height)
}

// gradients is the magnitude of the gradient of a plane of w x h pixels, a step from 0 to 1 being 1.
func gradients(l []float64, w, h int) []float64 {
	magnitude := make([]float64, len(l))
	for y := range h {
		above, here, below := l[max(y-1, 0)*w:][:w], l[y*w:][:w], l[min(y+1, h-1)*w:][:w]
		for x := range w {
			a, b := max(x-1, 0), min(x+1, w-1)
			across := above[b] + 2*here[b] + below[b] - above[a] - 2*here[a] - below[a]
			down := below[a] + 2*below[x] + below[b] - above[a] - 2*above[x] - above[b]
			magnitude[y*w+x] = math.Hypot(across, down) / 4
		}
	}
	return magnitude
}
