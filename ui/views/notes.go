package views

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// notes shows the program's messages above the lower edge, and asks its questions.
type notes struct {
	frame  *Frame
	toast  *widgets.Toast
	layer  *fyne.Container
	shown  int // number of the message shown last
	asking *state.Question
}

// Times for which messages stay.
const (
	noteTime    = 6 * time.Second
	badNoteTime = 15 * time.Second // also of those that offer to take something back
)

func newNotes(f *Frame) *notes {
	n := &notes{frame: f, toast: widgets.NewToast()}
	n.layer = container.New(aboveEdge{f.jobs.bar}, n.toast)
	n.shown = f.program.Message().Number - 1
	f.program.Watch(state.Messages, n.refresh)
	f.program.Watch(state.Questions, n.ask)
	if f.program.Message().Number > 0 {
		n.refresh()
	}
	return n
}

// refresh shows a new message.
func (n *notes) refresh() {
	m := n.frame.program.Message()
	if m.Number == n.shown {
		return
	}
	n.shown = m.Number
	var actions []widgets.Action
	if m.CanUndo {
		actions = append(actions, widgets.Action{Name: lang.L("Undo"), Do: func() {
			n.toast.Dismiss()
			n.frame.program.UndoMessage(m.Number)
		}})
	}
	if m.Path != "" && !m.Bad {
		actions = append(actions, widgets.Action{Name: lang.L("Show file"), Do: func() { n.frame.showFolder(m.Path) }})
	}
	if m.Details != "" {
		actions = append(actions, widgets.Action{Name: lang.L("Details"), Do: func() { n.details(say(m.Text), m.Details) }})
	}
	n.say(say(m.Text), m.Bad, actions...)
	n.goAfter(m)
}

// goAfter takes the message away after a while, unless there is a newer one.
func (n *notes) goAfter(m state.Message) {
	stay := noteTime
	if m.Bad || m.CanUndo {
		stay = badNoteTime
	}
	n.frame.later(stay, func() {
		if n.shown == m.Number {
			n.toast.Dismiss()
		}
	})
}

// say shows a message.
func (n *notes) say(text string, bad bool, actions ...widgets.Action) {
	n.toast.Say(text, bad, actions...)
	n.layer.Refresh()
}

// details shows a log that can be copied.
func (n *notes) details(sentence, log string) {
	text := widget.NewLabel(log)
	text.Selectable, text.TextStyle.Monospace = true, true
	scroll := container.NewScroll(text)
	scroll.SetMinSize(fyne.NewSize(560, 260))
	copying := widgets.NewButton(lang.L("Copy"), func() { fyne.CurrentApp().Clipboard().SetContent(sentence + "\n" + log) })
	content := container.NewBorder(widgets.NewParagraph(sentence, widgets.Body()), container.NewHBox(copying), nil, nil, widgets.Padded(8, 0, scroll))
	d := dialog.NewCustomWithoutButtons(lang.L("Details"), content, n.frame.window)
	n.frame.showDialog(d, widgets.NewButton(lang.L("Close"), d.Hide))
}

// ask shows the question that waits for an answer.
func (n *notes) ask() {
	q := n.frame.program.Question()
	if q == nil || q == n.asking {
		return
	}
	n.asking = q
	text := widgets.NewParagraph(say(q.Text), widgets.Body())
	d := dialog.NewCustomWithoutButtons(lang.L("A question"), widgets.AtLeast(420, 60, text), n.frame.window)
	answered := false
	answer := func(choice int) {
		if !answered {
			answered = true
			d.Hide()
			n.frame.program.Answer(q, choice)
		}
	}
	d.SetOnClosed(func() { answer(0) })
	var buttons []*widgets.Button
	for i, choice := range q.Choices {
		b := widgets.NewButton(say(choice), func() { answer(i) })
		if i == len(q.Choices)-1 {
			b.Importance = widget.HighImportance
		}
		buttons = append(buttons, b)
	}
	n.frame.showDialog(d, buttons...)
}

// aboveEdge is the layout of the message: in the middle, above the bar of jobs.
type aboveEdge struct{ bar *widgets.JobBar }

func (a aboveEdge) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const most, margin = 640, 16
	bottom := float32(margin)
	if a.bar.Visible() {
		bottom += a.bar.MinSize().Height
	}
	for _, o := range objects {
		width := min(size.Width-2*margin, most)
		o.Resize(fyne.NewSize(width, 10)) // paragraphs know their height by their width
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos((size.Width-width)/2, size.Height-height-bottom))
	}
}

func (aboveEdge) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }
