package jpeg

import "restyle/core/fault"

// coder turns bands of a picture into codes, each on its own.
type coder struct {
	*encoder
	planes  *planes
	samples [64]float32 // of the block that is encoded
	out     []byte
	bits    uint64 // not written yet, the newest at the right
	count   uint   // of them
	last    [3]int // first coefficient of the last block of each component
}

// shortest is the fewest units of a band: a marker and a first coefficient without one to compare it with take some bytes.
const shortest = 512

// bands cuts the picture into bands of so many rows of units, which have so many units each.
func (e *encoder) bands() (count, rows, units int) {
	across, down := e.subsampling.block()
	units, all := (e.width+8*across-1)/(8*across), (e.height+8*down-1)/(8*down)
	rows = min((shortest+units-1)/units, all)
	return (all + rows - 1) / rows, rows, units
}

// coded is a band, or why there is none: src may be anybody's, and panic.
type coded struct {
	codes []byte
	err   error
}

// scan writes the codes of all pixels. Of n coders the k-th encodes the bands k, k+n, k+2n, ...; each begins its next band while the last one is
// written.
func (e *encoder) scan(src Rows, n int) error {
	bands, _, _ := e.bands()
	n = min(n, bands)
	ready, stop := make([]chan coded, n), make(chan struct{})
	defer close(stop)
	for k := range ready {
		ready[k] = make(chan coded)
		go e.code(src, k, n, bands, ready[k], stop)
	}
	for i := range bands {
		if i > 0 {
			e.segmentless(restart + byte(i-1)%8)
		}
		band := <-ready[i%n]
		if band.err != nil {
			return band.err
		}
		if _, err := e.w.Write(band.codes); err != nil {
			return err
		}
	}
	return nil
}

// code hands over the bands k, k+n, k+2n, ... one by one.
func (e *encoder) code(src Rows, k, n, bands int, ready chan<- coded, stop <-chan struct{}) {
	c := &coder{encoder: e, planes: e.newPlanes()}
	var other []byte // is being written
	for i := k; i < bands; i += n {
		c.out, other = other[:0], c.out
		err := fault.Protect(func() error { c.band(src, i); return nil })
		select {
		case ready <- coded{c.out, err}:
		case <-stop:
			return
		}
	}
}

// band leaves the codes of the i-th band in out.
func (c *coder) band(src Rows, i int) {
	across, down := c.subsampling.block()
	_, rows, _ := c.bands()
	c.last = [3]int{}
	for y := i * rows * 8 * down; y < min((i+1)*rows*8*down, c.height); y += 8 * down {
		c.read(c.planes, src, y)
		for x := 0; x < c.planes.width; x += 8 * across {
			c.unit(c.planes, x, across, down)
		}
	}
	c.flush()
}
