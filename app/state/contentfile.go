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
	data []byte // a picture file
}

// open reads the picture at full size.
func (f *contentFile) open() (*imaging.Raster, error) {
	if f.data == nil {
		return imaging.OpenRaster(f.path, imaging.Limits{})
	}
	p, err := imaging.Decode(bytes.NewReader(f.data), f.name, imaging.Limits{})
	if err != nil {
		return nil, err
	}
	return imaging.RasterOf(p), nil
}

// shrink is r with neither side over most, as floats. What is much larger is first averaged over squares of pixels, so that no more than
// four times the result is ever held as floats.
func shrink(r *imaging.Raster, most int) *imaging.Picture {
	width, height := r.Size()
	k := max(max(width, height)/(2*most), 1)
	if k == 1 {
		return imaging.FitLongSide(r.Picture(), most)
	}
	p := imaging.New(max(width/k, 1), max(height/k, 1))
	if !r.Opaque() {
		p.Alpha = make([]float32, p.Width*p.Height)
	}
	averageSquares(p, r, k)
	return imaging.FitLongSide(p, most)
}

// averageSquares fills p with the means of squares of k x k pixels of r; colours count by their opacity.
func averageSquares(p *imaging.Picture, r *imaging.Raster, k int) {
	k = min(k, first(r.Size()), second(r.Size()))
	rgb, alpha := make([]float32, 3*k*p.Width), make([]float32, k*p.Width)
	weights := make([]float32, p.Width)
	for y := range p.Height {
		row := p.Pix[3*y*p.Width : 3*(y+1)*p.Width]
		clear(weights)
		for dy := range k {
			r.Row(rgb, 0, y*k+dy)
			r.AlphaRow(alpha, 0, y*k+dy)
			for x, a := range alpha {
				weights[x/k] += a
				for c := range 3 {
					row[3*(x/k)+c] += a * rgb[3*x+c]
				}
			}
		}
		for x, w := range weights {
			if p.Alpha != nil {
				p.Alpha[y*p.Width+x] = w / float32(k*k)
			}
			for c := range 3 {
				row[3*x+c] /= max(w, 1e-6)
			}
		}
	}
}

func first(a, _ int) int  { return a }
func second(_, b int) int { return b }

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

// part copies a rectangle of a raster for a window.
func part(r *imaging.Raster, rect image.Rectangle) *image.RGBA {
	width, height := r.Size()
	rect = rect.Intersect(image.Rect(0, 0, width, height))
	p := imaging.New(rect.Dx(), rect.Dy())
	if !r.Opaque() {
		p.Alpha = make([]float32, p.Width*p.Height)
	}
	for y := range p.Height {
		r.Row(p.Pix[3*y*p.Width:3*(y+1)*p.Width], rect.Min.X, rect.Min.Y+y)
		if p.Alpha != nil {
			r.AlphaRow(p.Alpha[y*p.Width:(y+1)*p.Width], rect.Min.X, rect.Min.Y+y)
		}
	}
	return screen(p)
}
