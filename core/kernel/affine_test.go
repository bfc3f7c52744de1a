package kernel

import (
	"math/rand/v2"
	"testing"
)

func TestAffine(t *testing.T) {
	team := NewTeam(2)
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(19, 20))
		rowShapes(func(s Shape) {
			x, scale, shift := random(r, s.Len()), random(r, s.N*s.C), random(r, s.N*s.C)
			dst, check := guardedAt(t, r, s.Len(), s.C%4)
			plain, clipped := make([]float32, s.Len()), make([]float32, s.Len())
			for i := range x {
				c := i/(s.H*s.W*s.C)*s.C + i%s.C
				v := float64(x[i])*float64(scale[c]) + float64(shift[c])
				plain[i], clipped[i] = float32(v), float32(max(v, 0))
			}
			Affine(team, dst, x, scale, shift, s, true)
			near(t, s.String()+" clipped", dst, clipped, 2e-7)
			Affine(team, dst, x, scale, shift, s, false)
			near(t, s.String(), dst, plain, 2e-7)
			check()
			Affine(team, x, x, scale, shift, s, false)
			near(t, s.String()+" in place", x, plain, 2e-7)
		})
	})
}
