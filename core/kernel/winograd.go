package kernel

import "math"

// Winograd's minimal filtering F(4x4, 3x3): Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016, section 4.3.
//
// The result is cut into tiles of 4x4 pixels, and these into blocks, which the goroutines of a Team share. For each block
//
//  1. transform turns the 6x6 pixels that each tile looks at into 36 numbers a channel: 36 planes [tiles channels];
//  2. each plane is multiplied by the filters' (winogradfilters.go): [tiles channels] x [channels outputs];
//  3. store turns the 36 products back into 4x4 pixels, and does what is fused with the convolution (winogradstore.go).
//
// That takes 36 multiplications for 16 pixels, in place of 144. How large blocks are is in winogradblocks.go.

// winogradRun is one convolution on its way: the blocks share it.
type winogradRun struct {
	geometry
	f                  *winogradFilters
	dst, src           []float32
	epilogue           epilogue
	zeroRow, zeroCol   []bool
	rowsAt, colsAt     []int     // rows and cols in floats from the image's first
	inSquare           [2][6]int // the same for 6x6 pixels that lie side by side
	tileRows, tileCols int
	even               int // channels that the fast loops take
	blocks, block      int // how many, and the tiles of each but the last
	planes             []int
	u, taps            []float32 // the transformed filters, or what each block transforms for itself
}

// place is where a tile lies: its image, its row and its column of tiles.
type place struct{ n, row, col int }

func newWinogradRun(f *winogradFilters, src []float32, g geometry) winogradRun {
	r := winogradRun{
		geometry: g, f: f, src: src, zeroRow: zeros(g.rows), zeroCol: zeros(g.cols), rowsAt: make([]int, len(g.rows)), colsAt: make([]int, len(g.cols)),
		even: f.in - f.in%convLoops.lanes, planes: allPlanes,
	}
	r.tileRows, r.tileCols = len(r.zeroRow), len(r.zeroCol)
	for i, y := range g.rows {
		r.rowsAt[i] = y * g.in.W * g.in.C
	}
	for i, x := range g.cols {
		r.colsAt[i] = x * g.in.C
	}
	for i := range 6 {
		r.inSquare[0][i], r.inSquare[1][i] = 6*i*g.in.C, i*g.in.C
	}
	return r
}

// tiles is how many there are.
func (r *winogradRun) tiles() int { return r.in.N * r.tileRows * r.tileCols }

// forward convolves src into dst [n h w out], or with pool into its maxima, [n h/2 w/2 out] rounded up.
func (f *winogradFilters) forward(t *Team, dst, src []float32, g geometry, e epilogue) {
	if e.floor = 0; !e.relu {
		e.floor = float32(math.Inf(-1))
	}
	g.up = g.up && !e.pool // there is no such loop
	r := newWinogradRun(f, src, g)
	r.dst, r.epilogue = dst, e
	r.epilogue.enlarged = g.up
	if g.up || e.sum {
		r.planes = enlargedPlanes
	}
	tiles := r.tiles()
	r.blocks, r.block = blocksOf(tiles, tilesPerBlock(f.in, f.out), t.threads)
	r.u, r.taps = f.ready(t.threads, tiles <= fewTiles)
	t.Run(r.blocks, func(worker, b int) {
		to := (b + 1) * r.block
		if b == r.blocks-1 {
			to = tiles
		}
		r.run(t, worker, b*r.block, to)
	})
}

// run computes the tiles [from, to).
func (r *winogradRun) run(t *Team, worker, from, to int) {
	in, out := r.f.in, pad16(r.f.out)
	n := to - from
	planeIn, planeOut := n*in+16, n*out+16
	whole, strip := 36*(planeIn+planeOut), 0
	if r.u == nil {
		strip = r.f.strip()
	}
	buffer := t.Scratch(worker, whole+36*max(in, out)+strip)
	v, m, square := buffer[:36*planeIn], buffer[36*planeIn:whole], buffer[whole:]
	if inPlace(in, out) {
		m = v
	}
	at := r.at(from)
	for i := range n {
		r.transform(v[i*in:], planeIn, square, at)
		at = r.next(at)
	}
	b := product{rows: n, k: in, a: v, lda: in, c: m, ldc: out, bias: zeroBias(out)}
	if r.u != nil {
		b.b, b.panel, b.columns = r.u, 16*in, out
		b.planes(r.planes, planeIn, r.f.plane(out), planeOut)
	} else {
		r.strips(b, buffer[whole+36*max(in, out):], planeIn, planeOut)
	}
	at = r.at(from)
	for i := range n {
		r.store(m[i*out:], planeOut, square, at)
		at = r.next(at)
	}
}

// strips multiplies by 32 columns at a time, whose filters it transforms into u first: they stay in the processor's second cache.
func (r *winogradRun) strips(b product, u []float32, planeIn, planeOut int) {
	out, c := b.ldc, b.c
	for col := 0; col < out; col += stripColumns {
		b.columns = min(stripColumns, out-col)
		plane := r.f.plane(b.columns)
		for i := range b.columns / 16 {
			r.f.transform(u[i*16*b.k:], plane, r.taps, col/16+i)
		}
		b.b, b.panel, b.c = u, 16*b.k, c[col:]
		b.planes(r.planes, planeIn, plane, planeOut)
	}
}

func (r *winogradRun) at(tile int) place {
	row := tile / r.tileCols
	return place{row / r.tileRows, row % r.tileRows, tile % r.tileCols}
}

// next is the place of the tile behind that at p.
func (r *winogradRun) next(p place) place {
	if p.col++; p.col == r.tileCols {
		p.col = 0
		if p.row++; p.row == r.tileRows {
			p.row = 0
			p.n++
		}
	}
	return p
}

// transform writes the input transform of the tile at p.
func (r *winogradRun) transform(dst []float32, plane int, square []float32, p place) {
	src := r.src[p.n*r.in.H*r.in.W*r.in.C:]
	rows, cols := (*[6]int)(r.rowsAt[4*p.row:]), (*[6]int)(r.colsAt[4*p.col:])
	if r.zeroRow[p.row] || r.zeroCol[p.col] {
		r.cutOut(square, src, r.rows[4*p.row:][:6], r.cols[4*p.col:][:6])
		src, rows, cols = square, &r.inSquare[0], &r.inSquare[1]
	}
	fast, slow := convLoops.input, winogradInput
	if r.up {
		fast, slow = convLoops.enlargedInput, winogradEnlargedInput
	}
	if r.even > 0 {
		fast(dst, plane, src, rows, cols, r.even)
	}
	if r.even < r.f.in {
		slow(dst[r.even:], plane, src[r.even:], rows, cols, r.f.in-r.even)
	}
}

// cutOut copies 6x6 pixels that lie side by side, with zeros beyond the border.
func (r *winogradRun) cutOut(square, src []float32, rows, cols []int) {
	c, from := r.f.in, 0
	for from < 6 && cols[from] < 0 {
		from++
	}
	to := from
	for to < 6 && cols[to] >= 0 {
		to++
	}
	for i, y := range rows {
		line := square[6*i*c:][:6*c]
		if y < 0 || from == to {
			clear(line)
			continue
		}
		clear(line[:from*c])
		copy(line[from*c:to*c], src[(y*r.in.W+cols[from])*c:])
		clear(line[to*c:])
	}
}

var noBias [1024]float32

// zeroBias returns n zeros.
func zeroBias(n int) []float32 {
	if n <= len(noBias) {
		return noBias[:n]
	}
	return make([]float32, n)
}
