package video

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/fault"
)

// bitsPerPixel is what a pixel of a stylized video takes at good quality, rather more than less: in a part, and joined.
func (c *conversion) bitsPerPixel() (part, joined float64) {
	switch {
	case c.format.ending == ".png":
		return 24, 24
	case c.codec.name == lossless.name:
		return 14, 6
	case c.format.ending == ".gif":
		return 8, 8
	case c.format.ending == ".avi":
		return 4, 4
	}
	return 0.5, 0.5
}

// soundBytes is what a second of a track takes in the result, rather more than less: some codecs lose nothing.
func (c *conversion) soundBytes(s Stream) float64 {
	codec := s.Codec
	if !c.copies(s) && len(c.format.resound) > 0 {
		codec = c.format.resound[0]
	}
	if strings.HasPrefix(codec, "pcm_") || slices.Contains([]string{"flac", "alac", "truehd", "mlp", "wavpack"}, codec) {
		return 300_000
	}
	return 40_000
}

// needed is an estimate of the bytes that are still to be written.
func (c *conversion) needed() int64 {
	part, joined := c.bitsPerPixel()
	pixels := float64(c.span.Width * c.span.Height)
	all := c.planned()
	bits := pixels * (part*float64(max(all-c.finished, 0)) + joined*float64(all))
	sound := 0.0
	for _, s := range c.info.Sound {
		sound += c.soundBytes(s) * c.info.Rate.Time(all).Seconds()
	}
	return int64(bits/8 + sound)
}

// checkSpace refuses to begin what the disk cannot hold. A disk that does not tell is trusted.
func (c *conversion) checkSpace() error {
	free, err := freeSpace(c.place.folder)
	if need := c.needed(); err == nil && free < need {
		folder := filepath.Dir(c.place.folder)
		err := fmt.Errorf("about %s are needed on the disk of %s and %s are free: make room, or choose another disk or a smaller size",
			amount(need), folder, amount(free))
		return fault.Mark(err, "disk.small", "Needed", amount(need), "Folder", folder, "Free", amount(free))
	}
	return nil
}

// amount is a number of bytes for people.
func amount(n int64) string {
	if n < 1e9 {
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}
