package metrics

import (
	"context"
	"math"

	"restyle/core/imaging"
)

// EdgeSSIM is the SSIM of the edges of two pictures of equal size: of the magnitude of the gradient of luminance by Sobel's filter, scaled so
// that a step from black to white is 1. It tells how sharp and how faithful in structure a photorealistic result is, whatever its
// colours (the measure of the line of WCT2, Yoo et al., 2019, with a filter in place of an edge network). An edge of another contrast
// counts as a loss.
func EdgeSSIM(ctx context.Context, a, b *imaging.Picture) (float64, error) {
	if err := sameSize("edges", a, b); err != nil {
		return 0, err
	}
	return meanSimilarity(ctx, edges(ctx, a), edges(ctx, b), a.Width, a.Height)
}

// edges is the magnitude of the gradient of luminance; the border is repeated outwards.
func edges(ctx context.Context, p *imaging.Picture) []float64 {
	return gradients(ctx, luminance(p), p.Width, p.Height)
}

// gradients is the magnitude of the gradient of a plane of w x h pixels, a step from 0 to 1 being 1.
func gradients(ctx context.Context, l []float64, w, h int) []float64 {
	magnitude := make([]float64, len(l))
	rows(ctx, h, func(y int) {
		above, here, below := l[max(y-1, 0)*w:][:w], l[y*w:][:w], l[min(y+1, h-1)*w:][:w]
		for x := range w {
			a, b := max(x-1, 0), min(x+1, w-1)
			across := above[b] + 2*here[b] + below[b] - above[a] - 2*here[a] - below[a]
			down := below[a] + 2*below[x] + below[b] - above[a] - 2*above[x] - above[b]
			magnitude[y*w+x] = math.Hypot(across, down) / 4
		}
	})
	return magnitude
}
