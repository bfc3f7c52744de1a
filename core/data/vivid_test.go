package data

import (
	"math"
	"testing"
)

func TestVividCropsKeepTheirMeanColour(t *testing.T) {
	pix := []float32{0.5, 0.4, 0.6, 0.52, 0.42, 0.6, 0.48, 0.38, 0.6, 0.5, 0.4, 0.6}
	before := append([]float32(nil), pix...)
	c := crop{contrast: 2, saturation: 1}
	c.enliven(pix)
	for i, v := range pix {
		mean := []float32{0.5, 0.4, 0.6}[i%3]
		if want := mean + 2*(before[i]-mean); math.Abs(float64(v-want)) > 1e-6 {
			t.Errorf("value %d is %g, want %g", i, v, want)
		}
	}
	grey := []float32{0.2, 0.2, 0.2, 0.4, 0.4, 0.4}
	c = crop{contrast: 1, saturation: 2.5}
	c.enliven(grey)
	for i, want := range []float32{0.2, 0.2, 0.2, 0.4, 0.4, 0.4} {
		if math.Abs(float64(grey[i]-want)) > 1e-6 {
			t.Errorf("saturation changed grey value %d to %g, want %g", i, grey[i], want)
		}
	}
	wild := []float32{0, 1, 0, 1, 0, 1, 0.1, 0.9, 0.3}
	c = crop{contrast: 2.2, saturation: 2.5}
	c.enliven(wild)
	for i, v := range wild {
		if v < 0 || v > 1 {
			t.Errorf("value %d is %g, outside 0 to 1", i, v)
		}
	}
}
