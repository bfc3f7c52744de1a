package imaging

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/draw"
	"image/gif"
	"io"
)

// largestGIF is the side in pixels beyond which no picture is believed to reach over the screen.
const largestGIF = 1 << 14

// decodeGIF is the first picture of a GIF, on its screen: it may be smaller than that, and the rest is transparent, or reach beyond it, which is not seen.
func decodeGIF(r io.Reader) (image.Image, error) {
	var begin bytes.Buffer
	config, err := gif.DecodeConfig(io.TeeReader(r, &begin))
	if err != nil {
		return nil, err
	}
	head := begin.Bytes()[6:] // image/gif refuses what reaches beyond: it is told of a larger screen
	binary.LittleEndian.PutUint16(head, uint16(max(config.Width, largestGIF)))
	binary.LittleEndian.PutUint16(head[2:], uint16(max(config.Height, largestGIF)))
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
