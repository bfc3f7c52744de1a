package train

import (
	"math"

	"restyle/core/nn"
)

const (
	gridPeriod = 8  // pixels: the enlargement from the decoder's first map to the picture
	gridWindow = 64 // pixels: within these, a pattern counts as far as it keeps in step with the grid
)

// gridLoss is the energy of what keeps in step with the decoder's grid: the sum of the squared Fourier coefficients of x [N H W 3] at frequencies of 1/8,
// 2/8, 3/8 and 4/8 of a cycle a pixel, along the rows, along the columns and along both, mean over overlapping windows with Hann's weights. Pictures have little
// exactly there; a network that enlarges maps of 4x4 pixels by repeating them draws lines every 4 pixels (7 to 16 times the energy beside that frequency).
// Higher frequencies count more, as the square of the frequency: the spectrum of photographs falls like that.
func gridLoss(b *nn.Builder, x *nn.Tensor) *nn.Tensor {
	meansDown, wavesDown := gridBasis(x.Shape.H)
	meansAcross, wavesAcross := gridBasis(x.Shape.W)
	var energies []*nn.Tensor
	const waves = gridPeriod - 1 // of each window
	for _, m := range [][2]nn.Matrix{{meansDown, wavesAcross}, {wavesDown, meansAcross}, {wavesDown, wavesAcross}} {
		y := b.Separable(x, m[0], m[1])
		nothing := b.Constant(make([]float32, y.Shape.Len()), y.Shape)
		energies = append(energies, b.MeanSquaredError(y, nothing))
	}
	return b.WeightedSum(energies, []float32{waves, waves, waves * waves})
}

// gridBasis has for each window along a side the weights of its mean, and those of cosines and sines of the grid's frequencies times their number,
// 1 to 4, over 4.
func gridBasis(side int) (means, waves nn.Matrix) {
	window := min(gridWindow, side/gridPeriod*gridPeriod)
	means, waves = nn.Matrix{Columns: side}, nn.Matrix{Columns: side}
	add := func(m *nn.Matrix, start int, wave func(at int) float64) {
		row := make([]float32, side)
		for i := range window {
			hann := (1 - math.Cos(2*math.Pi*(float64(i)+0.5)/float64(window))) / float64(window) // sums up to 1
			row[start+i] = float32(hann * wave(start+i))
		}
		m.Rows, m.Values = m.Rows+1, append(m.Values, row...)
	}
	for start := 0; start+window <= side; start += max(window/2, 1) {
		add(&means, start, func(int) float64 { return 1 })
		for k := 1; k <= gridPeriod/2; k++ {
			share, step := 2*float64(k)/gridPeriod, 2*math.Pi*float64(k)/gridPeriod
			add(&waves, start, func(at int) float64 { return share * math.Cos(step*float64(at)) })
			if 2*k < gridPeriod {
				add(&waves, start, func(at int) float64 { return share * math.Sin(step*float64(at)) })
			}
		}
	}
	return means, waves
}
