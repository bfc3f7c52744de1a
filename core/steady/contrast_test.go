package steady

import (
	"math"
	"math/rand/v2"
	"testing"

	"restyle/core/imaging"
	"restyle/core/kernel"
)

// TestContrastStaysANumber: beside loud structure, all along the widest lines, energies of what is even must not fall below none, where they have no root.
func TestContrastStaysANumber(t *testing.T) {
	for _, size := range [][2]int{{16384, 9}, {9, 16384}} {
		p := imaging.New(size[0], size[1])
		random := rand.New(rand.NewPCG(1, 1))
		for i := range p.Pix {
			if at := max(i/3%p.Width, i/3/p.Width); at < 16000 {
				p.Pix[i] = float32(random.IntN(2)) // as loud as can be, and black behind it
			}
		}
		c, even := contrast{team: kernel.NewTeam(2)}, imaging.New(size[0], size[1])
		c.measure(p)
		c.restore(even)
		for i, v := range c.wanted {
			if !(v >= -least/10) {
				t.Fatalf("%v: the energy of pixel %d is %g", size, i, v)
			}
		}
		c.measure(even)
		c.restore(p)
		for i, v := range append(p.Pix, even.Pix...) {
			if math.IsNaN(float64(v)) {
				t.Fatalf("%v: value %d is NaN", size, i)
			}
		}
	}
}

// TestAveragesAreMeansOfSquares of 7x7 pixels, borders being continued, whatever the size and the number of threads.
func TestAveragesAreMeansOfSquares(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {3, 2}, {5, 40}, {9, 7}, {300, 70}} {
		for _, channels := range []int{1, 3} {
			p := imaging.New(size[0], size[1])
			random := rand.New(rand.NewPCG(1, 2))
			src := make([]float32, p.Width*p.Height*channels)
			for i := range src {
				src[i] = random.Float32()
			}
			c, got := contrast{team: kernel.NewTeam(3), lines: make([]float32, len(src))}, make([]float32, len(src))
			c.average(got, src, p, channels)
			for i, v := range got {
				x, y, sum := i/channels%p.Width, i/channels/p.Width, 0.0
				for k := range 49 {
					u, v := min(max(x+k%7-3, 0), p.Width-1), min(max(y+k/7-3, 0), p.Height-1)
					sum += float64(src[(v*p.Width+u)*channels+i%channels])
				}
				if math.Abs(float64(v)-sum/49) > 1e-5 {
					t.Fatalf("%v, %d channels: value %d is %g, want %g", size, channels, i, v, sum/49)
				}
			}
		}
	}
}
