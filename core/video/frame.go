package video

import (
	"restyle/core/imaging"
)

// Frame is a picture of a video: rows of RGB bytes. It can be read and written by rows as floats, by several goroutines at once.
type Frame struct {
	Number        int // counted from the beginning of the source
	Width, Height int
	Pix           []byte // [H W 3]
}

// NewFrame returns a black frame.
func NewFrame(width, height int) *Frame {
	return &Frame{Width: width, Height: height, Pix: make([]byte, 3*width*height)}
}

// Size is the width and height in pixels.
func (f *Frame) Size() (width, height int) { return f.Width, f.Height }

// Row fills dst with RGB in [0,1] of len(dst)/3 pixels from column x of row y.
func (f *Frame) Row(dst []float32, x, y int) {
	src := f.Pix[(y*f.Width+x)*3:][:len(dst)]
	for i, v := range src {
		dst[i] = float32(v) / 255
	}
}

// SetRow writes RGB of len(src)/3 pixels from column x of row y, rounded; values outside [0,1] are clipped, NaN becomes 0.
func (f *Frame) SetRow(src []float32, x, y int) {
	dst := f.Pix[(y*f.Width+x)*3:][:len(src)]
	for i, v := range src {
		switch {
		case !(v > 0):
			dst[i] = 0
		case v >= 1:
			dst[i] = 255
		default:
			dst[i] = uint8(v*255 + 0.5)
		}
	}
}

// Bytes is the memory that the pixels take.
func (f *Frame) Bytes() int64 { return int64(len(f.Pix)) }

// Picture converts the frame to floats.
func (f *Frame) Picture() *imaging.Picture { return imaging.FromRGB24(f.Pix, f.Width, f.Height) }

// set takes a picture, scaled to the frame's size and put on white where it is transparent.
func (f *Frame) set(p *imaging.Picture) {
	p = imaging.Flatten(p)
	if p.Width != f.Width || p.Height != f.Height {
		p = imaging.Resize(p, f.Width, f.Height)
	}
	p.RGB24(f.Pix)
}
