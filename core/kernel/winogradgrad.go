package kernel

// The gradient of the weights by Winograd's transforms: y = AT [(G w GT) . (BT d B)] A for each tile, so that dw is the sum over the tiles of
// GT [(A dy AT) . (BT d B)] G. In each of the 36 planes that is one matrix product, [tiles in] transposed with [tiles out]; the sums
// are transformed back once. The tiles are cut into lanes with sums of their own, as in weightgrad.go.

// winogradGradient is one weight gradient on its way.
type winogradGradient struct {
	winogradRun           // of the input
	g           []float32 // [n h w out]
	out16       int
	lanes       int
	sums        []float32 // [lane][plane][in][out16]
}

// winogradLanes depends on the sizes only. A lane of few tiles costs more than it computes, but two threads shall have work.
func winogradLanes(sums, tiles int) int {
	return min(lanesFor(sums, tiles), max(1, tiles/32), max(2, tiles/64))
}

func (c Conv) winogradWeights(t *Team, dw, x, g []float32, in Shape) {
	geometry := forwardGeometry(c, in)
	j := winogradGradient{g: g, out16: pad16(c.Out)}
	j.winogradRun = newWinogradRun(&winogradFilters{in: c.In, out: c.Out}, x, geometry)
	if geometry.up {
		j.planes = enlargedPlanes
	}
	j.block = min(168, max(16, 4096/(c.In+j.out16))) // transformed tiles stay in the processor's second cache
	tiles, size := j.tiles(), 36*c.In*j.out16
	if 2*tiles <= c.In {
		j.byInputs(t, dw, tiles)
		return
	}
	j.lanes = winogradLanes(size, tiles)
	j.sums = t.inLanes(j.lanes, size, tiles, j.block, func(worker int, sums []float32, from, to int) { j.add(t, worker, sums, from, to) })
	j.reduce(t, dw, size)
}

// add adds what the tiles [from, to) contribute.
func (j *winogradGradient) add(t *Team, worker int, sums []float32, from, to int) {
	in, out, n := j.f.in, j.out16, to-from
	planeIn, planeOut := n*in+16, n*out+16
	buffer := t.Scratch(worker, 36*(planeIn+planeOut)+36*max(in, out))
	v, m, square := buffer[:36*planeIn], buffer[36*planeIn:36*(planeIn+planeOut)], buffer[36*(planeIn+planeOut):]
	at := j.at(from)
	for i := range n {
		j.transform(v[i*in:], planeIn, square, at)
		j.transformGradient(m[i*out:], planeOut, square, at)
		at = j.next(at)
	}
	for _, p := range j.planes {
		addTransposed(sums[p*in*out:], out, v[p*planeIn:], in, in, m[p*planeOut:], out, out, n)
	}
}

// transformGradient writes the transform of the output's gradient at the tile at p, zeros beyond the border.
func (j *winogradGradient) transformGradient(dst []float32, plane int, square []float32, p place) {
	c, row := j.f.out, j.w*j.f.out
	src := j.g[((p.n*j.h+4*p.row)*j.w+4*p.col)*c:]
	if high, wide := min(4, j.h-4*p.row), min(4, j.w-4*p.col); high < 4 || wide < 4 {
		clear(square[:16*c])
		for i := range high {
			copy(square[4*i*c:][:wide*c], src[i*row:])
		}
		src, row = square, 4*c
	}
	even := c - c%convLoops.lanes
	if even > 0 {
		convLoops.gradient(dst, plane, src, row, c, even)
	}
	if even < c {
		winogradOutputGradient(dst[even:], plane, src[even:], row, c, c-even)
	}
}

// reduce adds the lanes, transforms the sums back and brings them into the order of the weights, 16 inputs at a time.
func (j *winogradGradient) reduce(t *Team, dw []float32, size int) {
	in, plane := j.f.in, j.f.in*j.out16
	t.Run((in+15)/16, func(worker, b int) {
		from, to := 16*b, min(16*b+16, in)
		first, n := from*j.out16, (to-from)*j.out16
		for p := range 36 {
			total := j.sums[p*plane+first:][:n]
			for lane := 1; lane < j.lanes; lane++ {
				addTo(total, j.sums[lane*size+p*plane+first:])
			}
		}
		j.back(dw, j.sums[first:], plane, from, to, t.Scratch(worker, 16*144))
	})
}

