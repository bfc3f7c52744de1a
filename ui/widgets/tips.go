package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Tips is the layer of a window's content that says what the icon below the pointer is for. It takes no events, and lies below dialogs.
type Tips struct {
	widget.BaseWidget
	later func(time.Duration, func())
	owner fyne.CanvasObject // what the pointer is on; nil: nothing that has a tip
	turn  int               // counts what the pointer has been on
	text  string            // shown now; "": nothing
	at    fyne.Position     // of the thing explained, in the layer
	size  fyne.Size
}

// tipDelay is how long the pointer rests before it is told.
const tipDelay = 600 * time.Millisecond

// NewTips returns the layer; later does something on the window's goroutine after a while.
func NewTips(later func(time.Duration, func())) *Tips {
	t := &Tips{later: later}
	t.ExtendBaseWidget(t)
	return t
}

// Text is what is shown; "": nothing.
func (t *Tips) Text() string { return t.text }

// tipsOf is the layer of the window that an object is in; nil: there is none.
func tipsOf(o fyne.CanvasObject) *Tips {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return nil
	}
	stack, ok := c.Content().(*fyne.Container)
	if !ok {
		return nil
	}
	for _, layer := range stack.Objects {
		if tips, ok := layer.(*Tips); ok {
			return tips
		}
	}
	return nil
}

// showTip explains a part of an object after a while.
func showTip(o fyne.CanvasObject, text string, part fyne.Position, size fyne.Size) {
	tips := tipsOf(o)
	if tips == nil {
		return
	}
	tips.Clear()
	if text == "" || fyne.CurrentApp().Driver().CanvasForObject(o).Overlays().Top() != nil {
		return
	}
	tips.owner = o
	turn := tips.turn
	tips.later(tipDelay, func() {
		if turn != tips.turn {
			return
		}
		driver := fyne.CurrentApp().Driver()
		tips.at = driver.AbsolutePositionForObject(o).Add(part).Subtract(driver.AbsolutePositionForObject(tips))
		tips.text, tips.size = text, size
		tips.Refresh()
	})
}

// hideTip ends showTip.
func hideTip(o fyne.CanvasObject) {
	if tips := tipsOf(o); tips != nil && tips.owner == o {
		tips.Clear()
	}
}

// clearTips ends what is said in the window of an object.
func clearTips(o fyne.CanvasObject) {
	if tips := tipsOf(o); tips != nil {
		tips.Clear()
	}
}

// Clear ends what is shown, and what would have been.
func (t *Tips) Clear() {
	t.turn++
	t.owner = nil
	if t.text != "" {
		t.text = ""
		t.Refresh()
	}
}

// CreateRenderer draws it.
func (t *Tips) CreateRenderer() fyne.WidgetRenderer {
	const margin, gap = 8, 4
	ground, text := canvas.NewRectangle(nil), canvas.NewText("", nil)
	d := &drawing{objects: []fyne.CanvasObject{ground, text}, owner: t, min: func() fyne.Size { return fyne.Size{} }}
	d.refresh = func() {
		ground.FillColor, ground.CornerRadius = colour(t, theme.ColorNameForeground), length(t, theme.SizeNameInputRadius)
		text.Text, text.Color, text.TextSize = t.text, colour(t, theme.ColorNameBackground), length(t, theme.SizeNameCaptionText)
		show(ground, t.text != "")
		show(text, t.text != "")
	}
	d.layout = func(size fyne.Size) {
		text.Text = shorten(t.text, text, size.Width-2*(gap+margin))
		m := measure(text.Text, text).AddWidthHeight(2*margin, margin)
		x := min(max(t.at.X+(t.size.Width-m.Width)/2, gap), max(size.Width-m.Width-gap, gap))
		y := t.at.Y + t.size.Height + gap
		if y+m.Height > size.Height {
			y = t.at.Y - m.Height - gap
		}
		place(ground, x, y, m.Width, m.Height)
		place(text, x+margin, y+margin/2, m.Width-2*margin, m.Height-margin)
	}
	d.refresh()
	return d
}
