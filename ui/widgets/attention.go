package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// keyboard is the part of a widget that knows whether the keyboard is on it. show draws it anew.
type keyboard struct {
	focused bool
	show    func()
}

// FocusGained shows where the keyboard is.
func (k *keyboard) FocusGained() { k.focused = true; k.show() }

// FocusLost shows where the keyboard is.
func (k *keyboard) FocusLost() { k.focused = false; k.show() }

// TypedRune does nothing.
func (*keyboard) TypedRune(rune) {}

// attention is the part of a widget that knows whether keyboard and pointer are on it.
type attention struct {
	keyboard
	hovered bool
}

// MouseIn follows the pointer.
func (a *attention) MouseIn(*desktop.MouseEvent) { a.hovered = true; a.show() }

// MouseMoved does nothing.
func (*attention) MouseMoved(*desktop.MouseEvent) {}

// MouseOut follows the pointer.
func (a *attention) MouseOut() { a.hovered = false; a.show() }

// presses tells whether a key does what a click does.
func presses(e *fyne.KeyEvent) bool {
	return e.Name == fyne.KeySpace || e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter
}
