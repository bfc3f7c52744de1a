package imaging

import (
	"image"
	"image/color"
)

// levels8 are the 256 values of an 8-bit channel as floats.
var levels8 = func() (t [256]float32) {
	for i := range t {
		t[i] = float32(i) / 255
	}
	return t
}()

// FromImage converts any image. Alpha that is multiplied in is divided out again; a picture that turns out opaque has no Alpha.
func FromImage(img image.Image) *Picture {
	b := img.Bounds()
	if p := fromLumas(img, 0, b.Dy()); p != nil {
		return p
	}
	p := New(b.Dx(), b.Dy())
	switch img := img.(type) {
	case *image.Gray:
		fromGray(p, img)
	case *image.NRGBA:
		fromNRGBA(p, img.Pix, img.Stride)
	case *image.RGBA:
		if !img.Opaque() {
			fromAny(p, img)
			break
		}
		fromNRGBA(p, img.Pix, img.Stride)
	case *image.CMYK:
		fromCMYK(p, img)
	default:
		fromAny(p, img)
	}
	return p
}

// FromRGB24 converts rows of 3 bytes a pixel [H W 3].
func FromRGB24(pix []byte, width, height int) *Picture {
	p := New(width, height)
	for i, v := range pix[:len(p.Pix)] {
		p.Pix[i] = levels8[v]
	}
	return p
}

func fromGray(p *Picture, img *image.Gray) {
	for y := range p.Height {
		dst := p.Pix[y*p.Width*3:]
		for x, v := range img.Pix[y*img.Stride:][:p.Width] {
			f := levels8[v]
			dst[x*3], dst[x*3+1], dst[x*3+2] = f, f, f
		}
	}
}

// fromNRGBA reads 4 bytes a pixel; alpha is kept once a pixel that is not opaque is met.
func fromNRGBA(p *Picture, pix []byte, stride int) {
	for y := range p.Height {
		src := pix[y*stride:][:p.Width*4]
		dst := p.Pix[y*p.Width*3:][:p.Width*3]
		for x := range p.Width {
			dst[x*3], dst[x*3+1], dst[x*3+2] = levels8[src[x*4]], levels8[src[x*4+1]], levels8[src[x*4+2]]
			if a := src[x*4+3]; a != 255 {
				p.setAlpha(y*p.Width+x, levels8[a])
			}
		}
	}
}

func fromCMYK(p *Picture, img *image.CMYK) {
	for y := range p.Height {
		src := img.Pix[y*img.Stride:][:p.Width*4]
		dst := p.Pix[y*p.Width*3:][:p.Width*3]
		for x := range p.Width {
			black := 1 - levels8[src[x*4+3]]
			for c := range 3 {
				dst[x*3+c] = (1 - levels8[src[x*4+c]]) * black
			}
		}
	}
}

// fromAny serves palettes, 16-bit images and everything rare by the 16-bit values that every image has.
func fromAny(p *Picture, img image.Image) {
	b := img.Bounds()
	at := colorsOf(img)
	for i := range p.Width * p.Height {
		c := at(b.Min.X+i%p.Width, b.Min.Y+i/p.Width)
		p.Pix[i*3], p.Pix[i*3+1], p.Pix[i*3+2] = float32(c.R)/65535, float32(c.G)/65535, float32(c.B)/65535
		if c.A != 65535 {
			p.setAlpha(i, float32(c.A)/65535)
		}
	}
}

// colorsOf gives 16-bit colours with alpha not multiplied in; the kinds that are stored so lose nothing under low alpha.
func colorsOf(img image.Image) func(x, y int) color.NRGBA64 {
	switch img := img.(type) {
	case *image.NRGBA64:
		return img.NRGBA64At
	case *image.NYCbCrA:
		return func(x, y int) color.NRGBA64 {
			c := img.NYCbCrAAt(x, y)
			r, g, b := color.YCbCrToRGB(c.Y, c.Cb, c.Cr)
			return wide(color.NRGBA{R: r, G: g, B: b, A: c.A})
		}
	case *image.Paletted:
		return palettedColors(img)
	}
	return func(x, y int) color.NRGBA64 { return color.NRGBA64Model.Convert(img.At(x, y)).(color.NRGBA64) }
}

// palettedColors converts each colour of the palette once; indices beyond it, which damaged files have, are black.
func palettedColors(img *image.Paletted) func(x, y int) color.NRGBA64 {
	var table [256]color.NRGBA64
	for i := range table {
		table[i] = color.NRGBA64{A: 65535}
		if i < len(img.Palette) {
			table[i] = color.NRGBA64Model.Convert(img.Palette[i]).(color.NRGBA64)
			if c, ok := img.Palette[i].(color.NRGBA); ok {
				table[i] = wide(c)
			}
		}
	}
	return func(x, y int) color.NRGBA64 { return table[img.ColorIndexAt(x, y)] }
}

func wide(c color.NRGBA) color.NRGBA64 {
	return color.NRGBA64{R: uint16(c.R) * 257, G: uint16(c.G) * 257, B: uint16(c.B) * 257, A: uint16(c.A) * 257}
}

// setAlpha sets the opacity of pixel i and makes the plane, opaque so far, when it is the first.
func (p *Picture) setAlpha(i int, a float32) {
	if p.Alpha == nil {
		p.Alpha = make([]float32, p.Width*p.Height)
		for j := range p.Alpha {
			p.Alpha[j] = 1
		}
	}
	p.Alpha[i] = a
}
