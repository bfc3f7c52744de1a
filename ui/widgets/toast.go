package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
)

// Action is something that can be done, behind a button.
type Action struct {
	Name string
	Do   func()
}

// Toast is a message above the lower edge of the window, with what can be done about it.
type Toast struct {
	widget.BaseWidget
	OnDismissed func()

	text    *Paragraph
	bad     bool
	buttons *fyne.Container
	close   *Button
}

// NewToast returns a hidden toast.
func NewToast() *Toast {
	t := &Toast{text: NewParagraph("", Body()), buttons: Row(4)}
	t.close = NewIconButton("", theme.CancelIcon(), t.Dismiss)
	t.close.Importance = widget.LowImportance
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

// Say shows a message; bad ones are problems.
func (t *Toast) Say(text string, bad bool, actions ...Action) {
	t.bad = bad
	t.text.SetText(text)
	t.buttons.RemoveAll()
	for _, a := range actions {
		b := NewButton(a.Name, a.Do)
		b.Importance = widget.LowImportance
		t.buttons.Add(b)
	}
	t.Show()
	t.Refresh()
}

// Text is what it says.
func (t *Toast) Text() string { return t.text.Text() }

// Dismiss hides it.
func (t *Toast) Dismiss() {
	t.Hide()
	if t.OnDismissed != nil {
		t.OnDismissed()
	}
}

// CreateRenderer draws it.
func (t *Toast) CreateRenderer() fyne.WidgetRenderer {
	const margin, gap, least = 10, 8, 220
	ground, bar := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	d := &drawing{objects: []fyne.CanvasObject{ground, bar, t.text, t.buttons, t.close}, owner: t}
	d.refresh = func() {
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = colour(t, theme.ColorNameOverlayBackground), colour(t, look.ColorBorder), 1
		ground.CornerRadius, bar.CornerRadius = length(t, look.SizeRadius), 2
		bar.FillColor = colour(t, theme.ColorNameSuccess)
		if t.bad {
			bar.FillColor = colour(t, theme.ColorNameError)
		}
	}
	d.layout = func(size fyne.Size) {
		ground.Resize(size)
		place(bar, margin, margin, 4, size.Height-2*margin)
		end := size.Width - margin
		for _, o := range []fyne.CanvasObject{t.close, t.buttons} {
			m := o.MinSize()
			end -= m.Width
			place(o, end, (size.Height-m.Height)/2, m.Width, m.Height)
		}
		left := float32(margin + 4 + gap)
		height := t.text.MinSize().Height
		place(t.text, left, (size.Height-height)/2, end-left-gap, height)
	}
	d.min = func() fyne.Size {
		m := t.buttons.MinSize().Add(fyne.NewSize(t.close.MinSize().Width, 0))
		height := max(m.Height, t.close.MinSize().Height, t.text.MinSize().Height+margin)
		return fyne.NewSize(least+m.Width+2*margin, height+margin)
	}
	d.refresh()
	return d
}
