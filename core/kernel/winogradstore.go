package kernel

// epilogue is what happens to each result: times scale, plus bias, clipped at 0 where relu, and the maximum of 2x2 where pool; or just the sum of
// 2x2 where sum.
type epilogue struct {
	scale, bias []float32 // padded to a multiple of 16
	relu, pool  bool
	sum         bool
	floor       float32 // what relu means, set by forward
	enlarged    bool    // 11 planes are 0, set by forward
}

// store writes the output transform of the tile at p, cut off at the border.
func (r *winogradRun) store(m []float32, plane int, square []float32, p place) {
	c, e := r.f.out, &r.epilogue
	h, w, size := r.h, r.w, 4
	if e.sum {
		h, w, size = h/2, w/2, 2
	}
	if e.pool {
		if h%4 == 1 || h%4 == 3 || w%2 == 1 {
			r.storeOddPool(m, plane, square, p)
			return
		}
		h, w, size = h/2, w/2, 2
	}
	y, x := size*p.row, size*p.col
	high, wide := min(size, h-y), min(size, w-x)
	to := r.dst[((p.n*h+y)*w+x)*c:]
	if high == size && wide == size {
		e.write(to, w*c, c, m, plane, c)
		return
	}
	e.write(square, size*c, c, m, plane, c)
	for i := range high {
		copy(to[i*w*c:][:wide*c], square[i*size*c:])
	}
}

// storeOddPool is store with pool where a side is odd: the last window is smaller, so the maxima are taken pixel by pixel.
func (r *winogradRun) storeOddPool(m []float32, plane int, square []float32, p place) {
	c, e := r.f.out, r.epilogue
	e.pool = false
	e.write(square, 4*c, c, m, plane, c)
	h, w := (r.h+1)/2, (r.w+1)/2
	high, wide := min(4, r.h-4*p.row), min(4, r.w-4*p.col)
	for i := 0; i < high; i += 2 {
		for j := 0; j < wide; j += 2 {
			to := r.dst[((p.n*h+2*p.row+i/2)*w+2*p.col+j/2)*c:][:c]
			copy(to, square[(4*i+j)*c:])
			for _, d := range [3][2]int{{0, 1}, {1, 0}, {1, 1}} {
				if i+d[0] < high && j+d[1] < wide {
					for k, v := range square[(4*(i+d[0])+j+d[1])*c:][:c] {
						to[k] = max(to[k], v)
					}
				}
			}
		}
	}
}

func (e *epilogue) write(dst []float32, row, pixel int, m []float32, plane, c int) {
	fast, slow := convLoops.output, winogradOutput
	switch {
	case e.pool:
		fast, slow = convLoops.pool, winogradPool
	case e.sum:
		fast, slow = convLoops.enlargedSums, winogradEnlargedSums
	case e.enlarged:
		fast, slow = convLoops.enlargedOutput, winogradEnlargedOutput
	}
	even := c - c%convLoops.lanes
	if even > 0 {
		fast(dst, row, pixel, m, plane, e.scale, e.bias, e.floor, even)
	}
	if even < c {
		slow(dst[even:], row, pixel, m[even:], plane, e.scale[even:], e.bias[even:], e.floor, c-even)
	}
}
