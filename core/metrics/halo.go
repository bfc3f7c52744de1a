package metrics

import (
	"context"
	"math"

	"restyle/core/imaging"
)

// What Halo calls an edge, flat, beside and away: gradients in colour by Sobel's filter, where a step from black to white has 1.7 (three channels), and
// distances in pixels along the longer of both axes. In each window there must be haloLeast pixels of both kinds, alike in the content.
const (
	haloEdge, haloFlat            = 0.1, 0.04
	haloSkip, haloNear            = 3, 16
	haloAway, haloFar             = 24, 80
	haloWindow, haloLeast         = 64, 150
	haloAlike             float64 = 0.03
)

// Halo tells how much the colour of a result changes beside edges where the content's does not: the root mean square, over windows of 64x64 pixels that overlap
// by half, of the difference between the mean colours of pixels 4 to 16 and of those 25 to 80 pixels from the nearest edge of the content, both flat in the
// content and in the mean alike there by 0.03 in each channel. Colours are the three differences of R, G and B divided by the square root of 2: light does not
// count. Strokes alone leave about 0.03. windows is how many were compared; without any there is nothing to tell, and the value is 0.
func Halo(ctx context.Context, content, result *imaging.Picture) (value float64, windows int, err error) {
	if err := sameSize("halos", content, result); err != nil {
		return 0, 0, err
	}
	w, h := content.Width, content.Height
	away, flat := edgeDistances(ctx, content)
	sum := 0.0
	for top := 0; top+haloWindow <= h && ctx.Err() == nil; top += haloWindow / 2 {
		for left := 0; left+haloWindow <= w; left += haloWindow / 2 {
			var near, far zone
			for y := top; y < top+haloWindow; y++ {
				for i := y*w + left; i < y*w+left+haloWindow; i++ {
					switch d := away[i]; {
					case !flat[i]:
					case d > haloSkip && d <= haloNear:
						near.add(content, result, i)
					case d > haloAway && d <= haloFar:
						far.add(content, result, i)
					}
				}
			}
			if near.count < haloLeast || far.count < haloLeast || !near.alike(far) {
				continue
			}
			windows++
			for c := range 3 {
				e := (c + 1) % 3
				d := near.mean(near.result[c]-near.result[e]) - far.mean(far.result[c]-far.result[e])
				sum += d * d / 2
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return 0, 0, err
	}
	return math.Sqrt(sum / float64(max(windows, 1))), windows, nil
}

// zone is a part of a window: sums of colours.
type zone struct {
	count           int
	content, result [3]float64
}

func (z *zone) add(content, result *imaging.Picture, i int) {
	z.count++
	for c := range 3 {
		z.content[c] += float64(content.Pix[3*i+c])
		z.result[c] += float64(result.Pix[3*i+c])
	}
}

func (z *zone) mean(sum float64) float64 { return sum / float64(z.count) }

// alike tells whether the content's mean colours are the same.
func (z *zone) alike(other zone) bool {
	for c := range 3 {
		if math.Abs(z.mean(z.content[c])-other.mean(other.content[c])) > haloAlike {
			return false
		}
	}
	return true
}

// edgeDistances tells of each pixel how far it is from the nearest edge, along the longer of both axes, and whether the 5x5 pixels around it are flat.
func edgeDistances(ctx context.Context, p *imaging.Picture) (away []int, flat []bool) {
	g, w, h := colorEdges(ctx, p), p.Width, p.Height
	away, flat = make([]int, w*h), make([]bool, w*h)
	for i, v := range g {
		away[i] = w + h
		if v > haloEdge {
			away[i] = 0
		}
	}
	relax := func(x, y int, neighbours [4][2]int) {
		for _, n := range neighbours {
			if u, v := x+n[0], y+n[1]; u >= 0 && u < w && v >= 0 && v < h {
				away[y*w+x] = min(away[y*w+x], away[v*w+u]+1)
			}
		}
	}
	rows(ctx, h, func(y int) {
		for x := range w {
			relax(x, y, [4][2]int{{-1, 0}, {-1, -1}, {0, -1}, {1, -1}})
			flat[y*w+x] = true
			for v := max(y-2, 0); v <= min(y+2, h-1); v++ {
				for u := max(x-2, 0); u <= min(x+2, w-1); u++ {
					flat[y*w+x] = flat[y*w+x] && g[v*w+u] < haloFlat
				}
			}
		}
	})
	rows(ctx, h, func(up int) {
		y := h - 1 - up
		for x := w - 1; x >= 0; x-- {
			relax(x, y, [4][2]int{{1, 0}, {1, 1}, {0, 1}, {-1, 1}})
		}
	})
	return away, flat
}

// colorEdges is the magnitude of the gradient of all three channels, slightly blurred first; the border is repeated outwards.
func colorEdges(ctx context.Context, p *imaging.Picture) []float64 {
	squares := make([]float64, p.Width*p.Height)
	for c := range 3 {
		plane := make([]float64, len(squares))
		for i := range plane {
			plane[i] = float64(p.Pix[3*i+c])
		}
		for i, v := range gradients(ctx, blurred(ctx, plane, p.Width, p.Height), p.Width, p.Height) {
			squares[i] += v * v
		}
	}
	for i, v := range squares {
		squares[i] = math.Sqrt(v)
	}
	return squares
}

var binomial = [5]float64{1. / 16, 4. / 16, 6. / 16, 4. / 16, 1. / 16}

// blurred weights 5x5 pixels binomially.
func blurred(ctx context.Context, plane []float64, w, h int) []float64 {
	across, down := make([]float64, len(plane)), make([]float64, len(plane))
	for d, weight := range binomial {
		rows(ctx, h, func(y int) {
			for x := range w {
				across[y*w+x] += weight * plane[y*w+min(max(x+d-2, 0), w-1)]
			}
		})
	}
	for d, weight := range binomial {
		rows(ctx, h, func(y int) {
			for x := range w {
				down[y*w+x] += weight * across[min(max(y+d-2, 0), h-1)*w+x]
			}
		})
	}
	return down
}
