package views

import (
	"image/color"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// notes shows the program's messages where they cover no control, and asks its questions.
type notes struct {
	frame    *Frame
	toast    *widgets.Toast
	layer    *fyne.Container
	room     *canvas.Rectangle // below screens without a picture that a message could lie on
	shown    int               // number of the message shown last
	said     int               // counts what was said
	asking   *state.Question
	withdraw func() // closes the dialog without an answer; nil: there is none
}

// Times for which messages stay.
const (
	noteTime    = 6 * time.Second
	badNoteTime = 15 * time.Second // also of those that offer to take something back
)

func newNotes(f *Frame) *notes {
	n := &notes{frame: f, toast: widgets.NewToast(), room: canvas.NewRectangle(color.Transparent)}
	n.layer = container.New(clear{n}, n.toast)
	n.room.Hide()
	n.toast.OnDismissed = n.makeRoom
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
		if m.CanUndo && !n.undoable(m) {
			n.toast.Dismiss() // it was taken back elsewhere, and is no longer so
		}
		return
	}
	n.shown = m.Number
	if !m.Bad && n.frame.jobs.tells(m.Path) {
		return
	}
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
		actions = append(actions, widgets.Action{Name: lang.L("Details"), Do: func() { n.details(Say(m.Text), m.Details) }})
	}
	stay := noteTime
	if m.Bad || m.CanUndo {
		stay = badNoteTime
	}
	n.sayFor(stay, Say(m.Text), m.Bad, actions...)
}

// undoable tells whether what a message tells of can still be taken back.
func (n *notes) undoable(m state.Message) bool {
	return slices.ContainsFunc(n.frame.program.Removed(), func(x state.Message) bool { return x.Number == m.Number })
}

// say shows a message for a while.
func (n *notes) say(text string, bad bool) { n.sayFor(noteTime, text, bad) }

// sayFor shows a message, and takes it away unless there is a newer one by then.
func (n *notes) sayFor(stay time.Duration, text string, bad bool, actions ...widgets.Action) {
	n.said++
	said := n.said
	n.toast.Say(text, bad, actions...)
	n.makeRoom()
	n.layer.Refresh()
	n.frame.later(stay, func() {
		if n.said == said {
			n.toast.Dismiss()
		}
	})
}

// makeRoom moves the screen up for a message where there is no picture for it to lie on, and back when it has gone.
func (n *notes) makeRoom() {
	needed := n.toast.Visible() && n.frame.pane() == nil
	if needed {
		size := noteSize(n.toast, n.frame.body.Size().Width)
		n.room.SetMinSize(fyne.NewSize(0, size.Height+noteMargin))
	}
	n.frame.reveal(n.room, needed)
}

// details shows a sentence in full, and a log that can be copied where there is one.
func (n *notes) details(sentence, log string) {
	if log == "" {
		text := widgets.AtLeast(420, 60, widgets.NewParagraph(sentence, widgets.Body()))
		d := dialog.NewCustomWithoutButtons(lang.L("Details"), text, n.frame.window)
		n.frame.showDialog(d, widgets.NewButton(lang.L("Close"), d.Hide))
		return
	}
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
	if q == n.asking {
		return
	}
	if n.asking = q; n.withdraw != nil {
		n.withdraw()
	}
	if q == nil {
		return
	}
	text := widgets.NewParagraph(Say(q.Text), widgets.Body())
	d := dialog.NewCustomWithoutButtons(questionHeading(q.Text.Key), widgets.AtLeast(420, 60, text), n.frame.window)
	answered := false
	answer := func(choice int) {
		if !answered {
			answered, n.withdraw = true, nil
			d.Hide()
			n.frame.program.Answer(q, choice)
		}
	}
	n.withdraw = func() { // it is not asked any more
		answered, n.withdraw = true, nil
		d.Hide()
	}
	d.SetOnClosed(func() { answer(0) })
	var buttons []*widgets.Button
	for i, choice := range q.Choices {
		b := widgets.NewButton(Say(choice), func() { answer(i) })
		if i == len(q.Choices)-1 {
			b.Importance = widget.HighImportance
		}
		buttons = append(buttons, b)
	}
	n.frame.showDialog(d, buttons...)
}

// questionHeading says what a question is about.
func questionHeading(key string) string {
	switch {
	case strings.HasPrefix(key, "state.close."):
		return lang.L("Close Restyle")
	case key == "state.overwrite":
		return lang.L("Replace the file")
	case key == "state.delete", key == "state.delete.needed":
		return lang.L("Delete the model")
	case key == "state.style.delete":
		return lang.L("Delete the style")
	case key == "state.video.cancel":
		return lang.L("Cancel the video")
	case key == "state.train.cancel":
		return lang.L("Cancel the training")
	case key == "state.resume.ask", key == "state.train.kept", key == "state.train.discard":
		return lang.L("An interrupted training")
	}
	return "Restyle"
}

// clear is the layout of the message: on the picture of the open screen, or below the screen.
type clear struct{ notes *notes }

const noteMargin = 16

// noteSize is the size of a message in a width.
func noteSize(o fyne.CanvasObject, width float32) fyne.Size {
	const least, most = 240, 640
	width = min(max(width-2*noteMargin, least), most)
	o.Resize(fyne.NewSize(width, 10)) // paragraphs know their height by their width
	return fyne.NewSize(width, o.MinSize().Height)
}

func (c clear) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	if !c.notes.toast.Visible() {
		return
	}
	driver := fyne.CurrentApp().Driver()
	ground, bottom := fyne.CanvasObject(c.notes.room), float32(noteMargin)
	if pane := c.notes.frame.pane(); pane != nil {
		const names = 40 // of the two sides, at the lower edge
		ground, bottom = pane, names
	}
	corner := driver.AbsolutePositionForObject(ground).Subtract(driver.AbsolutePositionForObject(c.notes.layer))
	for _, o := range objects {
		size := noteSize(o, ground.Size().Width)
		o.Resize(size)
		o.Move(corner.AddXY((ground.Size().Width-size.Width)/2, ground.Size().Height-size.Height-bottom))
	}
}

func (clear) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }
