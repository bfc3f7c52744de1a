package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Button is Fyne's, with a ring where the keyboard is, which Fyne's coloured ones do not show, a tip where it is an icon alone, and Return.
type Button struct {
	widget.Button
	OnEscape func() // nil: Escape does nothing

	tip     string
	label   string // while it is an icon alone for want of room
	focused bool
}

// NewButton returns a button.
func NewButton(name string, tapped func()) *Button { return NewIconButton(name, nil, tapped) }

// NewIconButton returns a button with an icon.
func NewIconButton(name string, icon fyne.Resource, tapped func()) *Button {
	b := &Button{}
	b.Text, b.Icon, b.OnTapped = name, icon, tapped
	b.ExtendBaseWidget(b)
	return b
}

// WithTip has the pointer told what the button does.
func (b *Button) WithTip(tip string) *Button {
	b.tip = tip
	return b
}

// SetTip is WithTip for another tip.
func (b *Button) SetTip(tip string) { b.tip = tip }

// Tip is what the pointer is told.
func (b *Button) Tip() string {
	if b.tip == "" {
		return b.label
	}
	return b.tip
}

// SetShort shows the icon alone, or the name too.
func (b *Button) SetShort(short bool) {
	if short == (b.label != "") || b.Icon == nil {
		return
	}
	if short {
		b.label, b.Text = b.Text, ""
	} else {
		b.label, b.Text = "", b.label
	}
	b.Refresh()
}

// Preferred is the width with the name.
func (b *Button) Preferred() float32 {
	width := b.MinSize().Width
	if b.label != "" {
		width += length(b, theme.SizeNamePadding) + fyne.MeasureText(b.label, length(b, theme.SizeNameText), fyne.TextStyle{Bold: true}).Width
	}
	return width
}

// Shortest is the width of the icon alone.
func (b *Button) Shortest() float32 {
	if b.Icon == nil {
		return b.MinSize().Width
	}
	return length(b, theme.SizeNameInlineIcon) + 2*length(b, theme.SizeNameInnerPadding)
}

// MouseIn follows the pointer.
func (b *Button) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	showTip(b, b.Tip(), fyne.NewPos(0, 0), b.Size())
}

// MouseOut follows the pointer.
func (b *Button) MouseOut() {
	hideTip(b)
	b.Button.MouseOut()
}

// Tapped does what the button is for.
func (b *Button) Tapped(e *fyne.PointEvent) {
	hideTip(b)
	b.Button.Tapped(e)
}

// FocusGained shows where the keyboard is.
func (b *Button) FocusGained() { b.focused = true; b.Button.FocusGained() }

// FocusLost shows where the keyboard is.
func (b *Button) FocusLost() { b.focused = false; b.Button.FocusLost() }

// TypedKey takes Return like the space bar.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	case fyne.KeyEscape:
		if b.OnEscape != nil {
			b.OnEscape()
		}
	default:
		b.Button.TypedKey(e)
	}
}

// CreateRenderer draws it.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonDrawing{WidgetRenderer: b.Button.CreateRenderer(), button: b, ring: newRing()}
	r.paint()
	return r
}

type buttonDrawing struct {
	fyne.WidgetRenderer
	button *Button
	ring   *ring
}

func (r *buttonDrawing) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.ring.outer, r.ring.inner)
}

func (r *buttonDrawing) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.ring.place(size)
}

func (r *buttonDrawing) Refresh() {
	r.paint()
	r.WidgetRenderer.Refresh()
}

func (r *buttonDrawing) paint() {
	r.ring.paint(r.button, r.button.focused, length(r.button, theme.SizeNameInputRadius))
}

// ring says that the keyboard is here, on light and dark and coloured grounds: it has the colour of texts, and one of the ground within.
type ring struct{ outer, inner *canvas.Rectangle }

// ringWidth is that of each of its two lines.
const ringWidth = 2

func newRing() *ring {
	return &ring{outer: canvas.NewRectangle(nil), inner: canvas.NewRectangle(nil)}
}

func (r *ring) place(size fyne.Size) {
	r.outer.Resize(size)
	place(r.inner, ringWidth, ringWidth, size.Width-2*ringWidth, size.Height-2*ringWidth)
}

func (r *ring) paint(w fyne.Widget, visible bool, radius float32) {
	r.outer.StrokeColor, r.outer.StrokeWidth, r.outer.CornerRadius = colour(w, theme.ColorNameForeground), ringWidth, radius
	r.inner.StrokeColor, r.inner.StrokeWidth, r.inner.CornerRadius = colour(w, theme.ColorNameBackground), ringWidth-0.5, max(radius-ringWidth, 0)
	show(r.outer, visible)
	show(r.inner, visible)
}
