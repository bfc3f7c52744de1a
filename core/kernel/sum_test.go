package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// rowShapes have every number of channels up to 70 with small maps of all kinds, and some maps of several blocks.
func rowShapes(f func(s Shape)) {
	for c := 1; c <= 70; c++ {
		f(Shape{1 + c%3, 1 + c%5, 1 + c%11, c})
		f(Shape{2, 16, 13, c})
	}
	for _, c := range []int{1, 3, 16, 32, 48, 64, 70, 128, 512} {
		f(Shape{2, 29, 1 + 3700/c, c})
	}
	f(Shape{0, 4, 4, 16})
}

// perChannel adds up value(i) in float64 for each image and channel of s.
func perChannel(s Shape, value func(i int) float64) []float64 {
	sums := make([]float64, s.N*s.C)
	for i := range s.Len() {
		sums[i/(s.H*s.W*s.C)*s.C+i%s.C] += value(i)
	}
	return sums
}

func narrowed(x []float64) []float32 {
	y := make([]float32, len(x))
	for i, v := range x {
		y[i] = float32(v)
	}
	return y
}

func TestChannelSums(t *testing.T) {
	team := NewTeam(2)
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(5, 6))
		rowShapes(func(s Shape) {
			x := random(r, s.Len())
			for i := range x {
				x[i] += 2
			}
			want := perChannel(Shape{1, s.N * s.H, s.W, s.C}, func(i int) float64 { return float64(x[i]) })
			sums, check := guardedAt(t, r, s.C, 1)
			ChannelSums(team, sums, x, s)
			check()
			near(t, s.String(), sums, narrowed(want), 1e-6) // 256 additions in float32, their errors averaged over the blocks
		})
	})
}

func TestDotChannels(t *testing.T) {
	team := NewTeam(2)
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(7, 8))
		rowShapes(func(s Shape) {
			g, x := random(r, s.Len()), random(r, s.Len())
			for i := range x {
				g[i], x[i] = g[i]+1, x[i]+1
			}
			dots, checkDots := guardedAt(t, r, s.N*s.C, 1)
			sums, checkSums := guardedAt(t, r, s.N*s.C, 3)
			DotChannels(team, dots, sums, g, x, s)
			checkDots()
			checkSums()
			near(t, s.String(), dots, narrowed(perChannel(s, func(i int) float64 { return float64(g[i]) * float64(x[i]) })), 2e-6)
			near(t, s.String(), sums, narrowed(perChannel(s, func(i int) float64 { return float64(g[i]) })), 2e-6)
		})
	})
}

func TestReductionsDoNotDependOnThreads(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(9, 10))
		for _, s := range []Shape{{3, 70, 67, 16}, {2, 41, 50, 70}, {1, 33, 90, 128}} {
			x, g := random(r, s.Len()), random(r, s.Len())
			results := func(threads int) []float32 {
				team, n := NewTeam(threads), s.N*s.C
				out := make([]float32, 5*n)
				ChannelSums(team, out[:s.C], x, s)
				DotChannels(team, out[n:2*n], out[2*n:3*n], g, x, s)
				Moments(team, out[3*n:4*n], out[4*n:], x, s, 1e-5)
				return append(out, float32(SquaredError(team, x, g)), float32(SumSquares(team, x)))
			}
			want := results(1)
			for _, threads := range []int{2, 3, 7} {
				if !slices.Equal(results(threads), want) {
					t.Errorf("%v: %d threads give other results than 1", s, threads)
				}
			}
		}
	})
}
