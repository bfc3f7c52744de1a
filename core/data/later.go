package data

import "image"

// Motion is how far, in pixels, a content moves at most in each direction until the moment that Batch.Later shows. The grids on which networks pool and enlarge
// repeat within it.
const Motion = 8

// film makes content i of a batch and the same a moment later, windows of a larger crop [Size+Motion Size+Motion 3]. The first lies in a corner of it, so that what
// both show begins on all grids of networks, the later one anywhere: along each axis, standing still is twice as likely as each of the other motions. The later one
// is lighter or darker and has noise.
func (s *Set) film(b *Batch, i int, wide []float32) {
	d := newDice(s.options.Seed, laterStream, uint64(b.Step), uint64(i))
	floats := b.Size * b.Size * 3
	item, later := &b.Items[i], b.Later[i*floats:(i+1)*floats]
	item.Now = window(b.Content[i*floats:(i+1)*floats], wide, b.Size, image.Pt(Motion*d.below(2), Motion*d.below(2)))
	item.Then = window(later, wide, b.Size, image.Pt(d.below(Motion+1), d.below(Motion+1)))
	disturb(later, s.options.Later, d)
}

// window cuts a square of size pixels, from at on, out of one that is larger by Motion, and tells where in it the middle lies that all such windows show.
func window(dst, wide []float32, size int, at image.Point) image.Point {
	for y := range size {
		copy(dst[y*size*3:][:size*3], wide[((at.Y+y)*(size+Motion)+at.X)*3:])
	}
	return image.Pt(Motion, Motion).Sub(at)
}

// disturb multiplies pixels by 1-most to 1+most and adds noise whose deviation is up to most.
func disturb(pix []float32, most float64, d *dice) {
	gain, deviation := float32(d.between(1-most, 1+most)), float32(d.between(0, most))
	const uniform = 3.4641016 // the inverse of the deviation of numbers in [0,1)
	for i, v := range pix {
		pix[i] = min(max(gain*v+deviation*uniform*(float32(d.uniform())-0.5), 0), 1)
	}
}

// wide is a crop, scaled to size pixels, in memory of the cutter's own.
func (t *cutter) wide(p *picture, c crop, size int) []float32 {
	if need := size * size * 3; len(t.large) != need {
		t.large = make([]float32, need)
	}
	t.cut(t.large, size, p, c)
	return t.large
}
