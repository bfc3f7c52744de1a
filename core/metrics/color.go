package metrics

import (
	"context"
	"fmt"
	"math"

	"restyle/core/imaging"
)

// ColorDistance is how far the colours of two pictures of any sizes are from each other: the Wasserstein distance of order 2 between the Gaussians
// with the means and covariances of their pixels, the square root of |m1-m2|^2 + tr(S1 + S2 - 2 (S1^½ S2 S1^½)^½); it is the statistic
// that linear colour transfer matches (Pitié and Kokaram, The Linear Monge-Kantorovitch Linear Colour Mapping, 2007). Colours are RGB
// in [0,1] as in files; alpha does not count.
func ColorDistance(ctx context.Context, a, b *imaging.Picture) (float64, error) {
	if len(a.Pix) == 0 || len(b.Pix) == 0 {
		return 0, fmt.Errorf("compare colours: a picture has no pixels")
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	first := newGaussian(a.Pix, 3)
	half, err := squareRoot(first.covariance)
	if err != nil {
		return 0, err
	}
	d, err := frechet(first, half, newGaussian(b.Pix, 3))
	return math.Sqrt(d), err
}

// ColorMatch is the share of the way from the content's colours to the style's that a result has gone:
//
//	1 - ColorDistance(result, style) / ColorDistance(content, style)
//
// 1 is the style's colour statistics, 0 no nearer than the content; it is negative if further away. Where content and style have the same
// statistics (to 1e-6) nothing is to be gone: 1 minus the distance then.
func ColorMatch(ctx context.Context, result, content, style *imaging.Picture) (float64, error) {
	left, err := ColorDistance(ctx, result, style)
	if err != nil {
		return 0, err
	}
	whole, err := ColorDistance(ctx, content, style)
	if err != nil {
		return 0, err
	}
	if whole < 1e-6 {
		whole = 1
	}
	return 1 - left/whole, nil
}
