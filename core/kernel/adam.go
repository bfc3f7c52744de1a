package kernel

import "math"

// AdamStep says how to make one step of Adam (Kingma and Ba, 2015) as torch.optim.Adam does:
//
//	m = m + (1-Beta1)*(g-m)
//	v = Beta2*v + (1-Beta2)*g*g
//	w = w - Rate/(1-Beta1^Step) * m / (sqrt(v)/sqrt(1-Beta2^Step) + Epsilon)
type AdamStep struct {
	Rate, Beta1, Beta2, Epsilon float32
	Step                        int // counts from 1
}

// Update makes the step on the weights w and their moments m and v, all of g's length.
func (a AdamStep) Update(t *Team, w, m, v, g []float32) {
	sameLen(len(w), m, v, g)
	if a.Step < 1 {
		panic("kernel: AdamStep counts from 1")
	}
	c := a.constants()
	t.elements(len(w), func(l *flatTable, i, j int) { l.adam(w[i:j], m[i:j], v[i:j], g[i:j], &c) })
}

// constants are those of the loop: 1-beta1, beta2, 1-beta2, 1/sqrt(1-beta2^step), epsilon, rate/(1-beta1^step).
func (a AdamStep) constants() [6]float32 {
	beta1, beta2, step := float64(a.Beta1), float64(a.Beta2), float64(a.Step)
	correction := 1 / math.Sqrt(1-math.Pow(beta2, step))
	rate := float64(a.Rate) / (1 - math.Pow(beta1, step))
	return [6]float32{float32(1 - beta1), a.Beta2, float32(1 - beta2), float32(correction), a.Epsilon, float32(rate)}
}

func genericAdam(w, m, v, g []float32, constants *[6]float32) {
	rest1, beta2, rest2 := constants[0], constants[1], constants[2]
	correction, epsilon, rate := constants[3], constants[4], constants[5]
	for i, gi := range g {
		m[i] += rest1 * (gi - m[i])
		v[i] = beta2*v[i] + rest2*gi*gi
		w[i] -= rate * m[i] / (float32(math.Sqrt(float64(v[i])))*correction + epsilon)
	}
}
