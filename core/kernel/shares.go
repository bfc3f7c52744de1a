package kernel

import "math"

// Shares keeps positions of channels, none negative, in half the memory: dst[i] = src[i] / scale rounded to the nearest integer, where scale[p] is a
// 65535th of the largest channel of position p. Values are off by 1/131070 of that channel at most. src holds whole positions, len(scale) of them.
func Shares(dst []uint16, scale, src []float32) {
	loops, channels := sharesLoops(len(scale), len(dst), len(src))
	if channels > 0 {
		loops.shares(dst, scale, src, channels)
	}
}

// Unshare is the inverse of Shares.
func Unshare(dst []float32, src []uint16, scale []float32) {
	loops, channels := sharesLoops(len(scale), len(src), len(dst))
	if channels > 0 {
		loops.unshare(dst, src, scale, channels)
	}
}

func sharesLoops(positions, words, floats int) (l *flatTable, channels int) {
	if words != floats || positions == 0 && floats > 0 || positions > 0 && floats%positions != 0 {
		panic("kernel: slices of different lengths")
	}
	if positions == 0 {
		return nil, 0
	}
	if channels = floats / positions; channels%16 == 0 {
		return &flatLoops, channels
	}
	return &genericFlat, channels
}

func genericShares(dst []uint16, scale, src []float32, channels int) {
	for i := range scale {
		x, to := src[i*channels:][:channels], dst[i*channels:][:channels]
		largest := largestOf(x)
		scale[i] = largest / math.MaxUint16
		factor := math.MaxUint16 / largest
		for c, v := range x {
			to[c] = uint16(int32(float32(v*factor) + 0.5)) // at most 65535.5 and two roundings, which the sum's swallows
		}
	}
}

// largestOf is the largest of values of which none is below 0, or a number that can be divided by. Such values sort like their bits.
func largestOf(x []float32) float32 {
	const tiny = 1e-30
	most := int32(math.Float32bits(tiny))
	for _, v := range x {
		most = max(most, int32(math.Float32bits(v))) // with a sign, so that -0 is no large number
	}
	return math.Float32frombits(uint32(most))
}

func genericUnshare(dst []float32, src []uint16, scale []float32, channels int) {
	for i, s := range scale {
		to, from := dst[i*channels:][:channels], src[i*channels:][:channels]
		for c := range to {
			to[c] = float32(int32(from[c])) * s
		}
	}
}
