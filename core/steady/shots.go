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
	l := Look{Grid: make([]float32, gridWidth*gridHeight*3), Histogram: histogram(p.Pix, 1)}
	counts := make([]float32, gridWidth*gridHeight)
	for y := range p.Height {
		for x := range p.Width {
			pixel := p.Pix[3*(y*p.Width+x):][:3]
			cell := y*gridHeight/p.Height*gridWidth + x*gridWidth/p.Width
			counts[cell]++
			for c, v := range pixel {
				l.Grid[3*cell+c] += v
			}
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

// histogram is that of pixels that many times as light.
func histogram(pixels []float32, lighter float32) []float32 {
	h := make([]float32, shades*shades*shades)
	share := 3 / float32(len(pixels))
	for i := 0; i < len(pixels); i += 3 {
		shade := 0
		for _, v := range pixels[i : i+3] {
			shade = shade*shades + min(int(lighter*v*shades), shades-1)
		}
		h[shade] += share
	}
	return h
}

// A cut changes both the picture and its colours: motion changes the first, a slow fade neither by much from frame to frame.
const (
	cutGrid      = 0.08 // mean difference of the grids
	cutHistogram = 0.30 // share of the pixels whose colours are others
)

// Cut tells whether another shot begins between two frames that follow each other.
func Cut(a, b Look) bool {
	n := float64(len(a.Grid))
	return difference(a.Grid, b.Grid)/n > cutGrid && difference(a.Histogram, b.Histogram)/2 > cutHistogram || cutInTheDark(a.Grid, b.Grid)
}

const (
	light       = 0.4 // mean of the lighter of two grids that are not dark
	mostLighter = 8.0 // times
	cutAlike    = 0.8 // correlation of grids that look the same
)

// cutInTheDark compares the grids of frames that have too little light to differ by that much, as if they had more. A fade there changes them as a cut does, but
// leaves them alike.
func cutInTheDark(a, b []float32) bool {
	n := float64(len(a))
	lighter := min(light*n/max(sum(a), sum(b)), mostLighter)
	return lighter > 1 && lighter*difference(a, b)/n > cutGrid && correlation(a, b) < cutAlike &&
		difference(histogram(a, float32(lighter)), histogram(b, float32(lighter)))/2 > cutHistogram
}

// difference is the sum of all differences.
func difference(a, b []float32) (total float64) {
	for i, v := range a {
		total += math.Abs(float64(v - b[i]))
	}
	return total
}

func sum(a []float32) (total float64) {
	for _, v := range a {
		total += float64(v)
	}
	return total
}

// correlation is from -1 to 1; 1 where one of both is even.
func correlation(a, b []float32) float64 {
	n := float64(len(a))
	ma, mb := sum(a)/n, sum(b)/n
	var aa, ab, bb float64
	for i, v := range a {
		x, y := float64(v)-ma, float64(b[i])-mb
		aa, ab, bb = aa+x*x, ab+x*y, bb+y*y
	}
	if aa*bb == 0 {
		return 1
	}
	return ab / math.Sqrt(aa*bb)
}
