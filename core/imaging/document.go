package imaging

import (
	"io"
	"slices"
	"strings"
)

// Document is a picture as photographers know it: pixels of 8 or 16 bits, and what its file says about them. It is read and written in extended
// sRGB (see package icc) by parts of rows, by several goroutines if need be, whatever the colours of its own values are.
type Document struct {
	Pixels  *Raster // upright, in the colours of Profile
	Profile []byte  // ICC profile; nil: sRGB
	Exif    []byte  // EXIF block, upright and without thumbnail; nil: none
	Depth   int     // bits of a channel in the file, 8 or 16
	Notes   []error // what could not be read, kept or converted, with names as errors have

	colors colors
}

// OpenDocument reads the picture in a file with its metadata.
func OpenDocument(path string, limits Limits) (*Document, error) {
	file, err := OpenFile(path, limits)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return DecodeDocument(file, path, limits)
}

// DecodeDocument is OpenDocument of what r holds; name is used in errors only.
func DecodeDocument(r io.Reader, name string, limits Limits) (*Document, error) {
	data, f, err := readFile(r, name, limits)
	if err != nil {
		return nil, err
	}
	img, err := decodeImage(data, f, name, limits)
	if err != nil {
		return nil, err
	}
	c := f.colorsOf(data, img)
	d := &Document{Profile: c.profile, Exif: f.about(data), Notes: notes(f.more(data), c.note), colors: c}
	d.Pixels = rasterOf(img, f.orientation(data))
	d.Depth = d.Pixels.Depth()
	return d, nil
}

// notes are those that there are.
func notes(all ...error) []error {
	return slices.DeleteFunc(all, func(err error) bool { return err == nil })
}

// Note is what Notes say in English; empty: nothing.
func (d *Document) Note() string {
	said := make([]string, len(d.Notes))
	for i, note := range d.Notes {
		said[i] = note.Error()
	}
	return strings.Join(said, "; ")
}

// NewDocument is an sRGB document of 8 bits made of a picture.
func NewDocument(p *Picture) *Document {
	return &Document{Pixels: &Raster{narrow: p.ToImage(), opaque: p.Alpha == nil}, Depth: 8}
}

// Like is an empty document of d's size, metadata and colours, to be written to; depth is 8, 16, or 0 for that of d. Grey colours
// cannot hold what will be painted: there it is sRGB.
func (d *Document) Like(depth int) *Document {
	if depth == 0 {
		depth = d.Depth
	}
	width, height := d.Size()
	like := &Document{Pixels: newRaster(width, height, depth), Profile: d.Profile, Exif: d.Exif, Depth: depth, colors: d.colors}
	if d.Profile == nil {
		like.colors = colors{}
	}
	return like
}

// Duplicate is d in 8 or 16 bits, or in its own with 0, without a detour by way of sRGB.
func (d *Document) Duplicate(depth int) *Document {
	to := d.Like(depth)
	width, height := d.Size()
	row := make([]float32, 3*width)
	for y := range height {
		if d.Profile == nil {
			d.Row(row, 0, y)
		} else {
			d.Pixels.Row(row, 0, y)
		}
		to.Pixels.SetRow(row, 0, y)
	}
	to.Pixels.TakeAlpha(d.Pixels)
	return to
}

// Size is the width and height in pixels.
func (d *Document) Size() (width, height int) { return d.Pixels.Size() }

// Bytes is the memory that the pixels take once they are there.
func (d *Document) Bytes() int64 { return d.Pixels.Bytes() }

// Row fills dst with RGB in extended sRGB of len(dst)/3 pixels from column x of row y, alpha not multiplied in.
func (d *Document) Row(dst []float32, x, y int) {
	d.Pixels.Row(dst, x, y)
	if d.colors.transform != nil {
		d.colors.transform.ToSRGB(dst)
	}
}

// SetRow writes RGB in extended sRGB of len(src)/3 pixels from column x of row y, opaque; what the document's colours lack is clipped.
func (d *Document) SetRow(src []float32, x, y int) {
	if d.colors.transform == nil {
		d.Pixels.SetRow(src, x, y)
		return
	}
	var part [3 * 64]float32
	for len(src) > 0 {
		n := copy(part[:], src)
		d.colors.transform.FromSRGB(part[:n])
		d.Pixels.SetRow(part[:n], x, y)
		src, x = src[n:], x+n/3
	}
}

// Picture converts all of it to floats in sRGB.
func (d *Document) Picture() *Picture { return d.colors.toSRGB(d.Pixels.Picture()) }

// FitLongSide shrinks d, keeping its aspect, so that neither side is over n; a document that fits already, or any with n 0 or less, is returned as it is.
func (d *Document) FitLongSide(n int) *Document {
	width, height := d.Size()
	if n <= 0 || max(width, height) <= n {
		return d
	}
	small := *d
	small.Pixels = d.Pixels.shrink(fitted(width, height, n))
	return &small
}
