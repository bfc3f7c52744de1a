package imaging

import (
	"bytes"
	"image"
	"image/draw"
	"image/gif"
	"io"
)

// decodeGIF is the first picture of a GIF, on its screen: it may be smaller than that, and the rest is transparent.
func decodeGIF(r io.Reader) (image.Image, error) {
	var begin bytes.Buffer
	config, err := gif.DecodeConfig(io.TeeReader(r, &begin))
	if err != nil {
		return nil, err
	}
	img, err := gif.Decode(io.MultiReader(&begin, r))
	if err != nil {
		return nil, err
	}
	all := image.Rect(0, 0, config.Width, config.Height)
	if img.Bounds() == all {
		return img, nil
	}
	screen := image.NewNRGBA(all)
	draw.Draw(screen, img.Bounds(), img, img.Bounds().Min, draw.Src)
	return screen, nil
}
