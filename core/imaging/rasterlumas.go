package imaging

import "image"

// readable tells whether rowOfLumas can read an image.
func readable(img *image.YCbCr) bool {
	_, ok := acrossOf[img.SubsampleRatio]
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

// acrossOf is how many columns share a sample of colour, as a power of two.
var acrossOf = map[image.YCbCrSubsampleRatio]int{
	image.YCbCrSubsampleRatio444: 0, image.YCbCrSubsampleRatio440: 0, image.YCbCrSubsampleRatio422: 1, image.YCbCrSubsampleRatio420: 1,
	image.YCbCrSubsampleRatio411: 2, image.YCbCrSubsampleRatio410: 2,
}

// rowOfLumas fills dst with RGB in [0,1] from column x of row y, the values being those of color.YCbCrToRGB.
func rowOfLumas(dst []float32, img *image.YCbCr, x, y int) {
	across := acrossOf[img.SubsampleRatio]
	lumas, colours := img.Y[img.YOffset(0, y):], img.COffset(0, y)
	blues, reds := img.Cb[colours:], img.Cr[colours:]
	last, red, green, blue := -1, int32(0), int32(0), int32(0)
	for ; len(dst) >= 3; x++ {
		if c := x >> across; c != last {
			cb, cr := int32(blues[c])-128, int32(reds[c])-128
			last, red, green, blue = c, 91881*cr, -22554*cb-46802*cr, 116130*cb
		}
		light := int32(lumas[x]) * 0x10101
		dst[0], dst[1], dst[2] = levels8[clip8(light+red)], levels8[clip8(light+green)], levels8[clip8(light+blue)]
		dst = dst[3:]
	}
}

// clip8 is v / 65536, from 0 to 255.
func clip8(v int32) uint8 {
	if uint32(v)&0xff000000 == 0 {
		return uint8(v >> 16)
	}
	return uint8(^(v >> 31))
}
