package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
)

// Range is what an Amount can be.
type Range struct {
	Low, High float64
	Step      float64 // of the arrow keys, and values are multiples of it; in logarithmic ranges a factor
	Log       bool
}

// Amount is a slider with its name and its value above it.
type Amount struct {
	widget.BaseWidget
	attention
	OnChanged func(value float64)

	name   string
	limits Range
	format func(float64) string
	value  float64
	span   *Range // what is coloured of the track; nil: as far as the knob
	off    bool
}

// NewAmount returns a slider; format writes its value.
func NewAmount(name string, limits Range, format func(float64) string) *Amount {
	a := &Amount{name: name, limits: limits, format: format, value: limits.Low}
	a.ExtendBaseWidget(a)
	a.show = a.Refresh
	return a
}

// Value is where it stands.
func (a *Amount) Value() float64 { return a.value }

// SetValue moves it.
func (a *Amount) SetValue(v float64) {
	if v = a.clamp(v); v != a.value {
		a.value = v
		a.Refresh()
	}
}

// SetRange changes what it can be.
func (a *Amount) SetRange(limits Range) {
	if limits != a.limits {
		a.limits = limits
		a.value = a.clamp(a.value)
		a.Refresh()
	}
}

// SetSpan colours the track from low to high, whatever the value is; from an end to the other, as far as the knob as usual.
func (a *Amount) SetSpan(low, high float64) {
	span := &Range{Low: a.clamp(low), High: a.clamp(high)}
	if span.Low == a.limits.Low && span.High == a.limits.High {
		span = nil
	}
	if (span == nil) != (a.span == nil) || span != nil && *span != *a.span {
		a.span = span
		a.Refresh()
	}
}

// SetEnabled says whether it can be moved.
func (a *Amount) SetEnabled(on bool) {
	if a.off == on {
		a.off = !on
		a.Refresh()
	}
}

func (a *Amount) clamp(v float64) float64 { return min(max(v, a.limits.Low), a.limits.High) }

// move is the person's move.
func (a *Amount) move(v float64) {
	if v = a.clamp(v); a.off || v == a.value {
		return
	}
	a.value = v
	a.Refresh()
	if a.OnChanged != nil {
		a.OnChanged(v)
	}
}

// share is where a value lies between the ends, 0 to 1.
func (r Range) share(v float64) float64 {
	if r.Log {
		return math.Log(v/r.Low) / math.Log(r.High/r.Low)
	}
	return (v - r.Low) / (r.High - r.Low)
}

// at is the value of a share, on a step.
func (r Range) at(share float64) float64 {
	share = min(max(share, 0), 1)
	if r.Log {
		steps := math.Round(share * math.Log(r.High/r.Low) / math.Log(r.Step))
		return min(r.Low*math.Pow(r.Step, steps), r.High)
	}
	return r.Low + math.Round(share*(r.High-r.Low)/r.Step)*r.Step
}

// next is the value n steps away.
func (r Range) next(v float64, n int) float64 {
	if r.Log {
		return v * math.Pow(r.Step, float64(n))
	}
	return math.Round(v/r.Step+float64(n)) * r.Step
}

func (a *Amount) drag(x float32) {
	a.move(a.limits.at(float64((x - knob/2) / (a.Size().Width - knob))))
}

// MouseDown moves it to the pointer.
func (a *Amount) MouseDown(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary && !a.off {
		focus(a)
		a.drag(e.Position.X)
	}
}

// MouseUp does nothing.
func (a *Amount) MouseUp(*desktop.MouseEvent) {}

// Dragged moves it with the pointer.
func (a *Amount) Dragged(e *fyne.DragEvent) { a.drag(e.Position.X) }

// DragEnd does nothing.
func (a *Amount) DragEnd() {}

