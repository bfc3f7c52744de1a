package widgets

import (
	"image"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	look "restyle/ui/theme"
)

// window shows a widget in a window of a size, without a display.
func window(t testing.TB, o fyne.CanvasObject, width, height float32) fyne.Window {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.New(look.Dark))
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

// TestZoomFollowsTheScaleOfTheWindow, which is not known before there is one.
func TestZoomFollowsTheScaleOfTheWindow(t *testing.T) {
	c := NewCompare("Before", "After")
	w := window(t, c, 400, 300)
	c.SetPictures(Pictures{Before: plain(400, 300, color.White)})
	told, zoom := 0, c.Zoom()
	c.OnView = func() { told++ }
	w.Canvas().(test.WindowlessCanvas).SetScale(2)
	c.Refresh()
	if told != 1 || c.Zoom() != 2*zoom {
		t.Errorf("told %d times, the zoom is %g, was %g", told, c.Zoom(), zoom)
	}
	if c.Refresh(); told != 1 {
		t.Errorf("told %d times of one change", told)
	}
}

// plain is a picture of one colour.
func plain(width, height int, c color.Color) *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			p.Set(x, y, c)
		}
	}
	return p
}

var (
	red  = color.NRGBA{R: 200, A: 255}
	blue = color.NRGBA{B: 200, A: 255}
)

// compared is a red picture before and a blue one after, of a file of 800x400 pixels, in a window of 400x300 units.
func compared(t testing.TB) (*Compare, fyne.Window) {
	c := NewCompare("Original", "Restyled")
	w := window(t, c, 400, 300)
	c.SetPictures(Pictures{Before: plain(200, 100, red), After: plain(200, 100, blue), Size: image.Pt(800, 400)})
	return c, w
}

func press(x, y float32) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary}
}

func drag(x, y, dx, dy float32) *fyne.DragEvent {
	return &fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Dragged: fyne.NewDelta(dx, dy)}
}

// pixel is the colour of a point of the window.
func pixel(w fyne.Window, x, y int) color.NRGBA {
	return color.NRGBAModel.Convert(w.Canvas().Capture().At(x, y)).(color.NRGBA)
}

func TestDividerIsDragged(t *testing.T) {
	c, w := compared(t)
	if pixel(w, 100, 150) != red || pixel(w, 300, 150) != blue {
		t.Fatalf("left of the divider is %v, right of it %v", pixel(w, 100, 150), pixel(w, 300, 150))
	}
	c.MouseDown(press(203, 150)) // near the divider
	c.Dragged(drag(320, 160, 117, 10))
	c.DragEnd()
	if math.Abs(float64(c.Divider())-0.8) > 1e-6 {
		t.Errorf("the divider is at %g", c.Divider())
	}
	if pixel(w, 300, 120) != red || pixel(w, 350, 120) != blue {
		t.Errorf("after the drag: left %v, right %v", pixel(w, 300, 120), pixel(w, 350, 120))
	}
	c.MouseDown(press(320, 150))
	c.Dragged(drag(9000, 150, 8680, 0))
	if c.Divider() != 1 {
		t.Errorf("dragged out of the window the divider is at %g", c.Divider())
	}
}

func TestPressAnywhereMovesTheDividerOfAWholePicture(t *testing.T) {
	c, _ := compared(t)
	c.MouseDown(press(100, 150))
	if c.Divider() != 0.25 {
		t.Errorf("the divider is at %g", c.Divider())
	}
}

func TestHoldingShowsTheOriginal(t *testing.T) {
	c, w := compared(t)
	c.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace})
	if pixel(w, 300, 150) != red {
		t.Errorf("held: %v", pixel(w, 300, 150))
	}
	c.KeyUp(&fyne.KeyEvent{Name: fyne.KeySpace})
	if pixel(w, 300, 150) != blue {
		t.Errorf("let go: %v", pixel(w, 300, 150))
	}
}

