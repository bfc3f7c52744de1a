package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	look "restyle/ui/theme"
)

// side is one of the two pictures with its sharper part, clipped to its pane. Moving the divider moves and clips textures that the graphics
// processor has already; only zooming uploads them again.
type side struct {
	clip         *container.Clip
	whole, sharp *canvas.Image
	name         *pill
}

func newSide() *side {
	s := &side{whole: newPicture(), sharp: newPicture(), name: newPill()}
	s.clip = container.NewClip(container.NewWithoutLayout(s.whole, s.sharp))
	return s
}

// newPicture draws pixels without smoothing on the window's goroutine.
func newPicture() *canvas.Image {
	return &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest}
}

// setPixels changes what an image shows.
func setPixels(i *canvas.Image, pixels *image.RGBA) {
	shown, _ := i.Image.(*image.RGBA)
	if pixels == shown {
		return
	}
	if pixels == nil {
		i.Image = nil
	} else {
		i.Image = pixels
	}
	i.Hidden = pixels == nil
	i.Refresh()
}

// compareDrawing draws a Compare.
type compareDrawing struct {
	drawing
	compare       *Compare
	ground        *canvas.Rectangle
	before, after *side
	line          *canvas.Rectangle
	grip          *canvas.Circle
	arrows        *canvas.Image
	note          *pill
	empty         *canvas.Text
	ring          *canvas.Rectangle
}

// CreateRenderer draws it.
func (c *Compare) CreateRenderer() fyne.WidgetRenderer {
	r := &compareDrawing{
		compare: c, ground: canvas.NewRectangle(nil), before: newSide(), after: newSide(), line: canvas.NewRectangle(nil), grip: canvas.NewCircle(nil),
		arrows: canvas.NewImageFromResource(look.IconGrip.In(look.ColorScrim)), note: newPill(), empty: canvas.NewText("", nil), ring: canvas.NewRectangle(nil),
	}
	r.empty.Alignment = fyne.TextAlignCenter
	r.drawing = drawing{owner: c, layout: r.place, min: leastCompare, refresh: r.paint}
	r.objects = append(r.objects, r.ground, r.empty, r.after.clip, r.before.clip, r.line, r.grip, r.arrows)
	for _, p := range []*pill{r.before.name, r.after.name, r.note} {
		r.objects = append(r.objects, p.ground, p.text)
	}
	r.objects = append(r.objects, r.ring)
	r.paint()
	return r
}

func leastCompare() fyne.Size { return fyne.NewSize(160, 100) }

// paint takes over pictures, names and colours.
func (r *compareDrawing) paint() {
	c := r.compare
	r.ground.FillColor = colour(c, look.ColorBackdrop)
	r.line.FillColor, r.grip.FillColor = colour(c, look.ColorOnScrim), colour(c, look.ColorOnScrim)
	r.grip.StrokeColor, r.grip.StrokeWidth = colour(c, look.ColorScrim), 1
	r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.FillColor = colour(c, theme.ColorNamePrimary), 2, nil
	r.ring.Hidden = !c.focused
	r.empty.Color, r.empty.TextSize, r.empty.Text = colour(c, look.ColorMuted), length(c, theme.SizeNameText), c.empty
	r.empty.Hidden = c.pictures.Before != nil || c.empty == ""
	setPixels(r.before.whole, c.pictures.Before)
	setPixels(r.after.whole, c.pictures.After)
	setPixels(r.before.sharp, c.sharper.Before)
	setPixels(r.after.sharp, c.sharper.After)
	r.before.name.set(c, c.names[0])
	r.after.name.set(c, c.names[1])
	r.note.set(c, c.note)
}

// place lays everything out. The pane of the view is the widget, or half of it.
func (r *compareDrawing) place(size fyne.Size) {
	c := r.compare
	pane := size
	if c.layout == Beside && !c.showsBefore() && c.pictures.After != nil {
		pane.Width = (size.Width - besideGap) / 2
	}
	was, drawn := c.view, c.drawn
	if pane != was.pane {
		c.view.setPane(pane)
	}
	if c.drawn = c.scale(); c.view.zoom != was.zoom || c.drawn != drawn { // the scale is known once there is a window
		defer c.viewChanged()
	}
	r.ground.Resize(size)
	r.ring.Resize(size)
	height := measure(r.empty.Text, r.empty).Height
	place(r.empty, 0, (size.Height-height)/2, size.Width, height)
	before, after := c.panes(size)
	r.lay(r.before, before)
	r.lay(r.after, after)
	r.layLine()
	r.layNames(before, after)
	r.note.place((size.Width-r.note.width())/2, pillGap)
}

// lay places a side in its pane. In a split picture the pane begins somewhere within the view.
func (r *compareDrawing) lay(s *side, pane rectangle) {
	c := r.compare
	show(s.clip, pane.width > 0)
	if pane.width <= 0 {
		return
	}
	place(s.clip, pane.x, pane.y, pane.width, pane.height)
	shift := float32(0)
	if c.layout == Split || c.showsBefore() {
		shift = -pane.x
	}
	r.layPart(s.whole, image.Rectangle{Max: c.view.pixels}, shift)
	r.layPart(s.sharp, c.sharper.Part, shift)
}

func (r *compareDrawing) layPart(i *canvas.Image, part image.Rectangle, shift float32) {
	show(i, i.Image != nil && !part.Empty())
	at, size := r.compare.view.place(part)
	i.Move(at.AddXY(shift, 0))
	if size != i.Size() {
		i.Resize(size)
	}
}

// layLine places the divider on what is in sight of the picture.
func (r *compareDrawing) layLine() {
	const width, grip, arrows = 2, 30, 18
	divided := r.compare.divided()
	show(r.line, divided)
	show(r.grip, divided)
	show(r.arrows, divided)
	x, view := r.compare.line(), &r.compare.view
	top, bottom := max(view.offset.Y, 0), min(view.offset.Y+view.size().Height, view.pane.Height)
	middle := (top + bottom) / 2
	place(r.line, x-width/2, top, width, bottom-top)
	place(r.grip, x-grip/2, middle-grip/2, grip, grip)
	place(r.arrows, x-arrows/2, middle-arrows/2, arrows, arrows)
}

// layNames puts the names into the lower corners of their sides of the picture, as far as there is room.
func (r *compareDrawing) layNames(before, after rectangle) {
	left, right := r.compare.extent()
	if r.compare.layout == Beside && after.width > 0 {
		right += after.x
	}
	bottom := min(r.compare.view.offset.Y+r.compare.view.size().Height, r.compare.view.pane.Height)
	for _, x := range []struct {
		name *pill
		pane rectangle
		end  bool // it stands at the right end
	}{{r.before.name, before, false}, {r.after.name, after, true}} {
		width := x.name.width()
		if least := width + pillGap; right-left < 2*least { // the picture is too narrow for both: they stand beside its middle
			middle := (left + right) / 2
			left, right = min(left, middle-least-pillGap), max(right, middle+least+pillGap)
		}
		x.name.setVisible(x.name.text.Text != "" && x.pane.width >= width+2*pillGap && r.compare.pictures.Before != nil)
		at := max(x.pane.x, left) + pillGap
		if x.end {
			at = min(x.pane.x+x.pane.width, right) - width - pillGap
		}
		x.name.place(at, bottom-x.name.height()-pillGap)
	}
}
