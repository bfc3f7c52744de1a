package steady

import (
	"math"

	"restyle/core/imaging"
)

// Look is what Shots compares of a frame: its colours in a coarse grid, and their histogram.
type Look struct {
	Grid      []float32 // [gridHeight gridWidth 3]
	Histogram []float32 // of 4x4x4 colours, sums to 1
}

const (
	gridWidth, gridHeight = 16, 9
	shades                = 4 // per channel of the histogram
)

// LookOf describes a frame; a shrunk one does.
func LookOf(p *imaging.Picture) Look {
	l := Look{Grid: make([]float32, gridWidth*gridHeight*3), Histogram: make([]float32, shades*shades*shades)}
	counts := make([]float32, gridWidth*gridHeight)
	share := 1 / float32(p.Width*p.Height)
	for y := range p.Height {
		for x := range p.Width {
			pixel := p.Pix[3*(y*p.Width+x):][:3]
			cell, shade := y*gridHeight/p.Height*gridWidth+x*gridWidth/p.Width, 0
			counts[cell]++
			for c, v := range pixel {
				l.Grid[3*cell+c] += v
				shade = shade*shades + min(int(v*shades), shades-1)
			}
			l.Histogram[shade] += share
		}
	}
	for cell, n := range counts {
		colour := l.Grid[3*cell:][:3]
		if n == 0 { // the frame has fewer rows or columns than the grid: it is the cell before that this one's corner is in
			x, y := cell%gridWidth*p.Width/gridWidth, cell/gridWidth*p.Height/gridHeight
			copy(colour, l.Grid[3*(y*gridHeight/p.Height*gridWidth+x*gridWidth/p.Width):])
			continue
		}
		for c := range colour {
			colour[c] /= n
		}
	}
	return l
}

// A cut changes both the picture and its colours: motion changes the first, a slow fade neither by much from frame to frame.
const (
	cutGrid      = 0.08 // mean difference of the grids
	cutHistogram = 0.30 // share of the pixels whose colours are others
)

// Cut tells whether another shot begins between two frames that follow each other.
func Cut(a, b Look) bool {
	grid, histogram := 0.0, 0.0
	for i, v := range a.Grid {
		grid += math.Abs(float64(v - b.Grid[i]))
	}
	for i, v := range a.Histogram {
		histogram += math.Abs(float64(v - b.Histogram[i]))
	}
	return grid/float64(len(a.Grid)) > cutGrid && histogram/2 > cutHistogram
}
