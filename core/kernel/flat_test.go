package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// guardedAt is guarded with a start that is offset floats away from a 64-byte boundary's usual place, filled with random values.
func guardedAt(t *testing.T, r *rand.Rand, n, offset int) ([]float32, func()) {
	all, check := guarded(t, n+offset)
	for i := range offset {
		all[i] = 12345
	}
	x := all[offset:]
	copy(x, random(r, n))
	return x, func() {
		t.Helper()
		check()
		for i := range offset {
			if all[i] != 12345 {
				t.Fatalf("wrote outside: %d before", offset-i)
			}
		}
	}
}

// lengths cover every remainder, offsets and several blocks.
func lengths(f func(n, offset int)) {
	for n := range 150 {
		f(n, n%5)
	}
	f(2*flatBlock, 0)
	f(3*flatBlock+77, 1)
}

func positive(v float64) float64 { return max(v, 0) }

var elementCases = []struct {
	name string
	run  func(t *Team, dst, a, b []float32)
	want func(dst, a, b float64) float64
}{
	{"Add", Add, func(_, a, b float64) float64 { return a + b }},
	{"AddAll", func(t *Team, dst, a, b []float32) { AddAll(t, dst, dst, a, b, b) }, func(d, a, b float64) float64 { return d + a + 2*b }},
	{"AddScaled", func(t *Team, dst, a, _ []float32) { AddScaled(t, dst, a, 0.75) }, func(d, a, _ float64) float64 { return d + 0.75*a }},
	{"Approach", func(t *Team, dst, a, _ []float32) { Approach(t, dst, a, 0.25) }, func(d, a, _ float64) float64 { return d + 0.25*(a-d) }},
	{"Scale", func(t *Team, dst, a, _ []float32) { Scale(t, dst, a, -1.5) }, func(_, a, _ float64) float64 { return -1.5 * a }},
	{"Difference", func(t *Team, dst, a, b []float32) { Difference(t, dst, a, b, 3) }, func(_, a, b float64) float64 { return 3 * (a - b) }},
	{"ReLU", func(t *Team, dst, a, _ []float32) { ReLU(t, dst, a) }, func(_, a, _ float64) float64 { return positive(a) }},
	{"ReLUGrad", ReLUGrad, func(_, a, b float64) float64 {
		if b > 0 {
			return a
		}
		return 0
	}},
}

func TestElementsAgreeWithTheirDefinitions(t *testing.T) {
	team := NewTeam(2)
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		for _, c := range elementCases {
			lengths(func(n, offset int) {
				dst, check := guardedAt(t, r, n, offset)
				a, b := random(r, n+1)[1:], random(r, n)
				for i := 0; i < n; i += 7 {
					b[i] = 0 // the edge of ReLUGrad
				}
				want := make([]float32, n)
				for i := range want {
					want[i] = float32(c.want(float64(dst[i]), float64(a[i]), float64(b[i])))
				}
				c.run(team, dst, a, b)
				check()
				near(t, c.name, dst, want, 1e-7) // one or two roundings
			})
		}
	})
}

func TestElementsInPlace(t *testing.T) {
	team := NewTeam(2)
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(3, 4))
		for _, c := range elementCases {
			const n = 1003
			a, b := random(r, n), random(r, n)
			want := make([]float32, n)
			for i := range want {
				want[i] = float32(c.want(float64(a[i]), float64(a[i]), float64(b[i])))
			}
			c.run(team, a, a, b)
			near(t, c.name, a, want, 1e-7)
		}
	})
}

func TestReLUKeepsNaN(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		x := make([]float32, 40)
		for _, i := range []int{0, 17, 39} {
			x[i] = float32(math.NaN())
			ReLU(NewTeam(1), x, x)
			if x[i] == x[i] {
				t.Errorf("NaN at %d became %g", i, x[i])
			}
		}
	})
}

func TestDifferentLengthsPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Add took slices of different lengths")
		}
	}()
	Add(NewTeam(1), make([]float32, 3), make([]float32, 3), make([]float32, 4))
}
