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

// curve is a line of a plot, or a cloud of points.
type curve struct {
	name   string
	points bool
	xy     plotter.XYs
}

func (c *curve) add(x, y float64) { c.xy = append(c.xy, plotter.XY{X: x, Y: y}) }

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
	p.Y.Max *= 1 + 0.06*float64(len(curves)) // room for the legend
	p.X.Max *= 1.02                          // the last point is whole
	p.Legend.Padding = vg.Points(2)
	p.Title.Padding = vg.Points(6)
	canvas := vgimg.New(9*vg.Inch, 5*vg.Inch)
	const margin = vg.Length(12)
	p.Draw(draw.Crop(draw.New(canvas), margin, -2*margin, margin, -margin)) // numbers below the last tick reach over the right end of the axis
	return imaging.Save(path, imaging.FromImage(canvas.Image()), imaging.SaveOptions{})
}

// drawOn adds the curve in the i-th colour.
func (c curve) drawOn(p *plot.Plot, i int) error {
	if c.points {
		s, err := plotter.NewScatter(c.xy)
		if err != nil {
			return err
		}
		s.GlyphStyle = draw.GlyphStyle{Color: plotutil.Color(i), Radius: vg.Points(3), Shape: draw.CircleGlyph{}}
		p.Add(s)
		p.Legend.Add(c.name, s)
		return nil
	}
	l, err := plotter.NewLine(c.xy)
	if err != nil {
		return err
	}
	l.Color, l.Dashes, l.Width = plotutil.Color(i), plotutil.Dashes(i/7), vg.Points(1.5)
	p.Add(l)
	p.Legend.Add(c.name, l)
	return nil
}