func TestLayouts(t *testing.T) {
	c, w := compared(t)
	c.SetLayout(After)
	if pixel(w, 50, 150) != blue {
		t.Errorf("after alone: %v", pixel(w, 50, 150))
	}
	c.SetLayout(Beside)
	if pixel(w, 20, 150) != red || pixel(w, 180, 150) != red || pixel(w, 220, 150) != blue || pixel(w, 380, 150) != blue {
		t.Error("beside each other, each picture is not whole in its half")
	}
	before := pixel(w, 200, 150)
	if before == red || before == blue {
		t.Errorf("there is no gap between the pictures: %v", before)
	}
}

// TestZoomKeepsThePixelUnderThePointer, as far as the picture then still covers the pane.
func TestZoomKeepsThePixelUnderThePointer(t *testing.T) {
	c, _ := compared(t)
	at := fyne.NewPos(120, 140)
	under := func() (x, y float32) {
		return (at.X - c.view.offset.X) / c.view.zoom, (at.Y - c.view.offset.Y) / c.view.zoom
	}
	c.zoomTo(1.5, at) // larger than the pane in both directions
	x0, y0 := under()
	for range 4 {
		c.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(0, 10)})
	}
	if x, y := under(); math.Hypot(float64(x-x0), float64(y-y0)) > 0.5 || c.view.zoom <= 1.5 {
		t.Errorf("pixel %g,%g came under the pointer in place of %g,%g at zoom %g", x, y, x0, y0, c.view.zoom)
	}
}

func TestThePictureCannotBeLost(t *testing.T) {
	c, _ := compared(t)
	c.zoomTo(4, c.middle())
	c.MouseDown(press(10, 10)) // away from the divider
	c.Dragged(drag(99999, 99999, 99999, 99999))
	if c.view.offset != fyne.NewPos(0, 0) {
		t.Errorf("dragged far to the right the picture begins at %v", c.view.offset)
	}
	c.Dragged(drag(-99999, -99999, -99999, -99999))
	size := c.view.size()
	if c.view.offset != fyne.NewPos(400-size.Width, 300-size.Height) {
		t.Errorf("dragged far to the left it ends at %v", c.view.offset.AddXY(size.Width, size.Height))
	}
	c.ZoomBy(1e-9)
	if !c.Fits() {
		t.Error("zoomed out as far as possible it is not whole")
	}
}

// TestSmallPicturesAreSeenInTheirSize: a picture smaller than the pane can have its own size, and less; what is on the way halts at the whole picture.
func TestSmallPicturesAreSeenInTheirSize(t *testing.T) {
	c, w := compared(t)
	c.SetPictures(Pictures{Before: plain(200, 100, red), After: plain(200, 100, blue)})
	if c.Zoom() != 2 || !c.Fits() {
		t.Fatalf("at first the zoom is %g, whole: %t", c.Zoom(), c.Fits())
	}
	if c.ActualSize(); c.Zoom() != 1 || c.Fits() || c.view.offset != fyne.NewPos(100, 100) {
		t.Errorf("in its own size the zoom is %g, and it begins at %v", c.Zoom(), c.view.offset)
	}
	if c.ZoomBy(0.5); c.Zoom() != 0.5 {
		t.Errorf("smaller still, the zoom is %g", c.Zoom())
	}
	if w.Resize(fyne.NewSize(500, 400)); c.Zoom() != 0.5 {
		t.Errorf("in a larger window the zoom is %g", c.Zoom())
	}
	if c.ZoomBy(7); !c.Fits() || c.Zoom() != 2.5 {
		t.Errorf("on the way up the zoom is %g, whole: %t", c.Zoom(), c.Fits())
	}
	c.ZoomBy(1.25)
	if c.ZoomBy(0.5); !c.Fits() {
		t.Errorf("on the way down the zoom is %g, whole: %t", c.Zoom(), c.Fits())
	}
	if c.DoubleTapped(at(200, 200)); c.Zoom() != 1 {
		t.Errorf("a double click makes the zoom %g", c.Zoom())
	}
}

func TestActualSizeOnAFineScreen(t *testing.T) {
	c, w := compared(t)
	w.Canvas().(test.WindowlessCanvas).SetScale(2)
	c.ActualSize()
	if c.view.zoom != 0.5 || c.Zoom() != 1 {
		t.Errorf("a pixel of the file takes %g units and %g pixels of the screen", c.view.zoom, c.Zoom())
	}
}

