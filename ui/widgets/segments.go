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
	keyboard
	OnSelected func(index int)

	labels   []string
	icons    []fyne.Resource // for where there is no room for the labels; may be nil
	off      []bool
	selected int
	hovered  int // -1: none
}

// NewSegments returns a choice; the first one is selected.
func NewSegments(labels []string, selected func(index int)) *Segments {
	s := &Segments{labels: labels, off: make([]bool, len(labels)), OnSelected: selected, hovered: -1}
	s.ExtendBaseWidget(s)
	s.show = s.Refresh
	return s
}

// WithIcons gives the segments icons, which are shown in place of the labels where there is no room for these.
func (s *Segments) WithIcons(icons ...fyne.Resource) *Segments {
	s.icons = icons
	return s
}

// Preferred is the width that shows all labels whole.
func (s *Segments) Preferred() float32 {
	widest := float32(0)
	for _, label := range s.labels {
		text := fyne.MeasureText(label, length(s, theme.SizeNameText), fyne.TextStyle{Bold: true})
		widest = max(widest, text.Width)
	}
	return (widest+2*length(s, theme.SizeNameInnerPadding))*float32(len(s.labels)) + 2*rim
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
	for i, end := range s.ends(s.Size().Width) {
		if x < end {
			return i
		}
	}
	return len(s.labels) - 1
}

// ends is where each segment ends in a width: all are as wide as each other, or, where the longest label has no room then, as wide as their
// labels and a share of the rest.
func (s *Segments) ends(width float32) []float32 {
	ends, needs := make([]float32, len(s.labels)), make([]float32, len(s.labels))
	inner, sum, widest := width-2*rim, float32(0), float32(0)
	for i, label := range s.labels {
		needs[i] = fyne.MeasureText(label, length(s, theme.SizeNameText), fyne.TextStyle{Bold: true}).Width + 2*rim
		sum, widest = sum+needs[i], max(widest, needs[i])
	}
	count := float32(len(s.labels))
	x := float32(rim)
	for i := range ends {
		if widest*count <= inner || sum > inner || s.iconic(width) {
			x += inner / count
		} else {
			x += needs[i] + (inner-sum)/count
		}
		ends[i] = x
	}
	return ends
}

// iconic tells whether there are icons in a width, in place of labels.
func (s *Segments) iconic(width float32) bool { return s.icons != nil && width < s.Preferred() }

// Tapped chooses.
func (s *Segments) Tapped(e *fyne.PointEvent) {
	focus(s)
	s.choose(s.at(e.Position.X))
}

// MouseIn follows the pointer.
func (s *Segments) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }

// MouseMoved follows the pointer.
func (s *Segments) MouseMoved(e *desktop.MouseEvent) {
	i := s.at(e.Position.X)
	if i == s.hovered {
		return
	}
	s.hovered = i
	s.Refresh()
	tip, left := "", float32(rim)
	if s.iconic(s.Size().Width) {
		tip = s.labels[i]
	}
	ends := s.ends(s.Size().Width)
	if i > 0 {
		left = ends[i-1]
	}
	showTip(s, tip, fyne.NewPos(left, 0), fyne.NewSize(ends[i]-left, s.Size().Height))
}

// MouseOut follows the pointer.
func (s *Segments) MouseOut() {
	s.hovered = -1
	hideTip(s)
	s.Refresh()
}

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
	for i, label := range s.labels {
		text, icon := canvas.NewText(label, nil), canvas.NewImageFromResource(nil)
		text.Alignment = fyne.TextAlignCenter
		if s.icons != nil {
			icon.Resource = s.icons[i]
		}
		r.texts, r.icons = append(r.texts, text), append(r.icons, icon)
		r.objects = append(r.objects, text, icon)
	}
	r.paint()
	return r
}

type segmentsDrawing struct {
	drawing
	segments            *Segments
	track, hover, thumb *canvas.Rectangle
	texts               []*canvas.Text
	icons               []*canvas.Image
}

// rim is the width of the track around the selected segment.
const rim = 3

func (r *segmentsDrawing) place(size fyne.Size) {
	r.track.Resize(size)
	s := r.segments
	ends := s.ends(size.Width)
	extent := func(i int) (x, width float32) {
		if i == 0 {
			return rim, ends[0] - rim
		}
		return ends[i-1], ends[i] - ends[i-1]
	}
	fill := func(o fyne.CanvasObject, i int) {
		x, width := extent(i)
		place(o, x, rim, width, size.Height-2*rim)
	}
	fill(r.thumb, s.selected)
	fill(r.hover, max(s.hovered, 0))
	const icon = 20
	iconic := s.iconic(size.Width)
	for i, text := range r.texts {
		x, width := extent(i)
		show(text, !iconic)
		show(r.icons[i], iconic)
		text.Text = shorten(s.labels[i], text, width-2*rim)
		height := measure(text.Text, text).Height
		place(text, x, (size.Height-height)/2, width, height)
		place(r.icons[i], x+(width-icon)/2, (size.Height-icon)/2, icon, icon)
	}
}

// least leaves room for the icons, or for the beginnings of the labels.
func (r *segmentsDrawing) least() fyne.Size {
	const least, leastIcon = 62, 34
	width := float32(least)
	if r.segments.icons != nil {
		width = leastIcon
	}
	pad := length(r.segments, theme.SizeNameInnerPadding)
	return fyne.NewSize(width*float32(len(r.texts))+2*rim, measure("", r.texts[0]).Height+2*pad)
}

func (r *segmentsDrawing) paint() {
	s := r.segments
	radius := length(s, theme.SizeNameInputRadius)
	r.track.FillColor, r.track.CornerRadius = colour(s, look.ColorTrack), radius
	r.track.StrokeWidth = 0
	if s.focused {
		r.track.StrokeColor, r.track.StrokeWidth = colour(s, theme.ColorNamePrimary), 2
	}
	r.thumb.FillColor, r.thumb.CornerRadius = colour(s, look.ColorThumb), radius-2
	r.hover.FillColor, r.hover.CornerRadius = colour(s, theme.ColorNameHover), radius-2
	r.hover.Hidden = s.hovered < 0 || s.off[s.hovered] || s.hovered == s.selected
	for i, text := range r.texts {
		text.TextSize = length(s, theme.SizeNameText)
		text.TextStyle.Bold = i == s.selected
		switch {
		case s.off[i]:
			text.Color = colour(s, theme.ColorNameDisabled)
		case i == s.selected:
			text.Color = colour(s, look.ColorOnThumb)
		default:
			text.Color = colour(s, theme.ColorNameForeground)
		}
	}
}
