package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
)

// Tile is a thumbnail with a name.
type Tile struct {
	ID       string
	Name     string
	Tip      string      // what the pointer is told, such as the whole name
	Thumb    *image.RGBA // nil: not there yet
	Selected bool
	Badge    string // in the corner of a selected one, such as its share
	Faulty   bool   // it cannot be used
	Marked   bool   // it has a mask
}

// tile draws a Tile and tells what is done to it.
type tile struct {
	widget.BaseWidget
	data            Tile
	side            float32
	current         bool // the keyboard is here
	hovered         bool
	corner          fyne.Resource // of the button in the corner while the pointer is on the tile; nil: there is none
	tapped          func(id string, modifier fyne.KeyModifier)
	cornered        func(id string)
	menu            func(id string, at fyne.Position)
	pressed         fyne.KeyModifier
	overCorner      bool
	pressedInCorner bool
}

func newTile(side float32) *tile {
	t := &tile{side: side}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tile) set(data Tile) {
	if data != t.data {
		t.data = data
		t.Refresh()
	}
}

// setCorner changes the button in the corner.
func (t *tile) setCorner(icon fyne.Resource) {
	if icon != t.corner {
		t.corner = icon
		t.Refresh()
	}
}

func (t *tile) setCurrent(on bool) {
	if on != t.current {
		t.current = on
		t.Refresh()
	}
}

// MouseDown remembers what was pressed: Tapped does not say.
func (t *tile) MouseDown(e *desktop.MouseEvent) {
	t.pressed, t.pressedInCorner = e.Modifier, t.inCorner(e.Position)
	hideTip(t)
}

// MouseUp does nothing.
func (t *tile) MouseUp(*desktop.MouseEvent) {}

// Tapped chooses.
func (t *tile) Tapped(*fyne.PointEvent) {
	if t.pressedInCorner && t.cornered != nil {
		t.cornered(t.data.ID)
	} else if t.tapped != nil {
		t.tapped(t.data.ID, t.pressed)
	}
}

// TappedSecondary asks for what else can be done.
func (t *tile) TappedSecondary(e *fyne.PointEvent) {
	if t.menu != nil {
		t.menu(t.data.ID, e.AbsolutePosition)
	}
}

// MouseIn follows the pointer.
func (t *tile) MouseIn(e *desktop.MouseEvent) {
	t.hovered = true
	t.MouseMoved(e)
	t.Refresh()
	showTip(t, t.data.Tip, fyne.NewPos(0, 0), t.Size())
}

// MouseMoved follows the pointer.
func (t *tile) MouseMoved(e *desktop.MouseEvent) {
	if over := t.inCorner(e.Position); over != t.overCorner {
		t.overCorner = over
		t.Refresh()
	}
}

// MouseOut follows the pointer.
func (t *tile) MouseOut() {
	t.hovered, t.overCorner = false, false
	t.Refresh()
	hideTip(t)
}

// Lengths of tiles.
const (
	tileRim   = 3  // around the thumbnail, where the selection shows
	tileName  = 4  // between thumbnail and name
	cornerBox = 22 // of the button in the corner
)

func (t *tile) inCorner(p fyne.Position) bool {
	return t.corner != nil && p.X >= t.side-tileRim-cornerBox-2 && p.Y <= tileRim+cornerBox+2
}

// CreateRenderer draws it.
func (t *tile) CreateRenderer() fyne.WidgetRenderer {
	r := &tileDrawing{
		tile: t, ground: canvas.NewRectangle(nil), thumb: newPicture(), frame: canvas.NewRectangle(nil), name: canvas.NewText("", nil),
		badge: newPill(), disc: canvas.NewCircle(nil), sign: canvas.NewImageFromResource(nil), mark: canvas.NewCircle(nil), mask: canvas.NewImageFromResource(nil),
		inner: canvas.NewRectangle(nil),
	}
	r.thumb.FillMode, r.thumb.Hidden = canvas.ImageFillCover, true
	r.name.Alignment = fyne.TextAlignCenter
	r.drawing = drawing{owner: t, layout: r.place, min: r.least, refresh: r.paint}
	r.objects = []fyne.CanvasObject{r.ground, r.thumb, r.frame, r.inner, r.name, r.badge.ground, r.badge.text, r.mark, r.mask, r.disc, r.sign}
	r.paint()
	return r
}

