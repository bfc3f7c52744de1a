package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
)

// RailItem is a screen that the rail leads to.
type RailItem struct {
	Name string
	Icon fyne.Resource
}

// Rail leads to the screens of the window. Its last item stands at the bottom.
type Rail struct {
	widget.BaseWidget
	keyboard
	OnSelected func(index int)

	items    []RailItem
	marks    []bool // something goes on there
	selected int
	hovered  int // -1: none
}

// NewRail returns a rail; the first item is selected.
func NewRail(items []RailItem, selected func(index int)) *Rail {
	r := &Rail{items: items, marks: make([]bool, len(items)), hovered: -1, OnSelected: selected}
	r.ExtendBaseWidget(r)
	r.show = r.Refresh
	return r
}

// SetSelected selects an item.
func (r *Rail) SetSelected(index int) {
	if index != r.selected && index >= 0 && index < len(r.items) {
		r.selected = index
		r.Refresh()
	}
}

// Selected is the index of the selected item.
func (r *Rail) Selected() int { return r.selected }

// SetMarked shows at an item that something goes on there.
func (r *Rail) SetMarked(index int, marked bool) {
	if r.marks[index] != marked {
		r.marks[index] = marked
		r.Refresh()
	}
}

func (r *Rail) choose(index int) {
	if index < 0 || index >= len(r.items) || index == r.selected {
		return
	}
	r.SetSelected(index)
	if r.OnSelected != nil {
		r.OnSelected(index)
	}
}

// Lengths of the rail.
const (
	railWidth = 84
	railItem  = 68
	railTop   = 10
)

// y is where an item begins.
func (r *Rail) y(index int) float32 {
	if index == len(r.items)-1 {
		return r.Size().Height - railItem - railTop
	}
	return railTop + float32(index)*railItem
}

func (r *Rail) at(y float32) int {
	for i := range r.items {
		if top := r.y(i); y >= top && y < top+railItem {
			return i
		}
	}
	return -1
}

// Tapped chooses.
func (r *Rail) Tapped(e *fyne.PointEvent) { r.choose(r.at(e.Position.Y)) }

// MouseIn follows the pointer.
func (r *Rail) MouseIn(e *desktop.MouseEvent) { r.MouseMoved(e) }

// MouseMoved follows the pointer.
func (r *Rail) MouseMoved(e *desktop.MouseEvent) {
	if i := r.at(e.Position.Y); i != r.hovered {
		r.hovered = i
		r.Refresh()
	}
}

// MouseOut follows the pointer.
func (r *Rail) MouseOut() { r.hovered = -1; r.Refresh() }

// TypedKey goes to the next screen or the one before.
func (r *Rail) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		r.choose(r.selected - 1)
	case fyne.KeyDown:
		r.choose(r.selected + 1)
	}
}

// CreateRenderer draws it.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer {
	d := &railDrawing{rail: r, ground: canvas.NewRectangle(nil), edge: canvas.NewRectangle(nil), hover: canvas.NewRectangle(nil), chosen: canvas.NewRectangle(nil)}
	d.drawing = drawing{owner: r, layout: d.place, min: d.least, refresh: d.paint}
	d.objects = []fyne.CanvasObject{d.ground, d.edge, d.hover, d.chosen}
	for range r.items {
		icon, name, mark := canvas.NewImageFromResource(nil), canvas.NewText("", nil), canvas.NewCircle(nil)
		name.Alignment = fyne.TextAlignCenter
		d.icons, d.names, d.marks = append(d.icons, icon), append(d.names, name), append(d.marks, mark)
		d.objects = append(d.objects, icon, name, mark)
	}
	d.paint()
	return d
}

type railDrawing struct {
	drawing
	rail                        *Rail
	ground, edge, hover, chosen *canvas.Rectangle
	icons                       []*canvas.Image
	names                       []*canvas.Text
	marks                       []*canvas.Circle
}

func (d *railDrawing) least() fyne.Size {
	return fyne.NewSize(railWidth, float32(len(d.rail.items))*railItem+2*railTop)
}

func (d *railDrawing) place(size fyne.Size) {
	const icon, inset, gap = 24, 6, 4
	d.ground.Resize(size)
	place(d.edge, size.Width-1, 0, 1, size.Height)
	block := func(o fyne.CanvasObject, index int) {
		place(o, inset, d.rail.y(max(index, 0))+inset/2, size.Width-2*inset, railItem-inset)
	}
	block(d.chosen, d.rail.selected)
	block(d.hover, d.rail.hovered)
	for i := range d.icons {
		line := measure("", d.names[i]).Height
		y := d.rail.y(i) + (railItem-icon-gap-line)/2
		place(d.icons[i], (size.Width-icon)/2, y, icon, icon)
		d.names[i].Text = shorten(d.rail.items[i].Name, d.names[i], size.Width-2*inset)
		place(d.names[i], inset, y+icon+gap, size.Width-2*inset, line)
		place(d.marks[i], (size.Width+icon)/2, y-2, 8, 8)
	}
}

func (d *railDrawing) paint() {
	r := d.rail
	d.ground.FillColor, d.edge.FillColor = colour(r, look.ColorSurface), colour(r, look.ColorBorder)
	d.chosen.FillColor, d.hover.FillColor = colour(r, look.ColorAccentSoft), colour(r, theme.ColorNameHover)
	d.chosen.CornerRadius, d.hover.CornerRadius = length(r, look.SizeRadius), length(r, look.SizeRadius)
	d.chosen.StrokeColor, d.chosen.StrokeWidth = nil, 0
	if r.focused {
		d.chosen.StrokeColor, d.chosen.StrokeWidth = colour(r, theme.ColorNamePrimary), 2
	}
	d.hover.Hidden = r.hovered < 0 || r.hovered == r.selected
	for i, item := range r.items {
		name := look.ColorMuted
		if i == r.selected {
			name = theme.ColorNamePrimary
		}
		d.icons[i].Resource = theme.NewColoredResource(item.Icon, name)
		d.icons[i].Refresh()
		d.names[i].Color, d.names[i].TextSize, d.names[i].TextStyle.Bold = colour(r, name), length(r, theme.SizeNameCaptionText), i == r.selected
		d.marks[i].FillColor, d.marks[i].Hidden = colour(r, theme.ColorNamePrimary), !r.marks[i]
	}
}
