package metrics

import (
	"context"
	"errors"
	"math"
	"testing"

	"restyle/core/imaging"
)

func TestSSIMOfEqualPicturesIsOne(t *testing.T) {
	p := scramble(40, 30)
	if s, err := SSIM(context.Background(), p, p); err != nil || math.Abs(s-1) > 1e-12 {
		t.Errorf("%g", s)
	}
}

// TestSSIMOfFlatPictures: without structure the definition leaves (2ab + C1) / (a² + b² + C1).
func TestSSIMOfFlatPictures(t *testing.T) {
	a, b := brighter(imaging.New(20, 20), 0.25), brighter(imaging.New(20, 20), 0.75)
	want := (2*0.25*0.75 + 1e-4) / (0.25*0.25 + 0.75*0.75 + 1e-4)
	if s, err := SSIM(context.Background(), a, b); err != nil || math.Abs(s-want) > 1e-6 {
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
	if got := similarity(context.Background(), x, y, 11, 11)[5*11+5]; math.Abs(got-want) > 1e-9 {
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
		s, err := SSIM(context.Background(), p, q)
		if err != nil || !(s < last) {
			t.Errorf("%g of noise: %g, with less it was %g, %v", share, s, last, err)
		}
		last = s
	}
}

func TestSSIMOfTwoSizes(t *testing.T) {
	for _, size := range [][2]int{{20, 10}, {10, 20}, {0, 0}} { // as many pixels, fewer and none
		if s, err := SSIM(context.Background(), imaging.New(10, 20), imaging.New(size[0], size[1])); (err == nil) != (size == [2]int{10, 20}) {
			t.Errorf("%v: %g, %v", size, s, err)
		}
	}
	if s, err := SSIM(context.Background(), imaging.New(0, 0), imaging.New(0, 0)); err == nil || s != 0 {
		t.Errorf("of nothing: %g, %v", s, err)
	}
}

// TestMeasurementsEnd with their context, whatever they have by then.
func TestMeasurementsEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := scramble(128, 96)
	for name, measure := range map[string]func() (float64, error){
		"SSIM":          func() (float64, error) { return SSIM(ctx, p, p) },
		"EdgeSSIM":      func() (float64, error) { return EdgeSSIM(ctx, p, p) },
		"ColorDistance": func() (float64, error) { return ColorDistance(ctx, p, p) },
		"ColorMatch":    func() (float64, error) { return ColorMatch(ctx, p, p, p) },
		"Halo":          func() (float64, error) { v, _, err := Halo(ctx, p, p); return v, err },
	} {
		if v, err := measure(); !errors.Is(err, context.Canceled) || v != 0 {
			t.Errorf("%s: %g, %v", name, v, err)
		}
	}
}
