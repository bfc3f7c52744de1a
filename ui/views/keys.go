package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"restyle/ui/widgets"
)

// textField is what has the keyboard while a text is written.
type textField interface {
	fyne.Shortcutable
	SelectedText() string
}

// edits passes a shortcut of the menu that is one of text fields too on to the one that has the keyboard.
func (f *Frame) edits(shortcut fyne.Shortcut) bool {
	field, ok := f.window.Canvas().Focused().(textField)
	if !ok {
		return false
	}
	switch shortcut.(type) {
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		field.TypedShortcut(shortcut)
	case *fyne.ShortcutPaste:
		field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	default:
		return false
	}
	return true
}

// typedKey is what keys do that nothing with the keyboard takes: Escape and Return answer the topmost dialog, be it ours or Fyne's, and F1 says which keys
// there are.
func (f *Frame) typedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyF1 && !f.covered() {
		showKeys(f)
	}
	enter := e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter
	if e.Name != fyne.KeyEscape && !enter {
		return
	}
	if !f.covered() {
		if !enter {
			f.notes.toast.Dismiss()
		}
		return
	}
	no, yes := answers(f.window.Canvas().Overlays().Top())
	if enter {
		no = yes
	}
	if no != nil && !no.Disabled() {
		no.Tapped(nil)
	}
}

// showDialog shows a dialog with buttons, the harmless one first and the default one last, which gets the keyboard.
func (f *Frame) showDialog(d *dialog.CustomDialog, buttons ...*widgets.Button) {
	row := make([]fyne.CanvasObject, len(buttons))
	for i, b := range buttons {
		row[i] = b
	}
	d.SetButtons(row)
	d.Show()
	escape := func() { f.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) }
	each(f.window.Canvas().Overlays().Top().(*widget.PopUp).Content, func(c *fyne.Container) {
		for _, o := range c.Objects {
			switch x := o.(type) {
			case *widgets.Button:
				x.OnEscape = escape
			case *widgets.Entry:
				x.OnEscape = escape
			}
		}
	})
	f.window.Canvas().Focus(buttons[len(buttons)-1])
}

// button is a button of ours or Fyne's.
type button interface {
	fyne.Tappable
	fyne.Disableable
}

// answers are the harmless button of a dialog and the default one. They stand beside each other, the harmless one first and the other one
// coloured; without such a pair the last button of the dialog is both.
func answers(top fyne.CanvasObject) (no, yes button) {
	popUp, ok := top.(*widget.PopUp)
	if !ok {
		return nil, nil
	}
	var pair, last []button
	each(popUp.Content, func(row *fyne.Container) {
		var buttons []button
		coloured := false
		for _, o := range row.Objects {
			switch b := o.(type) {
			case *widgets.Button:
				buttons, coloured = append(buttons, b), b.Importance == widget.HighImportance
			case *widget.Button:
				buttons, coloured = append(buttons, b), b.Importance == widget.HighImportance
			}
		}
		if coloured && len(buttons) > 1 {
			pair = buttons
		}
		if len(buttons) > 0 {
			last = buttons[len(buttons)-1:]
		}
	})
	if pair == nil {
		pair = last
	}
	if pair == nil {
		return nil, nil
	}
	return pair[0], pair[len(pair)-1]
}

// each calls do for a container and those in it.
func each(o fyne.CanvasObject, do func(*fyne.Container)) {
	switch x := o.(type) {
	case *fyne.Container:
		for _, child := range x.Objects {
			each(child, do)
		}
		do(x)
	case *container.Scroll:
		each(x.Content, do)
	}
}
