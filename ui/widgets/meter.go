package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
)

// Meter is a thin bar that fills.
type Meter struct {
	widget.BaseWidget
	share float64
	color fyne.ThemeColorName
}

// NewMeter returns an empty bar.
func NewMeter() *Meter {
	m := &Meter{color: theme.ColorNamePrimary}
	m.ExtendBaseWidget(m)
	return m
}

// SetShare fills it, 0 to 1; below 0 it is not known how far.
func (m *Meter) SetShare(share float64) {
	if share != m.share {
		m.share = share
		m.Refresh()
	}
}

// SetColor changes the colour of what is filled.
func (m *Meter) SetColor(name fyne.ThemeColorName) {
	if name != m.color {
		m.color = name
		m.Refresh()
	}
}

// CreateRenderer draws it. Where it is not known how far, the middle third is filled, faintly: nothing moves, since each frame that the
// window draws costs the work its time.
func (m *Meter) CreateRenderer() fyne.WidgetRenderer {
	const height = 6
	track, bar := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	d := &drawing{objects: []fyne.CanvasObject{track, bar}, owner: m}
	d.refresh = func() {
		track.FillColor, track.CornerRadius, bar.CornerRadius = colour(m, look.ColorTrack), height/2, height/2
		bar.FillColor = colour(m, m.color)
		if m.share < 0 {
			bar.FillColor = colour(m, theme.ColorNameFocus)
		}
	}
	d.layout = func(size fyne.Size) {
		y := (size.Height - height) / 2
		place(track, 0, y, size.Width, height)
		if m.share < 0 {
			place(bar, size.Width/3, y, size.Width/3, height)
			return
		}
		show(bar, m.share > 0)
		place(bar, 0, y, max(float32(min(m.share, 1))*size.Width, height), height)
	}
	d.min = func() fyne.Size { return fyne.NewSize(60, height) }
	d.refresh()
	return d
}
