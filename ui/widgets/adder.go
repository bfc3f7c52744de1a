package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
)

// adder is the tile that adds another.
type adder struct {
	widget.BaseWidget
	attention
	side   float32
	name   string
	tapped func()
}

func newAdder(side float32, name string, tapped func()) *adder {
	a := &adder{side: side, name: name, tapped: tapped}
	a.ExtendBaseWidget(a)
	a.show = a.Refresh
	return a
}

// Tapped adds.
func (a *adder) Tapped(*fyne.PointEvent) { a.tapped() }

// TypedKey adds.
func (a *adder) TypedKey(e *fyne.KeyEvent) {
	if presses(e) {
		a.tapped()
	}
}

// CreateRenderer draws it.
func (a *adder) CreateRenderer() fyne.WidgetRenderer {
	frame, name := canvas.NewRectangle(nil), canvas.NewText("", nil)
	sign := canvas.NewImageFromResource(theme.NewColoredResource(theme.ContentAddIcon(), theme.ColorNamePrimary))
	name.Alignment = fyne.TextAlignCenter
	d := &drawing{objects: []fyne.CanvasObject{frame, sign, name}, owner: a}
	d.refresh = func() {
		frame.FillColor, frame.CornerRadius = colour(a, look.ColorAccentSoft), length(a, look.SizeRadius)-tileRim
		frame.StrokeColor, frame.StrokeWidth = nil, 0
		if a.hovered || a.focused {
			frame.StrokeColor, frame.StrokeWidth = colour(a, theme.ColorNamePrimary), 2
		}
		name.TextSize, name.Color = length(a, theme.SizeNameCaptionText), colour(a, theme.ColorNamePrimary)
		sign.Refresh()
	}
	d.layout = func(fyne.Size) {
		const icon = 28
		place(frame, tileRim, tileRim, a.side-2*tileRim, a.side-2*tileRim)
		place(sign, (a.side-icon)/2, (a.side-icon)/2, icon, icon)
		name.Text = shorten(a.name, name, a.side)
		place(name, 0, a.side+tileName, a.side, measure("", name).Height)
	}
	d.min = func() fyne.Size { return fyne.NewSize(a.side, a.side+tileName+measure("", name).Height) }
	d.refresh()
	return d
}
