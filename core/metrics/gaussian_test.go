package metrics

import (
	"context"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"

	"restyle/core/imaging"
)

// TestFrechetOfKnownGaussians: with covariances that commute the trace is the sum of (s1 - s2)² of the deviations along common axes.
func TestFrechetOfKnownGaussians(t *testing.T) {
	c, s := math.Cos(0.7), math.Sin(0.7)
	turned := func(a, b float64) *mat.SymDense { // deviations a and b along axes turned by 0.7
		return mat.NewSymDense(2, []float64{a*a*c*c + b*b*s*s, (a*a - b*b) * c * s, (a*a - b*b) * c * s, a*a*s*s + b*b*c*c})
	}
	for _, k := range []struct {
		a, b gaussian
		want float64
	}{
		{gaussian{[]float64{1, 2}, turned(3, 1)}, gaussian{[]float64{1, 2}, turned(3, 1)}, 0},
		{gaussian{[]float64{1, 2}, turned(3, 1)}, gaussian{[]float64{4, -2}, turned(3, 1)}, 25},
		{gaussian{[]float64{0, 0}, turned(3, 1)}, gaussian{[]float64{0, 0}, turned(1, 0.5)}, 4.25},
		{gaussian{[]float64{0, 0}, turned(2, 0)}, gaussian{[]float64{0, 1}, turned(0, 0)}, 5},
	} {
		got, err := between(t, k.a, k.b)
		if err != nil || math.Abs(got-k.want) > 1e-6 {
			t.Errorf("%g (%v), want %g", got, err, k.want)
		}
		back, err := between(t, k.b, k.a)
		if err != nil || math.Abs(back-k.want) > 1e-6 {
			t.Errorf("the other way round: %g (%v), want %g", back, err, k.want)
		}
	}
}

// TestFrechetOfCovariancesThatDoNotCommute, by which its root is told from simpler ones: of two by two the trace of (A B)^½ is the root of tr(A B) + 2 (det A det B)^½.
func TestFrechetOfCovariancesThatDoNotCommute(t *testing.T) {
	a, b := mat.NewSymDense(2, []float64{4, 1.5, 1.5, 1}), mat.NewSymDense(2, []float64{1, -0.8, -0.8, 3})
	var product mat.Dense
	product.Mul(a, b)
	want := 25 + mat.Trace(a) + mat.Trace(b) - 2*math.Sqrt(mat.Trace(&product)+2*math.Sqrt(mat.Det(a)*mat.Det(b)))
	first, second := gaussian{[]float64{1, 2}, a}, gaussian{[]float64{4, -2}, b}
	for _, pair := range [][2]gaussian{{first, second}, {second, first}} {
		if got, err := between(t, pair[0], pair[1]); err != nil || math.Abs(got-want) > 1e-9 {
			t.Errorf("%g (%v), want %g", got, err, want)
		}
	}
}

func between(t *testing.T, a, b gaussian) (float64, error) {
	t.Helper()
	half, err := squareRoot(a.covariance)
	if err != nil {
		t.Fatal(err)
	}
	return frechet(a, half, b)
}

func TestGaussianOfPoints(t *testing.T) {
	g := newGaussian([]float32{1, 0, 3, 4, 5, 2}, 2) // (1,0) (3,4) (5,2)
	if g.mean[0] != 3 || math.Abs(g.mean[1]-2) > 1e-12 {
		t.Errorf("mean %v", g.mean)
	}
	for i, want := range [][2]float64{{4, 2}, {2, 4}} {
		for j := range want {
			if math.Abs(g.covariance.At(i, j)-want[j]) > 1e-12 {
				t.Errorf("covariance %d %d: %g, want %g", i, j, g.covariance.At(i, j), want[j])
			}
		}
	}
}

// TestColorMatch: halfway between the colours of content and style is a match of one half.
func TestColorMatch(t *testing.T) {
	content := pan(0, 40, 30)
	style := imaging.New(40, 30)
	half := imaging.New(40, 30)
	for i, v := range content.Pix { // less contrast and brighter, which moves every colour along a straight line
		style.Pix[i] = 0.5*v + 0.4
		half.Pix[i] = (v + style.Pix[i]) / 2
	}
	for _, c := range []struct {
		result *imaging.Picture
		want   float64
	}{{content, 0}, {style, 1}, {half, 0.5}} {
		got, err := ColorMatch(context.Background(), c.result, content, style)
		if err != nil || math.Abs(got-c.want) > 1e-3 {
			t.Errorf("%g (%v), want %g", got, err, c.want)
		}
	}
	if got, err := ColorMatch(context.Background(), content, content, content); err != nil || math.Abs(got-1) > 1e-6 {
		t.Errorf("all equal: %g (%v), want 1", got, err)
	}
	if got, err := ColorDistance(context.Background(), content, brighter(content, 0.1)); err != nil || math.Abs(got-0.1*math.Sqrt(3)) > 1e-4 {
		t.Errorf("0.1 brighter: distance %g (%v), want %g", got, err, 0.1*math.Sqrt(3))
	}
	if _, err := ColorDistance(context.Background(), content, imaging.New(0, 0)); err == nil {
		t.Error("an empty picture is compared")
	}
}
