package kernel

// rows sees each image of a tensor as rows of columns floats, columns being the least common multiple of the channels and 64: column j
// belongs to channel j modulo channels. So every number of channels runs in whole vectors. The last row of an image may be shorter.
// An image is cut into blocks of whole rows by its size alone, whatever the Team: sums by block, merged in order, are the same for all.
type rows struct {
	images, size, channels, columns int // size: floats per image
	block, blocks                   int // floats per block, blocks per image
}

// Sums of up to this many rows are kept in float32.
const mostRows, leastRows = 256, 32

func newRows(images, size, channels int) rows {
	r := rows{images: images, size: size, channels: channels, columns: channels}
	if images == 0 || size == 0 {
		return rows{}
	}
	for r.columns%64 != 0 {
		r.columns *= 2
	}
	r.block = r.columns * min(max(2*flatBlock/r.columns, leastRows), mostRows)
	r.blocks = (size + r.block - 1) / r.block
	return r
}

// rowsOf sees each image by itself.
func rowsOf(s Shape) rows { return newRows(s.N, s.H*s.W*s.C, s.C) }

// run calls f for each block, the elements [from, to) of the tensor; block counts over all images.
func (r rows) run(t *Team, f func(block, from, to int)) {
	r.share(t, r.images*r.blocks, func(_, b int) {
		image, i := b/r.blocks*r.size, b%r.blocks*r.block
		f(b, image+i, image+min(i+r.block, r.size))
	})
}

// share is Run, but keeps a small tensor's work in the caller.
func (r rows) share(t *Team, n int, f func(worker, i int)) {
	if r.images*r.size >= 2*flatBlock {
		t.Run(n, f)
		return
	}
	for i := range n {
		f(0, i)
	}
}

// reduce gives f cleared slices for the sums of each block, kinds*columns floats, and returns those of all blocks. They are the
// shared scratch of the Team.
func (r rows) reduce(t *Team, kinds int, f func(sums []float32, from, to int)) []float32 {
	n := kinds * r.columns
	parts := t.sharedScratch(n * r.images * r.blocks)
	r.run(t, func(b, from, to int) {
		part := parts[b*n : (b+1)*n]
		clear(part)
		f(part, from, to)
	})
	return parts
}

// merge adds up one kind of sums of an image per channel, in the order of the blocks.
func (r rows) merge(total []float64, parts []float32, kind, kinds, image int) {
	for b := image * r.blocks; b < (image+1)*r.blocks; b++ {
		part := parts[(b*kinds+kind)*r.columns:][:r.columns]
		for ; len(part) > 0; part = part[r.channels:] {
			for c, v := range part[:r.channels] {
				total[c] += float64(v)
			}
		}
	}
}

// repeat fills dst with copies of the values of the channels, one after another.
func (r rows) repeat(dst, values []float32) {
	for n := copy(dst, values); n < len(dst); n *= 2 {
		copy(dst[n:], dst[:n])
	}
}
