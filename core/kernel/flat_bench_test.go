package kernel

import (
	"fmt"
	"testing"
)

// benchShapes are typical maps of a training batch: one that memory feeds and one that the caches hold.
var benchShapes = []Shape{{4, 256, 256, 16}, {4, 128, 128, 128}, {1, 64, 64, 64}}

// benchFlat reports the bytes of floats read and written, per element, at every level with 1 and 2 threads.
func benchFlat(b *testing.B, name string, bytes float64, f func(t *Team, s Shape, x, y, z []float32, which []uint8)) {
	for _, s := range benchShapes {
		x, y, z := make([]float32, s.Len()), make([]float32, s.Len()), make([]float32, s.Len())
		which := make([]uint8, s.Len())
		for i := range x {
			x[i], y[i], z[i] = float32(i%17), float32(i%13), 1
		}
		for threads := 1; threads <= 2; threads++ {
			b.Run(fmt.Sprintf("%s/%v/%dT", name, s, threads), func(b *testing.B) {
				team := NewTeam(threads)
				f(team, s, x, y, z, which)
				for b.Loop() {
					f(team, s, x, y, z, which)
				}
				b.ReportMetric(bytes*float64(s.Len())*float64(b.N)/b.Elapsed().Seconds()/1e9, "GB/s")
			})
		}
	}
}

func BenchmarkFlat(b *testing.B) {
	eachLevel(b, func(b *testing.B) {
		benchElements(b)
		benchRows(b)
		benchPool(b)
	})
}

func benchElements(b *testing.B) {
	benchFlat(b, "Add", 12, func(t *Team, s Shape, x, y, z []float32, _ []uint8) { Add(t, z, x, y) })
	benchFlat(b, "ReLUGrad", 12, func(t *Team, s Shape, x, y, z []float32, _ []uint8) { ReLUGrad(t, z, x, y) })
	benchFlat(b, "SquaredError", 8, func(t *Team, s Shape, x, y, _ []float32, _ []uint8) { SquaredError(t, x, y) })
	benchFlat(b, "Finite", 4, func(t *Team, s Shape, x, _, _ []float32, _ []uint8) { Finite(t, x) })
	step := AdamStep{Rate: 1e-9, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Step: 1}
	benchFlat(b, "Adam", 28, func(t *Team, s Shape, x, y, z []float32, _ []uint8) {
		n := len(x) / 4
		for i := range 4 {
			step.Update(t, x[i*n:][:n], y[i*n:][:n], z[i*n:][:n], x[(i+1)%4*n:][:n])
		}
	})
}

func benchRows(b *testing.B) {
	benchFlat(b, "ChannelSums", 4, func(t *Team, s Shape, x, y, _ []float32, _ []uint8) { ChannelSums(t, y[:s.C], x, s) })
	benchFlat(b, "Moments", 4, func(t *Team, s Shape, x, y, _ []float32, _ []uint8) {
		Moments(t, y[:s.N*s.C], y[s.N*s.C:2*s.N*s.C], x, s, 1e-5)
	})
	benchFlat(b, "DotChannels", 8, func(t *Team, s Shape, x, y, z []float32, _ []uint8) {
		DotChannels(t, z[:s.N*s.C], z[s.N*s.C:2*s.N*s.C], x, y, s)
	})
	benchFlat(b, "Affine", 8, func(t *Team, s Shape, x, y, z []float32, _ []uint8) {
		Affine(t, z, x, y[:s.N*s.C], y[:s.N*s.C], s, true)
	})
}

func benchPool(b *testing.B) {
	benchFlat(b, "MaxPool", 5, func(t *Team, s Shape, x, y, _ []float32, _ []uint8) { MaxPool(t, y[:PoolShape(s).Len()], nil, x, s) })
	benchFlat(b, "MaxPoolWhich", 5.25, func(t *Team, s Shape, x, y, _ []float32, which []uint8) {
		n := PoolShape(s).Len()
		MaxPool(t, y[:n], which[:n], x, s)
	})
	benchFlat(b, "MaxPoolGrad", 5.25, func(t *Team, s Shape, x, y, z []float32, which []uint8) {
		n := PoolShape(s).Len()
		MaxPoolGrad(t, z, which[:n], y[:n], s)
	})
}
