package stylize

import (
	"image"
	"math"
	"testing"

	"restyle/core/kernel"
	"restyle/core/ops"
)

// TestMomentsAreTheirDefinition: of each channel, whatever their number, in a piece of a map.
func TestMomentsAreTheirDefinition(t *testing.T) {
	for _, channels := range []int{1, 3, 4, 7, 16} {
		const width, height = 21, 19
		x := noise(width*channels, height).Pix[:width*height*channels]
		r := image.Rect(2, 1, 20, 18)
		m, got := newMoments(channels), make([]float32, 2*channels)
		m.add(kernel.NewTeam(2), x, width, r)
		m.write(got)
		for c := range channels {
			var sum, squares float64
			for i := range r.Dx() * r.Dy() {
				v := float64(x[((r.Min.Y+i/r.Dx())*width+r.Min.X+i%r.Dx())*channels+c])
				sum, squares = sum+v, squares+v*v
			}
			n := float64(r.Dx() * r.Dy())
			mean, deviation := sum/n, math.Sqrt((squares-sum*sum/n)/(n-1)+ops.Epsilon)
			if math.Abs(float64(got[c])-mean) > 1e-6 || math.Abs(float64(got[channels+c])-deviation) > 1e-6 {
				t.Errorf("channel %d of %d: %g and %g, want %g and %g", c, channels, got[c], got[channels+c], mean, deviation)
			}
		}
	}
}

func BenchmarkMoments(b *testing.B) {
	const width, height, channels = 256, 8, 64
	x := noise(width, height*channels).Pix[:width*height*channels]
	b.SetBytes(4 * int64(len(x)))
	for b.Loop() {
		newMoments(channels).sum(x, width, image.Rect(0, 0, width, height))
	}
}
