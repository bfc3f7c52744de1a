package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func TestAveragePool(t *testing.T) {
	team, random := NewTeam(2), rand.New(rand.NewPCG(4, 2))
	for _, c := range []struct {
		s    Shape
		side int
	}{{Shape{1, 4, 4, 3}, 4}, {Shape{2, 9, 14, 3}, 4}, {Shape{3, 16, 5, 7}, 2}, {Shape{1, 3, 3, 1}, 1}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			out := AveragePoolShape(c.s, c.side)
			src, g := make([]float32, c.s.Len()), make([]float32, out.Len())
			for i := range src {
				src[i] = random.Float32()
			}
			for i := range g {
				g[i] = random.Float32()
			}
			want, wantGrad := make([]float32, out.Len()), make([]float32, c.s.Len())
			for i := range src { // by pixel: which window, if any, it belongs to
				ch, x, y, n := i%c.s.C, i/c.s.C%c.s.W/c.side, i/c.s.C/c.s.W%c.s.H/c.side, i/c.s.C/c.s.W/c.s.H
				if x < out.W && y < out.H {
					at := ((n*out.H+y)*out.W+x)*out.C + ch
					want[at] += src[i] / float32(c.side*c.side)
					wantGrad[i] = g[at] / float32(c.side*c.side)
				}
			}
			got, gotGrad := make([]float32, out.Len()), make([]float32, c.s.Len())
			for i := range gotGrad {
				gotGrad[i] = 9
			}
			AveragePool(team, got, src, c.s, c.side)
			AveragePoolGrad(team, gotGrad, g, c.s, c.side)
			near(t, "pool", got, want, 1e-6)
			near(t, "gradient", gotGrad, wantGrad, 1e-6)
		})
	}
}

func TestRemoveMeans(t *testing.T) {
	team, random := NewTeam(2), rand.New(rand.NewPCG(4, 3))
	for _, c := range []struct {
		s    Shape
		side int
	}{{Shape{1, 4, 4, 3}, 4}, {Shape{2, 9, 14, 3}, 4}, {Shape{2, 3, 9, 2}, 4}, {Shape{1, 3, 3, 1}, 1}} {
		src, got, again := make([]float32, c.s.Len()), make([]float32, c.s.Len()), make([]float32, c.s.Len())
		for i := range src {
			src[i] = random.Float32()
		}
		RemoveMeans(team, got, src, c.s, c.side)
		out := AveragePoolShape(c.s, c.side)
		means, want := make([]float32, out.Len()), make([]float32, c.s.Len())
		AveragePool(team, means, src, c.s, c.side)
		for i := range src {
			ch, x, y, n := i%c.s.C, i/c.s.C%c.s.W/c.side, i/c.s.C/c.s.W%c.s.H/c.side, i/c.s.C/c.s.W/c.s.H
			if x < out.W && y < out.H {
				want[i] = src[i] - means[((n*out.H+y)*out.W+x)*out.C+ch]
			}
		}
		near(t, "rest", got, want, 1e-6)
		RemoveMeans(team, again, got, c.s, c.side)
		near(t, "rest of the rest", again, want, 1e-6)
	}
}
