package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// definedPool goes over the windows one value at a time.
func definedPool(src []float32, s Shape) (dst []float32, which []uint8) {
	out := PoolShape(s)
	dst, which = make([]float32, out.Len()), make([]uint8, out.Len())
	for i := range dst {
		c, x, y, n := i%s.C, i/s.C%out.W, i/s.C/out.W%out.H, i/s.C/out.W/out.H
		for k := range 4 {
			row, column := 2*y+k/2, 2*x+k%2
			if row < s.H && column < s.W {
				v := src[((n*s.H+row)*s.W+column)*s.C+c]
				if k == 0 || v > dst[i] {
					dst[i], which[i] = v, uint8(k)
				}
			}
		}
	}
	return dst, which
}

func poolShapes(f func(s Shape)) {
	for c := 1; c <= 70; c++ {
		f(Shape{1 + c%2, 1 + c%7, 1 + c%5, c})
		f(Shape{1, 4, 6, c})
	}
	f(Shape{3, 41, 67, 16})
	f(Shape{2, 64, 64, 32})
	f(Shape{0, 4, 4, 16})
}

func TestMaxPool(t *testing.T) {
	team := NewTeam(2)
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(25, 26))
		poolShapes(func(s Shape) {
			src := random(r, s.Len())
			for i := range src {
				if r.IntN(3) == 0 {
					src[i] = 0.5 // ties
				}
			}
			want, wantWhich := definedPool(src, s)
			dst, check := guardedAt(t, r, len(want), s.C%3)
			which := slices.Repeat([]uint8{9}, len(want)+2)
			MaxPool(team, dst, which[1:len(want)+1], src, s)
			if !slices.Equal(dst, want) || !slices.Equal(which[1:len(want)+1], wantWhich) || which[0] != 9 || which[len(want)+1] != 9 {
				t.Fatalf("%v: wrong maxima or places", s)
			}
			clear(dst)
			MaxPool(team, dst, nil, src, s)
			if check(); !slices.Equal(dst, want) {
				t.Fatalf("%v: wrong maxima without places", s)
			}
		})
	})
}

// TestMaxPoolOfNaN: with and without places and at every level alike.
func TestMaxPoolOfNaN(t *testing.T) {
	team := NewTeam(1)
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(29, 30))
		for _, s := range []Shape{{1, 4, 6, 16}, {1, 5, 7, 37}} {
			src := random(r, s.Len())
			for i := range src {
				if r.IntN(3) == 0 {
					src[i] = float32(math.NaN())
				}
			}
			want, wantWhich := definedPool(src, s)
			same := func(a, b float32) bool { return a == b || a != a && b != b }
			got, which := make([]float32, len(want)), make([]uint8, len(want))
			if MaxPool(team, got, which, src, s); !slices.EqualFunc(got, want, same) || !slices.Equal(which, wantWhich) {
				t.Errorf("%v: wrong maxima or places", s)
			}
			clear(got)
			if MaxPool(team, got, nil, src, s); !slices.EqualFunc(got, want, same) {
				t.Errorf("%v: wrong maxima without places", s)
			}
		}
	})
}

func TestMaxPoolGrad(t *testing.T) {
	team := NewTeam(2)
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(27, 28))
		poolShapes(func(s Shape) {
			_, which := definedPool(random(r, s.Len()), s)
			out := PoolShape(s)
			g, want := random(r, out.Len()), make([]float32, s.Len())
			for i, v := range g {
				c, x, y, n := i%s.C, i/s.C%out.W, i/s.C/out.W%out.H, i/s.C/out.W/out.H
				row, column := 2*y+int(which[i])/2, 2*x+int(which[i])%2
				want[((n*s.H+row)*s.W+column)*s.C+c] = v
			}
			dst, check := guardedAt(t, r, s.Len(), s.C%3)
			MaxPoolGrad(team, dst, which, g, s)
			if check(); !slices.Equal(dst, want) {
				t.Fatalf("%v: wrong gradient", s)
			}
		})
	})
}

func TestPoolShapeRoundsUp(t *testing.T) {
	if got, want := fmt.Sprint(PoolShape(Shape{2, 5, 8, 3})), "[2 3 4 3]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
