package kernel

// AveragePoolShape is the shape of the result of AveragePool: what is left over at the right and at the bottom is left out.
func AveragePoolShape(s Shape, side int) Shape {
	return Shape{N: s.N, H: s.H / side, W: s.W / side, C: s.C}
}

// AveragePool computes dst [AveragePoolShape(s, side)], the mean of each window of side x side pixels of src [s].
func AveragePool(t *Team, dst, src []float32, s Shape, side int) {
	out := AveragePoolShape(s, side)
	s.check("src", src)
	out.check("dst", dst)
	share := 1 / float32(side*side)
	t.Run(out.N*out.H, func(_, row int) {
		sums := dst[row*out.W*s.C : (row+1)*out.W*s.C]
		clear(sums)
		for y := range side {
			line := src[s.windowRow(out, row, y, side):]
			for x := range out.W {
				sum, window := sums[x*s.C:(x+1)*s.C], line[x*side*s.C:(x+1)*side*s.C]
				for i := 0; i < len(window); i += s.C {
					for c, v := range window[i : i+s.C] {
						sum[c] += v
					}
				}
			}
		}
		for i := range sums {
			sums[i] *= share
		}
	})
}

// AveragePoolGrad computes dst [s], the gradient of the pool's input, from g [AveragePoolShape(s, side)].
func AveragePoolGrad(t *Team, dst, g []float32, s Shape, side int) {
	out := AveragePoolShape(s, side)
	s.check("dst", dst)
	out.check("g", g)
	share := 1 / float32(side*side)
	t.Run(s.N*s.H, func(_, row int) {
		line := dst[row*s.W*s.C : (row+1)*s.W*s.C]
		clear(line)
		n, y := row/s.H, row%s.H/side
		if y >= out.H {
			return
		}
		from := g[(n*out.H+y)*out.W*s.C:]
		for x := range out.W * side {
			for c, v := range from[x/side*s.C : (x/side+1)*s.C] {
				line[x*s.C+c] = v * share
			}
		}
	})
}

// windowRow is where the y-th line of a row of windows begins.
func (s Shape) windowRow(out Shape, row, y, side int) int {
	return ((row/out.H*s.H + row%out.H*side) + y) * s.W * s.C
}

// RemoveMeans computes dst [s]: src [s] without the mean of each window of side x side pixels, and 0 for what is left over at the right and at
// the bottom. It is a projection, so that it is its own gradient.
func RemoveMeans(t *Team, dst, src []float32, s Shape, side int) {
	s.check("src", src)
	s.check("dst", dst)
	out := AveragePoolShape(s, side)
	share := 1 / float32(side*side)
	t.Run(s.N*((s.H+side-1)/side), func(_, block int) {
		rows := (s.H + side - 1) / side
		n, top := block/rows, block%rows*side
		bottom := min(top+side, s.H)
		clear(dst[(n*s.H+top)*s.W*s.C : (n*s.H+bottom)*s.W*s.C])
		if bottom-top < side {
			return
		}
		for x := range out.W {
			for c := range s.C {
				from := ((n*s.H+top)*s.W+x*side)*s.C + c
				sum := float32(0)
				for y := range side {
					for i := range side {
						sum += src[from+(y*s.W+i)*s.C]
					}
				}
				sum *= share
				for y := range side {
					for i := range side {
						at := from + (y*s.W+i)*s.C
						dst[at] = src[at] - sum
					}
				}
			}
		}
	})
}
