package flow

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"restyle/core/imaging"
)

func estimate(t testing.TB, threads int, from, to *imaging.Picture) *Field {
	t.Helper()
	e := NewEstimator(threads)
	f, err := e.Estimate(context.Background(), e.Frame(from), e.Frame(to))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// inside leaves only those displacements that truly end inside the picture.
func inside(f, truth *Field) (a, b *Field, share float64) {
	a, b = NewField(f.Width, 0), NewField(f.Width, 0)
	for i := range f.U {
		x, y := float32(i%f.Width)+truth.U[i], float32(i/f.Width)+truth.V[i]
		if x >= 0 && y >= 0 && x <= float32(f.Width-1) && y <= float32(f.Height-1) {
			a.U, a.V = append(a.U, f.U[i]), append(a.V, f.V[i])
			b.U, b.V = append(b.U, truth.U[i]), append(b.V, truth.V[i])
		}
	}
	return a, b, float64(len(a.U)) / float64(len(f.U))
}

// TestKnownMotions: the mean endpoint error of pixels that stay in the picture, for smooth motions of up to 16 pixels. Limits are about one and a half times
// what docs/evidence gives.
func TestKnownMotions(t *testing.T) {
	const width, height = 320, 180
	for _, c := range []struct {
		name              string
		move              motion
		noise, photograph float64 // limits
	}{
		{"still", shift(0, 0), 0.001, 0.001},
		{"translation 0.3", shift(0.3, -0.1), 0.03, 0.06},
		{"translation 5", shift(4, 3), 0.01, 0.02},
		{"translation 16", shift(-15.2, 5), 0.03, 0.07},
		{"rotation", turn(0.09, 1, 160, 90), 0.1, 0.35},
		{"zoom in", turn(0, 1.09, 160, 90), 0.08, 0.28},
		{"zoom out", turn(0, 0.92, 150, 80), 0.1, 0.28},
		{"random 4", wobble(1, 4), 0.04, 0.1},
		{"random 16", wobble(2, 16), 0.1, 0.28},
		{"random 16 again", wobble(3, 16), 0.08, 0.26},
	} {
		for name, s := range map[string]scene{"noise": noise(7), "photograph": photograph(t, width, height)} {
			limit := map[string]float64{"noise": c.noise, "photograph": c.photograph}[name]
			first, second, truth := shoot(s, c.move, width, height)
			f, want, share := inside(estimate(t, 0, first, second), truth)
			got := endpointError(f, want)
			t.Logf("%s, %s: %.3f px of %.1f, %.0f %% of the pixels", c.name, name, got, endpointError(want, NewField(len(want.U), 1)), 100*share)
			if !(got < limit) {
				t.Errorf("%s, %s: mean endpoint error %.3f px, want under %g", c.name, name, got, limit)
			}
		}
	}
}

func TestThreadsDoNotChangeTheField(t *testing.T) {
	first, second, _ := shoot(noise(3), wobble(5, 6), 131, 97)
	one := estimate(t, 1, first, second)
	for _, threads := range []int{2, 5} {
		if f := estimate(t, threads, first, second); !slices.Equal(f.U, one.U) || !slices.Equal(f.V, one.V) {
			t.Errorf("%d threads: another field", threads)
		}
	}
}

func TestEverySize(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {2, 1}, {3, 7}, {8, 8}, {9, 40}, {33, 16}} {
		p := imaging.New(size[0], size[1])
		for i := range p.Pix {
			p.Pix[i] = float32(i*i%17) / 17
		}
		f := estimate(t, 2, p, p)
		for i := range f.U {
			if !(math.Abs(float64(f.U[i])) < 0.01 && math.Abs(float64(f.V[i])) < 0.01) {
				t.Fatalf("%v: pixel %d moves by %g, %g", size, i, f.U[i], f.V[i])
			}
		}
	}
}

// TestWhatIsNoNumberSpoilsNothing but the motion around it.
func TestWhatIsNoNumberSpoilsNothing(t *testing.T) {
	first, second, truth := shoot(noise(4), shift(3, 2), 160, 120)
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e30} {
		a, b := imaging.Crop(first, first.Bounds()), imaging.Crop(second, second.Bounds())
		a.Pix[3*(60*160+80)], b.Pix[3*(20*160+30)] = float32(v), float32(v)
		f, want, _ := inside(estimate(t, 2, a, b), truth)
		if got := endpointError(f, want); !(got < 0.1) {
			t.Errorf("with a pixel of %g: mean endpoint error %.3f px", v, got)
		}
	}
}

func TestEstimateRefusesAndStops(t *testing.T) {
	e := NewEstimator(1)
	a, b := e.Frame(imaging.New(20, 20)), e.Frame(imaging.New(20, 21))
	if _, err := e.Estimate(context.Background(), a, b); err == nil {
		t.Error("frames of two sizes are compared")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.Estimate(ctx, a, a); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled estimate gives %v", err)
	}
}

func BenchmarkEstimate(b *testing.B) {
	first, second, _ := shoot(noise(1), wobble(1, 8), 640, 360)
	e := NewEstimator(1)
	from, to := e.Frame(first), e.Frame(second)
	for b.Loop() {
		if _, err := e.Estimate(context.Background(), from, to); err != nil {
			b.Fatal(err)
		}
	}
}

// endpointError is the mean distance in pixels between the ends of the displacements of two fields of one size.
func endpointError(a, b *Field) float64 {
	sum := 0.0
	for i := range a.U {
		sum += math.Hypot(float64(a.U[i]-b.U[i]), float64(a.V[i]-b.V[i]))
	}
	return sum / float64(len(a.U))
}
