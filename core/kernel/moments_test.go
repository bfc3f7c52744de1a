package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// definedMoments is the definition in float64, in two passes.
func definedMoments(x []float32, s Shape, eps float64) (mean, std []float32) {
	pixels := float64(s.H * s.W)
	means := perChannel(s, func(i int) float64 { return float64(x[i]) / pixels })
	squares := perChannel(s, func(i int) float64 {
		d := float64(x[i]) - means[i/(s.H*s.W*s.C)*s.C+i%s.C]
		return d * d
	})
	for i, v := range squares {
		squares[i] = math.Sqrt(v/max(pixels-1, 1) + eps)
	}
	return narrowed(means), narrowed(squares)
}

func testMoments(t *testing.T, s Shape, x []float32, meanTolerance, stdTolerance float64) {
	t.Helper()
	r := rand.New(rand.NewPCG(11, 12))
	mean, checkMean := guardedAt(t, r, s.N*s.C, 1)
	std, checkStd := guardedAt(t, r, s.N*s.C, 2)
	Moments(NewTeam(2), mean, std, x, s, 1e-5)
	checkMean()
	checkStd()
	wantMean, wantStd := definedMoments(x, s, float64(float32(1e-5)))
	near(t, s.String()+" mean", mean, wantMean, meanTolerance)
	near(t, s.String()+" std", std, wantStd, stdTolerance)
}

func TestMoments(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(13, 14))
		rowShapes(func(s Shape) {
			x := random(r, s.Len())
			for i := range x {
				x[i]++
			}
			testMoments(t, s, x, 2e-7, 1e-6)
		})
	})
}

func TestMomentsOfLargeMeans(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(15, 16))
		for _, s := range []Shape{{1, 1, 2, 16}, {2, 64, 65, 16}, {1, 200, 201, 3}, {1, 50, 40, 128}} {
			x := random(r, s.Len())
			for i := range x {
				x[i] += 1e4 * float32(1+i%s.C)
			}
			testMoments(t, s, x, 6e-8, 1e-6) // the mean to its last bit
		}
	})
}

// The values that set the pivot of each block are far from all others.
func TestMomentsOfUnevenMaps(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(17, 18))
		s := Shape{2, 96, 96, 16}
		x := random(r, s.Len())
		for i := range x {
			if i/s.C%1024 < 128 {
				x[i] += 1000
			}
		}
		testMoments(t, s, x, 2e-6, 2e-6)
	})
}

func TestMomentsOfOnePixel(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		mean, std := make([]float32, 6), make([]float32, 6)
		Moments(NewTeam(1), mean, std, []float32{1, 2, 3, 4, 5, 6}, Shape{2, 1, 1, 3}, 4)
		near(t, "mean", mean, []float32{1, 2, 3, 4, 5, 6}, 0)
		near(t, "std", std, []float32{2, 2, 2, 2, 2, 2}, 0)
	})
}
