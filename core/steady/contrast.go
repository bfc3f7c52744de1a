package steady

import (
	"math"

	"restyle/core/imaging"
	"restyle/core/kernel"
)

// contrast keeps the local contrast of a picture while it is mixed with another, which would average it away: two patterns that do not agree
// lose up to a third of their contrast by mixing, and the style with it.
type contrast struct {
	team   *kernel.Team
	wanted []float32 // energy of the fine structure before [H W]
	mixed  []float32 // and after
	low    []float32 // what is not fine [H W 3]
	lines  []float32 // of filters
	fine   []float32 // energy, not averaged yet [H W]
}

const (
	reach       = 3    // pixels to each side over which fine structure is measured
	largestGain = 2    // of contrast
	least       = 1e-6 // energy that is none
)

// measure remembers the contrast of a picture.
func (c *contrast) measure(p *imaging.Picture) {
	if n := p.Width * p.Height; len(c.wanted) != n {
		c.wanted, c.mixed, c.fine = make([]float32, n), make([]float32, n), make([]float32, n)
		c.low, c.lines = make([]float32, 3*n), make([]float32, 3*n)
	}
	c.energy(c.wanted, p)
}

// restore gives a picture, in place, the contrast that was measured, where it has less.
func (c *contrast) restore(p *imaging.Picture) {
	c.energy(c.mixed, p)
	c.team.Split(p.Height, 8, func(_, from, to int) {
		for i := from * p.Width; i < to*p.Width; i++ {
			gain := float32(math.Sqrt(float64((c.wanted[i] + least) / (c.mixed[i] + least))))
			gain = min(max(gain, 1), largestGain)
			for k := 3 * i; k < 3*i+3; k++ {
				p.Pix[k] = min(max(c.low[k]+gain*(p.Pix[k]-c.low[k]), 0), 1)
			}
		}
	})
}

// energy fills dst with the mean square of the fine structure around each pixel, and c.low with what is left of the picture.
func (c *contrast) energy(dst []float32, p *imaging.Picture) {
	c.average(c.low, p.Pix, p, 3)
	c.team.Split(p.Height, 8, func(_, from, to int) {
		for i := from * p.Width; i < to*p.Width; i++ {
			sum := float32(0)
			for k := 3 * i; k < 3*i+3; k++ {
				d := p.Pix[k] - c.low[k]
				sum += d * d
			}
			c.fine[i] = sum
		}
	})
	c.average(dst, c.fine, p, 1)
}

// average is the mean over squares of 2*reach+1 pixels; borders are continued.
func (c *contrast) average(dst, src []float32, p *imaging.Picture, channels int) {
	width, height := p.Width, p.Height
	row := width * channels
	c.team.Split(height, 8, func(_, from, to int) {
		for y := from; y < to; y++ {
			averageLine(c.lines[y*row:(y+1)*row], src[y*row:(y+1)*row], channels)
		}
	})
	const share = 1. / (2*reach + 1)
	c.team.Split(height, 8, func(_, from, to int) {
		for y := from; y < to; y++ {
			out := dst[y*row : (y+1)*row]
			copy(out, c.lines[min(max(y-reach, 0), height-1)*row:][:row])
			for d := -reach + 1; d <= reach; d++ {
				for i, v := range c.lines[min(max(y+d, 0), height-1)*row:][:row] {
					out[i] += v
				}
			}
			for i := range out {
				out[i] *= share
			}
		}
	})
}

// averageLine is average along a line.
func averageLine(dst, src []float32, channels int) {
	const share = 1. / (2*reach + 1)
	width := len(src) / channels
	for c := range channels {
		for x := range width {
			sum := float32(0)
			if x >= reach && x+reach < width {
				for i := (x-reach)*channels + c; i <= (x+reach)*channels+c; i += channels {
					sum += src[i]
				}
			} else {
				for d := -reach; d <= reach; d++ {
					sum += src[min(max(x+d, 0), width-1)*channels+c]
				}
			}
			dst[x*channels+c] = sum * share
		}
	}
}
