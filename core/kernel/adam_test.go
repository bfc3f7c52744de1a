package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestAdamFollowsItsFormula(t *testing.T) {
	team := NewTeam(2)
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(29, 30))
		lengths(func(n, offset int) {
			w, checkW := guardedAt(t, r, n, offset)
			m, checkM := guardedAt(t, r, n, 1)
			v, checkV := guardedAt(t, r, n, 2)
			clear(m)
			clear(v)
			want, wantM, wantV := make([]float64, n), make([]float64, n), make([]float64, n)
			for i := range w {
				want[i] = float64(w[i])
			}
			for step := 1; step <= 4; step++ {
				a := AdamStep{Rate: 1e-2, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Step: step}
				g := random(r, n)
				definedAdam(a, want, wantM, wantV, g)
				a.Update(team, w, m, v, g)
			}
			checkW()
			checkM()
			checkV()
			near(t, "w", w, narrowed(want), 3e-7)
			near(t, "m", m, narrowed(wantM), 3e-7)
			near(t, "v", v, narrowed(wantV), 3e-7)
		})
	})
}

// definedAdam is the step as the documentation of torch.optim.Adam writes it.
func definedAdam(a AdamStep, w, m, v []float64, g []float32) {
	beta1, beta2, step := float64(a.Beta1), float64(a.Beta2), float64(a.Step)
	for i := range g {
		gi := float64(g[i])
		m[i] = beta1*m[i] + (1-beta1)*gi
		v[i] = beta2*v[i] + (1-beta2)*gi*gi
		hatM, hatV := m[i]/(1-math.Pow(beta1, step)), v[i]/(1-math.Pow(beta2, step))
		w[i] -= float64(a.Rate) * hatM / (math.Sqrt(hatV) + float64(a.Epsilon))
	}
}

func TestAdamCountsFromOne(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("step 0 was accepted")
		}
	}()
	AdamStep{}.Update(NewTeam(1), nil, nil, nil, nil)
}
