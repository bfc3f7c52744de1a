package widgets

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
)

// viewport says where a picture lies in a pane. Lengths are in the window's units, the picture's in pixels of its file.
type viewport struct {
	pane   fyne.Size
	pixels image.Point
	zoom   float32       // units per pixel
	offset fyne.Position // of the picture's top left corner in the pane
	fits   bool          // the whole picture is shown, and still is when the pane changes
}

// mostZoom is the most units per pixel.
const mostZoom = 8

// leastShare is the least zoom, as a share of what shows the whole picture, or its pixels where these need less.
const leastShare = 0.25

// setPane gives the pane another size. What was in its middle stays there, and a picture that filled the pane fills it still.
func (v *viewport) setPane(size fyne.Size) {
	filled := v.zoom >= v.whole()
	v.offset = v.offset.AddXY((size.Width-v.pane.Width)/2, (size.Height-v.pane.Height)/2)
	v.pane = size
	v.fits = v.fits || filled && v.zoom < v.whole()
	v.settle()
}

// setPixels is for another picture: it is shown whole. The same size keeps the view.
func (v *viewport) setPixels(pixels image.Point) {
	if pixels != v.pixels {
		v.pixels, v.fits = pixels, true
		v.settle()
	}
}

// whole is the zoom that shows the whole picture.
func (v *viewport) whole() float32 {
	if v.pixels.X < 1 || v.pixels.Y < 1 {
		return 1
	}
	return min(v.pane.Width/float32(v.pixels.X), v.pane.Height/float32(v.pixels.Y), mostZoom)
}

func (v *viewport) fit() {
	v.fits = true
	v.settle()
}

// zoomBy changes the zoom by a factor; on its way it halts where the whole picture just fits.
func (v *viewport) zoomBy(factor float32, at fyne.Position) {
	whole, zoom := v.whole(), v.zoom*factor
	if v.zoom > whole && zoom < whole || v.zoom < whole && zoom > whole {
		zoom = whole
	}
	v.zoomTo(zoom, at)
}

// zoomTo changes the zoom; the pixel at a point of the pane stays there.
func (v *viewport) zoomTo(zoom float32, at fyne.Position) {
	before := v.zoom
	v.zoom = min(max(zoom, min(v.whole(), 1)*leastShare), mostZoom)
	v.fits = v.zoom == v.whole()
	if before > 0 {
		k := v.zoom / before
		v.offset = fyne.NewPos(at.X-(at.X-v.offset.X)*k, at.Y-(at.Y-v.offset.Y)*k)
	}
	v.settle()
}

func (v *viewport) pan(dx, dy float32) {
	v.offset = v.offset.AddXY(dx, dy)
	v.settle()
}

// settle keeps the picture in the pane: centred where it is smaller, covering it where it is larger.
func (v *viewport) settle() {
	if v.fits {
		v.zoom = v.whole()
	}
	size := v.size()
	v.offset.X = settled(v.offset.X, size.Width, v.pane.Width)
	v.offset.Y = settled(v.offset.Y, size.Height, v.pane.Height)
}

func settled(offset, length, pane float32) float32 {
	if length <= pane {
		return (pane - length) / 2
	}
	return min(max(offset, pane-length), 0)
}

// size of the whole picture in units.
func (v *viewport) size() fyne.Size {
	return fyne.NewSize(float32(v.pixels.X)*v.zoom, float32(v.pixels.Y)*v.zoom)
}

// place is where a part of the picture lies in the pane.
func (v *viewport) place(part image.Rectangle) (fyne.Position, fyne.Size) {
	at := v.offset.AddXY(float32(part.Min.X)*v.zoom, float32(part.Min.Y)*v.zoom)
	return at, fyne.NewSize(float32(part.Dx())*v.zoom, float32(part.Dy())*v.zoom)
}

// visible is the part of the picture that the pane shows.
func (v *viewport) visible() image.Rectangle {
	if v.zoom <= 0 {
		return image.Rectangle{}
	}
	low := func(x float32) int { return int(math.Floor(float64(-x / v.zoom))) }
	high := func(x, pane float32) int { return int(math.Ceil(float64((pane - x) / v.zoom))) }
	part := image.Rect(low(v.offset.X), low(v.offset.Y), high(v.offset.X, v.pane.Width), high(v.offset.Y, v.pane.Height))
	return part.Intersect(image.Rectangle{Max: v.pixels})
}

// pannable tells whether part of the picture is out of sight.
func (v *viewport) pannable() bool {
	size := v.size()
	const rounding = 0.5
	return size.Width > v.pane.Width+rounding || size.Height > v.pane.Height+rounding
}
