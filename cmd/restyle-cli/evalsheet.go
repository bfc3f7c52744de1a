package main

import "restyle/core/imaging"

// sheet is a table of square pictures: styles in the first line, contents in the first column, results between.
type sheet struct {
	side, rows, columns int
	picture             *imaging.Picture
}

// newSheet lays out the first rows contents; 0: all.
func newSheet(contents, styles []named, rows int) *sheet {
	if rows == 0 || rows > len(contents) {
		rows = len(contents)
	}
	side := contents[0].Width
	s := &sheet{side: side, rows: rows + 1, columns: len(styles) + 1}
	s.picture = imaging.New(side*s.columns, side*s.rows)
	for i := range s.picture.Pix {
		s.picture.Pix[i] = 1
	}
	for i, p := range styles {
		s.put(p.Picture, i+1, 0)
	}
	for i, p := range contents {
		s.put(p.Picture, 0, i+1)
	}
	return s
}

// put copies a picture to its place, unless it has none. A nil sheet takes nothing.
func (s *sheet) put(p *imaging.Picture, column, row int) {
	if s == nil || row >= s.rows {
		return
	}
	line := s.picture.Width * 3
	for y := range s.side {
		from := (row*s.side+y)*line + column*s.side*3
		copy(s.picture.Pix[from:from+s.side*3], p.Pix[y*s.side*3:])
	}
}
