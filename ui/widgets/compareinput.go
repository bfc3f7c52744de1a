package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// target is what a drag moves. MouseDown decides it: what Dragged says about where a drag began differs between drivers.
type target uint8

const (
	nothing target = iota
	theDivider
	thePicture
)

// reach is how far from the divider it can be grabbed.
const reach = 12

// MouseDown grabs the divider or the picture.
func (c *Compare) MouseDown(e *desktop.MouseEvent) {
	focus(c)
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	switch {
	case c.near(e.Position.X):
		c.grabbed = theDivider
	case c.view.pannable():
		c.grabbed = thePicture
	case c.divided():
		c.grabbed = theDivider
		c.moveDivider(e.Position.X)
	}
}

// MouseUp lets go.
func (c *Compare) MouseUp(*desktop.MouseEvent) { c.grabbed = nothing }

// Dragged moves what was grabbed.
func (c *Compare) Dragged(e *fyne.DragEvent) {
	switch c.grabbed {
	case theDivider:
		c.moveDivider(e.Position.X)
	case thePicture:
		c.changeView(func() { c.view.pan(e.Dragged.DX, e.Dragged.DY) })
	}
}

// DragEnd lets go.
func (c *Compare) DragEnd() { c.grabbed = nothing }

// Scrolled zooms at the pointer.
func (c *Compare) Scrolled(e *fyne.ScrollEvent) {
	const perUnit = 0.01 // a notch of a wheel is 10 to 30 units
	factor := float32(math.Exp(float64(e.Scrolled.DY) * perUnit))
	c.zoomBy(min(max(factor, 0.5), 2), c.inPane(e.Position))
}

// DoubleTapped goes from the whole picture to the file's pixels, and back.
func (c *Compare) DoubleTapped(e *fyne.PointEvent) {
	if c.view.fits {
		c.zoomTo(1/c.scale(), c.inPane(e.Position))
	} else {
		c.Fit()
	}
}

// MouseIn follows the pointer.
func (c *Compare) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved follows the pointer.
func (c *Compare) MouseMoved(e *desktop.MouseEvent) { c.nearLine = c.near(e.Position.X) }

// MouseOut follows the pointer.
func (c *Compare) MouseOut() { c.nearLine = false }

// Cursor shows what can be dragged.
func (c *Compare) Cursor() desktop.Cursor {
	switch {
	case c.nearLine || c.grabbed == theDivider:
		return desktop.HResizeCursor
	case c.view.pannable():
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained shows where the keyboard is.
func (c *Compare) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost shows where the keyboard is.
func (c *Compare) FocusLost() {
	c.focused, c.spaced = false, false // the button beside it may still hold
	c.Refresh()
}

// TypedRune zooms.
func (c *Compare) TypedRune(r rune) {
	switch r {
	case '+', '=':
		c.ZoomBy(ZoomStep)
	case '-', '_':
		c.ZoomBy(1 / ZoomStep)
	case '0':
		c.Fit()
	case '1':
		c.ActualSize()
	}
}

// TypedKey moves the divider by left and right, and the picture where there is no divider or up and down.
func (c *Compare) TypedKey(e *fyne.KeyEvent) {
	const step, pan = 0.02, 40
	switch e.Name {
	case fyne.KeyLeft:
		c.sideways(-step, pan)
	case fyne.KeyRight:
		c.sideways(step, -pan)
	case fyne.KeyUp:
		c.changeView(func() { c.view.pan(0, pan) })
	case fyne.KeyDown:
		c.changeView(func() { c.view.pan(0, -pan) })
	case fyne.KeyHome:
		c.SetDivider(0)
	case fyne.KeyEnd:
		c.SetDivider(1)
	}
}

func (c *Compare) sideways(share, pan float32) {
	if c.divided() {
		c.SetDivider(c.divider + share)
	} else {
		c.changeView(func() { c.view.pan(pan, 0) })
	}
}

// KeyDown shows the picture before while the space bar is down.
func (c *Compare) KeyDown(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace {
		c.spaced = true
		c.Refresh()
	}
}

// KeyUp ends KeyDown.
func (c *Compare) KeyUp(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace {
		c.spaced = false
		c.Refresh()
	}
}

// near tells whether x is at the divider.
func (c *Compare) near(x float32) bool {
	return c.divided() && float32(math.Abs(float64(x-c.line()))) <= reach
}

func (c *Compare) moveDivider(x float32) {
	if left, right := c.extent(); right > left {
		c.SetDivider((x - left) / (right - left))
	}
}

// inPane is a point of the widget in its pane: of two panes, they show the same.
func (c *Compare) inPane(p fyne.Position) fyne.Position {
	if c.layout == Beside && p.X > c.view.pane.Width {
		p.X -= c.view.pane.Width + besideGap
	}
	return p
}

// ZoomStep is the factor of a press of a key, a button or a menu item.
const ZoomStep = 1.25
