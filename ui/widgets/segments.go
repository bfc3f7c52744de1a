package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
)

// Segments is a choice of one among few, all of them in sight.
type Segments struct {
	widget.BaseWidget
	OnSelected func(index int)

	labels   []string
	off      []bool
	selected int
	hovered  int // -1: none
	focused  bool
}

// NewSegments returns a choice; the first one is selected.
func NewSegments(labels []string, selected func(index int)) *Segments {
	s := &Segments{labels: labels, off: make([]bool, len(labels)), OnSelected: selected, hovered: -1}
	s.ExtendBaseWidget(s)
	return s
}

// Selected is the index of the selected one.
func (s *Segments) Selected() int { return s.selected }

// SetSelected selects one.
func (s *Segments) SetSelected(index int) {
	if index != s.selected && index >= 0 && index < len(s.labels) {
		s.selected = index
		s.Refresh()
	}
}

// SetEnabled says whether one can be chosen.
func (s *Segments) SetEnabled(index int, on bool) {
	if s.off[index] == on {
		s.off[index] = !on
		s.Refresh()
	}
}

// choose is the person's choice.
func (s *Segments) choose(index int) {
	if index < 0 || index >= len(s.labels) || s.off[index] || index == s.selected {
		return
	}
	s.selected = index
	s.Refresh()
	if s.OnSelected != nil {
		s.OnSelected(index)
	}
}

// at is the index of the segment at x.
func (s *Segments) at(x float32) int {
	i := int(x / s.Size().Width * float32(len(s.labels)))
	return min(max(i, 0), len(s.labels)-1)
}

// Tapped chooses.
func (s *Segments) Tapped(e *fyne.PointEvent) {
	focus(s)
	s.choose(s.at(e.Position.X))
}

// MouseIn follows the pointer.
func (s *Segments) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }

// MouseMoved follows the pointer.
func (s *Segments) MouseMoved(e *desktop.MouseEvent) {
	if i := s.at(e.Position.X); i != s.hovered {
		s.hovered = i
		s.Refresh()
	}
}

// MouseOut follows the pointer.
func (s *Segments) MouseOut() {
	s.hovered = -1
	s.Refresh()
}

// FocusGained shows where the keyboard is.
func (s *Segments) FocusGained() { s.focused = true; s.Refresh() }

// FocusLost shows where the keyboard is.
func (s *Segments) FocusLost() { s.focused = false; s.Refresh() }

// TypedRune does nothing.
func (s *Segments) TypedRune(rune) {}

// TypedKey chooses by the arrow keys, skipping what cannot be chosen.
func (s *Segments) TypedKey(e *fyne.KeyEvent) {
	step := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyUp: -1, fyne.KeyRight: 1, fyne.KeyDown: 1}[e.Name]
	for i := s.selected + step; step != 0 && i >= 0 && i < len(s.labels); i += step {
		if !s.off[i] {
			s.choose(i)
			return
		}
	}
}

// CreateRenderer draws it.
func (s *Segments) CreateRenderer() fyne.WidgetRenderer {
	r := &segmentsDrawing{segments: s, track: canvas.NewRectangle(nil), hover: canvas.NewRectangle(nil), thumb: canvas.NewRectangle(nil)}
	r.drawing = drawing{objects: []fyne.CanvasObject{r.track, r.hover, r.thumb}, owner: s, layout: r.place, min: r.least, refresh: r.paint}
	for _, label := range s.labels {
		text := canvas.NewText(label, nil)
		text.Alignment = fyne.TextAlignCenter
		r.texts = append(r.texts, text)
		r.objects = append(r.objects, text)
	}
	r.paint()
	return r
}

type segmentsDrawing struct {
	drawing
	segments            *Segments
	track, hover, thumb *canvas.Rectangle
	texts               []*canvas.Text
}

// rim is the width of the track around the selected segment.
const rim = 3

func (r *segmentsDrawing) place(size fyne.Size) {
	r.track.Resize(size)
	width := (size.Width - 2*rim) / float32(len(r.texts))
	x := func(i int) float32 { return rim + float32(i)*width }
	place(r.thumb, x(r.segments.selected), rim, width, size.Height-2*rim)
	place(r.hover, x(max(r.segments.hovered, 0)), rim, width, size.Height-2*rim)
	for i, text := range r.texts {
		text.Text = shorten(r.segments.labels[i], text, width-2*rim)
		height := measure(text.Text, text).Height
		place(text, x(i), (size.Height-height)/2, width, height)
	}
}

func (r *segmentsDrawing) least() fyne.Size {
	var size fyne.Size
	for i, text := range r.texts {
		size = size.Max(measure(r.segments.labels[i], text))
	}
	pad := length(r.segments, theme.SizeNameInnerPadding)
	return fyne.NewSize((size.Width+2*pad)*float32(len(r.texts))+2*rim, size.Height+2*pad)
}

func (r *segmentsDrawing) paint() {
	s := r.segments
	radius := length(s, theme.SizeNameInputRadius)
	r.track.FillColor, r.track.CornerRadius = colour(s, look.ColorTrack), radius
	r.track.StrokeWidth = 0
	if s.focused {
		r.track.StrokeColor, r.track.StrokeWidth = colour(s, theme.ColorNamePrimary), 2
	}
	r.thumb.FillColor, r.thumb.CornerRadius = colour(s, look.ColorSurface), radius-2
	r.hover.FillColor, r.hover.CornerRadius = colour(s, theme.ColorNameHover), radius-2
	r.hover.Hidden = s.hovered < 0 || s.off[s.hovered] || s.hovered == s.selected
	for i, text := range r.texts {
		text.TextSize = length(s, theme.SizeNameText)
		text.TextStyle.Bold = i == s.selected
		switch {
		case s.off[i]:
			text.Color = colour(s, theme.ColorNameDisabled)
		case i == s.selected:
			text.Color = colour(s, theme.ColorNamePrimary)
		default:
			text.Color = colour(s, theme.ColorNameForeground)
		}
	}
}
