package imaging

import "image"

// readable tells whether rowOfLumas can read an image: it needs all of it, since colours go on beyond a part's border.
func readable(img *image.YCbCr) bool {
	_, ok := sharing[img.SubsampleRatio]
	return ok && img.Rect.Min == image.Point{}
}

// packed is r in a form that all formats can be written from.
func (r *Raster) packed() *Raster {
	if r.lumas == nil {
		return r
	}
	width, height := r.Size()
	p, row := NewRaster(width, height), make([]float32, 3*width)
	for y := range height {
		r.Row(row, 0, y)
		p.SetRow(row, 0, y)
	}
	return p
}

// fromLumas converts some rows, from row y on, of an image as JPEG and WebP files have them; nil: it is none, or not readable.
func fromLumas(img image.Image, y, rows int) *Picture {
	lumas, _ := img.(*image.YCbCr)
	sheer, _ := img.(*image.NYCbCrA)
	if sheer != nil {
		lumas = &sheer.YCbCr
	}
	if lumas == nil || !readable(lumas) {
		return nil
	}
	p := New(lumas.Rect.Dx(), rows)
	for i := range rows {
		rowOfLumas(p.Pix[3*i*p.Width:][:3*p.Width], lumas, 0, y+i)
		if sheer == nil {
			continue
		}
		for x, a := range sheer.A[sheer.AOffset(0, y+i):][:p.Width] {
			if a != 255 {
				p.setAlpha(i*p.Width+x, levels8[a])
			}
		}
	}
	return p
}

// sharing is how many columns and rows share a sample of colour, as powers of two.
var sharing = map[image.YCbCrSubsampleRatio]struct{ columns, rows int }{
	image.YCbCrSubsampleRatio444: {0, 0}, image.YCbCrSubsampleRatio440: {0, 1}, image.YCbCrSubsampleRatio422: {1, 0}, image.YCbCrSubsampleRatio420: {1, 1},
	image.YCbCrSubsampleRatio411: {2, 0}, image.YCbCrSubsampleRatio410: {2, 1},
}

// rowOfLumas fills dst with RGB in [0,1] from column x of row y, by the coefficients of color.YCbCrToRGB. Where two columns or rows share a sample of colour, its
// place is between them: three quarters of a pixel's colour are of the nearer sample and a quarter of the next, each way, as common readers of JPEG files do it.
func rowOfLumas(dst []float32, img *image.YCbCr, x, y int) {
	c := coloursOf(img, y)
	lumas := img.Y[img.YOffset(0, y):]
	for ; len(dst) >= 3; x++ {
		blue, red := c.at(x)
		light := int32(lumas[x]) * 0x10101
		dst[0], dst[1], dst[2] = levels8[clip8(light+91881*red>>4)], levels8[clip8(light-(22554*blue+46802*red)>>4)], levels8[clip8(light+116130*blue>>4)]
		dst = dst[3:]
	}
}

// colours are the samples that a row of pixels takes its colour from.
type colours struct {
	blue, red          []byte // of the nearer row of samples
	fartherB, fartherR []byte // of the next one
	columns            int    // that share a sample, as a power of two
}

func coloursOf(img *image.YCbCr, y int) colours {
	s := sharing[img.SubsampleRatio]
	last := img.Rect.Max.Y - 1
	row := func(y int) (blue, red []byte) {
		from := img.COffset(0, min(max(y, 0), last))
		to := from + (img.Rect.Max.X-1)>>s.columns + 1
		return img.Cb[from:to], img.Cr[from:to]
	}
	c := colours{columns: s.columns}
	c.blue, c.red = row(y)
	c.fartherB, c.fartherR = row(y + s.rows*(y&1*2-1))
	return c
}

// at is 16 times the blue and the red of column x, less their middle.
func (c *colours) at(x int) (blue, red int32) {
	i := x >> c.columns
	j := i
	if c.columns == 1 {
		j = min(max(i+x&1*2-1, 0), len(c.blue)-1)
	}
	blue = 9*int32(c.blue[i]) + 3*(int32(c.blue[j])+int32(c.fartherB[i])) + int32(c.fartherB[j])
	red = 9*int32(c.red[i]) + 3*(int32(c.red[j])+int32(c.fartherR[i])) + int32(c.fartherR[j])
	return blue - 16*128, red - 16*128
}

// clip8 is v / 65536, from 0 to 255.
func clip8(v int32) uint8 {
	if uint32(v)&0xff000000 == 0 {
		return uint8(v >> 16)
	}
	return uint8(^(v >> 31))
}
