package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Hold is a button that does something for as long as it is held, by mouse or by the space bar.
type Hold struct {
	Button
	OnHeld func(held bool)

	held bool
}

// NewHold returns such a button.
func NewHold(name string, icon fyne.Resource, held func(bool)) *Hold {
	h := &Hold{OnHeld: held}
	h.Text, h.Icon = name, icon
	h.ExtendBaseWidget(h)
	return h
}

// MouseDown begins.
func (h *Hold) MouseDown(e *desktop.MouseEvent) { h.set(e.Button == desktop.MouseButtonPrimary) }

// MouseUp ends.
func (h *Hold) MouseUp(*desktop.MouseEvent) { h.set(false) }

// MouseOut ends too: the button may come up elsewhere.
func (h *Hold) MouseOut() {
	h.set(false)
	h.Button.MouseOut()
}

// KeyDown begins.
func (h *Hold) KeyDown(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace {
		h.set(true)
	}
}

// KeyUp ends.
func (h *Hold) KeyUp(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace {
		h.set(false)
	}
}

// FocusLost ends too.
func (h *Hold) FocusLost() {
	h.set(false)
	h.Button.FocusLost()
}

func (h *Hold) set(held bool) {
	if held != h.held {
		h.held = held
		if h.OnHeld != nil {
			h.OnHeld(held)
		}
	}
}
