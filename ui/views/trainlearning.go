package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// trainLearning shows how a training goes: a photograph as the model paints it before the training and now, and the curve of losses.
type trainLearning struct {
	root     fyne.CanvasObject
	viewer   *viewer
	heading  *widgets.ToldText
	about    *widgets.ToldText
	chart    *widgets.Chart
	sample   *canvas.Image
	sampleOf fyne.CanvasObject
	curve    *widgets.Segments
	meaning  *widgets.ToldText // of the curve
	frame    *Frame
}

func newTrainLearning(f *Frame) *trainLearning {
	l := &trainLearning{frame: f, heading: widgets.NewToldText("", widgets.Heading()), about: widgets.NewToldText("", widgets.Caption())}
	l.viewer = newViewer(lang.L("Before training"), lang.L("Now"))
	l.viewer.compare.SetEmpty(lang.L("The first picture appears after a few steps."))
	l.chart = widgets.NewChart(lang.L("The curve appears after a few steps."))
	l.chart.SetLog(true)
	l.curve = widgets.NewSegments([]string{lang.L("Style"), lang.L("Content"), lang.L("All")}, func(int) { l.showLosses(f.program.Train.View()) })
	l.sample = canvas.NewImageFromImage(nil)
	l.sample.ScaleMode, l.sample.FillMode = canvas.ImageScaleFastest, canvas.ImageFillContain
	const side, chart = 150, 150
	l.sampleOf = container.NewBorder(widgets.NewShortText(lang.L("A style to learn"), widgets.Caption()), nil, nil, nil, widgets.AtLeast(side, side-20, l.sample))
	about := widgets.Column(2, l.heading, l.about)
	top := newBar(bar{stretched: about, segments: l.viewer.layouts, short: []shortened{l.viewer.original}, spare: []fyne.CanvasObject{l.viewer.original}}, about, l.viewer.layouts, l.viewer.original)
	l.meaning = widgets.NewToldText("", widgets.Caption())
	told := container.New(middle{}, l.meaning)
	over := newBar(bar{stretched: told, segments: l.curve, spare: []fyne.CanvasObject{told}}, told, l.curve)
	plot := container.NewBorder(over, nil, nil, nil, widgets.Padded(6, 0, widgets.AtLeast(0, chart, l.chart)))
	l.root = container.NewBorder(top, container.NewBorder(nil, nil, nil, widgets.Padded(0, 8, l.sampleOf), plot), nil, nil, widgets.Padded(10, 0, l.viewer.compare))
	return l
}

// show says how it goes.
func (l *trainLearning) show(v state.TrainView) {
	if v.Outcome != nil && !busy(v.Phase) {
		l.heading.SetText(outcomeTitle(*v.Outcome))
	} else {
		l.heading.SetText(phaseName(v.Phase))
	}
	l.about.SetText(joined(v.Learning, atStep(v.AtStep)))
}

// atStep says how old the shown result is.
func atStep(step int) string {
	if step <= 0 {
		return ""
	}
	return lang.N("as it paints after {{.Count}} steps", step, with{"Count": step})
}

// showPictures shows the held-out photograph.
func (l *trainLearning) showPictures(v state.TrainView) {
	l.viewer.compare.SetPictures(widgets.Pictures{Before: v.Before, After: v.Now})
	l.viewer.update()
	if v.Sample != nil && l.sample.Image != v.Sample {
		l.sample.Image = v.Sample
		l.sample.Refresh()
	}
	l.frame.reveal(l.sampleOf, v.Sample != nil)
	l.show(v)
}

// showLosses draws the curve that is chosen, and says what it means.
func (l *trainLearning) showLosses(v state.TrainView) {
	chosen := l.curve.Selected()
	l.meaning.SetText([...]string{
		lang.L("Distance to your styles, of other pictures at each step: lower is better"),
		lang.L("Distance to the photos, of other pictures at each step: it may rise a little"),
		lang.L("What the training lowers; a part of it comes in during the first quarter"),
	}[chosen])
	points := make([]widgets.ChartPoint, len(v.Losses))
	for i, p := range v.Losses {
		points[i] = [...]widgets.ChartPoint{
			{Step: p.Step, Value: p.Style, Low: p.Style, High: p.Style},
			{Step: p.Step, Value: p.Content, Low: p.Content, High: p.Content},
			{Step: p.Step, Value: p.Total, Low: p.LowestTotal, High: p.HighestOfTotals},
		}[chosen]
	}
	l.chart.SetPoints(points)
}

func outcomeTitle(o state.Outcome) string {
	if !o.Kept {
		return lang.L("No better than before")
	}
	return lang.L("{{.Name}} is ready", with{"Name": o.Model})
}
