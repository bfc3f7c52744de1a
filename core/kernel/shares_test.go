package kernel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestSharesAgreeAndReturn asks for the same bits at all levels, and for the values back within the promised error.
func TestSharesAgreeAndReturn(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	for _, channels := range []int{1, 3, 15, 16, 17, 32, 48, 128} {
		src := make([]float32, 29*channels)
		for i := range src {
			if r.IntN(4) > 0 {
				src[i] = float32(math.Exp(r.NormFloat64() * 4))
			}
		}
		clear(src[:2*channels]) // positions of nothing
		src[0] = float32(math.Copysign(0, -1))
		words, scale := make([]uint16, len(src)), make([]float32, 29)
		genericShares(words, scale, src, channels)
		eachLevel(t, func(t *testing.T) {
			gotWords, gotScale, back, want := make([]uint16, len(src)), make([]float32, 29), make([]float32, len(src)), make([]float32, len(src))
			Shares(gotWords, gotScale, src)
			if !slices.Equal(gotWords, words) || !slices.Equal(gotScale, scale) {
				t.Fatalf("%d channels: %v %v, want %v %v", channels, gotWords, gotScale, words, scale)
			}
			Unshare(back, gotWords, gotScale)
			if genericUnshare(want, words, scale, channels); !slices.Equal(back, want) {
				t.Fatalf("%d channels: %v, want %v", channels, back, want)
			}
			for i, v := range src {
				most := slices.Max(src[i/channels*channels:][:channels])
				if math.Abs(float64(back[i]-v)) > float64(most)*1.001/131070 {
					t.Fatalf("%d channels: %g became %g where the largest is %g", channels, v, back[i], most)
				}
			}
		})
	}
}

// TestSharesOfExtremes are values that are hard to divide by.
func TestSharesOfExtremes(t *testing.T) {
	src := []float32{0, 0.5, 1e-3, 3, 65000, 1e-7, 0, float32(math.Copysign(0, -1)), 0, 131008, 100, 77, 2.3e-20, 1.1e-20, 0, 1, 1, 0.99999994}
	half, scale, got := make([]uint16, len(src)), make([]float32, 6), make([]float32, len(src))
	Shares(half, scale, src)
	Unshare(got, half, scale)
	for i, v := range src {
		largest := max(src[i/3*3], src[i/3*3+1], src[i/3*3+2])
		if d := math.Abs(float64(got[i] - v)); d > float64(largest)/131000 {
			t.Errorf("%g beside %g becomes %g", v, largest, got[i])
		}
	}
}

func BenchmarkShares(b *testing.B) {
	eachLevel(b, func(b *testing.B) {
		src, words, scale := make([]float32, 128*1024), make([]uint16, 128*1024), make([]float32, 1024)
		for i := range src {
			src[i] = float32(i % 1000)
		}
		b.SetBytes(int64(4 * len(src)))
		for b.Loop() {
			Shares(words, scale, src)
		}
	})
}
