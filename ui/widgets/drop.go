package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
)

// DropZone is a place that says what can be dropped there; a click asks for it instead. What is dropped comes from the window, which knows
// where its parts are.
type DropZone struct {
	widget.BaseWidget
	attention
	OnTapped func()

	icon        fyne.Resource
	title, hint *Text
}

// NewDropZone returns a zone with an icon, a line that says what to do and a smaller one about it.
func NewDropZone(icon fyne.Resource, title, hint string, tapped func()) *DropZone {
	z := &DropZone{icon: icon, title: NewShortText(title, Strong()).Centred(), hint: NewShortText(hint, Caption()).Centred(), OnTapped: tapped}
	z.ExtendBaseWidget(z)
	z.show = z.Refresh
	return z
}

// SetTexts changes both lines.
func (z *DropZone) SetTexts(title, hint string) {
	z.title.SetText(title)
	z.hint.SetText(hint)
}

// Tapped asks.
func (z *DropZone) Tapped(*fyne.PointEvent) {
	if z.OnTapped != nil {
		z.OnTapped()
	}
}

// Cursor shows that it can be clicked.
func (z *DropZone) Cursor() desktop.Cursor { return desktop.PointerCursor }

// TypedKey asks.
func (z *DropZone) TypedKey(e *fyne.KeyEvent) {
	if presses(e) {
		z.Tapped(nil)
	}
}

// CreateRenderer draws it: icon and lines in the middle of a frame.
func (z *DropZone) CreateRenderer() fyne.WidgetRenderer {
	const icon, gap, margin = 40, 10, 20
	frame := canvas.NewRectangle(nil)
	picture := canvas.NewImageFromResource(theme.NewColoredResource(z.icon, theme.ColorNamePrimary))
	d := &drawing{objects: []fyne.CanvasObject{frame, picture, z.title, z.hint}, owner: z}
	d.refresh = func() {
		frame.CornerRadius = length(z, look.SizeRadius)
		frame.FillColor, frame.StrokeColor, frame.StrokeWidth = colour(z, look.ColorSurface), colour(z, look.ColorBorder), 1.5
		if z.hovered || z.focused {
			frame.FillColor, frame.StrokeColor = colour(z, look.ColorAccentSoft), colour(z, theme.ColorNamePrimary)
		}
		picture.Refresh()
	}
	heights := func() (title, hint float32) { return z.title.MinSize().Height, z.hint.MinSize().Height }
	d.layout = func(size fyne.Size) {
		title, hint := heights()
		y := (size.Height - icon - gap - title - gap/2 - hint) / 2
		frame.Resize(size)
		place(picture, (size.Width-icon)/2, y, icon, icon)
		place(z.title, margin, y+icon+gap, size.Width-2*margin, title)
		place(z.hint, margin, y+icon+gap+title+gap/2, size.Width-2*margin, hint)
	}
	d.min = func() fyne.Size {
		title, hint := heights()
		return fyne.NewSize(220, icon+gap+title+gap/2+hint+2*margin)
	}
	d.refresh()
	return d
}
