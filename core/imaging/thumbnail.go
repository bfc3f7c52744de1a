package imaging

import (
	"image"

	"github.com/disintegration/gift"
)

// Thumbnails are of 8 bits and never seen larger than they are: gift's filters are exact enough for them. What becomes a result, or is looked at closely, is
// resampled in floats (Resize, Document.FitLongSide).

// ThumbnailFit is a picture, shrunk so that neither side is over side; one that fits already keeps its size.
func ThumbnailFit(img image.Image, side int) *image.RGBA {
	size := img.Bounds().Size()
	if max(size.X, size.Y) > side {
		size.X, size.Y = fitted(size.X, size.Y, side)
	}
	return filtered(img, gift.Resize(size.X, size.Y, gift.LanczosResampling))
}

// ThumbnailFill is the middle of a picture in another shape, scaled to that size.
func ThumbnailFill(img image.Image, width, height int) *image.RGBA {
	return filtered(img, gift.ResizeToFill(width, height, gift.LanczosResampling, gift.CenterAnchor))
}

func filtered(img image.Image, filter gift.Filter) *image.RGBA {
	g := gift.New(filter)
	dst := image.NewRGBA(g.Bounds(img.Bounds()))
	g.Draw(dst, img)
	return dst
}
