package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
)

// columns is how many columns a chart has at most: the lines are made once and moved, so that drawing costs the same however long it runs.
const columns = 150

// Chart is a curve over steps: what was measured in faint columns, its moving average as a line.
type Chart struct {
	widget.BaseWidget
	points []ChartPoint
	log    bool
	empty  string
}

// NewChart returns an empty chart, which says so.
func NewChart(empty string) *Chart {
	c := &Chart{empty: empty}
	c.ExtendBaseWidget(c)
	return c
}

// SetPoints shows points in the order of their steps. The slice is not kept after the next call and not written to.
func (c *Chart) SetPoints(points []ChartPoint) {
	c.points = points
	c.Refresh()
}

// SetLog chooses a logarithmic scale, as far as the values allow it.
func (c *Chart) SetLog(log bool) {
	if log != c.log {
		c.log = log
		c.Refresh()
	}
}

// CreateRenderer draws it.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	r := &chartDrawing{chart: c, ground: canvas.NewRectangle(nil), empty: canvas.NewText("", nil)}
	r.drawing = drawing{owner: c, layout: r.place, min: leastChart, refresh: r.paint}
	r.empty.Alignment = fyne.TextAlignCenter
	r.objects = []fyne.CanvasObject{r.ground, r.empty}
	for i := range r.raw {
		r.raw[i], r.mean[i] = canvas.NewLine(nil), canvas.NewLine(nil)
		r.raw[i].StrokeWidth, r.mean[i].StrokeWidth = 1, 2
	}
	for _, lines := range [][columns]*canvas.Line{r.raw, r.mean} {
		for _, line := range lines {
			r.objects = append(r.objects, line)
		}
	}
	for i := range r.labels {
		r.labels[i] = canvas.NewText("", nil)
		r.objects = append(r.objects, r.labels[i])
	}
	r.paint()
	return r
}

func leastChart() fyne.Size { return fyne.NewSize(200, 90) }

// chartDrawing draws a Chart. labels are the highest and the lowest value, and the first and the last step.
type chartDrawing struct {
	drawing
	chart     *Chart
	ground    *canvas.Rectangle
	empty     *canvas.Text
	raw, mean [columns]*canvas.Line
	labels    [4]*canvas.Text
}

func (r *chartDrawing) paint() {
	c := r.chart
	r.ground.FillColor, r.ground.CornerRadius = colour(c, look.ColorSurface), length(c, look.SizeRadius)
	r.ground.StrokeColor, r.ground.StrokeWidth = colour(c, look.ColorBorder), 1
	r.empty.Text, r.empty.TextSize, r.empty.Color = c.empty, length(c, theme.SizeNameText), colour(c, look.ColorMuted)
	for i := range r.mean {
		r.mean[i].StrokeColor = colour(c, theme.ColorNamePrimary)
	}
	for _, label := range r.labels {
		label.TextSize, label.Color = length(c, theme.SizeNameCaptionText), colour(c, look.ColorMuted)
	}
}

func (r *chartDrawing) place(size fyne.Size) {
	r.ground.Resize(size)
	height := measure("", r.empty).Height
	place(r.empty, 0, (size.Height-height)/2, size.Width, height)
	all := buckets(r.chart.points, columns)
	r.empty.Hidden = len(all) > 1
	if len(all) < 2 {
		all = nil
	}
	a := axisOf(all, r.chart.log)
	plot := r.label(size, all, a)
	r.draw(all, a, plot)
}

// label writes the ends of both axes and returns the place that they leave.
func (r *chartDrawing) label(size fyne.Size, all []bucket, a axis) rectangle {
	const margin, gap = 10, 6
	texts := [4]string{}
	if len(all) > 0 {
		texts = [4]string{number(a.high), number(a.low), strconv.Itoa(r.chart.points[0].Step), strconv.Itoa(all[len(all)-1].step)}
	}
	line := measure("", r.labels[0]).Height
	for i, label := range r.labels {
		label.Text = texts[i]
	}
	left := max(measure(texts[0], r.labels[0]).Width, measure(texts[1], r.labels[1]).Width)
	plot := rectangle{margin + left + gap, margin, size.Width - left - gap - 2*margin, size.Height - line - gap - 2*margin}
	r.labels[0].Move(fyne.NewPos(margin, margin))
	r.labels[1].Move(fyne.NewPos(margin, margin+plot.height-line))
	r.labels[2].Move(fyne.NewPos(plot.x, size.Height-margin-line))
	r.labels[3].Move(fyne.NewPos(plot.x+plot.width-measure(texts[3], r.labels[3]).Width, size.Height-margin-line))
	return plot
}

// draw places the lines. A column in which a value is no number is drawn over the whole height in the colour of errors.
func (r *chartDrawing) draw(all []bucket, a axis, plot rectangle) {
	means := smooth(all)
	x := func(i int) float32 { return plot.x + plot.width*float32(i)/float32(max(len(all)-1, 1)) }
	y := func(v float64) float32 { return plot.y + plot.height*float32(1-a.share(v)) }
	for i := range r.raw {
		raw, mean := r.raw[i], r.mean[i]
		raw.Hidden, mean.Hidden = i >= len(all), i >= len(all) || i == 0 || !finite(means[i]) || !finite(means[i-1])
		if raw.Hidden {
			continue
		}
		raw.StrokeColor = colour(r.chart, look.ColorSecondCurve)
		from, to := plot.y, plot.y+plot.height
		if all[i].broken {
			raw.StrokeColor = colour(r.chart, theme.ColorNameError)
		} else {
			from, to = y(all[i].high), y(all[i].low)
		}
		raw.Position1, raw.Position2 = fyne.NewPos(x(i), from), fyne.NewPos(x(i), to)
		if !mean.Hidden {
			mean.Position1, mean.Position2 = fyne.NewPos(x(i-1), y(means[i-1])), fyne.NewPos(x(i), y(means[i]))
		}
	}
}

// number writes a value in three digits.
func number(v float64) string { return strconv.FormatFloat(v, 'g', 3, 64) }
