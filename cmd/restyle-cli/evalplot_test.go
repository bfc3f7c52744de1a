package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"restyle/core/imaging"
)

// checkPlot looks for a drawing that keeps away from the edges, and for curves in it.
func checkPlot(t *testing.T, path string) {
	t.Helper()
	p := open(t, path)
	if p.Width < 400 || !slices.Contains(p.Pix, 0) {
		t.Errorf("the plot is %dx%d or empty", p.Width, p.Height)
	}
	if columns, _ := colours(p); len(columns) == 0 {
		t.Error("there is no curve in the plot")
	}
	const margin = 8 // pixels
	for i, v := range p.Pix {
		if x, y := i/3%p.Width, i/3/p.Width; v != 1 && (min(x, y) < margin || x >= p.Width-margin || y >= p.Height-margin) {
			t.Fatalf("something is drawn at %d, %d of %d x %d", x, y, p.Width, p.Height)
		}
	}
}

// colours are the columns and rows of a plot with something in colour, as curves are; the legend is left out.
func colours(p *imaging.Picture) (columns, rows []int) {
	for y := range p.Height {
		for x := range p.Width * 92 / 100 {
			if c := p.Pix[3*(y*p.Width+x):][:3]; slices.Max(c)-slices.Min(c) > 0.1 {
				columns, rows = append(columns, x), append(rows, y)
			}
		}
	}
	slices.Sort(columns)
	return slices.Compact(columns), slices.Compact(rows)
}

// widest is the widest gap of the curves of a plot, as a share of their width.
func widest(p *imaging.Picture) (share float64) {
	columns, _ := colours(p)
	for i, x := range columns[1:] {
		share = max(share, float64(x-columns[i]-1)/float64(columns[len(columns)-1]-columns[0]))
	}
	return share
}

// plotted is the plot of curves.
func plotted(t *testing.T, curves ...curve) *imaging.Picture {
	t.Helper()
	const name = "curves.png"
	if err := savePlot(name, plotText{"title", "across", "up"}, curves); err != nil {
		t.Fatal(err)
	}
	checkPlot(t, name)
	return open(t, name)
}

// line goes through points whose places are given, all at one height; -1 is a gap.
func line(height float64, places ...float64) (c curve) {
	for _, x := range places {
		if x < 0 {
			c.gap()
		} else {
			c.add(x, height)
		}
	}
	return c
}

// TestLinesEndAtGaps: nothing is drawn across one, and a single point between two is seen.
func TestLinesEndAtGaps(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct {
		line curve
		gap  float64
	}{{line(1, 0, 10, 20, 30), 0}, {line(1, 0, 10, -1, 20, 30, -1, -1), 1. / 3}, {line(1, 0, 10, -1, 15, -1, 20, 30), 1. / 6}} {
		if got := widest(plotted(t, c.line)); math.Abs(got-c.gap) > 0.03 {
			t.Errorf("%v with gaps before %v: the widest is %.2f of the length, want %.2f", c.line.xy, c.line.gaps, got, c.gap)
		}
	}
}

// TestAxesBeginAtZero, of a single point, and where there is nothing but 0.
func TestAxesBeginAtZero(t *testing.T) {
	t.Chdir(t.TempDir())
	point := plotted(t, line(1, 0))
	if columns, _ := colours(point); columns[0] > point.Width/5 {
		t.Errorf("a point at 0 is %d of %d pixels from the left", columns[0], point.Width)
	}
	none := plotted(t, line(0, 0, 10, 20))
	if _, rows := colours(none); rows[0] < none.Height*3/4 {
		t.Errorf("a line along 0 is %d of %d pixels from the top", rows[0], none.Height)
	}
}

// TestCurvesAreToldApart: there are seven colours, and of files of one name the folders are named.
func TestCurvesAreToldApart(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, points := range []bool{false, true} {
		c := line(1, 0, 1)
		c.points = points
		first, eighth := make([]curve, 8), make([]curve, 8)
		first[0], eighth[7] = c, c
		if slices.Equal(plotted(t, first...).Pix, plotted(t, eighth...).Pix) {
			t.Errorf("points %v: the first and the eighth curve look the same", points)
		}
	}
	if got := strings.Join(labels([]string{"a/out.mp4", "b/out.mp4", "c/other.mp4"}), " "); got != "a/out.mp4 b/out.mp4 other.mp4" {
		t.Errorf("labels %q", got)
	}
}

// TestPlotOfVideoBreaksAtCuts: the pair across a cut is not drawn as if it had been measured.
func TestPlotOfVideoBreaksAtCuts(t *testing.T) {
	clips(t, 12)
	random := rand.New(rand.NewPCG(1, 2))
	another := imaging.New(72, 48)
	for i := range another.Pix {
		another.Pix[i] = random.Float32()
	}
	for i := 6; i < 12; i++ {
		if err := imaging.Save(fmt.Sprintf("source/frame%d.png", i), another, imaging.SaveOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	out := must(t, strings.Fields("eval video source flicker --intervals 1 --plot plot.png")...)
	if got := widest(open(t, "plot.png")); got < 0.15 || got > 0.25 || !regexp.MustCompile(`flicker +1 +10 +1 `).MatchString(out) {
		t.Errorf("a gap of %.2f of the length in %s", got, out)
	}
}
