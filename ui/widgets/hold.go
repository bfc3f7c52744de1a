package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Hold is a button that does something for as long as it is held, by mouse or by the space bar. A short press of the mouse holds it until the next one.
type Hold struct {
	Button
	OnHeld func(held bool)

	held    bool
	kept    bool      // held without a finger on it
	pressed time.Time // by the mouse; zero: it is not
}

// shortPress is how long a press of the mouse may take to be a click.
const shortPress = 250 * time.Millisecond

// NewHold returns such a button.
func NewHold(name string, icon fyne.Resource, held func(bool)) *Hold {
	h := &Hold{OnHeld: held}
	h.Text, h.Icon, h.Importance = name, icon, widget.LowImportance
	h.ExtendBaseWidget(h)
	return h
}

// MouseDown begins, or ends what a click began.
func (h *Hold) MouseDown(e *desktop.MouseEvent) {
	switch {
	case e.Button != desktop.MouseButtonPrimary:
	case h.kept:
		h.release()
	default:
		h.pressed = time.Now()
		h.set(true)
	}
}

// MouseUp ends, unless it was a click.
func (h *Hold) MouseUp(*desktop.MouseEvent) {
	if h.kept = !h.pressed.IsZero() && time.Since(h.pressed) < shortPress; h.kept {
		h.pressed = time.Time{}
		return
	}
	h.release()
}

// MouseOut ends too: the button may come up elsewhere.
func (h *Hold) MouseOut() {
	if !h.kept {
		h.release()
	}
	h.Button.MouseOut()
}

func (h *Hold) release() {
	h.kept, h.pressed = false, time.Time{}
	h.set(false)
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
		h.release()
	}
}

// FocusLost ends too.
func (h *Hold) FocusLost() {
	if !h.kept {
		h.release()
	}
	h.Button.FocusLost()
}

func (h *Hold) set(held bool) {
	if held != h.held {
		h.held = held
		if h.Importance = widget.LowImportance; held {
			h.Importance = widget.HighImportance
		}
		h.Refresh()
		if h.OnHeld != nil {
			h.OnHeld(held)
		}
	}
}
