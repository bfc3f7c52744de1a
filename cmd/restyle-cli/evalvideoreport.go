package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"restyle/core/metrics"
)

// videoReport is what eval video prints.
type videoReport struct {
	Source   string        `json:"source"`
	Frames   int           `json:"frames"`
	Versions []videoErrors `json:"versions"`
}

// videoErrors is the errors of one version.
type videoErrors struct {
	Name   string                 `json:"name"`
	Means  []warpingMean          `json:"means"` // by interval
	Errors []metrics.WarpingError `json:"errors"`
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

func newVideoReport(s *metrics.Steadiness, names []string) videoReport {
	r := videoReport{Source: names[0], Frames: s.Frames()}
	for i, name := range names[1:] {
		v := videoErrors{Name: name, Errors: append([]metrics.WarpingError{}, s.Errors(i)...)} // [] without any
		for _, interval := range s.Intervals() {
			m, n := metrics.MeanWarping(v.Errors, interval)
			mean := warpingMean{Interval: interval, Pairs: n, Cuts: s.Cuts(interval)}
			if n > 0 {
				mean.RMSE, mean.Visible, mean.Share = &m.RMSE, &m.Visible, &m.Share
			}
			v.Means = append(v.Means, mean)
		}
		r.Versions = append(r.Versions, v)
	}
	return r
}

// table is the means. An interval without any pair of frames has no error.
func (r videoReport) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s; warping error in [0,1]\n", r.Source, count(r.Frames, "frame"))
	fmt.Fprintf(&b, "%-30s %8s %6s %6s %8s %13s %13s\n", "version", "interval", "pairs", "cuts", "error", "where visible", "visible")
	for _, v := range r.Versions {
		for _, m := range v.Means {
			if m.Pairs == 0 {
				fmt.Fprintf(&b, "%-30s %8d %6d %6d %8s %13s %13s\n", shorten(v.Name, 30), m.Interval, 0, m.Cuts, "-", "-", "-")
				continue
			}
			fmt.Fprintf(&b, "%-30s %8d %6d %6d %8.4f %13.4f %11.1f %%\n", shorten(v.Name, 30), m.Interval, m.Pairs, m.Cuts, *m.RMSE, *m.Visible, 100**m.Share)
		}
	}
	return b.String()
}

// plotWarping draws the error of each version at each interval over time.
func plotWarping(path string, s *metrics.Steadiness, names []string) error {
	var curves []curve
	pairs := 0
	for _, interval := range s.Intervals() {
		for i, name := range names {
			c := curve{name: fmt.Sprintf("%s, interval %d", filepath.Base(name), interval)}
			for _, e := range s.Errors(i) {
				if e.Interval == interval {
					c.add(float64(e.Frame), e.RMSE)
				}
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
