package steady

import (
	"math"

	"restyle/core/imaging"
	"restyle/core/kernel"
)

// contrast keeps the local contrast of a picture while it is mixed with another, which would average it away: two patterns that do not agree
// lose up to a third of their contrast by mixing, and the style with it. It does so for strokes of two sizes, or what is left of the small
// ones would hide how much of the large ones is missing. Contrast is that of the luminance.
type contrast struct {
	team   *kernel.Team
	small  []float32 // the picture averaged over 3x3 pixels: without the smaller strokes [H W 3]
	large  []float32 // that over 7x7 pixels: without the larger ones, too [H W 3]
	wanted []float32 // energies of both before, at half the size [h w 2]
	mixed  []float32 // and after; then gains minus 1
	widths []float32 // how far from the average values of the wanted picture go, at half the size [h w]
	lines  []float32 // of filters
	width  int       // of half the size
	height int
}

// Over how many pixels to each side pictures and energies are averaged.
const (
	smallReach  = 1
	largeReach  = 3
	energyReach = 1 // at half the size, and twice, or gains would be too restless to keep what they are meant to
)

const (
	largestGain = 2    // of contrast
	least       = 3e-7 // energy that is none
	deviations  = 2.5  // of the values around a pixel: nothing farther from their average is taken over
	leastWidth  = 0.01 // of all these deviations
)

// measure remembers the contrast of a picture.
func (c *contrast) measure(p *imaging.Picture) {
	if n := p.Width * p.Height; len(c.small) != 3*n || c.width != (p.Width+1)/2 || c.height != (p.Height+1)/2 {
		c.width, c.height = (p.Width+1)/2, (p.Height+1)/2
		half := c.width * c.height
		c.small, c.large, c.lines = make([]float32, 3*n), make([]float32, 3*n), make([]float32, 3*n)
		c.wanted, c.mixed, c.widths = make([]float32, 2*half), make([]float32, 2*half), make([]float32, half)
	}
	c.energies(c.wanted, p)
	c.team.Split(c.height, 8, func(_, from, to int) {
		for i := from * c.width; i < to*c.width; i++ {
			energy := float64(max(c.wanted[2*i], 0) + max(c.wanted[2*i+1], 0))
			c.widths[i] = max(deviations*float32(math.Sqrt(energy)), leastWidth)
		}
	})
}

// limit brings the values of a row of pixels, as they are carried to a picture that was measured, near those around the same pixels of it. What an object has
// left behind, and its own border of paint, would go on to be seen.
func (c *contrast) limit(carried []float32, y int) {
	row := len(carried)
	average, widths := c.large[y*row:(y+1)*row], c.widths[y/2*c.width:][:c.width]
	for k, v := range carried {
		w := widths[k/6]
		carried[k] = min(max(v, average[k]-w), average[k]+w)
	}
}

// restore gives a picture, in place, the contrast that was measured.
func (c *contrast) restore(p *imaging.Picture) {
	c.energies(c.mixed, p)
	c.team.Split(c.height, 8, func(_, from, to int) {
		for i := 2 * from * c.width; i < 2*to*c.width; i++ {
			lost := float32(math.Sqrt(float64((max(c.wanted[i], 0)+least)/(max(c.mixed[i], 0)+least)))) - 1
			c.mixed[i] = min(max(lost, 0), largestGain-1) // mixing with the next frame takes off by itself what was raised too much for it
		}
	})
	c.team.Split(p.Height, 8, func(_, from, to int) {
		gains := make([]float32, 2*c.width)
		for y := from; y < to; y++ {
			c.gainsOf(gains, y)
			c.raise(p, gains, y)
		}
	})
}

// gainsOf are the gains of a row of pixels, between those at half the size above and below.
func (c *contrast) gainsOf(gains []float32, y int) {
	row := 2 * c.width
	near, far := y/2, min(max(y/2-1+y%2*2, 0), c.height-1)
	a, b := c.mixed[near*row:][:row], c.mixed[far*row:][:row]
	for i := range gains {
		gains[i] = 0.75*a[i] + 0.25*b[i]
	}
}

// raise adds to a row of pixels what its strokes have lost.
func (c *contrast) raise(p *imaging.Picture, gains []float32, y int) {
	row := 3 * p.Width
	pix, small, large := p.Pix[y*row:][:row], c.small[y*row:][:row], c.large[y*row:][:row]
	for x := range p.Width {
		near, far := x/2, min(max(x/2-1+x%2*2, 0), c.width-1)
		first := 0.75*gains[2*near] + 0.25*gains[2*far]
		second := 0.75*gains[2*near+1] + 0.25*gains[2*far+1]
		for k := 3 * x; k < 3*x+3; k++ {
			pix[k] += first*(pix[k]-small[k]) + second*(small[k]-large[k])
		}
	}
}

