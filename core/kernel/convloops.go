package kernel

// productLoop computes blocks of rows of c = start + a*b. a is row-major with lda floats between rows; b is packed in panels of 16 columns
// by k rows that lie panel floats apart; start is the bias row, or c itself where bias is empty. relu != 0 clips at 0.
type productLoop func(blocks, k int, a []float32, lda int, b []float32, panel int, c []float32, ldc int, bias []float32, relu int)

// transposedLoop adds to c blocks of rows of the product of a transposed (k rows, lda apart) and b (k rows, ldb apart).
type transposedLoop func(blocks, k int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int)

type productTile struct {
	rows int
	loop productLoop
}

type transposedTile struct {
	rows int
	loop transposedLoop
}

// convTable holds the inner loops of convolutions and matrix products, one set per Level. Tiles are listed largest first and end with one row.
type convTable struct {
	wide, narrow                     []productTile // 32 and 16 columns
	wideTransposed, narrowTransposed []transposedTile

	// input writes the transform of a 6x6 square of pixels, output and pool read it back; filter transforms filters, 16 side by side.
	input  func(dst []float32, plane int, src []float32, rows, cols *[6]int, channels int)
	output func(dst []float32, row, pixel int, m []float32, plane int, scale, bias []float32, floor float32, channels int)
	pool   func(dst []float32, row, pixel int, m []float32, plane int, scale, bias []float32, floor float32, channels int)
	filter func(dst []float32, plane int, g []float32, tap, n int)
	// transpose turns a square of 16x16.
	transpose func(dst []float32, to *[16]int, src []float32, from *[16]int)
	// Of 25 planes, see enlarged.go.
	enlargedInput  func(dst []float32, plane int, src []float32, rows, cols *[6]int, channels int)
	enlargedOutput func(dst []float32, row, pixel int, m []float32, plane int, scale, bias []float32, floor float32, channels int)
	enlargedSums   func(dst []float32, row, pixel int, m []float32, plane int, scale, bias []float32, floor float32, channels int)
	// gradient writes the transform of 4x4 pixels of a gradient; weights transforms sums of products back, those of 16 filters side by side.
	gradient func(dst []float32, plane int, src []float32, row, pixel int, channels int)
	weights  func(filters *[144]float32, m []float32, plane int)

	gather func(dst []float32, n, out int, z0, z1, z2 []float32, width int, bias []float32)
	lanes  int // of what number of channels all transforms of pixels need a multiple: input, output, pool, gradient and the enlarged ones
}

var (
	convLoops   convTable
	genericConv = convTable{
		narrow:           []productTile{{1, productGeneric}},
		narrowTransposed: []transposedTile{{1, transposedGeneric}},
		input:            winogradInput,
		output:           winogradOutput,
		pool:             winogradPool,
		filter:           winogradFilter,
		transpose:        transpose16,
		enlargedInput:    winogradEnlargedInput,
		enlargedOutput:   winogradEnlargedOutput,
		enlargedSums:     winogradEnlargedSums,
		gradient:         winogradOutputGradient,
		weights:          winogradWeightSums,
		gather:           gather,
		lanes:            1,
	}
)

// product is one matrix product c = start + a*b, in the terms of productLoop.
type product struct {
	rows, k int
	a       []float32
	lda     int
	b       []float32
	panel   int
	columns int // multiple of 16
	c       []float32
	ldc     int
	bias    []float32 // at least columns long, or empty
	relu    bool
}

func (p product) run() { p.planes(onePlane, 0, 0, 0) }

var onePlane = []int{0}

// planes runs the product for each of the planes, which lie so many floats apart in a, b and c.
func (p product) planes(list []int, a, b, c int) {
	relu := 0
	if p.relu {
		relu = 1
	}
	var space [16]productCall
	calls := p.calls(space[:0])
	for _, i := range list {
		pa, pb, pc := p.a[i*a:], p.b[i*b:], p.c[i*c:]
		for _, x := range calls {
			x.loop(x.blocks, p.k, pa[x.row*p.lda:], p.lda, pb[x.column/16*p.panel:], p.panel, pc[x.row*p.ldc+x.column:], p.ldc, x.bias, relu)
		}
	}
}

// productCall is one call of a productLoop for a part of the result.
type productCall struct {
	loop                productLoop
	blocks, row, column int
	bias                []float32
}

// calls appends those of the whole product.
func (p product) calls(list []productCall) []productCall {
	for col := 0; col < p.columns; {
		tiles, step := convLoops.narrow, 16
		if convLoops.wide != nil && col+32 <= p.columns {
			tiles, step = convLoops.wide, 32
		}
		var bias []float32
		if len(p.bias) > 0 {
			bias = p.bias[col:]
		}
		row := 0
		for i, t := range tiles {
			if n := blocks(p.rows-row, len(tiles)-i, t.rows, tiles[max(0, len(tiles)-2)].rows); n > 0 {
				list = append(list, productCall{t.loop, n, row, col, bias})
				row += n * t.rows
			}
		}
		col += step
	}
	return list
}

// blocks is how many blocks of size rows to take of what is left for the tiles of which left are left: a few less than possible where the
// smallest tile but that of one row then takes all the rest.
func blocks(rows, left, size, small int) int {
	n := rows / size
	for fewer := n; left > 2 && fewer >= max(0, n-3); fewer-- {
		if (rows-fewer*size)%small == 0 {
			return fewer
		}
	}
	return n
}

// addTransposed adds to c [m columns] the product of a transposed [k m] and b [k columns]; columns is a multiple of 16.
func addTransposed(c []float32, ldc int, a []float32, lda, m int, b []float32, ldb, columns, k int) {
	for col := 0; col < columns; {
		tiles, step := convLoops.narrowTransposed, 16
		if convLoops.wideTransposed != nil && col+32 <= columns {
			tiles, step = convLoops.wideTransposed, 32
		}
		row := 0
		for i, t := range tiles {
			if n := blocks(m-row, len(tiles)-i, t.rows, tiles[max(0, len(tiles)-2)].rows); n > 0 {
				t.loop(n, k, a[row:], lda, b[col:], ldb, c[row*ldc+col:], ldc)
				row += n * t.rows
			}
		}
		col += step
	}
}

// pad16 rounds n up to a multiple of 16.
func pad16(n int) int { return (n + 15) &^ 15 }
