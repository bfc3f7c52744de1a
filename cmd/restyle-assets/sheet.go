package main

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"path/filepath"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"restyle/core/imaging"
)

// tile is a picture with words below it.
type tile struct {
	picture *imaging.Picture
	words   string
}

const (
	gap       = 6  // between tiles, in pixels
	wordsHigh = 24 // line of words below a tile
	quality   = 82 // of JPEG
)

// saveSheet writes tiles in rows, each column as wide as its widest tile.
func saveSheet(path string, tiles []tile, columns int) error {
	words, err := newWriter()
	if err != nil {
		return err
	}
	lefts, high := columnsOf(tiles, columns)
	rows := (len(tiles) + columns - 1) / columns
	sheet := image.NewNRGBA(image.Rect(0, 0, lefts[columns]-gap, rows*(high+wordsHigh+gap)-gap))
	draw.Draw(sheet, sheet.Bounds(), image.White, image.Point{}, draw.Src)
	for i, t := range tiles {
		left, wide := lefts[i%columns], lefts[i%columns+1]-gap-lefts[i%columns]
		top := i / columns * (high + wordsHigh + gap)
		at := image.Pt(left+(wide-t.picture.Width)/2, top+high-t.picture.Height)
		draw.Draw(sheet, t.picture.Bounds().Add(at), t.picture.ToImage(), image.Point{}, draw.Src)
		words.center(sheet, words.fit(t.words, wide), left+wide/2, top+high+wordsHigh*3/4)
	}
	if err := imaging.Save(path, imaging.FromImage(sheet), imaging.SaveOptions{Quality: quality}); err != nil {
		return err
	}
	fmt.Println(filepath.ToSlash(path))
	return nil
}

// columnsOf is where each column begins, and where the one behind the last would, and how high the highest tile is.
func columnsOf(tiles []tile, columns int) (lefts []int, high int) {
	lefts = make([]int, columns+1)
	for i, t := range tiles {
		wide := &lefts[i%columns+1]
		*wide, high = max(*wide, t.picture.Width+gap), max(high, t.picture.Height)
	}
	for i := range columns {
		lefts[i+1] += lefts[i]
	}
	return lefts, high
}

// writer writes words.
type writer struct{ face font.Face }

func newWriter() (*writer, error) {
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 15, DPI: 72, Hinting: font.HintingFull})
	return &writer{face}, err
}

// fit cuts words that are wider than so many pixels.
func (w *writer) fit(words string, wide int) string {
	short := words
	for r := []rune(words); len(r) > 0 && font.MeasureString(w.face, short).Ceil() > wide; {
		r = r[:len(r)-1]
		short = strings.TrimRight(string(r), " ") + "…"
	}
	return short
}

// center writes on a base line, about a column.
func (w *writer) center(dst draw.Image, words string, x, y int) {
	d := font.Drawer{Dst: dst, Src: image.NewUniform(color.Gray{0x30}), Face: w.face}
	d.Dot = fixed.P(x-d.MeasureString(words).Round()/2, y)
	d.DrawString(words)
}
