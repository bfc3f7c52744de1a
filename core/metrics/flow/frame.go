package flow

import (
	"math"

	"restyle/core/imaging"
)

// Frame is a picture made ready: its luminance at full size and at halves of it. It may take part in any number of estimates.
type Frame struct {
	levels []*plane // the finest first
}

// plane is luminance from 0 to 255 and its gradient, in 1/pixel [H W].
type plane struct {
	width, height int
	value, dx, dy []float32
}

// coarsest is the shortest side of a level in pixels: enough for some patches.
const coarsest = 16

// Frame makes a picture ready.
func (e *Estimator) Frame(p *imaging.Picture) *Frame {
	value := make([]float32, p.Width*p.Height)
	e.rows(p.Height, func(y int) {
		for i := y * p.Width; i < (y+1)*p.Width; i++ {
			value[i] = 255 * (0.299*p.Pix[3*i] + 0.587*p.Pix[3*i+1] + 0.114*p.Pix[3*i+2]) // Rec. 601
			// What is no colour, or no number, would take the whole field with it.
			if v := value[i]; !(v > -255 && v < 510) {
				value[i] = 0
			}
		}
	})
	f := &Frame{}
	for w, h := p.Width, p.Height; ; {
		smooth := e.blur(value, w, h)
		f.levels = append(f.levels, e.differentiate(smooth, w, h))
		if min(w, h) < 2*coarsest {
			return f
		}
		value, w, h = e.halve(smooth, w, h)
	}
}

// Size is the size of the picture.
func (f *Frame) Size() (width, height int) { return f.levels[0].width, f.levels[0].height }

// blurring is a Gaussian window of standard deviation 0.8 pixels, its middle first.
var blurring = func() (w [3]float32) {
	total := 0.0
	for i := -2; i <= 2; i++ {
		total += math.Exp(-float64(i*i) / (2 * 0.8 * 0.8))
	}
	for i := range w {
		w[i] = float32(math.Exp(-float64(i*i)/(2*0.8*0.8)) / total)
	}
	return w
}()

// blur takes away the noise that gradients suffer from, and what would alias when the size is halved.
func (e *Estimator) blur(src []float32, w, h int) []float32 {
	lines, dst := make([]float32, len(src)), make([]float32, len(src))
	e.rows(h, func(y int) {
		row, out := src[y*w:(y+1)*w], lines[y*w:(y+1)*w]
		for x := range out {
			out[x] = blurring[0]*row[x] + blurring[1]*(row[max(x-1, 0)]+row[min(x+1, w-1)]) + blurring[2]*(row[max(x-2, 0)]+row[min(x+2, w-1)])
		}
	})
	line := func(y int) []float32 { y = min(max(y, 0), h-1); return lines[y*w : (y+1)*w] }
	e.rows(h, func(y int) {
		a, b, c, d, f, out := line(y-2), line(y-1), line(y), line(y+1), line(y+2), dst[y*w:(y+1)*w]
		for x := range out {
			out[x] = blurring[0]*c[x] + blurring[1]*(b[x]+d[x]) + blurring[2]*(a[x]+f[x])
		}
	})
	return dst
}

// halve averages squares of 4 pixels; an odd last row or column is left out.
func (e *Estimator) halve(src []float32, w, h int) (dst []float32, width, height int) {
	width, height = w/2, h/2
	dst = make([]float32, width*height)
	e.rows(height, func(y int) {
		upper, lower := src[2*y*w:], src[(2*y+1)*w:]
		for x := range width {
			dst[y*width+x] = (upper[2*x] + upper[2*x+1] + lower[2*x] + lower[2*x+1]) / 4
		}
	})
	return dst, width, height
}

// differentiate adds central differences.
func (e *Estimator) differentiate(value []float32, w, h int) *plane {
	p := &plane{width: w, height: h, value: value, dx: make([]float32, len(value)), dy: make([]float32, len(value))}
	e.rows(h, func(y int) { gradient(p.dx, p.dy, value, w, h, y) })
	return p
}

// gradient computes row y of the central differences of a plane.
func gradient(dx, dy, value []float32, w, h, y int) {
	upper, lower := value[max(y-1, 0)*w:], value[min(y+1, h-1)*w:]
	row := value[y*w : (y+1)*w]
	for x := range w {
		dx[y*w+x] = (row[min(x+1, w-1)] - row[max(x-1, 0)]) / 2
		dy[y*w+x] = (lower[x] - upper[x]) / 2
	}
}

// rows shares out rows among the threads in blocks of 16.
func (e *Estimator) rows(height int, f func(y int)) {
	e.team.Split(height, 16, func(_, from, to int) {
		for y := from; y < to; y++ {
			f(y)
		}
	})
}
