package imaging

import (
	"encoding/binary"
	"image"
	"sync"
)

// Raster is a picture of 8 or 16 bits a channel, for those that are too large to be held as floats: it is read and written by parts of rows,
// by several goroutines if need be.
type Raster struct {
	narrow *image.NRGBA   // 8 bits
	wide   *image.NRGBA64 // 16 bits
	lumas  *image.YCbCr   // 8 bits as JPEG files have them, which is smaller, to be read only; all but one of the three are nil
	opaque bool
	first  sync.Once // row is written
}

// NewRaster returns an opaque raster of 8 bits to be written to, which takes its memory with the first row: every pixel has to be written before it is read
// or saved.
func NewRaster(width, height int) *Raster { return newRaster(width, height, 8) }

// newRaster is NewRaster of 8 or 16 bits.
func newRaster(width, height, depth int) *Raster {
	rect := image.Rect(0, 0, width, height)
	if depth == 16 {
		return &Raster{wide: &image.NRGBA64{Stride: 8 * width, Rect: rect}, opaque: true}
	}
	return &Raster{narrow: &image.NRGBA{Stride: 4 * width, Rect: rect}, opaque: true}
}

// Depth is the bits of a channel, 8 or 16.
func (r *Raster) Depth() int {
	if r.wide != nil {
		return 16
	}
	return 8
}

func (p *Picture) alphaAt(i int) float32 {
	if p.Alpha == nil {
		return 1
	}
	return p.Alpha[i]
}

// set writes pixel i.
func (r *Raster) set(i int, rgb []float32, alpha float32) {
	if r.narrow != nil {
		to := r.narrow.Pix[4*i : 4*i+4]
		to[0], to[1], to[2], to[3] = round8(rgb[0]), round8(rgb[1]), round8(rgb[2]), round8(alpha)
		return
	}
	to := r.wide.Pix[8*i : 8*i+8]
	for c, v := range [4]float32{rgb[0], rgb[1], rgb[2], alpha} {
		n := uint16(min(max(v, 0), 1)*65535 + 0.5)
		to[2*c], to[2*c+1] = byte(n>>8), byte(n)
	}
}

// Size is the width and height in pixels.
func (r *Raster) Size() (width, height int) {
	b := r.bounds()
	return b.Dx(), b.Dy()
}

func (r *Raster) bounds() image.Rectangle {
	return r.stored().Bounds()
}

// stored is what the values are in.
func (r *Raster) stored() image.Image {
	switch {
	case r.narrow != nil:
		return r.narrow
	case r.wide != nil:
		return r.wide
	}
	return r.lumas
}

// Bytes is the memory that the pixels take once they are there.
func (r *Raster) Bytes() int64 {
	width, height := r.Size()
	switch {
	case r.narrow != nil:
		return 4 * int64(width) * int64(height)
	case r.wide != nil:
		return 8 * int64(width) * int64(height)
	}
	return int64(len(r.lumas.Y) + len(r.lumas.Cb) + len(r.lumas.Cr))
}

// Row fills dst with RGB in [0,1] of len(dst)/3 pixels from column x of row y, alpha not multiplied in.
func (r *Raster) Row(dst []float32, x, y int) {
	if r.lumas != nil {
		rowOfLumas(dst, r.lumas, x, y)
		return
	}
	if r.narrow != nil {
		src := r.narrow.Pix[y*r.narrow.Stride+4*x:]
		for i := 0; i < len(dst); i += 3 {
			dst[i], dst[i+1], dst[i+2] = levels8[src[0]], levels8[src[1]], levels8[src[2]]
			src = src[4:]
		}
		return
	}
	src := r.wide.Pix[y*r.wide.Stride+8*x:]
	for i := range dst {
		at := i/3*8 + i%3*2
		dst[i] = float32(uint16(src[at])<<8|uint16(src[at+1])) / 65535
	}
}

// Opaque tells whether no pixel is transparent.
func (r *Raster) Opaque() bool { return r.opaque }

// AlphaRow fills dst with the opacity in [0,1] of len(dst) pixels from column x of row y.
func (r *Raster) AlphaRow(dst []float32, x, y int) {
	for i := range dst {
		if r.opaque {
			dst[i] = 1
		} else if r.narrow != nil {
			dst[i] = levels8[r.narrow.Pix[y*r.narrow.Stride+4*(x+i)+3]]
		} else {
			at := r.wide.Pix[y*r.wide.Stride+8*(x+i)+6:]
			dst[i] = float32(uint16(at[0])<<8|uint16(at[1])) / 65535
		}
	}
}

// SetRow writes RGB of len(src)/3 pixels from column x of row y, opaque; values outside [0,1] are clipped.
func (r *Raster) SetRow(src []float32, x, y int) {
	width, height := r.Size()
	r.first.Do(func() {
		switch {
		case r.narrow == nil && r.wide.Pix == nil:
			r.wide.Pix = make([]byte, 8*width*height)
		case r.narrow != nil && r.narrow.Pix == nil:
			r.narrow.Pix = make([]byte, 4*width*height)
		}
	})
	if r.narrow != nil {
		pack8(r.narrow.Pix[y*r.narrow.Stride+4*x:], src)
		return
	}
	for i := 0; i < len(src); i += 3 {
		r.set(y*width+x+i/3, src[i:i+3], 1)
	}
}

// pack8 writes opaque pixels of 8 bits.
func pack8(dst []byte, src []float32) {
	for len(src) >= 3 {
		binary.LittleEndian.PutUint32(dst, uint32(round8(src[0]))|uint32(round8(src[1]))<<8|uint32(round8(src[2]))<<16|0xff<<24)
		dst, src = dst[4:], src[3:]
	}
}

// TakeAlpha makes r as transparent as from, which has its size.
func (r *Raster) TakeAlpha(from *Raster) {
	if from.opaque {
		return
	}
	r.opaque = false
	width, height := r.Size()
	for i := range width * height {
		switch {
		case r.narrow == nil && from.narrow == nil:
			copy(r.wide.Pix[8*i+6:8*i+8], from.wide.Pix[8*i+6:])
		case r.narrow == nil:
			a := from.narrow.Pix[4*i+3]
			r.wide.Pix[8*i+6], r.wide.Pix[8*i+7] = a, a
		case from.narrow == nil:
			r.narrow.Pix[4*i+3] = from.wide.Pix[8*i+6]
		default:
			r.narrow.Pix[4*i+3] = from.narrow.Pix[4*i+3]
		}
	}
}

// Picture converts all of it to floats.
func (r *Raster) Picture() *Picture { return FromImage(r.stored()) }
