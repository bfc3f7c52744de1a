package state

import (
	"bytes"
	"image"

	"restyle/core/imaging"
)

// contentFile is where a content comes from. It does not change once it is made, and may be read on any goroutine.
type contentFile struct {
	name string
	path string // empty: data holds it
	data []byte // the sample photo
}

// open reads the picture at full size, with what its file says about it.
func (f *contentFile) open() (*imaging.Document, error) {
	if f.data == nil {
		return imaging.OpenDocument(f.path, imaging.Limits{})
	}
	return imaging.DecodeDocument(bytes.NewReader(f.data), f.name, imaging.Limits{})
}

// shrink is d with neither side over most, as floats.
func shrink(d *imaging.Document, most int) *imaging.Picture { return d.FitLongSide(most).Picture() }

// screen is p for a window: compact RGBA, alpha multiplied in.
func screen(p *imaging.Picture) *image.RGBA {
	img := image.NewRGBA(p.Bounds())
	for i := range p.Width * p.Height {
		alpha := float32(1)
		if p.Alpha != nil {
			alpha = p.Alpha[i]
		}
		dst := img.Pix[4*i : 4*i+4 : 4*i+4]
		for c, v := range p.Pix[3*i : 3*i+3] {
			dst[c] = byte(min(max(v, 0), 1)*alpha*255 + 0.5)
		}
		dst[3] = byte(alpha*255 + 0.5)
	}
	return img
}

// part copies a rectangle of a document for a window.
func part(d *imaging.Document, rect image.Rectangle) *image.RGBA {
	rect = rect.Intersect(boundsOf(d))
	p := imaging.New(rect.Dx(), rect.Dy())
	if !d.Pixels.Opaque() {
		p.Alpha = make([]float32, p.Width*p.Height)
	}
	for y := range p.Height {
		d.Row(p.Pix[3*y*p.Width:3*(y+1)*p.Width], rect.Min.X, rect.Min.Y+y)
		if p.Alpha != nil {
			d.Pixels.AlphaRow(p.Alpha[y*p.Width:(y+1)*p.Width], rect.Min.X, rect.Min.Y+y)
		}
	}
	return screen(p)
}

func boundsOf(d *imaging.Document) image.Rectangle {
	width, height := d.Size()
	return image.Rect(0, 0, width, height)
}
