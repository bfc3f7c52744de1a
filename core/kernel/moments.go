package kernel

import "math"

// Moments computes, per image and channel, mean and std [N*C] of x [s] over the pixels: std = sqrt(variance + eps), the variance unbiased
// (divided by pixels - 1; 0 for a single pixel). Sums are taken about a nearby value, so that a large mean costs no accuracy, and blocks
// are merged in float64 by the formula of Chan, Golub and LeVeque (1979).
func Moments(t *Team, mean, std []float32, x []float32, s Shape, eps float32) {
	s.check("x", x)
	sameLen(s.N*s.C, mean, std)
	r := rowsOf(s)
	parts := r.reduce(t, 3, func(part []float32, from, to int) { r.blockMoments(part, x, from, to) })
	r.share(t, r.images, func(_, n int) {
		channels := make([]moment, s.C)
		r.mergeMoments(channels, parts, n)
		for c, m := range channels {
			variance := m.squares / max(m.count-1, 1)
			mean[n*s.C+c] = float32(m.mean)
			std[n*s.C+c] = float32(math.Sqrt(variance + float64(eps)))
		}
	})
}

// blockMoments fills part with the sums of x - pivot, the sums of its squares and the pivot of each column. The pivot is the mean of the
// first eighth of the rows, so its distance from the block's mean is below 3 standard deviations and the sums lose nothing to cancellation.
func (r rows) blockMoments(part, x []float32, from, to int) {
	sums, squares, pivot := part[:r.columns], part[r.columns:2*r.columns], part[2*r.columns:]
	first := (to - from) / r.columns / 8
	if whole := (to - from) / r.columns; whole > 0 {
		first = max(first, 1)
		flatLoops.sums(pivot, x[from:from+first*r.columns], r.columns)
		genericScale(pivot, pivot, 1/float32(first))
	} else {
		copy(pivot, x[from:to])
	}
	inSteps(from, to, r.columns, func(l *flatTable, i, j int) { l.moments(sums, squares, pivot, x[i:j], r.columns) })
}

// moment is the count of some values, their mean and the sum of the squared distances from it.
type moment struct{ count, mean, squares float64 }

// mergeMoments merges the columns of all blocks of an image into its channels.
func (r rows) mergeMoments(channels []moment, parts []float32, image int) {
	for b := range r.blocks {
		part := parts[(image*r.blocks+b)*3*r.columns:][:3*r.columns]
		size := min(r.block, r.size-b*r.block)
		whole, short := size/r.columns, size%r.columns // rows, columns that have one row more
		for j := 0; j < r.columns; j += r.channels {
			count := whole
			if j < short {
				count++
			}
			if count > 0 {
				r.mergeColumns(channels, part[j:], float64(count))
			}
		}
	}
}

// mergeColumns merges one column of count values into each channel.
func (r rows) mergeColumns(channels []moment, part []float32, count float64) {
	before := channels[0].count
	each, weight, cross := 1/count, count/(before+count), before*count/(before+count)
	for c := range channels {
		m := &channels[c]
		sum, square, pivot := float64(part[c]), float64(part[r.columns+c]), float64(part[2*r.columns+c])
		distance := pivot + sum*each - m.mean
		m.count += count
		m.mean += distance * weight
		m.squares += max(square-sum*sum*each, 0) + distance*distance*cross
	}
}

func genericMoments(sums, squares, pivot, x []float32, columns int) {
	for ; len(x) > 0; x = x[min(columns, len(x)):] {
		for j, v := range x[:min(columns, len(x))] {
			d := v - pivot[j]
			sums[j] += d
			squares[j] += d * d
		}
	}
}
