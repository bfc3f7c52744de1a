package train

import (
	"math"
	"testing"

	"restyle/core/nn"
	"restyle/internal/testkit"
)

// gridValue is gridLoss of a picture that f paints grey.
func gridValue(t *testing.T, size int, f func(x, y int) float64) float64 {
	t.Helper()
	p := make([]float32, size*size*3)
	for i := range p {
		p[i] = float32(f(i/3%size, i/3/size))
	}
	return value(t, size, p, p, func(b *nn.Builder, x, _ *nn.Tensor) *nn.Tensor { return gridLoss(b, x) })
}

// TestGridLossIsTheEnergyOfWavesInStep: a wave of amplitude a in step with the grid has the energy (a/2)^2, times the square of its frequency as a
// share of the highest; waves of other lengths, light and slow changes have none, wherever they stand.
func TestGridLossIsTheEnergyOfWavesInStep(t *testing.T) {
	const amplitude = 0.2
	wave := func(cycles float64, phase float64) func(x, y int) float64 {
		return func(x, _ int) float64 { return 0.5 + amplitude*math.Cos(2*math.Pi*cycles*float64(x)+phase) }
	}
	down := func(f func(x, y int) float64) func(x, y int) float64 {
		return func(x, y int) float64 { return f(y, x) }
	}
	energy := amplitude * amplitude / 4
	for _, c := range []struct {
		name string
		f    func(x, y int) float64
		want float64
	}{
		{"even", func(int, int) float64 { return 0.7 }, 0},
		{"slow", func(x, y int) float64 { return float64(x+2*y) / 600 }, 0},
		{"lines every 4 pixels", wave(1./4, 0), energy / 4},
		{"lines every 4 pixels, moved", wave(1./4, 1), energy / 4},
		{"rows every 8 pixels", down(wave(1./8, 0.3)), energy / 16},
		{"lines every 2 pixels", wave(1./2, 0), 4 * energy}, // the cosine alone, and whole
		{"lines every 5 pixels", wave(1./5, 0), 0},
		{"lines every 3 pixels", wave(1./3, 0), 0},
		{"dots every 4 pixels", func(x, y int) float64 {
			return amplitude * math.Cos(math.Pi/2*float64(x)) * math.Cos(math.Pi/2*float64(y))
		}, energy / 4 / 16},
	} {
		for _, size := range []int{96, 128} {
			if got := gridValue(t, size, c.f); math.Abs(got-c.want) > 0.03*c.want+2e-5 {
				t.Errorf("%s, %d pixels: %g, want %g", c.name, size, got, c.want)
			}
		}
	}
}

// TestGridLossOfSmallCrops: there are windows in the smallest crops that a stage may have.
func TestGridLossOfSmallCrops(t *testing.T) {
	noise := testkit.Image("grid", 32*32)
	if v := gridValue(t, 32, func(x, y int) float64 { return float64(noise[y*32+x]) }); !(v > 0) {
		t.Errorf("of noise the loss is %g", v)
	}
}