// energies fills dst with the mean squares of the strokes of both sizes around each pixel, and small and large with the averages.
func (c *contrast) energies(dst []float32, p *imaging.Picture) {
	c.average(c.small, p.Pix, p.Width, p.Height, 3, smallReach)
	c.average(c.large, c.small, p.Width, p.Height, 3, largeReach)
	c.team.Split(c.height, 4, func(_, from, to int) {
		for y := from; y < to; y++ {
			line := dst[2*y*c.width : 2*(y+1)*c.width]
			clear(line)
			rows := min(2, p.Height-2*y)
			for i := range rows {
				c.addSquares(line, p, 2*y+i)
			}
			for x := range c.width {
				share := 1 / float32(rows*min(2, p.Width-2*x))
				line[2*x], line[2*x+1] = line[2*x]*share, line[2*x+1]*share
			}
		}
	})
	for range 2 {
		c.average(dst, dst, c.width, c.height, 2, energyReach)
	}
}

// addSquares adds those of a row of pixels to a line of half the size.
func (c *contrast) addSquares(line []float32, p *imaging.Picture, y int) {
	row := 3 * p.Width
	pix, small, large := p.Pix[y*row:][:row], c.small[y*row:][:row], c.large[y*row:][:row]
	for x := range p.Width {
		k := 3 * x
		a, b := luminance(small[k:]), luminance(large[k:])
		first, second := luminance(pix[k:])-a, a-b
		line[x&^1] += first * first
		line[x|1] += second * second
	}
}

// luminance is that of Rec. 601.
func luminance(rgb []float32) float32 { return 0.299*rgb[0] + 0.587*rgb[1] + 0.114*rgb[2] }

// average is the mean over squares of 2*reach+1 pixels; borders are continued. dst may be src. Blocks of rows are fixed, so that sums do not depend on threads.
func (c *contrast) average(dst, src []float32, width, height, channels, reach int) {
	row := width * channels
	c.team.Split(height, 16, func(_, from, to int) {
		for y := from; y < to; y++ {
			averageLine(c.lines[y*row:(y+1)*row], src[y*row:(y+1)*row], channels, reach)
		}
	})
	const block = 32
	c.team.Run((height+block-1)/block, func(_, i int) {
		averageRows(dst, c.lines, row, height, i*block, min((i+1)*block, height), reach)
	})
}

// anew is after how many pixels a sum that moves along is begun again: what rounding adds to it would grow until quiet places behind loud ones had energies
// below 0.
const anew = 64

// averageLine averages along a line: near its ends term by term, and between by a sum that moves along.
func averageLine(dst, src []float32, channels, reach int) {
	width := len(src) / channels
	first, last := min(reach, width), max(width-reach-1, 0)
	averageEnds(dst, src, channels, 0, first, reach)
	averageEnds(dst, src, channels, max(first, last), width, reach)
	for from := first; from < last; from += anew {
		to := min(from+anew, last)
		if channels == 3 {
			averagePixels(dst, src, from, to, reach)
			continue
		}
		for c := range channels {
			averageChannel(dst[c:], src[c:], channels, from, to, reach)
		}
	}
}

// averageEnds does pixels from..to, wherever they are.
func averageEnds(dst, src []float32, channels, from, to, reach int) {
	width, share := len(src)/channels, 1/float32(2*reach+1)
	for x := from; x < to; x++ {
		for c := range channels {
			sum := float32(0)
			for k := x - reach; k <= x+reach; k++ {
				sum += src[min(max(k, 0), width-1)*channels+c]
			}
			dst[x*channels+c] = sum * share
		}
	}
}

// averageChannel does pixels from..to of the first of so many channels, which are far enough from the ends.
func averageChannel(dst, src []float32, channels, from, to, reach int) {
	share, sum := 1/float32(2*reach+1), float32(0)
	for x := from - reach; x <= from+reach; x++ {
		sum += src[x*channels]
	}
	for x := from; x < to; x++ {
		dst[x*channels] = sum * share
		sum += src[(x+reach+1)*channels] - src[(x-reach)*channels]
	}
}

// averagePixels does pixels from..to of three channels, which are far enough from the ends.
func averagePixels(dst, src []float32, from, to, reach int) {
	share := 1 / float32(2*reach+1)
	var r, g, b float32
	for x := 3 * (from - reach); x <= 3*(from+reach); x += 3 {
		r, g, b = r+src[x], g+src[x+1], b+src[x+2]
	}
	out, enters, leaves := dst[3*from:3*to], src[3*(from+reach+1):3*(to+reach+1)], src[3*(from-reach):3*(to-reach)]
	for i := 0; i+2 < len(out) && i+2 < len(enters) && i+2 < len(leaves); i += 3 {
		out[i], out[i+1], out[i+2] = r*share, g*share, b*share
		r += enters[i] - leaves[i]
		g += enters[i+1] - leaves[i+1]
		b += enters[i+2] - leaves[i+2]
	}
}

// averageRows averages rows from..to of lines down the columns.
func averageRows(dst, lines []float32, row, height, from, to, reach int) {
	line := func(y int) []float32 { y = min(max(y, 0), height-1); return lines[y*row:][:row] }
	sum, share := make([]float32, row), 1/float32(2*reach+1)
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
