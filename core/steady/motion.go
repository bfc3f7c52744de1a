package steady

import (
	"context"
	"math"

	"restyle/core/imaging"
	"restyle/core/kernel"
	"restyle/core/metrics/flow"
)

// Motion finds where the pixels of a frame have been in the frame before. It works on small copies: the coarse motion is enough to carry strokes.
type Motion struct {
	team      *kernel.Team
	estimator *flow.Estimator
	before    *imaging.Picture // small
	frame     *flow.Frame      // of before; nil: not made yet
}

// NewMotion returns a Motion; threads: 0 for one per processor.
func NewMotion(threads int) *Motion {
	return &Motion{team: kernel.NewTeam(threads), estimator: flow.NewEstimator(threads)}
}

// Path leads from the pixels of a frame to those of the frame before.
type Path struct {
	field *flow.Field // at the small size
	trust []float32   // from 0 to 1: how alike the two ends of the path are; at the small size
	Share float64     // of the frame whose path can be trusted
}

// Sides of small frames in pixels.
const (
	shrinkBy     = 5
	smallestLong = 128
	largestLong  = 320
)

// alikeness is the difference of colours (Euclidean, of [0,1]) by which trust falls to 0.6: about the noise of a compressed video.
const alikeness = 0.05

// Next takes the next frame, which Small has shrunk, and returns the path to the one before; nil for the first frame of a shot.
func (m *Motion) Next(ctx context.Context, small *imaging.Picture) (*Path, error) {
	frame := m.estimator.Frame(small)
	before, earlier := m.before, m.frame
	m.before, m.frame = small, frame
	if before == nil {
		return nil, nil
	}
	if earlier == nil { // it was loaded
		earlier = m.estimator.Frame(before)
	}
	field, err := m.estimator.Estimate(ctx, frame, earlier)
	if err != nil {
		return nil, err
	}
	return newPath(field, small, before), nil
}

// Cut forgets the frame before.
func (m *Motion) Cut() { m.before, m.frame = nil, nil }

func newPath(field *flow.Field, now, before *imaging.Picture) *Path {
	carried := flow.Warp(before, field)
	p := &Path{field: field, trust: make([]float32, len(field.U))}
	for i := range p.trust {
		distance := 0.0
		for c := range 3 {
			d := float64(carried.Pix[3*i+c] - now.Pix[3*i+c])
			distance += d * d
		}
		x, y := float64(i%field.Width)+float64(field.U[i]), float64(i/field.Width)+float64(field.V[i])
		if x >= -0.5 && y >= -0.5 && x <= float64(field.Width)-0.5 && y <= float64(field.Height)-0.5 { // it has not just come into the picture
			p.trust[i] = float32(math.Exp(-distance / (2 * alikeness * alikeness)))
		}
		p.Share += float64(p.trust[i]) / float64(len(p.trust))
	}
	return p
}

// Small shrinks a frame to the size that motion and cuts are found at, by averaging rectangles of pixels.
func (m *Motion) Small(p *imaging.Picture) *imaging.Picture {
	long := max(p.Width, p.Height)
	side := min(min(max(long/shrinkBy, smallestLong), largestLong), long)
	dst := imaging.New(max(p.Width*side/long, 1), max(p.Height*side/long, 1))
	m.team.Split(dst.Height, 8, func(_, from, to int) {
		for y := from; y < to; y++ {
			shrinkRow(dst, p, y)
		}
	})
	return dst
}

func shrinkRow(dst, p *imaging.Picture, y int) {
	top, bottom := y*p.Height/dst.Height, (y+1)*p.Height/dst.Height
	for x := range dst.Width {
		left, right := x*p.Width/dst.Width, (x+1)*p.Width/dst.Width
		var sum [3]float32
		for i := top; i < bottom; i++ {
			row := p.Pix[3*(i*p.Width+left) : 3*(i*p.Width+right)]
			for k := 0; k < len(row); k += 3 {
				sum[0], sum[1], sum[2] = sum[0]+row[k], sum[1]+row[k+1], sum[2]+row[k+2]
			}
		}
		count := float32((bottom - top) * (right - left))
		for c := range 3 {
			dst.Pix[3*(y*dst.Width+x)+c] = sum[c] / count
		}
	}
}
