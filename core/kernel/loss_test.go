package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestSquares(t *testing.T) {
	team := NewTeam(2)
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(21, 22))
		lengths(func(n, offset int) {
			a, b := random(r, n+offset)[offset:], random(r, n)
			var squares, errors float64
			for i := range a {
				squares += float64(a[i]) * float64(a[i])
				errors += (float64(a[i]) - float64(b[i])) * (float64(a[i]) - float64(b[i])) / float64(n)
			}
			if got := SumSquares(team, a); math.Abs(got-squares) > 1e-6*squares {
				t.Fatalf("SumSquares of %d: %g, want %g", n, got, squares)
			}
			if got := SquaredError(team, a, b); math.Abs(got-errors) > 1e-6*errors {
				t.Fatalf("SquaredError of %d: %g, want %g", n, got, errors)
			}
		})
	})
}

func TestFinite(t *testing.T) {
	team := NewTeam(2)
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(23, 24))
		lengths(func(n, offset int) {
			x := random(r, n+offset)[offset:]
			if !Finite(team, x) {
				t.Fatalf("%d ordinary numbers are not finite", n)
			}
			for i := 0; i < n; i += 1 + n/20 {
				before := x[i]
				for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
					x[i] = float32(v)
					if Finite(team, x) {
						t.Fatalf("%g at %d of %d was missed", v, i, n)
					}
				}
				x[i] = before
			}
		})
		if !Finite(team, []float32{math.MaxFloat32, -math.MaxFloat32, math.SmallestNonzeroFloat32, 0}) {
			t.Error("the largest numbers are not finite")
		}
	})
}
