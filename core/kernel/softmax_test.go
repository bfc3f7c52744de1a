package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestSoftmaxAgreesWithItsDefinition(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(5, 3))
		for _, a := range []float32{0, 1, 5, 1 / 0.07} {
			lengths(func(n, offset int) {
				if n == 0 {
					return
				}
				x, unread := guardedAt(t, r, n, offset)
				dst, check := guardedAt(t, r, n, offset)
				want, most := 0.0, math.Inf(-1)
				for _, v := range x {
					most = max(most, float64(v))
				}
				for _, v := range x {
					want += math.Exp(float64(a) * (float64(v) - most))
				}
				top, sum := Softmax(dst, x, a)
				if float64(top) != most || math.Abs(float64(sum)-want) > 3e-6*want {
					t.Fatalf("%d elements: largest %g, sum %g, want %g, %g", n, top, sum, most, want)
				}
				for i, v := range x {
					d := float64(a) * (float64(v) - most)
					if e := math.Exp(d) / want; math.Abs(float64(dst[i])-e) > (5e-6-2e-7*d)*e+2e-38 {
						t.Fatalf("%d elements: exp(%g)/%g = %g, want %g", n, d, want, dst[i], e)
					}
				}
				check()
				unread()
			})
		}
	})
}

func TestSoftmaxOfExtremes(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for _, n := range []int{5, 16, 37} {
			x, dst := make([]float32, n), make([]float32, n)
			x[1], x[2], x[3] = -1e9, float32(math.Inf(-1)), 3
			if top, _ := Softmax(dst, x, 20); top != 3 || math.Abs(float64(dst[3])-1) > 1e-6 || dst[1] > 2e-38 || dst[2] > 2e-38 {
				t.Errorf("%d elements: %g: %v", n, top, dst)
			}
			for i := range x {
				old := x[i]
				x[i] = float32(math.NaN())
				if _, sum := Softmax(dst, x, 20); sum == sum {
					t.Fatalf("%d elements, NaN at %d: sum %g", n, i, sum)
				}
				x[i] = old
			}
		}
	})
}

func BenchmarkSoftmax(b *testing.B) {
	eachLevel(b, func(b *testing.B) {
		x, dst := make([]float32, 512), make([]float32, 512)
		for i := range x {
			x[i] = float32(i%17)/8 - 1
		}
		b.SetBytes(int64(4 * len(x)))
		for b.Loop() {
			Softmax(dst, x, 1/0.07)
		}
	})
}
