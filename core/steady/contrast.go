package steady

import (
	"math"

	"restyle/core/imaging"
	"restyle/core/kernel"
)

// contrast keeps the local contrast of a picture while it is mixed with another, which would average it away: two patterns that do not agree
// lose up to a third of their contrast by mixing, and the style with it. Contrast is that of the luminance.
type contrast struct {
	team   *kernel.Team
	wanted []float32 // energy of the fine structure before [H W]
	mixed  []float32 // and after
	low    []float32 // what is not fine [H W 3]
	light  []float32 // luminance, then the energy of each pixel [H W]
	even   []float32 // average luminance [H W]
	lines  []float32 // of filters
}

const (
	reach        = 3    // pixels to each side over which fine structure is measured
	smallestGain = 1    // of contrast: mixing with the next frame takes off by itself what was raised too much for it
	largestGain  = 2    // of contrast
	least        = 3e-7 // energy that is none
)

// measure remembers the contrast of a picture.
func (c *contrast) measure(p *imaging.Picture) {
	if n := p.Width * p.Height; len(c.wanted) != n {
		c.wanted, c.mixed, c.light, c.even = make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)
		c.low, c.lines = make([]float32, 3*n), make([]float32, 3*n)
	}
	c.energy(c.wanted, p)
}

// restore gives a picture, in place, the contrast that was measured.
func (c *contrast) restore(p *imaging.Picture) {
	c.energy(c.mixed, p)
	c.average(c.low, p.Pix, p, 3)
	c.team.Split(p.Height, 8, func(_, from, to int) {
		for i := from * p.Width; i < to*p.Width; i++ {
			gain := float32(math.Sqrt(float64((max(c.wanted[i], 0) + least) / (max(c.mixed[i], 0) + least))))
			gain = min(max(gain, smallestGain), largestGain)
			for k := 3 * i; k < 3*i+3; k++ {
				p.Pix[k] = c.low[k] + gain*(p.Pix[k]-c.low[k])
			}
		}
	})
}

// energy fills dst with the mean square of the fine structure around each pixel.
func (c *contrast) energy(dst []float32, p *imaging.Picture) {
	c.team.Split(p.Height, 8, func(_, from, to int) {
		for i := from * p.Width; i < to*p.Width; i++ {
			rgb := p.Pix[3*i : 3*i+3 : 3*i+3]
			c.light[i] = 0.299*rgb[0] + 0.587*rgb[1] + 0.114*rgb[2] // Rec. 601
		}
	})
	c.average(c.even, c.light, p, 1)
	c.team.Split(p.Height, 8, func(_, from, to int) {
		for i := from * p.Width; i < to*p.Width; i++ {
			d := c.light[i] - c.even[i]
			c.light[i] = d * d
		}
	})
	c.average(c.even, c.light, p, 1)
	c.average(dst, c.even, p, 1) // twice, or gains would be too restless to keep what they are meant to
}

// average is the mean over squares of 2*reach+1 pixels; borders are continued. Blocks of rows are fixed, so that sums do not depend on threads.
func (c *contrast) average(dst, src []float32, p *imaging.Picture, channels int) {
	row := p.Width * channels
	c.team.Split(p.Height, 16, func(_, from, to int) {
		for y := from; y < to; y++ {
			averageLine(c.lines[y*row:(y+1)*row], src[y*row:(y+1)*row], channels)
		}
	})
	const block = 32
	c.team.Run((p.Height+block-1)/block, func(_, i int) {
		averageRows(dst, c.lines, row, p.Height, i*block, min((i+1)*block, p.Height))
	})
}

const share = 1. / (2*reach + 1)

// anew is after how many pixels a sum that moves along is begun again: what rounding adds to it would grow until quiet places behind loud ones had energies
// below 0.
const anew = 128

// averageLine averages along a line by a sum that moves along.
func averageLine(dst, src []float32, channels int) {
	width := len(src) / channels
	for from := 0; from < width; from += anew {
		for c := range channels {
			averagePart(dst, src, channels, c, from, min(from+anew, width))
		}
	}
}

// averagePart does pixels from..to of one channel.
func averagePart(dst, src []float32, channels, c, from, to int) {
	width := len(src) / channels
	at := func(x int) float32 { return src[min(max(x, 0), width-1)*channels+c] }
	sum := float32(0)
	for x := from - reach; x <= from+reach; x++ {
		sum += at(x)
	}
	x := from
	for ; x < to && x < reach; x++ {
		dst[x*channels+c] = sum * share
		sum += at(x+reach+1) - at(x-reach)
	}
	for i := x*channels + c; x < to && x+reach+1 < width; x, i = x+1, i+channels {
		dst[i] = sum * share
		sum += src[i+(reach+1)*channels] - src[i-reach*channels]
	}
	for ; x < to; x++ {
		dst[x*channels+c] = sum * share
		sum += at(x+reach+1) - at(x-reach)
	}
}

// averageRows averages rows from..to of lines down the columns.
func averageRows(dst, lines []float32, row, height, from, to int) {
	line := func(y int) []float32 { y = min(max(y, 0), height-1); return lines[y*row:][:row] }
	sum := make([]float32, row)
	for y := from - reach; y <= from+reach; y++ {
		for i, v := range line(y) {
			sum[i] += v
		}
	}
	for y := from; y < to; y++ {
		out, enters, leaves := dst[y*row:][:row], line(y + reach + 1)[:row], line(y - reach)[:row]
		for i, v := range sum {
			out[i] = v * share
			sum[i] = v + enters[i] - leaves[i]
		}
	}
}
