package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"restyle/core/metrics"
)

// videoReport is what eval video prints. docs/files.md says which fields it has.
type videoReport struct {
	Source   string          `json:"source"`
	Frames   int             `json:"frames"`
	Width    int             `json:"width"` // of frames as they are compared, in pixels
	Height   int             `json:"height"`
	Space    string          `json:"space"` // the network that distances are measured in
	Style    string          `json:"style,omitempty"`
	Every    int             `json:"every"` // distances are measured of every so many frames
	Versions []videoMeasures `json:"versions"`
}

// videoMeasures is what is measured of one version.
type videoMeasures struct {
	Name    string                 `json:"name"`
	Means   []warpingMean          `json:"means"` // by interval
	Errors  []metrics.WarpingError `json:"errors"`
	Mean    likeness               `json:"mean"` // of the results
	Results []frameLikeness        `json:"results"`
}

// warpingMean is the mean at one interval, which there is none of without any pair.
type warpingMean struct {
	Interval int      `json:"interval"`
	Pairs    int      `json:"pairs"`
	Cuts     int      `json:"cuts"` // pairs left out, see metrics.ShotShare
	RMSE     *float64 `json:"rmse,omitempty"`
	Visible  *float64 `json:"visible,omitempty"`
	Share    *float64 `json:"share,omitempty"`
}

// report sums up what was measured.
func (e *videoEvaluation) report() videoReport {
	r := videoReport{Source: e.videos.all[0].name, Frames: e.videos.read, Width: e.width, Height: e.height, Space: e.space, Style: e.options.style, Every: e.every}
	for i, frames := range e.frames {
		v := videoMeasures{Name: e.videos.all[i+1].name, Errors: append([]metrics.WarpingError{}, e.steadiness.Errors(i)...)} // [] without any
		for _, interval := range e.steadiness.Intervals() {
			v.Means = append(v.Means, newWarpingMean(v.Errors, interval, e.steadiness.Cuts(interval)))
		}
		v.Results, v.Mean = frames, meanLikeness(frames)
		r.Versions = append(r.Versions, v)
	}
	return r
}

func newWarpingMean(errors []metrics.WarpingError, interval, cuts int) warpingMean {
	m, n := metrics.MeanWarping(errors, interval)
	mean := warpingMean{Interval: interval, Pairs: n, Cuts: cuts}
	if n > 0 {
		mean.RMSE, mean.Visible, mean.Share = &m.RMSE, &m.Visible, &m.Share
	}
	return mean
}

// table is the means.
func (r videoReport) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s of %d x %d pixels; warping error in [0,1]\n", r.Source, count(r.Frames, "frame"), r.Width, r.Height)
	fmt.Fprintf(&b, "%-30s %8s %6s %6s %8s %13s %13s\n", "version", "interval", "pairs", "cuts", "error", "where visible", "visible")
	for _, v := range r.Versions {
		for _, m := range v.Means {
			fmt.Fprintf(&b, "%-30s %s\n", shorten(v.Name, 30), m)
		}
	}
	style := ""
	if r.Style != "" {
		style = ", style " + r.Style
	}
	fmt.Fprintf(&b, "\nmeasured in the features of: %s%s; mean of one frame in %d\n", r.Space, style, r.Every)
	fmt.Fprintf(&b, "%-30s %6s %8s %8s %8s %9s %9s\n", "version", "frames", "content", "style", "SSIM", "Fréchet 2", "Fréchet 3")
	for _, v := range r.Versions {
		fmt.Fprintf(&b, "%-30s %6d %s\n", shorten(v.Name, 30), len(v.Results), v.Mean)
	}
	return b.String()
}

// String is the row of the table. An interval without any pair of frames has no error.
func (m warpingMean) String() string {
	if m.Pairs == 0 {
		return fmt.Sprintf("%8d %6d %6d %8s %13s %13s", m.Interval, 0, m.Cuts, "-", "-", "-")
	}
	return fmt.Sprintf("%8d %6d %6d %8.4f %13.4f %11.1f %%", m.Interval, m.Pairs, m.Cuts, *m.RMSE, *m.Visible, 100**m.Share)
}

// String is the row of the table.
func (l likeness) String() string {
	if l.StyleDistance == nil {
		return fmt.Sprintf("%8.4f %8s %8.3f %9s %9s", l.Distance, "-", l.SSIM, "-", "-")
	}
	return fmt.Sprintf("%8.4f %8.4f %8.3f %9.3f %9.3f", l.Distance, *l.StyleDistance, l.SSIM, l.Frechet[0], l.Frechet[1])
}

// plotWarping draws the error of each version at each interval over time.
func plotWarping(path string, s *metrics.Steadiness, names []string) error {
	var curves []curve
	pairs := 0
	for _, interval := range s.Intervals() {
		for i, name := range labels(names) {
			c, next := curve{name: fmt.Sprintf("%s, interval %d", name, interval)}, 0
			for _, e := range s.Errors(i) {
				if e.Interval != interval {
					continue
				}
				if e.Frame != next { // pairs across a cut are left out
					c.gap()
				}
				c.add(float64(e.Frame), e.RMSE)
				next = e.Frame + 1
			}
			curves = append(curves, c)
			pairs += len(c.xy)
		}
	}
	if pairs == 0 {
		return fmt.Errorf("plot %s: no two frames could be compared: take more frames, or a shorter interval", path)
	}
	return savePlot(path, plotText{"warping error", "frame", "RMSE"}, curves)
}

// labels are the names of files without their folders, unless two would be the same.
func labels(names []string) []string {
	count := map[string]int{}
	for _, name := range names {
		count[filepath.Base(name)]++
	}
	var all []string
	for _, name := range names {
		if count[filepath.Base(name)] == 1 {
			name = filepath.Base(name)
		}
		all = append(all, shorten(name, 60))
	}
	return all
}
