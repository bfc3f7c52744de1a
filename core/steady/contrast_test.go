package steady

import (
	"math"
	"math/rand/v2"
	"slices"
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

// TestAveragesAreMeansOfSquares, borders being continued, whatever the size and the number of threads; in place, too.
func TestAveragesAreMeansOfSquares(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {3, 2}, {5, 40}, {9, 7}, {300, 70}} {
		for _, shape := range [][2]int{{1, 3}, {3, 3}, {3, 1}, {2, 1}} {
			channels, reach := shape[0], shape[1]
			p := imaging.New(size[0], size[1])
			random := rand.New(rand.NewPCG(1, 2))
			src := make([]float32, p.Width*p.Height*channels)
			for i := range src {
				src[i] = random.Float32()
			}
			c, got, side := contrast{team: kernel.NewTeam(3), lines: make([]float32, len(src))}, make([]float32, len(src)), 2*reach+1
			c.average(got, src, p.Width, p.Height, channels, reach)
			in := slices.Clone(src)
			if c.average(in, in, p.Width, p.Height, channels, reach); !slices.Equal(in, got) {
				t.Fatalf("%v, %d channels: in place it is another", size, channels)
			}
			for i, v := range got {
				x, y, sum := i/channels%p.Width, i/channels/p.Width, 0.0
				for k := range side * side {
					u, v := min(max(x+k%side-reach, 0), p.Width-1), min(max(y+k/side-reach, 0), p.Height-1)
					sum += float64(src[(v*p.Width+u)*channels+i%channels])
				}
				if want := sum / float64(side*side); math.Abs(float64(v)-want) > 1e-5 {
					t.Fatalf("%v, %d channels: value %d is %g, want %g", size, channels, i, v, want)
				}
			}
		}
	}
}

// TestContrastOfAnySize: a picture that was not mixed stays as it is, whatever its size, one after another.
func TestContrastOfAnySize(t *testing.T) {
	c := contrast{team: kernel.NewTeam(2)}
	for _, size := range [][2]int{{1, 1}, {2, 1}, {1, 3}, {5, 12}, {6, 10}, {12, 5}, {7, 7}, {133, 65}} {
		p := noisy(imaging.New(size[0], size[1]), 1, 1)
		same := imaging.Crop(p, p.Bounds())
		c.measure(p)
		c.restore(p)
		for i, v := range p.Pix {
			if math.Abs(float64(v-same.Pix[i])) > 1e-6 {
				t.Fatalf("%v: value %d becomes %g, was %g", size, i, v, same.Pix[i])
			}
		}
	}
}

// TestContrastComesBack: of strokes of either size, of which two fifths were lost.
func TestContrastComesBack(t *testing.T) {
	for _, period := range []int{2, 4, 8} {
		p := imaging.New(96, 64)
		for i := range p.Pix {
			p.Pix[i] = 0.4 + 0.2*float32((i/3%p.Width/(period/2)+i/3/p.Width/(period/2))%2)
		}
		wanted, c := imaging.Crop(p, p.Bounds()), contrast{team: kernel.NewTeam(2)}
		c.measure(p)
		for i := range p.Pix {
			p.Pix[i] = 0.5 + 0.6*(p.Pix[i]-0.5)
		}
		c.restore(p)
		if got, want := contrastOf(p), contrastOf(wanted); math.Abs(got/want-1) > 0.1 {
			t.Errorf("period %d: contrast of %.3f comes back as %.3f", period, want, got)
		}
	}
}
