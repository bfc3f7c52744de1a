package imaging

import "image"

// ToImage rounds to 8 bits; values outside [0,1] are clipped, NaN becomes 0.
func (p *Picture) ToImage() *image.NRGBA {
	img := image.NewNRGBA(p.Bounds())
	for i := range p.Width * p.Height {
		src, dst := p.Pix[i*3:i*3+3], img.Pix[i*4:i*4+4]
		dst[0], dst[1], dst[2], dst[3] = round8(src[0]), round8(src[1]), round8(src[2]), 255
		if p.Alpha != nil {
			dst[3] = round8(p.Alpha[i])
		}
	}
	return img
}

// RGB24 writes rows of 3 bytes a pixel [H W 3] to dst, rounded and clipped like ToImage; alpha is left out.
func (p *Picture) RGB24(dst []byte) {
	dst = dst[:len(p.Pix)]
	for i, v := range p.Pix {
		dst[i] = round8(v)
	}
}

// Flatten puts a picture on white, for places that know no alpha; an opaque one is returned as it is.
func Flatten(p *Picture) *Picture {
	if p.Alpha == nil {
		return p
	}
	dst := New(p.Width, p.Height)
	for i, a := range p.Alpha {
		for c := range 3 {
			dst.Pix[i*3+c] = p.Pix[i*3+c]*a + 1 - a
		}
	}
	return dst
}

// round8 is written so that NaN fails the first comparison.
func round8(v float32) uint8 {
	if !(v > 0) {
		return 0
	}
	if v >= 1 {
		return 255
	}
	return uint8(v*255 + 0.5)
}
