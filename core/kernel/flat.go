package kernel

//go:generate go run -C _gen ./flat -out ../flat_amd64.s -stubs ../flat_stub_amd64.go -pkg kernel

// flatTable holds the inner loops over flat slices and over rows of channels, one set per Level. The fast sets want whole steps: a multiple of
// 16 elements or channels, or whole rows of a multiple of 64 columns; the generic set takes anything.
type flatTable struct {
	// element by element
	add, reluGrad              func(dst, a, b []float32)
	addScaled, approach, scale func(dst, x []float32, a float32)
	difference                 func(dst, a, b []float32, w float32)
	relu                       func(dst, x []float32)
	finite                     func(x []float32) bool
	adam                       func(w, m, v, g []float32, constants *[6]float32)

	// of one row, in 16 lanes
	largest      func(lanes *[16]float32, x []float32)
	exponentials func(dst, x []float32, top, a float32, lanes *[16]float32)

	// by rows of columns
	sums               func(sums, x []float32, columns int)
	dots               func(dots, sums, g, x []float32, columns int)
	errors             func(sums, a, b []float32, columns int)
	moments            func(sums, squares, pivot, x []float32, columns int)
	affine, affineReLU func(dst, x, scale, shift []float32)

	// by windows of 2x2 pixels, channels [from, to)
	pool      func(dst, top, bottom []float32, channels, from, to int)
	poolWhich func(dst []float32, which []uint8, top, bottom []float32, channels, from, to int)
	spread    func(dst, g []float32, which []uint8, channels, from, to int, left, right uint32)

	// by positions of channels, a multiple of 16
	shares  func(dst []uint16, scale, src []float32, channels int)
	unshare func(dst []float32, src []uint16, scale []float32, channels int)
}

var (
	flatLoops   flatTable
	genericFlat = flatTable{
		add: genericAdd, reluGrad: genericReLUGrad, addScaled: genericAddScaled, approach: genericApproach, scale: genericScale, difference: genericDifference,
		relu: genericReLU, finite: genericFinite, adam: genericAdam,
		largest: genericLargest, exponentials: genericExponentials,
		sums: genericSums, dots: genericDots, errors: genericErrors, moments: genericMoments,
		affine: genericAffine, affineReLU: genericAffineReLU,
		pool: genericPool, poolWhich: genericPoolWhich, spread: genericSpread,
		shares: genericShares, unshare: genericUnshare,
	}
)

// flatBlock is the least number of floats worth giving to another goroutine.
const flatBlock = 16 << 10

// inSteps calls f on [from, to): on the whole steps with the loops in use, on what is left with the generic ones.
func inSteps(from, to, step int, f func(l *flatTable, from, to int)) {
	middle := to - (to-from)%step
	if middle > from {
		f(&flatLoops, from, middle)
	}
	if to > middle {
		f(&genericFlat, middle, to)
	}
}

// elements calls f on ranges that together make up [0, n).
func (t *Team) elements(n int, f func(l *flatTable, from, to int)) {
	t.Split(n, flatBlock, func(_, from, to int) { inSteps(from, to, 16, f) })
}

// sameLen panics unless all slices have the length n.
func sameLen(n int, slices ...[]float32) {
	for _, s := range slices {
		if len(s) != n {
			panic("kernel: slices of different lengths")
		}
	}
}
