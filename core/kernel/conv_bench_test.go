package kernel

import (
	"fmt"
	"testing"
)

// BenchmarkConv reports GFLOPS of the layers of both networks at 512x512, counted as in direct convolution: Winograd may exceed the peak.
func BenchmarkConv(b *testing.B) {
	for _, l := range []struct {
		conv Conv
		side int // of the input
	}{
		{Conv{Size: 3, In: 3, Out: 16, ReLU: true}, 512},
		{Conv{Size: 3, In: 16, Out: 16, ReLU: true}, 512},
		{Conv{Size: 3, In: 16, Out: 32, ReLU: true}, 256},
		{Conv{Size: 3, In: 32, Out: 32, ReLU: true}, 256},
		{Conv{Size: 3, In: 32, Out: 64, ReLU: true}, 128},
		{Conv{Size: 3, In: 64, Out: 64, ReLU: true}, 128},
		{Conv{Size: 3, In: 64, Out: 128, ReLU: true}, 64},
		{Conv{Size: 3, In: 128, Out: 64, ReLU: true}, 64},
		{Conv{Size: 3, In: 32, Out: 16, ReLU: true}, 256},
		{Conv{Size: 3, In: 16, Out: 16, ReLU: true, Up: true}, 256},
		{Conv{Size: 3, In: 16, Out: 3}, 512},
		{Conv{Size: 3, In: 3, Out: 64, ReLU: true}, 512},
		{Conv{Size: 3, In: 64, Out: 64, ReLU: true}, 512},
		{Conv{Size: 3, In: 64, Out: 128, ReLU: true}, 256},
		{Conv{Size: 3, In: 128, Out: 128, ReLU: true}, 256},
		{Conv{Size: 3, In: 128, Out: 256, ReLU: true}, 128},
		{Conv{Size: 3, In: 256, Out: 256, ReLU: true}, 128},
		{Conv{Size: 3, In: 256, Out: 512, ReLU: true}, 64},
		{Conv{Size: 3, In: 64, Out: 3}, 512},
	} {
		for _, threads := range []int{1, 2} {
			up := ""
			if l.conv.Up {
				up = "up"
			}
			b.Run(fmt.Sprintf("%dto%d@%d%s/threads=%d", l.conv.In, l.conv.Out, l.side, up, threads), func(b *testing.B) {
				benchmarkConv(b, l.conv, Shape{N: 1, H: l.side, W: l.side, C: l.conv.In}, threads)
			})
		}
	}
}

func benchmarkConv(b *testing.B, c Conv, in Shape, threads int) {
	team, weights := NewTeam(threads), make([]float32, c.WeightLen())
	for i := range weights {
		weights[i] = float32(i%7-3) / 10
	}
	f := NewFilter(c, weights, make([]float32, c.Out))
	out := c.OutShape(in)
	src, dst := make([]float32, in.Len()), make([]float32, out.Len())
	for i := range src {
		src[i] = float32(i%11) / 10
	}
	f.Forward(team, dst, src, in)
	for b.Loop() {
		f.Forward(team, dst, src, in)
	}
	flops := 2 * float64(out.Pixels()) * float64(c.In) * float64(c.Out) * float64(c.Size*c.Size)
	b.ReportMetric(flops*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOPS")
}
