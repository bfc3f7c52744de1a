package metrics

import (
	"context"
	"fmt"
	"math"
	"slices"

	"restyle/core/imaging"
	"restyle/core/metrics/flow"
)

// WarpingError is how much a stylized frame differs from one some frames later that is carried back along the motion of the source, over
// the pixels that both frames show. With W the later frame carried back, O the frame, M 1 where a pixel is visible and 0 elsewhere:
//
//	RMSE = sqrt(mean over all pixels and channels of (M (W - O))^2)
//
// in [0,1], the temporal loss of ReReVST (Wang et al., TIP 2020) and CAP-VSTNet (Wen et al., CVPR 2023). M is flow.Visible of the source.
type WarpingError struct {
	Frame    int     `json:"frame"`    // number of the earlier frame, from 0
	Interval int     `json:"interval"` // to the later one, in frames
	RMSE     float64 `json:"rmse"`     // as in the formula
	Visible  float64 `json:"visible"`  // the same, mean over the visible pixels only: not smaller where much is hidden
	Share    float64 `json:"share"`    // of the pixels that are visible
}

// ShotShare is the least share of pixels that two frames of one shot show both: visible ones, whose colours in the source differ by ShotColor at most in each
// channel. Below it frames are not compared. Motion alone does not tell a cut to black or to another even picture, where there is nothing to follow.
const (
	ShotShare = 0.25
	ShotColor = 0.3
)

// Steadiness measures the warping errors of one or more stylized versions of a video, frame by frame. It keeps as many frames as its longest
// interval, and serves one goroutine.
type Steadiness struct {
	estimator *flow.Estimator
	intervals []int
	frames    int
	recent    []instant // the latest frames, the latest first
	errors    [][]WarpingError
	cuts      map[int]int
}

// instant is one frame of the source and of the stylized videos.
type instant struct {
	picture *imaging.Picture // of the source
	source  *flow.Frame
	styled  []*imaging.Picture
}

// NewSteadiness returns a Steadiness for intervals of 1 frame or more; none: 1 and 10, the field's short and long term. threads: 0 for one
// per processor.
func NewSteadiness(threads int, intervals ...int) (*Steadiness, error) {
	if len(intervals) == 0 {
		intervals = []int{1, 10}
	}
	for _, i := range intervals {
		if i < 1 || i > 1000 {
			return nil, fmt.Errorf("measure steadiness at an interval of %d frames: want 1 to 1000", i)
		}
	}
	return &Steadiness{estimator: flow.NewEstimator(threads), intervals: slices.Compact(slices.Sorted(slices.Values(intervals))), cuts: map[int]int{}}, nil
}

// Add takes the next frame of the source and of each stylized version, all of one size. It takes two estimates of flow for each interval.
func (s *Steadiness) Add(ctx context.Context, source *imaging.Picture, styled ...*imaging.Picture) error {
	if err := s.check(source, styled); err != nil {
		return err
	}
	now := instant{source, s.estimator.Frame(source), styled}
	if s.errors == nil {
		s.errors = make([][]WarpingError, len(styled))
	}
	for _, interval := range s.intervals {
		if interval <= len(s.recent) {
			if err := s.compare(ctx, s.recent[interval-1], now, interval); err != nil {
				return fmt.Errorf("frame %d: %w", s.frames, err)
			}
		}
	}
	s.recent = slices.Insert(s.recent, 0, now)
	s.recent = s.recent[:min(len(s.recent), s.intervals[len(s.intervals)-1])]
	s.frames++
	return nil
}

// check wants all frames of one size, and as many as the first time.
func (s *Steadiness) check(source *imaging.Picture, styled []*imaging.Picture) error {
	w, h := source.Width, source.Height
	if len(s.recent) > 0 {
		if fw, fh := s.recent[0].source.Size(); fw != w || fh != h {
			return fmt.Errorf("frame %d of the source is %d x %d, the ones before are %d x %d: want equal sizes", s.frames, w, h, fw, fh)
		}
	}
	if s.errors != nil && len(styled) != len(s.errors) {
		return fmt.Errorf("frame %d has %d stylized versions, the ones before have %d", s.frames, len(styled), len(s.errors))
	}
	for _, p := range styled {
		if p.Width != w || p.Height != h {
			return fmt.Errorf("stylized frame %d is %d x %d, the source %d x %d: want equal sizes", s.frames, p.Width, p.Height, w, h)
		}
	}
	return nil
}

func (s *Steadiness) compare(ctx context.Context, before, now instant, interval int) error {
	forward, err := s.estimator.Estimate(ctx, before.source, now.source)
	if err != nil {
		return err
	}
	backward, err := s.estimator.Estimate(ctx, now.source, before.source)
	if err != nil {
		return err
	}
	visible := flow.Visible(forward, backward)
	if share(shown(before.picture, flow.Warp(now.picture, forward), visible)) < ShotShare {
		s.cuts[interval]++
		return nil
	}
	for i := range now.styled {
		e := warpingError(before.styled[i], flow.Warp(now.styled[i], forward), visible)
		e.Frame, e.Interval = s.frames-interval, interval
		s.errors[i] = append(s.errors[i], e)
	}
	return nil
}

// shown tells which visible pixels of a frame of the source have the colour of the other one, which was carried back.
func shown(frame, warped *imaging.Picture, visible []bool) []bool {
	same := slices.Clone(visible)
	for i, v := range frame.Pix {
		if d := warped.Pix[i] - v; d > ShotColor || d < -ShotColor {
			same[i/3] = false
		}
	}
	return same
}

func share(visible []bool) float64 {
	n := 0
	for _, v := range visible {
		if v {
			n++
		}
	}
	return float64(n) / float64(len(visible))
}

func warpingError(frame, warped *imaging.Picture, visible []bool) WarpingError {
	sum := 0.0
	for i, v := range visible {
		if v {
			for c := range 3 {
				d := float64(warped.Pix[3*i+c] - frame.Pix[3*i+c])
				sum += d * d
			}
		}
	}
	e := WarpingError{Share: share(visible)}
	values := float64(len(frame.Pix))
	e.RMSE = math.Sqrt(sum / values)
	if e.Share > 0 {
		e.Visible = math.Sqrt(sum / (values * e.Share))
	}
	return e
}

// Errors lists the warping errors of stylized version i, in the order of the later frame.
func (s *Steadiness) Errors(i int) []WarpingError {
	if s.errors == nil {
		return nil
	}
	return s.errors[i]
}

// Frames is how many frames were added.
func (s *Steadiness) Frames() int { return s.frames }

// Intervals are the intervals in use, the shortest first.
func (s *Steadiness) Intervals() []int { return s.intervals }

// Cuts is how many pairs of frames at an interval were left out, because they show less than ShotShare of the same: another shot begins.
func (s *Steadiness) Cuts(interval int) int { return s.cuts[interval] }

// MeanWarping is the mean of the errors at one interval, and their number.
func MeanWarping(errors []WarpingError, interval int) (mean WarpingError, n int) {
	mean.Interval = interval
	for _, e := range errors {
		if e.Interval == interval {
			n++
			mean.RMSE, mean.Visible, mean.Share = mean.RMSE+e.RMSE, mean.Visible+e.Visible, mean.Share+e.Share
		}
	}
	if k := float64(n); n > 0 {
		mean.RMSE, mean.Visible, mean.Share = mean.RMSE/k, mean.Visible/k, mean.Share/k
	}
	return mean, n
}
