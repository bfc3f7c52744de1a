package main

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/plotutil"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"restyle/core/imaging"
)

// plotText is what stands above a plot and along its axes.
type plotText struct{ title, x, y string }

// curve is a line of a plot, which may have gaps, or a cloud of points.
type curve struct {
	name   string
	points bool
	xy     plotter.XYs
	gaps   []int // places in xy that the line does not reach across
}

func (c *curve) add(x, y float64) { c.xy = append(c.xy, plotter.XY{X: x, Y: y}) }

// gap ends a line, the next point begins another.
func (c *curve) gap() { c.gaps = append(c.gaps, len(c.xy)) }

// savePlot draws curves and writes them as PNG or JPEG. Axes begin at 0; curves without points are left out.
func savePlot(path string, text plotText, curves []curve) error {
	p := plot.New()
	p.Title.Text, p.X.Label.Text, p.Y.Label.Text = text.title, text.x, text.y
	p.Add(plotter.NewGrid())
	for i, c := range curves {
		if len(c.xy) == 0 {
			continue
		}
		if err := c.drawOn(p, i); err != nil {
			return fmt.Errorf("plot %s: %w", c.name, err)
		}
	}
	p.X.Min, p.Y.Min, p.Legend.Top = 0, 0, true
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		if axis.Max <= 0 { // all of it is 0, and gonum would begin at -1
			axis.Max = 1
		}
	}
	p.Y.Max *= 1 + 0.06*float64(len(curves)) // room for the legend
	p.X.Max *= 1.02                          // the last point is whole
	p.Legend.Padding = vg.Points(2)
	p.Title.Padding = vg.Points(6)
	canvas := vgimg.New(9*vg.Inch, 5*vg.Inch)
	const margin = vg.Length(12)
	p.Draw(draw.Crop(draw.New(canvas), margin, -2*margin, margin, -margin)) // numbers below the last tick reach over the right end of the axis
	return imaging.Save(path, imaging.FromImage(canvas.Image()), imaging.SaveOptions{})
}

// shapes are those of points; each serves as many curves as there are colours.
var shapes = []draw.GlyphDrawer{draw.CircleGlyph{}, draw.BoxGlyph{}, draw.PyramidGlyph{}, draw.RingGlyph{}, draw.SquareGlyph{}, draw.TriangleGlyph{}}

// drawOn adds the curve in the i-th colour.
func (c curve) drawOn(p *plot.Plot, i int) error {
	if c.points {
		s, err := scatter(c.xy, i)
		if err == nil {
			p.Add(s)
			p.Legend.Add(c.name, s)
		}
		return err
	}
	style, from := plotter.Line{LineStyle: draw.LineStyle{Color: plotutil.Color(i), Dashes: plotutil.Dashes(turn(i)), Width: vg.Points(1.5)}}, 0
	for _, to := range append(c.gaps, len(c.xy)) {
		part := style
		part.XYs = c.xy[from:to]
		from = to
		switch len(part.XYs) {
		case 0:
		case 1: // has no length as a line
			s, err := scatter(part.XYs, i)
			if err != nil {
				return err
			}
			p.Add(s)
		default:
			p.Add(&part)
		}
	}
	p.Legend.Add(c.name, &style)
	return nil
}

// scatter is points in the i-th colour.
func scatter(xy plotter.XYs, i int) (*plotter.Scatter, error) {
	s, err := plotter.NewScatter(xy)
	if err == nil {
		s.GlyphStyle = draw.GlyphStyle{Color: plotutil.Color(i), Radius: vg.Points(3), Shape: shapes[turn(i)%len(shapes)]}
	}
	return s, err
}

// turn is how often the colours before the i-th have been used up.
func turn(i int) int { return i / len(plotutil.DefaultColors) }