type tileDrawing struct {
	drawing
	tile          *tile
	ground, frame *canvas.Rectangle
	inner         *canvas.Rectangle // frame of a selected one that the keyboard is at, whose outer one says so
	thumb, sign   *canvas.Image
	mask          *canvas.Image
	name          *canvas.Text
	badge         *pill
	disc, mark    *canvas.Circle
}

func (r *tileDrawing) place(fyne.Size) {
	side := r.tile.side
	inner := side - 2*tileRim
	place(r.ground, tileRim, tileRim, inner, inner)
	place(r.thumb, tileRim, tileRim, inner, inner)
	place(r.frame, 0, 0, side, side)
	place(r.inner, tileRim, tileRim, inner, inner)
	r.name.Text = shorten(r.tile.data.Name, r.name, side)
	place(r.name, 0, side+tileName, side, measure("", r.name).Height)
	r.badge.place(tileRim+4, side-tileRim-r.badge.height()-4)
	x := side - tileRim - cornerBox - 3
	place(r.disc, x, tileRim+3, cornerBox, cornerBox)
	place(r.sign, x+3, tileRim+6, cornerBox-6, cornerBox-6)
	place(r.mark, tileRim+3, tileRim+3, cornerBox, cornerBox)
	place(r.mask, tileRim+6, tileRim+6, cornerBox-6, cornerBox-6)
}

func (r *tileDrawing) least() fyne.Size {
	return fyne.NewSize(r.tile.side, r.tile.side+tileName+measure("", r.name).Height)
}

func (r *tileDrawing) paint() {
	t := r.tile
	radius := length(t, look.SizeRadius)
	r.ground.FillColor, r.ground.CornerRadius = colour(t, look.ColorTrack), radius-tileRim
	setPixels(r.thumb, t.data.Thumb)
	r.thumb.CornerRadius, r.thumb.Translucency = radius-tileRim, 0
	if t.data.Faulty {
		r.thumb.Translucency = 0.6
	}
	r.frame.CornerRadius, r.frame.StrokeWidth, r.frame.StrokeColor = radius, 2.5, nil
	r.inner.CornerRadius, r.inner.StrokeWidth, r.inner.StrokeColor = radius-tileRim, 2.5, colour(t, theme.ColorNamePrimary)
	show(r.inner, t.current && t.data.Selected)
	switch {
	case t.current:
		r.frame.StrokeColor = colour(t, theme.ColorNameForeground)
	case t.data.Selected:
		r.frame.StrokeColor = colour(t, theme.ColorNamePrimary)
	case t.hovered:
		r.frame.StrokeColor = colour(t, theme.ColorNamePressed)
	}
	r.name.TextSize, r.name.Color = length(t, theme.SizeNameCaptionText), colour(t, look.ColorMuted)
	r.name.TextStyle.Bold = t.data.Selected
	if t.data.Selected {
		r.name.Color = colour(t, theme.ColorNameForeground)
	}
	if t.data.Faulty {
		r.name.Color = colour(t, theme.ColorNameError)
	}
	r.badge.set(t, t.data.Badge)
	r.paintMask()
	r.paintCorner()
}

func (r *tileDrawing) paintMask() {
	t := r.tile
	show(r.mark, t.data.Marked)
	show(r.mask, t.data.Marked)
	if t.data.Marked {
		r.mark.FillColor = colour(t, theme.ColorNamePrimary)
		r.mask.Resource = look.IconMask.In(theme.ColorNameForegroundOnPrimary)
		r.mask.Refresh()
	}
}

func (r *tileDrawing) paintCorner() {
	t := r.tile
	visible := t.hovered && t.corner != nil
	show(r.disc, visible)
	show(r.sign, visible)
	if !visible {
		return
	}
	fill, sign := look.ColorScrim, look.ColorOnScrim
	if t.overCorner {
		fill, sign = theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary
	}
	r.disc.FillColor = colour(t, fill)
	r.sign.Resource = theme.NewColoredResource(t.corner, sign)
	r.sign.Refresh()
}
