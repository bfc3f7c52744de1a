package model

import (
	"context"
	"math"
	"testing"

	"restyle/core/kernel"
	"restyle/core/nn"
)

// TestRescaledEncoderSeesTheSame: factors on the maps change nothing but the maps' scale.
func TestRescaledEncoderSeesTheSame(t *testing.T) {
	maps := func(e *Encoder) [][]float32 {
		b := nn.NewBuilder(nn.NewMachine(1))
		x := b.Input(kernel.Shape{N: 1, H: 24, W: 16, C: 3})
		for i := range x.Data() {
			x.Data()[i] = float32(i%17) / 16
		}
		features := e.Features(b, x, 4)
		g, err := b.Compile(nil, features...)
		if err != nil {
			t.Fatal(err)
		}
		if err := g.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		var out [][]float32
		for _, f := range features {
			out = append(out, append([]float32(nil), f.Data()...))
		}
		return out
	}
	m, err := New(1, Compact(), Art)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range m.Encoder.convs {
		for k := range c.Bias.Value {
			c.Bias.Value[k] = float32((i+k)%3) / 4 // a fresh network has none
		}
		c.Bias.Changed()
	}
	before := maps(m.Encoder)
	factors := [4]float32{0.5, 3, 0.1, 2}
	m.Encoder.Rescale(factors)
	for l, after := range maps(m.Encoder) {
		for i, v := range after {
			if d := math.Abs(float64(v - factors[l]*before[l][i])); d > 1e-3*math.Abs(float64(v))+1e-4 {
				t.Fatalf("layer %d, %d: %g, want %g times %g", l+1, i, v, factors[l], before[l][i])
			}
		}
	}
}
