package imaging

import "image"

// Picture is an RGB picture of float pixels.
type Picture struct {
	Width, Height int
	Pix           []float32 // RGB in [0,1], sRGB, gamma-encoded as in files [H W 3]
	Alpha         []float32 // opacity in [0,1], not multiplied into Pix [H W]; nil: opaque
}

// New returns a black, opaque picture.
func New(width, height int) *Picture {
	return &Picture{Width: width, Height: height, Pix: make([]float32, width*height*3)}
}

// Bounds is the rectangle of the picture, its upper left corner at (0, 0).
func (p *Picture) Bounds() image.Rectangle { return image.Rect(0, 0, p.Width, p.Height) }

// Crop copies the part of p inside r. Where r reaches outside p it is cut; a rectangle wholly outside gives an empty picture.
func Crop(p *Picture, r image.Rectangle) *Picture {
	r = r.Intersect(p.Bounds())
	dst := New(r.Dx(), r.Dy())
	cropPlane(dst.Pix, p.Pix, p.Width, r, 3)
	if p.Alpha != nil {
		dst.Alpha = make([]float32, r.Dx()*r.Dy())
		cropPlane(dst.Alpha, p.Alpha, p.Width, r, 1)
	}
	return dst
}

// cropPlane copies rectangle r out of src, whose rows have width pixels of the given number of channels.
func cropPlane(dst, src []float32, width int, r image.Rectangle, channels int) {
	row := r.Dx() * channels
	for y := range r.Dy() {
		from := ((r.Min.Y+y)*width + r.Min.X) * channels
		copy(dst[y*row:(y+1)*row], src[from:])
	}
}
