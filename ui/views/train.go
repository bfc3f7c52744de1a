package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// train is the screen that teaches a model the person's styles: what to learn is chosen first; then one sees it learn.
type train struct {
	frame    *Frame
	state    *state.Train
	choosing *trainChoosing
	learning *trainLearning
	panel    *trainPanel
	root     fyne.CanvasObject
}

func newTrain(f *Frame) *train {
	t := &train{frame: f, state: f.program.Train}
	t.choosing = newTrainChoosing(f)
	t.learning = newTrainLearning(f)
	t.panel = newTrainPanel(f)
	body := container.NewStack(t.choosing.root, t.learning.root)
	t.root = withPanel(widgets.Padded(16, 20, body), t.panel.root)
	f.program.Watch(state.TrainSetup|state.TrainProgress, func() { t.show(t.state.View()) })
	f.program.Watch(state.TrainLosses, func() { t.learning.showLosses(t.state.View()) })
	f.program.Watch(state.TrainPreview, func() { t.learning.showPictures(t.state.View()) })
	t.show(t.state.View())
	t.learning.showLosses(t.state.View())
	t.learning.showPictures(t.state.View())
	return t
}

func (t *train) content() fyne.CanvasObject { return t.root }

// opened has the speed of this computer measured, for the estimates.
func (t *train) opened() { t.state.Opened() }

// comparison is that of before training and now.
func (t *train) comparison() *widgets.Compare { return t.learning.viewer.compare }

// pane is the picture of what is learnt, while one sees it.
func (t *train) pane() fyne.CanvasObject {
	if t.learning.root.Visible() {
		return t.learning.viewer.compare
	}
	return nil
}

// place: photographs on their list, styles everywhere else.
func (t *train) place(at fyne.Position) state.Place {
	if t.choosing.root.Visible() && within(t.choosing.photos, at) {
		return state.DropTrainContents
	}
	return state.DropTrainStyles
}

// busy tells whether a training goes on.
func busy(p state.Phase) bool {
	return p == state.TrainPreparing || p == state.TrainRunning || p == state.TrainPaused || p == state.TrainComparing
}

// show shows what to learn, or how it goes.
func (t *train) show(v state.TrainView) {
	ended := !busy(v.Phase) && v.Outcome != nil
	watching := busy(v.Phase) || ended
	t.frame.reveal(t.learning.root, watching)
	t.frame.reveal(t.choosing.root, !watching)
	t.choosing.show(v)
	t.learning.show(v)
	t.panel.show(v, ended)
}

// phaseName says what a training is doing.
func phaseName(p state.Phase) string {
	switch p {
	case state.TrainPreparing:
		return lang.L("Reading the pictures…")
	case state.TrainRunning:
		return lang.L("Learning your styles")
	case state.TrainPaused:
		return lang.L("Paused")
	case state.TrainComparing:
		return lang.L("Comparing with the start…")
	}
	return ""
}
