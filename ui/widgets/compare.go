package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Layout says how two pictures are compared.
type Layout uint8

// The ways to compare.
const (
	Split  Layout = iota // one picture, left of a divider before, right of it after
	Beside               // two pictures
	After                // the result alone
)

// Pictures are what is compared. Both cover the same content.
type Pictures struct {
	Before, After *image.RGBA // of any resolution; nil: not there yet
	Size          image.Point // pixels of the file that they stand for; where it is zero, Before's
}

// Sharper is a part of both pictures in full resolution.
type Sharper struct {
	Part          image.Rectangle // in pixels of the file; empty: there is none
	Before, After *image.RGBA     // nil: not there yet
}

// Compare shows a picture before and after. It can be zoomed to the pixels of its file and moved.
type Compare struct {
	widget.BaseWidget
	OnView func() // zoom or visible part have changed

	pictures Pictures
	sharper  Sharper
	layout   Layout
	names    [2]string // of before and after
	note     string    // what is going on
	empty    string    // shown while there is no picture

	view     viewport
	drawn    float32 // scale that the view was told of last
	divider  float32 // share of the picture's visible width, 0 to 1
	held     bool    // before alone is shown, as long as a button says
	spaced   bool    // the same, by the space bar
	grabbed  target
	nearLine bool
	focused  bool
}

// NewCompare returns an empty comparison; before and after are the names of the two sides.
func NewCompare(before, after string) *Compare {
	c := &Compare{names: [2]string{before, after}, divider: 0.5, drawn: 1}
	c.view.fits = true
	c.ExtendBaseWidget(c)
	return c
}

// SetPictures shows pictures. Zoom and place are kept if the size is the same.
func (c *Compare) SetPictures(p Pictures) {
	if p.Size == (image.Point{}) && p.Before != nil {
		p.Size = p.Before.Rect.Size()
	}
	if p == c.pictures {
		return
	}
	moved := p.Size != c.pictures.Size
	c.pictures = p
	c.view.setPixels(p.Size)
	c.Refresh()
	if moved {
		c.viewChanged()
	}
}

// SetSharper lays a sharper part over the pictures.
func (c *Compare) SetSharper(s Sharper) {
	if s != c.sharper {
		c.sharper = s
		c.Refresh()
	}
}

// SetLayout changes how the pictures are compared.
func (c *Compare) SetLayout(l Layout) {
	if l != c.layout {
		c.layout = l
		c.Refresh()
		c.viewChanged()
	}
}

// SetHeld shows the picture before, for as long as it is held.
func (c *Compare) SetHeld(held bool) {
	if held != c.held {
		c.held = held
		c.Refresh()
	}
}

// showsBefore tells whether the picture before is shown alone.
func (c *Compare) showsBefore() bool { return c.held || c.spaced }

// SetNote says on the picture what is going on; "" is nothing.
func (c *Compare) SetNote(note string) {
	if note != c.note {
		c.note = note
		c.Refresh()
	}
}

// SetEmpty is what is said while there is no picture.
func (c *Compare) SetEmpty(text string) {
	if text != c.empty {
		c.empty = text
		c.Refresh()
	}
}

// SetDivider puts the divider at a share of the visible picture, 0 to 1.
func (c *Compare) SetDivider(share float32) {
	if share = min(max(share, 0), 1); share != c.divider {
		c.divider = share
		c.Refresh()
	}
}

// Divider is the share of the visible picture that is left of the divider.
func (c *Compare) Divider() float32 { return c.divider }

// Layout is how the pictures are compared.
func (c *Compare) Layout() Layout { return c.layout }

// Zoom is how many pixels of the screen a pixel of the file takes.
func (c *Compare) Zoom() float32 { return c.view.zoom * c.scale() }

// Fits tells whether the whole picture is shown.
func (c *Compare) Fits() bool { return c.view.fits }

// InSight is the part of the picture in sight, in pixels of the file.
func (c *Compare) InSight() image.Rectangle { return c.view.visible() }

// Fit shows the whole picture.
func (c *Compare) Fit() { c.changeView(c.view.fit) }

// ActualSize shows each pixel of the file as one of the screen.
func (c *Compare) ActualSize() { c.zoomTo(1/c.scale(), c.middle()) }

// ZoomBy enlarges by a factor.
func (c *Compare) ZoomBy(factor float32) { c.zoomBy(factor, c.middle()) }

func (c *Compare) zoomTo(zoom float32, at fyne.Position) {
	c.changeView(func() { c.view.zoomTo(zoom, at) })
}

func (c *Compare) zoomBy(factor float32, at fyne.Position) {
	c.changeView(func() { c.view.zoomBy(factor, at) })
}

// changeView repaints if f has changed the view.
func (c *Compare) changeView(f func()) {
	before := c.view
	f()
	if c.view != before {
		c.Refresh()
		c.viewChanged()
	}
}

func (c *Compare) viewChanged() {
	if c.OnView != nil {
		c.OnView()
	}
}

func (c *Compare) middle() fyne.Position {
	return fyne.NewPos(c.view.pane.Width/2, c.view.pane.Height/2)
}

// scale is how many pixels of the screen a unit of the window takes.
func (c *Compare) scale() float32 {
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(c); canvas != nil {
		return canvas.Scale()
	}
	return 1
}

// panes are the places of before and after in the widget; a pane may have no width.
func (c *Compare) panes(size fyne.Size) (before, after rectangle) {
	all := rectangle{0, 0, size.Width, size.Height}
	switch {
	case c.showsBefore() || c.pictures.After == nil:
		return all, rectangle{}
	case c.layout == After:
		return rectangle{}, all
	case c.layout == Beside:
		half := (size.Width - besideGap) / 2
		return rectangle{0, 0, half, size.Height}, rectangle{half + besideGap, 0, half, size.Height}
	}
	x := c.line()
	return rectangle{0, 0, x, size.Height}, rectangle{x, 0, size.Width - x, size.Height}
}

// line is the x of the divider in the widget.
func (c *Compare) line() float32 {
	left, right := c.extent()
	return left + c.divider*(right-left)
}

// extent is where the visible part of the picture begins and ends.
func (c *Compare) extent() (left, right float32) {
	size := c.view.size()
	return max(c.view.offset.X, 0), min(c.view.offset.X+size.Width, c.view.pane.Width)
}

// divided tells whether there is a divider to be moved.
func (c *Compare) divided() bool {
	return c.layout == Split && !c.showsBefore() && c.pictures.After != nil
}

// besideGap is what lies between two pictures beside each other.
const besideGap = 8

// rectangle is a place in the window's units.
type rectangle struct{ x, y, width, height float32 }