// back transforms the sums [36 planes][to-from][out16] of up to 16 inputs back to filters [input][tap][16], and those to the weights.
func (j *winogradGradient) back(dw, sums []float32, plane, from, to int, filters []float32) {
	for o := 0; o < j.f.out; o += 16 {
		for i := range to - from {
			convLoops.weights((*[144]float32)(filters[i*144:]), sums[i*j.out16+o:], plane)
		}
		j.scatter(dw[(o*j.f.in+from)*9:], filters, to-from, min(16, j.f.out-o))
	}
}

// byInputs computes dw where the sums are larger than what they are made of: all tiles are transformed once, and the sums made for 16 inputs at a
// time, so that they stay in the processor's second cache.
func (j *winogradGradient) byInputs(t *Team, dw []float32, tiles int) {
	in, out := j.f.in, j.out16
	planeIn, planeOut := tiles*in+16, tiles*out+16
	buffer := t.sharedScratch(36 * (planeIn + planeOut))
	v, m := buffer[:36*planeIn], buffer[36*planeIn:]
	t.Split(tiles, 8, func(worker, from, to int) {
		square := t.Scratch(worker, 36*max(in, out))
		at := j.at(from)
		for i := from; i < to; i++ {
			j.transform(v[i*in:], planeIn, square, at)
			j.transformGradient(m[i*out:], planeOut, square, at)
			at = j.next(at)
		}
	})
	t.Run((in+15)/16, func(worker, b int) {
		from, to := 16*b, min(16*b+16, in)
		plane := (to-from)*out + 16
		buffer := t.Scratch(worker, 36*plane+16*144)
		sums := buffer[:36*plane]
		clear(sums)
		for _, p := range j.planes {
			addTransposed(sums[p*plane:], out, v[p*planeIn+from:], in, to-from, m[p*planeOut:], out, out, tiles)
		}
		j.back(dw, sums, plane, from, to, buffer[36*plane:])
	})
}

// scatter writes the filters [n][9][16] of n inputs to the given number of outputs.
func (j *winogradGradient) scatter(dw, filters []float32, n, outputs int) {
	row := 9 * j.f.in
	if n == 16 && outputs == 16 {
		var to [16]int
		for k := range to {
			to[k] = k * row
		}
		for q := 0; q < 144; q += 16 {
			convLoops.transpose(dw[q:], &to, filters[16*q:], &squareRows)
		}
		return
	}
	for k := range outputs {
		for q := range dw[k*row:][:9*n] {
			dw[k*row+q] = filters[16*q+k]
		}
	}
}

// winogradOutputGradient: dst[(6i+j)*plane] = (A y AT)[i][j] for each channel, y the 4x4 pixels of src.
func winogradOutputGradient(dst []float32, plane int, src []float32, row, pixel, channels int) {
	for c := range channels {
		var t [6][4]float32
		for j := range 4 {
			for i, v := range gradient1D([4]float32{src[j*pixel+c], src[row+j*pixel+c], src[2*row+j*pixel+c], src[3*row+j*pixel+c]}) {
				t[i][j] = v
			}
		}
		for i := range 6 {
			for j, v := range gradient1D(t[i]) {
				dst[(6*i+j)*plane+c] = v
			}
		}
	}
}

func gradient1D(y [4]float32) [6]float32 {
	p, q, even, odd := y[0]+y[2], y[1]+y[3], y[0]+4*y[2], 2*y[1]+8*y[3]
	return [6]float32{y[0], p + q, p - q, even + odd, even - odd, y[3]}
}

// winogradWeightSums: dst[3ky+kx][16] = (GT m G)[ky][kx] for 16 filters side by side.
func winogradWeightSums(dst *[144]float32, m []float32, plane int) {
	for o := range 16 {
		var t [3][6]float32
		for i := range 6 {
			var v [6]float32
			for j := range v {
				v[j] = m[(6*i+j)*plane+o]
			}
			for kx, w := range weight1D(v) {
				t[kx][i] = w
			}
		}
		for kx := range 3 {
			for ky, w := range weight1D(t[kx]) {
				dst[16*(3*ky+kx)+o] = w
			}
		}
	}
}

func weight1D(m [6]float32) [3]float32 {
	p, q, d, e := m[1]+m[2], m[3]+m[4], m[1]-m[2], m[3]-m[4]
	return [3]float32{m[0]/4 - p/6 + q/24, -d/6 + e/12, -p/6 + q/6 + m[5]}
}
