package steady

import (
	"context"
	"fmt"
	"math"

	"restyle/core/imaging"
)

// Flicker measures how much frames differ from those before them, carried along the motion, for the frames as they would be without this package and as they
// are. It is an error similar to the warping error of core/metrics, but on pairs of frames here and there, and measured on the coarse motion that frames follow.
type Flicker struct {
	First         int // number of the first frame
	Pairs         int
	Before, After float64 // sums of the errors, each in [0,1]

	carry             *carrier
	before, beforeRaw *imaging.Picture
}

// every is how many frames lie between two pairs that are measured.
const every = 24

// NewFlicker returns a Flicker that works with the threads and in the memory of f, of the same frames; both serve one goroutine.
func NewFlicker(f *Follow) *Flicker { return &Flicker{carry: &f.carry} }

// Wants tells whether a frame takes part: the first and the second of each group do.
func (f *Flicker) Wants(number int) bool { return (number-f.First)%every < 2 }

// Cut forgets the frame before.
func (f *Flicker) Cut() { f.before, f.beforeRaw = nil, nil }

// Next takes a frame that takes part, as it would be and as it is; path leads to the frame before, nil: there is none. After
// an error it has not been counted.
func (f *Flicker) Next(ctx context.Context, number int, raw, steadied *imaging.Picture, path *Path) error {
	if (number-f.First)%every == 0 {
		f.before, f.beforeRaw = imaging.Crop(steadied, steadied.Bounds()), imaging.Crop(raw, raw.Bounds())
		return nil
	}
	if path != nil && f.before != nil {
		f.carry.team.Bind(ctx)
		defer f.carry.team.Bind(context.Background())
		before, after := f.error(raw, f.beforeRaw, path), f.error(steadied, f.before, path)
		if err := f.carry.team.Err(); err != nil {
			return fmt.Errorf("measure flicker: %w", err)
		}
		f.Pairs++
		f.Before += before
		f.After += after
	}
	f.Cut()
	return nil
}

// visible is the trust from which on a pixel can be seen in both frames.
const visible = 0.5

// error is the root of the mean square over all pixels and channels, hidden ones counting as 0.
func (f *Flicker) error(now, before *imaging.Picture, path *Path) float64 {
	carried, trust := f.carry.along(before, path)
	sum := 0.0
	for i, t := range trust {
		if t < visible {
			continue
		}
		for k := 3 * i; k < 3*i+3; k++ {
			d := float64(carried[k] - now.Pix[k])
			sum += d * d
		}
	}
	return math.Sqrt(sum / float64(len(now.Pix)))
}

// Means are the mean errors before and after; 0 without any pair.
func (f *Flicker) Means() (before, after float64) {
	n := float64(max(f.Pairs, 1))
	return f.Before / n, f.After / n
}
