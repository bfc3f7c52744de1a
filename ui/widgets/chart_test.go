package widgets

import (
	"math"
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func TestCurveKeepsExtremes(t *testing.T) {
	points := make([]ChartPoint, 1000)
	for i := range points {
		points[i] = ChartPoint{Step: i, Value: 2, Low: 2, High: 2}
	}
	points[500].Value = 90
	points[700].Value = math.NaN()
	all := buckets(points, columns)
	if len(all) != columns || all[columns-1].step != 999 {
		t.Fatalf("%d columns up to step %d", len(all), all[len(all)-1].step)
	}
	if a := axisOf(all, true); a.low != 2 || a.high != 90 || !a.log {
		t.Errorf("the axis goes from %g to %g, logarithmic %t", a.low, a.high, a.log)
	}
	broken := 0
	for _, b := range all {
		if b.broken {
			broken++
		}
	}
	if broken != 1 {
		t.Errorf("%d columns hold what is no number", broken)
	}
	if last := smooth(all)[columns-1]; math.Abs(last-2) > 0.1 {
		t.Errorf("the moving average ends at %g", last)
	}
}

func TestAxisOfValuesWithoutLogarithm(t *testing.T) {
	a := axisOf(buckets([]ChartPoint{{Value: -1}, {Step: 1, Value: 3}}, columns), true)
	if a.log || a.share(-1) != 0 || a.share(3) != 1 {
		t.Errorf("%+v", a)
	}
	if a := axisOf(nil, true); a.share(0.5) != 0.5 {
		t.Errorf("without values: %+v", a)
	}
}

// TestChartMakesNoNewObjects however many points come: the lines are moved.
func TestChartMakesNoNewObjects(t *testing.T) {
	c := NewChart("Nothing yet")
	window(t, c, 600, 200)
	r := test.WidgetRenderer(c)
	before := len(r.Objects())
	var points []ChartPoint
	for i := range 3000 {
		points = append(points, ChartPoint{Step: i, Value: 5 / float64(i+1)})
	}
	c.SetPoints(points)
	if len(r.Objects()) != before {
		t.Errorf("%d objects became %d", before, len(r.Objects()))
	}
	visible := 0
	for _, o := range r.Objects() {
		if line, ok := o.(*canvas.Line); ok && line.Visible() {
			visible++
			if line.Position1.X < 0 || line.Position2.X > 600 || min(line.Position1.Y, line.Position2.Y) < 0 || max(line.Position1.Y, line.Position2.Y) > 200 {
				t.Fatalf("a line goes from %v to %v, out of the chart", line.Position1, line.Position2)
			}
		}
	}
	if visible != 2*columns-1 {
		t.Errorf("%d lines are drawn, not %d", visible, 2*columns-1)
	}
}
