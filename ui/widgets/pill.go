package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	look "restyle/ui/theme"
)

// pill is a short text on a dark ground, to be read on any picture.
type pill struct {
	ground *canvas.Rectangle
	text   *canvas.Text
}

// Lengths of pills.
const (
	pillGap  = 12 // to the rim of the picture
	pillSide = 10 // beside the text
	pillTop  = 4  // above it
)

func newPill() *pill { return &pill{canvas.NewRectangle(nil), canvas.NewText("", nil)} }

// set takes over text and colours.
func (p *pill) set(w fyne.Widget, text string) {
	p.text.Text = text
	p.text.TextSize = length(w, theme.SizeNameCaptionText)
	p.text.Color, p.ground.FillColor = colour(w, look.ColorOnScrim), colour(w, look.ColorScrim)
	p.ground.CornerRadius = p.height() / 2
	p.setVisible(text != "")
}

func (p *pill) setVisible(visible bool) {
	show(p.ground, visible)
	show(p.text, visible)
}

func (p *pill) width() float32  { return measure(p.text.Text, p.text).Width + 2*pillSide }
func (p *pill) height() float32 { return measure(p.text.Text, p.text).Height + 2*pillTop }

func (p *pill) place(x, y float32) {
	place(p.ground, x, y, p.width(), p.height())
	place(p.text, x+pillSide, y+pillTop, p.width()-2*pillSide, p.height()-2*pillTop)
}
