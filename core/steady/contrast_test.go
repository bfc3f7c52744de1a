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