func TestViewIsTold(t *testing.T) {
	c, _ := compared(t)
	told := 0
	c.OnView = func() { told++ }
	c.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(200, 150)})
	if told != 1 || c.Fits() {
		t.Fatalf("a double tap told %d times; whole: %t", told, c.Fits())
	}
	if want := image.Rect(200, 50, 600, 350); c.InSight() != want {
		t.Errorf("in sight is %v, not %v", c.InSight(), want)
	}
	c.DoubleTapped(&fyne.PointEvent{})
	if told != 2 || !c.Fits() {
		t.Errorf("another told %d times; whole: %t", told, c.Fits())
	}
	c.SetDivider(0.1)
	c.SetNote("…")
	if told != 2 {
		t.Error("the view was told when it did not change")
	}
	whole := c.Zoom()
	c.Resize(fyne.NewSize(200, 150))
	if told != 3 || c.Zoom() != whole/2 {
		t.Errorf("half the size told %d times; zoom %g of %g", told, c.Zoom(), whole)
	}
}

func TestKeysOfCompare(t *testing.T) {
	c, _ := compared(t)
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if math.Abs(float64(c.Divider())-0.52) > 1e-6 {
		t.Errorf("right: %g", c.Divider())
	}
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if c.Divider() != 1 {
		t.Errorf("end: %g", c.Divider())
	}
	c.TypedRune('1')
	if c.view.zoom != 1 {
		t.Errorf("1: zoom %g", c.view.zoom)
	}
	offset := c.view.offset
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if c.view.offset.Y >= offset.Y {
		t.Error("down does not move the picture up")
	}
	c.TypedRune('0')
	if !c.Fits() {
		t.Error("0 does not show the whole picture")
	}
}

// TestSharperPartLiesWhereItBelongs: a green quarter of the file, seen over before and after.
func TestSharperPartLiesWhereItBelongs(t *testing.T) {
	c, w := compared(t)
	green := color.NRGBA{G: 200, A: 255}
	c.SetSharper(Sharper{Part: image.Rect(400, 0, 800, 200), After: plain(400, 200, green)})
	if got := pixel(w, 300, 80); got != green {
		t.Errorf("in the part: %v", got)
	}
	if got := pixel(w, 300, 200); got != blue {
		t.Errorf("below it: %v", got)
	}
}

// TestPanesFollowTheWindow, and what was in the middle stays there while zoomed.
func TestPanesFollowTheWindow(t *testing.T) {
	c, w := compared(t)
	w.Resize(fyne.NewSize(800, 600))
	if c.view.zoom != 1 || !c.Fits() {
		t.Errorf("in a window of twice the size the zoom is %g", c.view.zoom)
	}
	c.zoomTo(2, c.middle())
	w.Resize(fyne.NewSize(600, 500))
	middle := c.InSight().Min.Add(c.InSight().Max).Div(2)
	if middle != image.Pt(400, 200) {
		t.Errorf("the middle is %v", middle)
	}
}

func TestTheSamePicturesCostNothing(t *testing.T) {
	c, _ := compared(t)
	before := c.pictures
	if n := testing.AllocsPerRun(10, func() { c.SetPictures(before) }); n > 0 {
		t.Errorf("setting the same pictures allocates %g times", n)
	}
}

// TestTheOriginalIsHeldFromTwoSides: a button that holds it does so wherever the keyboard is, and the space bar too.
func TestTheOriginalIsHeldFromTwoSides(t *testing.T) {
	c := NewCompare("before", "after")
	window(t, c, 400, 300)
	says := func(what string, want bool) {
		t.Helper()
		if c.showsBefore() != want {
			t.Errorf("%s: the original is shown: %v", what, !want)
		}
	}
	c.FocusGained()
	c.SetHeld(true)
	c.FocusLost()
	says("held by the button, the keyboard goes", true)
	c.FocusGained()
	c.KeyDown(key(fyne.KeySpace))
	c.KeyUp(key(fyne.KeySpace))
	says("held by the button, the space bar goes up", true)
	c.SetHeld(false)
	says("released", false)
	c.KeyDown(key(fyne.KeySpace))
	says("the space bar is down", true)
	c.FocusLost()
	says("and the keyboard goes", false)
}
