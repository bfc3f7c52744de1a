package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Paragraph is text of several lines without a margin, broken where its place ends.
type Paragraph struct {
	widget.BaseWidget
	rich  *widget.RichText
	piece *widget.TextSegment
}

// NewParagraph returns a paragraph.
func NewParagraph(text string, role Role) *Paragraph {
	p := &Paragraph{}
	p.piece = &widget.TextSegment{Text: text}
	p.rich = widget.NewRichText(p.piece)
	p.rich.Wrapping = fyne.TextWrapWord
	p.ExtendBaseWidget(p)
	p.setRole(role)
	return p
}

// Centred centres the lines.
func (p *Paragraph) Centred() *Paragraph { p.piece.Style.Alignment = fyne.TextAlignCenter; return p }

// Text is what it says.
func (p *Paragraph) Text() string { return p.piece.Text }

// SetText changes what it says.
func (p *Paragraph) SetText(text string) {
	if p.piece.Text != text {
		p.piece.Text = text
		p.rich.Refresh()
		p.Refresh()
	}
}

func (p *Paragraph) setRole(role Role) {
	p.piece.Style.ColorName, p.piece.Style.SizeName = role.Color, role.Size
	p.piece.Style.TextStyle.Bold = role.Bold
}

// CreateRenderer draws it; Fyne's own margin around the text is undone.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	inset := func() float32 { return length(p, theme.SizeNameInnerPadding) }
	d := &drawing{objects: []fyne.CanvasObject{p.rich}, owner: p}
	d.layout = func(s fyne.Size) { place(p.rich, -inset(), -inset(), s.Width+2*inset(), s.Height+2*inset()) }
	d.min = func() fyne.Size {
		size := p.rich.MinSize().SubtractWidthHeight(2*inset(), 2*inset())
		return fyne.NewSize(max(size.Width, 0), max(size.Height, 0))
	}
	d.refresh = p.rich.Refresh
	return d
}
