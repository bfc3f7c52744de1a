package stylize

import "restyle/core/imaging"

// Source is a content that is read by parts of rows, so that it need not exist as floats; several goroutines read at once.
type Source interface {
	Size() (width, height int)
	Row(dst []float32, x, y int) // fills dst with RGB in [0,1] of len(dst)/3 pixels from column x of row y
}

// Sink takes a result by parts of rows, each pixel once, in any order and from several goroutines at once.
type Sink interface {
	SetRow(src []float32, x, y int) // RGB in [0,1] of len(src)/3 pixels, from column x of row y
	Bytes() int64                   // memory that it has when it is full
}

// pixels is a picture as Source and Sink.
type pixels struct{ *imaging.Picture }

func (p pixels) Size() (width, height int) { return p.Width, p.Height }

func (p pixels) Row(dst []float32, x, y int) { copy(dst, p.Pix[(y*p.Width+x)*3:]) }

func (p pixels) SetRow(src []float32, x, y int) { copy(p.Pix[(y*p.Width+x)*3:], src) }

func (p pixels) Bytes() int64 { return 4 * int64(len(p.Pix)+len(p.Alpha)) }

// smallest is the shortest side that the networks are given: two positions of features, of which a deviation can be computed.
const smallest = 2

// mirrored continues a source to the right and downwards by its mirror image.
type mirrored struct {
	Source
	width, height int
}

// extend mirrors a source until no side is below side; others are returned as they are.
func extend(src Source, side int) Source {
	width, height := src.Size()
	if min(width, height) >= side {
		return src
	}
	return mirrored{src, max(width, side), max(height, side)}
}

func (m mirrored) Size() (width, height int) { return m.width, m.height }

func (m mirrored) Row(dst []float32, x, y int) {
	width, height := m.Source.Size()
	for i := 0; i < len(dst); i += 3 {
		m.Source.Row(dst[i:i+3], mirror(x+i/3, width), mirror(y, height))
	}
}

// mirror folds i, 0 or more, into [0, n) without repeating the border.
func mirror(i, n int) int {
	if i < n || n == 1 {
		return min(i, n-1)
	}
	i %= 2 * (n - 1)
	return min(i, 2*(n-1)-i)
}
