package main

import (
	"context"
	"fmt"
	"math"
	"strings"

	"restyle/core/imaging"
	"restyle/core/metrics"
)

// score is what is measured of one result, or the mean over several.
type score struct {
	Result        string          `json:"result,omitempty"`
	Content       string          `json:"content,omitempty"`
	Style         string          `json:"style,omitempty"`
	Count         int             `json:"count"`            // of results
	Distance      float64         `json:"content_distance"` // metrics.Distance.Content
	StyleDistance float64         `json:"style_distance"`
	SSIM          float64         `json:"ssim"`         // to the content
	Edges         float64         `json:"edge_ssim"`    // metrics.EdgeSSIM
	Color         float64         `json:"color_match"`  // metrics.ColorMatch
	Frechet       metrics.Frechet `json:"frechet"`      // to the style, at relu2_1 and relu3_1
	Lines         float64         `json:"grid_lines"`   // metrics.GridLines
	Halo          float64         `json:"halo"`         // metrics.Halo
	Windows       int             `json:"halo_windows"` // that halos were measured in
}

// measuredStyle is a style that results are compared with.
type measuredStyle struct {
	*imaging.Picture
	features *metrics.Distribution
}

func measureStyle(ctx context.Context, j *metrics.Judge, p *imaging.Picture) (measuredStyle, error) {
	d, err := j.Distribution(ctx, p)
	return measuredStyle{p, d}, err
}

// measureScore compares a result with its content, of equal size, and its style. Lines are left to the caller, who may have the result in its own size, where they
// are every 4 pixels.
func measureScore(ctx context.Context, j *metrics.Judge, result, content *imaging.Picture, style measuredStyle) (score, error) {
	s := score{Count: 1}
	d, err := j.Distance(ctx, result, content, style.Picture)
	if err != nil {
		return s, err
	}
	s.Distance, s.StyleDistance, s.SSIM = d.Content, d.Style, d.SSIM
	if s.Edges, err = metrics.EdgeSSIM(ctx, result, content); err != nil {
		return s, err
	}
	if s.Color, err = metrics.ColorMatch(ctx, result, content, style.Picture); err != nil {
		return s, err
	}
	if s.Halo, s.Windows, err = metrics.Halo(ctx, content, result); err != nil {
		return s, err
	}
	features, err := j.Distribution(ctx, result)
	if err != nil {
		return s, err
	}
	s.Frechet, err = style.features.Frechet(features)
	return s, err
}

// meanScore is the mean of the scores that belong; of lines over the results that are large enough to tell, of halos the root of the mean square over all windows.
func meanScore(scores []score, belongs func(score) bool) score {
	var m score
	lined := 0
	for _, s := range scores {
		if belongs(s) {
			m.Count++
			m.Distance, m.StyleDistance, m.SSIM, m.Color = m.Distance+s.Distance, m.StyleDistance+s.StyleDistance, m.SSIM+s.SSIM, m.Color+s.Color
			m.Edges, m.Frechet[0], m.Frechet[1], m.Lines = m.Edges+s.Edges, m.Frechet[0]+s.Frechet[0], m.Frechet[1]+s.Frechet[1], m.Lines+s.Lines
			m.Halo, m.Windows = m.Halo+s.Halo*s.Halo*float64(s.Windows), m.Windows+s.Windows
			if s.Lines > 0 {
				lined++
			}
		}
	}
	n := float64(max(m.Count, 1))
	m.Distance, m.StyleDistance, m.SSIM, m.Color = m.Distance/n, m.StyleDistance/n, m.SSIM/n, m.Color/n
	m.Edges, m.Frechet[0], m.Frechet[1], m.Lines = m.Edges/n, m.Frechet[0]/n, m.Frechet[1]/n, m.Lines/float64(max(lined, 1))
	m.Halo = math.Sqrt(m.Halo / float64(max(m.Windows, 1)))
	return m
}

// report is what the commands for pictures print.
type report struct {
	Model   string  `json:"model,omitempty"`
	Mode    string  `json:"mode,omitempty"`
	Space   string  `json:"space"`          // the network that distances are measured in
	Crop    int     `json:"crop,omitempty"` // side of the centre crops in pixels
	Results []score `json:"results"`
	Styles  []score `json:"styles,omitempty"` // the mean of each style
	Mean    score   `json:"mean"`
}

func newReport(space string, results []score) report {
	r := report{Space: space, Results: results, Mean: meanScore(results, func(score) bool { return true })}
	seen := map[string]bool{}
	for _, s := range results {
		if !seen[s.Style] {
			seen[s.Style] = true
			m := meanScore(results, func(t score) bool { return t.Style == s.Style })
			m.Style = s.Style
			r.Styles = append(r.Styles, m)
		}
	}
	return r
}

// table is the means of the styles and of everything.
func (r report) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "measured in the features of: %s\n", r.Space)
	fmt.Fprintf(&b, "%-30s %5s %8s %8s %8s %8s %8s %9s %9s %6s %6s\n", "style", "n", "content", "style", "SSIM", "edges", "colour", "Fréchet 2", "Fréchet 3", "lines", "halo")
	row := func(name string, s score) {
		lines, halo := "-", "-" // cannot be told
		if s.Lines > 0 {
			lines = fmt.Sprintf("%.2f", s.Lines)
		}
		if s.Windows > 0 {
			halo = fmt.Sprintf("%.3f", s.Halo)
		}
		fmt.Fprintf(&b, "%-30s %5d %8.3f %8.3f %8.3f %8.3f %8.3f %9.3f %9.3f %6s %6s\n", shorten(name, 30), s.Count, s.Distance, s.StyleDistance, s.SSIM, s.Edges, s.Color, s.Frechet[0], s.Frechet[1], lines, halo)
	}
	for _, s := range r.Styles {
		row(s.Style, s)
	}
	if len(r.Styles) > 1 {
		row("mean", r.Mean)
	}
	return b.String()
}

// shorten cuts the middle out of a long name.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n/2-1]) + "…" + string(r[len(r)-n/2:])
}
