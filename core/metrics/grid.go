package metrics

import (
	"math"

	"restyle/core/imaging"
)

// windows of GridLines: their side, their distance, and the bins of their discrete Fourier transform that stand for lines every 4 pixels and for what is
// beside them.
const (
	gridWindow = 64
	gridStep   = gridWindow / 2
	gridBin    = gridWindow / 4
	gridBeside = 3
)

// GridLines tells whether a picture has lines every 4 pixels, which are what an upsampling decoder leaves where it repeats itself (Odena et al.,
// Deconvolution and Checkerboard Artifacts, Distill 2016): the energy of luminance at a quarter of a cycle a pixel as a multiple of the mean energy 3/64 of
// a cycle beside it, across or down, whichever is more. Energies are means over windows of 64x64 pixels that overlap by half, weighted with Hann's window.
// Photographs have 0.8 to 1.2. 0 where a side is below 64 pixels.
func GridLines(p *imaging.Picture) float64 {
	if min(p.Width, p.Height) < gridWindow {
		return 0
	}
	l := luminance(p)
	return max(lines(l, p.Width, p.Height, 1, p.Width), lines(l, p.Height, p.Width, p.Width, 1))
}

// lines is GridLines across a map whose columns and rows are so many values apart.
func lines(l []float64, width, height, column, row int) float64 {
	var weights [gridWindow]float64
	for i := range weights {
		weights[i] = 0.5 - 0.5*math.Cos(2*math.Pi*(float64(i)+0.5)/gridWindow)
	}
	const nothing = 1e-9 // below what 8 bits can show
	at, beside := nothing, 2*nothing
	for y := 0; y+gridWindow <= height; y += gridStep {
		for x := 0; x+gridWindow <= width; x += gridStep {
			var mean [gridWindow]float64 // of each column of the window, weighted
			for j, v := range weights {
				for i := range mean {
					mean[i] += v * l[(y+j)*row+(x+i)*column]
				}
			}
			for i, v := range weights {
				mean[i] *= v
			}
			at += energy(&mean, gridBin)
			beside += energy(&mean, gridBin-gridBeside) + energy(&mean, gridBin+gridBeside)
		}
	}
	return 2 * at / beside
}

// energy is that of a bin of the discrete Fourier transform of a row whose window is weighted, the square of the amplitude of a sine.
func energy(row *[gridWindow]float64, bin int) float64 {
	var re, im float64
	for i, v := range row {
		sin, cos := math.Sincos(2 * math.Pi * float64(bin*i) / gridWindow)
		re, im = re+v*cos, im+v*sin
	}
	const scale = gridWindow * gridWindow / 4 / 2 // sums of the weights of both axes, and a sine has half its amplitude on each side
	return (re*re + im*im) / (scale * scale)
}
