package flow

import (
	"context"
	"fmt"

	"restyle/core/kernel"
)

// Estimator finds flow. It serves one goroutine at a time.
type Estimator struct{ team *kernel.Team }

// NewEstimator returns an Estimator; threads: 0 for one per processor.
func NewEstimator(threads int) *Estimator { return &Estimator{kernel.NewTeam(threads)} }

// Estimate is the motion of every pixel of from to its place in to, which has the same size. It takes about a quarter of a second
// for 640x360 pixels on one core.
func (e *Estimator) Estimate(ctx context.Context, from, to *Frame) (*Field, error) {
	w, h := from.Size()
	if tw, th := to.Size(); tw != w || th != h {
		return nil, fmt.Errorf("find the motion between frames of %d x %d and %d x %d: want equal sizes", w, h, tw, th)
	}
	e.team.Bind(ctx)
	defer e.team.Bind(context.Background())
	var f *Field
	for i := len(from.levels) - 1; i >= 0; i-- {
		a, b := from.levels[i], to.levels[i]
		if f == nil {
			f = NewField(a.width, a.height)
		} else {
			f = f.double(e, a.width, a.height)
		}
		f = e.match(a, b, f)
		e.refine(a, b, f)
		if err := e.team.Err(); err != nil {
			return nil, fmt.Errorf("find the motion between frames: %w", err)
		}
	}
	return f, nil
}
