package stylize

import (
	"slices"

	"restyle/core/imaging"
	"restyle/core/model"
)

// smallest is the shortest side that the networks are given: two positions of features, of which a deviation can be computed.
func smallest(mode model.Mode) int { return 2 * mode.Stride() }

// extend mirrors a picture to the right and downwards until no side is below side; others are returned as they are.
func extend(p *imaging.Picture, side int) *imaging.Picture {
	if min(p.Width, p.Height) >= side {
		return p
	}
	dst := imaging.New(max(p.Width, side), max(p.Height, side))
	for y := range dst.Height {
		for x := range dst.Width {
			from := mirror(y, p.Height)*p.Width + mirror(x, p.Width)
			copy(dst.Pix[(y*dst.Width+x)*3:][:3], p.Pix[from*3:])
		}
	}
	return dst
}

// mirror folds i, 0 or more, into [0, n) without repeating the border.
func mirror(i, n int) int {
	if n == 1 {
		return 0
	}
	i %= 2 * (n - 1)
	return min(i, 2*(n-1)-i)
}

func clone(p *imaging.Picture) *imaging.Picture {
	return &imaging.Picture{Width: p.Width, Height: p.Height, Pix: slices.Clone(p.Pix), Alpha: slices.Clone(p.Alpha)}
}
