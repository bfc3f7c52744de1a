package stylize

import (
	"image"

	"restyle/core/model"
)

// margins are how many pixels around their cores the windows of a pass have, multiples of the grid.
type margins struct {
	halo int
	// cuts are what is left of the halo before each enlargement of the decoder, the first ones: the coarse maps look far but are small, the fine ones
	// look no further than a few pixels and would spend most of the time on margins. None: the halo stays to the end.
	cuts []int
}

// last is what is left in the end.
func (m margins) last() int {
	if n := len(m.cuts); n > 0 {
		return m.cuts[n-1]
	}
	return m.halo
}

// narrowing is the margins of windows with a halo around what the decoder paints.
func narrowing(c model.Config, mode model.Mode, halo int) margins {
	m := margins{halo: halo}
	for _, reach := range c.Reach(mode)[1:] {
		if cut := up(reach, grid); cut < m.last() {
			m.cuts = append(m.cuts, cut)
		}
	}
	return m
}

// cut is a piece of a window.
type cut struct {
	at   image.Point // in the picture
	size image.Point
}

// narrowed is a piece of a window: of an axis of n pixels that is cut, what lies margin around the core, or somewhat more at the ends of the axis, so that it
// has one size in all windows.
func (s span) narrowed(n, halo, margin int) (from, size int) {
	if s.to-s.from >= n {
		return 0, n
	}
	size = s.to - s.from - 2*(halo-margin)
	return max(0, min(s.first-margin, n-size)), size
}

// cuts are the pieces of a window of a picture of width x height pixels.
func (w window) cuts(width, height int, m margins) []cut {
	var all []cut
	for _, margin := range m.cuts {
		var c cut
		c.at.X, c.size.X = w.x.narrowed(width, m.halo, margin)
		c.at.Y, c.size.Y = w.y.narrowed(height, m.halo, margin)
		all = append(all, c)
	}
	return all
}