// TypedKey moves it by a step, or ten, or to the ends.
func (a *Amount) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyDown:
		a.move(a.limits.next(a.value, -1))
	case fyne.KeyRight, fyne.KeyUp:
		a.move(a.limits.next(a.value, 1))
	case fyne.KeyPageDown:
		a.move(a.limits.next(a.value, -10))
	case fyne.KeyPageUp:
		a.move(a.limits.next(a.value, 10))
	case fyne.KeyHome:
		a.move(a.limits.Low)
	case fyne.KeyEnd:
		a.move(a.limits.High)
	}
}

// Lengths of the slider in the window's units.
const (
	knob      = 16
	trackWide = 4
	halo      = 22
	lineGap   = 4
)

// CreateRenderer draws it.
func (a *Amount) CreateRenderer() fyne.WidgetRenderer {
	r := &amountDrawing{
		amount: a, name: canvas.NewText("", nil), value: canvas.NewText("", nil), track: canvas.NewRectangle(nil),
		filled: canvas.NewRectangle(nil), halo: canvas.NewCircle(nil), knob: canvas.NewCircle(nil),
	}
	r.value.Alignment = fyne.TextAlignTrailing
	r.drawing = drawing{owner: a, layout: r.place, min: r.least, refresh: r.paint}
	r.objects = []fyne.CanvasObject{r.name, r.value, r.track, r.filled, r.halo, r.knob}
	r.paint()
	return r
}

type amountDrawing struct {
	drawing
	amount        *Amount
	name, value   *canvas.Text
	track, filled *canvas.Rectangle
	halo, knob    *canvas.Circle
}

func (r *amountDrawing) place(size fyne.Size) {
	line := measure(r.value.Text, r.value)
	place(r.value, size.Width-line.Width, 0, line.Width, line.Height)
	r.name.Text = shorten(r.amount.name, r.name, size.Width-line.Width-lineGap)
	place(r.name, 0, 0, size.Width-line.Width-lineGap, line.Height)
	middle := line.Height + lineGap + halo/2
	at := float32(r.amount.limits.share(r.amount.value)) * (size.Width - knob)
	place(r.track, 0, middle-trackWide/2, size.Width, trackWide)
	from, to := float32(0), at+knob/2
	if span := r.amount.span; span != nil {
		limits := r.amount.limits
		along := func(v float64) float32 { return knob/2 + float32(limits.share(v))*(size.Width-knob) }
		if from, to = 0, size.Width; span.Low > limits.Low {
			from = along(span.Low)
		}
		if span.High < limits.High {
			to = along(span.High)
		}
	}
	place(r.filled, from, middle-trackWide/2, to-from, trackWide)
	place(r.knob, at, middle-knob/2, knob, knob)
	place(r.halo, at+(knob-halo)/2, middle-halo/2, halo, halo)
}

func (r *amountDrawing) least() fyne.Size {
	const width = 120
	return fyne.NewSize(width, measure(r.value.Text, r.value).Height+lineGap+halo)
}

func (r *amountDrawing) paint() {
	a := r.amount
	r.value.Text = a.format(a.value)
	r.name.TextSize, r.value.TextSize = length(a, theme.SizeNameText), length(a, theme.SizeNameText)
	name, value, bar := theme.ColorNameForeground, look.ColorMuted, theme.ColorNamePrimary
	if a.off {
		name, value, bar = theme.ColorNameDisabled, theme.ColorNameDisabled, theme.ColorNameDisabled
	}
	r.name.Color, r.value.Color = colour(a, name), colour(a, value)
	r.track.FillColor, r.track.CornerRadius = colour(a, look.ColorTrack), trackWide/2
	r.filled.FillColor, r.filled.CornerRadius = colour(a, bar), trackWide/2
	r.knob.FillColor, r.knob.StrokeColor, r.knob.StrokeWidth = colour(a, bar), colour(a, look.ColorSurface), 2
	r.halo.FillColor = colour(a, theme.ColorNameFocus)
	r.halo.Hidden = a.off || !a.focused && !a.hovered
}
