package data

import "math"

// crop is every choice made for one crop.
type crop struct {
	x, y, side   int  // square in the picture, in pixels
	mirror, flip bool // left to right, top to bottom
	channel      [3]int
	gain, offset [3]float32 // result = gain*value + offset, clipped
	plain        bool       // channels, gain and offset are left alone
	contrast     float32    // factor of the distance from the mean colour; 0: left alone
	saturation   float32    // factor of the part of that distance which is not grey
}

// planCrop draws the choices for a crop of picture p.
func planCrop(d *dice, p *picture, size int, a Augment) crop {
	short := float64(min(p.width, p.height))
	smallest := min(max(a.Smallest*float64(size), 1), short)
	side := min(int(math.Round(d.logUniform(smallest, short))), min(p.width, p.height))
	c := crop{side: side, x: d.below(p.width - side + 1), y: d.below(p.height - side + 1)}
	c.mirror = !a.Upright && d.chance(0.5)
	c.flip = d.chance(a.Flip)
	c.planColors(d, a)
	return c
}

// orders are the ways to exchange the channels, without the one that changes nothing.
var orders = [5][3]int{{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}

func (c *crop) planColors(d *dice, a Augment) {
	c.channel, c.gain, c.offset, c.plain = [3]int{0, 1, 2}, [3]float32{1, 1, 1}, [3]float32{}, true
	if d.chance(a.Permute) {
		c.channel, c.plain = orders[d.below(len(orders))], false
	}
	if d.chance(a.Gain) {
		c.plain = false
		for i := range 3 {
			c.gain[i], c.offset[i] = float32(d.between(0.7, 1.3)), float32(d.between(-0.1, 0.1))
		}
	}
	if d.chance(a.Vivid) {
		c.contrast, c.saturation = float32(d.logUniform(0.8, 2.2)), float32(d.logUniform(0.7, 2.5))
	}
	if d.chance(a.Negative) {
		c.plain = false
		for i := range 3 {
			c.gain[i], c.offset[i] = -c.gain[i], 1-c.offset[i]
		}
	}
}

// recolor applies the choice of colours to pixels [n 3].
func (c *crop) recolor(pix []float32) {
	if c.contrast > 0 {
		c.enliven(pix)
	}
	if c.plain {
		return
	}
	for ; len(pix) >= 3; pix = pix[3:] {
		in := [3]float32{pix[0], pix[1], pix[2]}
		for k := range 3 {
			pix[k] = min(max(c.gain[k]*in[c.channel[k]]+c.offset[k], 0), 1)
		}
	}
}

// enliven changes contrast and saturation about the mean colour of pixels [n 3].
func (c *crop) enliven(pix []float32) {
	var sum [3]float64
	for i := 0; i < len(pix); i += 3 {
		for k := range 3 {
			sum[k] += float64(pix[i+k])
		}
	}
	var mean [3]float32
	for k := range 3 {
		mean[k] = float32(sum[k] / float64(len(pix)/3))
	}
	for ; len(pix) >= 3; pix = pix[3:] {
		r, g, b := pix[0]-mean[0], pix[1]-mean[1], pix[2]-mean[2]
		grey := (r + g + b) / 3
		for k, d := range [3]float32{r, g, b} {
			pix[k] = min(max(mean[k]+c.contrast*(grey+c.saturation*(d-grey)), 0), 1)
		}
	}
}
