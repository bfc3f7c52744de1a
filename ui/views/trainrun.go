package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	look "restyle/ui/theme"
	"restyle/ui/widgets"
)

// trainRun is the panel of a training that goes on.
type trainRun struct {
	frame                  *Frame
	root                   fyne.CanvasObject
	phase, name            *widgets.Text
	meter                  *widgets.Meter
	step, elapsed, remains *widgets.Text
	pause, finish          *widgets.Button
	paused                 bool
	gallery                *widgets.Gallery
}

func newTrainRun(f *Frame) *trainRun {
	t := f.program.Train
	r := &trainRun{frame: f, phase: widgets.NewShortText("", widgets.Subheading()), name: widgets.NewShortText("", widgets.Muted()), meter: widgets.NewMeter()}
	r.step, r.elapsed, r.remains = widgets.NewText("", widgets.Body()), widgets.NewText("", widgets.Body()), widgets.NewText("", widgets.Body())
	r.pause = widgets.NewIconButton(lang.L("Pause"), theme.MediaPauseIcon(), func() {
		if r.paused {
			t.Resume()
		} else {
			t.Pause()
		}
	})
	r.finish = widgets.NewIconButton(lang.L("Finish now and keep it"), theme.ConfirmIcon(), t.Finish)
	cancel := quiet(theme.CancelIcon(), lang.L("Cancel the training"), t.Cancel)
	r.gallery = widgets.NewGallery(thumb * 2 / 3)
	facts := widgets.Column(8, fact(lang.L("Step"), r.step), fact(lang.L("Time so far"), r.elapsed), fact(lang.L("Remaining"), r.remains))
	top := widgets.Column(16, widgets.Column(3, r.phase, r.name), r.meter, facts, widgets.NewText(lang.L("Learning from"), widgets.Body()))
	buttons := widgets.Column(8, widgets.AtLeast(0, 40, r.pause), widgets.AtLeast(0, 40, r.finish), cancel)
	foot := container.NewVBox(widget.NewSeparator(), widgets.Padded(14, 18, buttons))
	r.root = container.NewBorder(widgets.Padded(18, 18, top), foot, nil, nil, widgets.Padded(0, 18, container.NewVScroll(r.gallery)))
	return r
}

// fact is a value with its name before it.
func fact(name string, value fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(nil, nil, widgets.NewText(name, widgets.Muted()), value)
}

func (r *trainRun) show(v state.TrainView) {
	r.phase.SetText(phaseName(v.Phase))
	r.name.SetText(v.Learning)
	if v.Steps > 0 {
		r.meter.SetShare(float64(v.Step) / float64(v.Steps))
		r.step.SetText(lang.L("{{.N}} of {{.Count}}", with{"N": v.Step, "Count": v.Steps}))
	} else {
		r.meter.SetShare(-1)
		r.step.SetText("–")
	}
	r.elapsed.SetText(clock(v.Elapsed))
	r.remains.SetText("–")
	if v.Remaining > 0 {
		r.remains.SetText(roughly(v.Remaining))
	}
	r.showPause(v.Phase)
	setEnabled(r.finish, v.Phase == state.TrainRunning || v.Phase == state.TrainPaused)
	r.gallery.SetTiles(trainTiles(v.Learns))
}

func (r *trainRun) showPause(p state.Phase) {
	setEnabled(r.pause, p == state.TrainRunning || p == state.TrainPaused)
	if paused := p == state.TrainPaused; paused != r.paused {
		r.paused = paused
		if paused {
			r.pause.SetIcon(theme.MediaPlayIcon())
			r.pause.SetText(lang.L("Resume"))
		} else {
			r.pause.SetIcon(theme.MediaPauseIcon())
			r.pause.SetText(lang.L("Pause"))
		}
	}
}

// trainResult is the panel of a training that has ended.
type trainResult struct {
	frame              *Frame
	root               fyne.CanvasObject
	title              *widgets.Text
	text               *widgets.Paragraph
	style, keeps, took *widgets.Text
	use                *widgets.Button
}

func newTrainResult(f *Frame) *trainResult {
	t := f.program.Train
	r := &trainResult{frame: f, title: widgets.NewShortText("", widgets.Subheading()), text: widgets.NewParagraph("", widgets.Body())}
	r.style, r.keeps, r.took = widgets.NewText("", widgets.Strong()), widgets.NewText("", widgets.Body()), widgets.NewText("", widgets.Body())
	facts := widgets.Column(8, fact(lang.L("Distance to your styles"), r.style), fact(lang.L("Distance to the photos"), r.keeps), fact(lang.L("Time"), r.took))
	r.use = widgets.NewIconButton(lang.L("Use it now"), look.IconStylize.In(theme.ColorNameForegroundOnPrimary), func() {
		t.UseResult()
		f.Open(Stylize)
	})
	r.use.Importance = widget.HighImportance
	another := widgets.NewButton(lang.L("Train something else"), t.PutAside)
	foot := container.NewVBox(widget.NewSeparator(), widgets.Padded(14, 18, widgets.Column(8, widgets.AtLeast(0, 44, r.use), another)))
	r.root = container.NewBorder(widgets.Padded(18, 18, widgets.Column(16, r.title, r.text, facts)), foot, nil, nil)
	return r
}

func (r *trainResult) show(v state.TrainView) {
	if v.Outcome == nil {
		return
	}
	o := *v.Outcome
	r.title.SetText(outcomeTitle(o))
	r.text.SetText(outcomeText(o))
	r.style.SetText(change(o.StyleBefore, o.StyleAfter))
	r.keeps.SetText(change(o.ContentBefore, o.ContentAfter))
	r.took.SetText(clock(o.Took))
	r.frame.reveal(r.use, o.Kept)
}

func outcomeText(o state.Outcome) string {
	if !o.Kept {
		return lang.L("The result was compared with the start on parts of your pictures that it had not seen, and the start was better. Nothing was changed. More pictures or more time may help.")
	}
	return lang.L("Measured on parts of your pictures that it had not seen. You find it in the model picker.")
}

// change is how much a distance has fallen or risen.
func change(before, after float64) string {
	if before <= 0 {
		return "–"
	}
	return lang.L("{{.Percent}} %", with{"Percent": signed(100 * (after/before - 1))})
}
