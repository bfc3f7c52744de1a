package video

import (
	"fmt"
	"slices"
)

// titles maps the subtitles that the format can hold.
func (c *conversion) titles() (args []string) {
	n := 0
	for _, s := range c.info.Subtitles {
		codec := c.titleCodec(s)
		if codec == "" {
			continue
		}
		args = append(args, "-map", fmt.Sprintf("1:%d", s.Index), fmt.Sprintf("-c:s:%d", n), codec)
		n++
	}
	return args
}

// titleCodec is what subtitles become; empty: the format cannot hold them.
func (c *conversion) titleCodec(s Stream) string {
	switch {
	case keeps(c.format.titles, s.Codec):
		return "copy"
	case slices.Contains(wordy, s.Codec):
		return c.format.retitle
	}
	return ""
}

// warnTitles says how many subtitles are left out, where the format can hold any.
func (c *conversion) warnTitles(titled bool) {
	n := 0
	for _, s := range c.info.Subtitles {
		if !titled || c.titleCodec(s) == "" {
			n++
		}
	}
	if n > 0 && len(c.format.titles) > 0 {
		c.warnings = append(c.warnings, fmt.Sprintf("subtitles are left out that %s files cannot hold: %d of %d", c.format.ending, n, len(c.info.Subtitles)))
	}
}
