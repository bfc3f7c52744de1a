package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// banner says what is wrong, where it is wrong.
type banner struct {
	frame   *Frame
	root    *fyne.Container
	text    *widgets.Paragraph
	details *widgets.Button
	problem *state.Problem
}

func newBanner(f *Frame) *banner {
	b := &banner{frame: f, text: widgets.NewParagraph("", widgets.Body())}
	b.details = quiet(theme.InfoIcon(), lang.L("Details"), func() { f.notes.details(sayProblem(b.problem), b.problem.Details) })
	icon := container.NewCenter(widget.NewIcon(theme.NewErrorThemedResource(theme.ErrorIcon())))
	row := container.NewBorder(nil, nil, icon, container.NewCenter(b.details), widgets.Padded(0, 8, container.New(middle{}, b.text)))
	b.root = widgets.Padded(8, 0, widgets.NewPanel(row))
	b.root.Hide()
	return b
}

// show says what is wrong; nil is nothing.
func (b *banner) show(p *state.Problem) {
	if p == b.problem {
		return
	}
	b.problem = p
	b.frame.reveal(b.root, p != nil)
	b.text.SetText(sayProblem(p))
	b.frame.reveal(b.details, p != nil && p.Details != "")
}
