package stylize

import (
	"math"
	"testing"
)

func TestPackedValues(t *testing.T) {
	src := []float32{0, 0.5, 1e-3, 3, 65000, 1e-7, 0, float32(math.Copysign(0, -1)), 0, 131008, 100, 77, 2.3e-20, 1.1e-20, 0, 1, 1, 0.99999994}
	half, scale, got := make([]uint16, len(src)), make([]float32, 6), make([]float32, len(src))
	pack(half, scale, src)
	unpack(got, half, scale)
	for i, v := range src {
		largest := max(src[i/3*3], src[i/3*3+1], src[i/3*3+2])
		if d := math.Abs(float64(got[i] - v)); d > float64(largest)/131000 {
			t.Errorf("%g beside %g becomes %g", v, largest, got[i])
		}
	}
}

func BenchmarkPack(b *testing.B) {
	const positions, channels = 1 << 12, 128
	src := noise(positions, channels).Pix[:positions*channels]
	half, scale := make([]uint16, len(src)), make([]float32, positions)
	b.Run("pack", func(b *testing.B) {
		b.SetBytes(4 * int64(len(src)))
		for b.Loop() {
			pack(half, scale, src)
		}
	})
	b.Run("unpack", func(b *testing.B) {
		b.SetBytes(4 * int64(len(src)))
		for b.Loop() {
			unpack(src, half, scale)
		}
	})
}
