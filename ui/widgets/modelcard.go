package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
)

// Card is a thing that can be chosen from a list: a model, or how long to train.
type Card struct {
	Title string
	Line  string // about it, in small
	Tag   string // at the right end, such as "in use"; may be empty
	Bad   bool   // Line says what is wrong
}

// ModelCard draws a Card. One of several is selected.
type ModelCard struct {
	widget.BaseWidget
	attention
	OnTapped func()

	data             Card
	title, line, tag *Text
	selected         bool
}

// NewModelCard returns a card.
func NewModelCard(data Card, tapped func()) *ModelCard {
	c := &ModelCard{OnTapped: tapped, title: NewShortText("", Strong()), line: NewShortText("", Caption()), tag: NewText("", Caption()).Trailing()}
	c.ExtendBaseWidget(c)
	c.show = c.Refresh
	c.Set(data)
	return c
}

// Set changes what it shows.
func (c *ModelCard) Set(data Card) {
	if data == c.data {
		return
	}
	c.data = data
	c.title.SetText(data.Title)
	c.line.SetText(data.Line)
	c.tag.SetText(data.Tag)
	c.line.SetRole(Caption())
	if data.Bad {
		c.line.SetRole(Warning())
	}
	c.Refresh()
}

// SetSelected marks it as the chosen one.
func (c *ModelCard) SetSelected(selected bool) {
	if selected != c.selected {
		c.selected = selected
		c.Refresh()
	}
}

// Tapped chooses.
func (c *ModelCard) Tapped(*fyne.PointEvent) {
	focus(c)
	if c.OnTapped != nil {
		c.OnTapped()
	}
}

// TypedKey chooses.
func (c *ModelCard) TypedKey(e *fyne.KeyEvent) {
	if presses(e) {
		c.Tapped(nil)
	}
}

// CreateRenderer draws it.
func (c *ModelCard) CreateRenderer() fyne.WidgetRenderer {
	const margin, gap = 12, 3
	ground := canvas.NewRectangle(nil)
	d := &drawing{objects: []fyne.CanvasObject{ground, c.title, c.line, c.tag}, owner: c}
	d.refresh = func() {
		ground.CornerRadius, ground.StrokeWidth = length(c, look.SizeRadius), 1
		ground.FillColor, ground.StrokeColor = colour(c, look.ColorSurface), colour(c, look.ColorBorder)
		if c.selected {
			ground.FillColor, ground.StrokeColor, ground.StrokeWidth = colour(c, look.ColorAccentSoft), colour(c, theme.ColorNamePrimary), 1.5
		}
		if c.hovered || c.focused {
			ground.StrokeColor, ground.StrokeWidth = colour(c, theme.ColorNamePrimary), 1.5
		}
		if c.focused {
			ground.StrokeWidth = 2
		}
		c.paintTexts()
	}
	d.layout = func(size fyne.Size) {
		ground.Resize(size)
		tag, title, line := c.tag.MinSize(), c.title.MinSize().Height, c.line.MinSize().Height
		y := (size.Height - title - gap - line) / 2
		place(c.title, margin, y, size.Width-2*margin-tag.Width-gap, title)
		place(c.tag, size.Width-margin-tag.Width, y+(title-tag.Height)/2, tag.Width, tag.Height)
		place(c.line, margin, y+title+gap, size.Width-2*margin, line)
	}
	d.min = func() fyne.Size {
		return fyne.NewSize(160, c.title.MinSize().Height+gap+c.line.MinSize().Height+2*margin)
	}
	d.refresh()
	return d
}

func (c *ModelCard) paintTexts() {
	tag := Caption()
	tag.Color = theme.ColorNamePrimary
	c.tag.SetRole(tag)
}
