package imaging

import (
	"image"
	"image/color"
	"testing"
)

// cross is red, with a green middle column and, where it has alpha, a clear left half.
func cross(width, height int, clear bool) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(3, 5, 3+width, 5+height))
	for y := range height {
		for x := range width {
			c := color.NRGBA{R: 200, A: 255}
			if x == width/2 {
				c = color.NRGBA{G: 200, A: 255}
			}
			if clear && x < width/2 {
				c.A = 0
			}
			img.SetNRGBA(3+x, 5+y, c)
		}
	}
	return img
}

func TestThumbnailsKeepTheirShape(t *testing.T) {
	for _, c := range []struct{ width, height, wantWidth, wantHeight int }{
		{400, 200, 100, 50}, {200, 400, 50, 100}, {80, 60, 80, 60}, {100, 100, 100, 100}, {5000, 3, 100, 1}, {1, 1, 1, 1},
	} {
		got := ThumbnailFit(cross(c.width, c.height, false), 100)
		if got.Rect != image.Rect(0, 0, c.wantWidth, c.wantHeight) {
			t.Errorf("%dx%d becomes %v", c.width, c.height, got.Rect)
		}
		if r, _, _, a := got.At(0, 0).RGBA(); c.width > 1 && r>>8 != 200 || a != 0xffff {
			t.Errorf("%dx%d: its corner is %v", c.width, c.height, got.At(0, 0))
		}
	}
}

func TestThumbnailsFillAShapeWithTheMiddle(t *testing.T) {
	for _, size := range []image.Point{{301, 60}, {31, 200}, {10, 10}} {
		got := ThumbnailFill(cross(size.X, size.Y, false), 48, 36)
		if got.Rect != image.Rect(0, 0, 48, 36) {
			t.Fatalf("%v becomes %v", size, got.Rect)
		}
		most, at := uint8(0), -1
		for x := range 48 {
			if g := got.RGBAAt(x, 18).G; g > most {
				most, at = g, x
			}
		}
		if at < 23 || at > 27 {
			t.Errorf("%v: the middle is at %d of 48", size, at)
		}
	}
}

// TestColoursOfWhatIsClearDoNotShow: the edge of what is clear has no red of its own.
func TestColoursOfWhatIsClearDoNotShow(t *testing.T) {
	img := cross(200, 40, true)
	for y := range 40 {
		for x := range 100 {
			img.SetNRGBA(3+x, 5+y, color.NRGBA{B: 255})
		}
	}
	got := ThumbnailFit(img, 50)
	for x := range 50 {
		c := got.RGBAAt(x, 5)
		if c.B > 0 {
			t.Fatalf("at %d: %v", x, c)
		}
		if x < 20 && c.A != 0 || x > 30 && c.A != 255 {
			t.Errorf("at %d: %v", x, c)
		}
	}
}
