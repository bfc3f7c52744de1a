package metrics

import (
	"math"
	"testing"

	"restyle/core/imaging"
)

func TestSSIMOfEqualPicturesIsOne(t *testing.T) {
	p := scramble(40, 30)
	if s := SSIM(p, p); math.Abs(s-1) > 1e-12 {
		t.Errorf("%g", s)
	}
}

// TestSSIMOfFlatPictures: without structure the definition leaves (2ab + C1) / (a² + b² + C1).
func TestSSIMOfFlatPictures(t *testing.T) {
	a, b := brighter(imaging.New(20, 20), 0.25), brighter(imaging.New(20, 20), 0.75)
	want := (2*0.25*0.75 + 1e-4) / (0.25*0.25 + 0.75*0.75 + 1e-4)
	if s := SSIM(a, b); math.Abs(s-want) > 1e-6 {
		t.Errorf("%g, want %g", s, want)
	}
}

// TestSSIMByDefinition computes one pixel's window directly.
func TestSSIMByDefinition(t *testing.T) {
	a, b := pan(0, 11, 11), scramble(11, 11)
	total, mx, my, xx, yy, xy := 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
	x, y := luminance(a), luminance(b)
	for i := range x {
		dx, dy := float64(i%11-5), float64(i/11-5)
		w := math.Exp(-(dx*dx + dy*dy) / (2 * 1.5 * 1.5))
		total += w
		mx, my, xx, yy, xy = mx+w*x[i], my+w*y[i], xx+w*x[i]*x[i], yy+w*y[i]*y[i], xy+w*x[i]*y[i]
	}
	for _, v := range []*float64{&mx, &my, &xx, &yy, &xy} {
		*v /= total
	}
	want := (2*mx*my + 1e-4) * (2*(xy-mx*my) + 9e-4) / ((mx*mx + my*my + 1e-4) * (xx - mx*mx + yy - my*my + 9e-4))
	if got := similarity(x, y, 11, 11)[5*11+5]; math.Abs(got-want) > 1e-9 {
		t.Errorf("%g, want %g", got, want)
	}
}

func TestSSIMFallsWithNoise(t *testing.T) {
	p, noise := pan(0, 64, 64), scramble(64, 64)
	last := 1.0
	for _, share := range []float32{0.05, 0.1, 0.2, 0.4, 1} {
		q := imaging.Crop(p, p.Bounds())
		for i := range q.Pix {
			q.Pix[i] += share * (noise.Pix[i] - q.Pix[i])
		}
		s := SSIM(p, q)
		if !(s < last) {
			t.Errorf("%g of noise: %g, with less it was %g", share, s, last)
		}
		last = s
	}
}
