package imaging

import "image"

// OpenRaster is OpenDocument for those who want nothing but its values, as the file has them.
func OpenRaster(path string, limits Limits) (*Raster, error) {
	d, err := OpenDocument(path, limits)
	if err != nil {
		return nil, err
	}
	return d.Pixels, nil
}

// stripRows is how many rows are converted at once.
const stripRows = 32

// rasterOf converts a decoded image that is stored in EXIF orientation o, strip by strip.
func rasterOf(img image.Image, o int) *Raster {
	b := img.Bounds()
	r := &Raster{opaque: true}
	upright := image.Rect(0, 0, b.Dx(), b.Dy())
	if o > 4 && o <= 8 {
		upright = image.Rect(0, 0, b.Dy(), b.Dx())
	}
	switch img := img.(type) {
	case *image.NRGBA64, *image.RGBA64, *image.Gray16:
		r.wide = image.NewNRGBA64(upright)
	case *image.YCbCr:
		if readable(img) && (o <= 1 || o > 8) {
			return &Raster{lumas: img, opaque: true}
		}
	case *image.NRGBA:
		if o <= 1 || o > 8 {
			return &Raster{narrow: img, opaque: img.Opaque()}
		}
	}
	if r.wide == nil && r.narrow == nil {
		r.narrow = image.NewNRGBA(upright)
	}
	r.convert(img, o)
	return r
}

// convert fills r with img.
func (r *Raster) convert(img image.Image, o int) {
	b := img.Bounds()
	origin, step, rows := orientWalk(b.Dx(), b.Dy(), o)
	for y := 0; y < b.Dy(); y += stripRows {
		p := strip(img, y, min(stripRows, b.Dy()-y))
		r.opaque = r.opaque && p.Alpha == nil
		for i := range p.Width * p.Height {
			r.set(origin+(y+i/p.Width)*rows+i%p.Width*step, p.Pix[3*i:3*i+3], p.alphaAt(i))
		}
	}
}

// strip is FromImage of some rows, from row y of the picture on.
func strip(img image.Image, y, rows int) *Picture {
	if p := fromLumas(img, y, rows); p != nil {
		return p
	}
	b := img.Bounds()
	y += b.Min.Y
	return FromImage(img.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(image.Rect(b.Min.X, y, b.Max.X, y+rows)))
}
