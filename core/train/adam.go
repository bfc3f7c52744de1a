package train

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"restyle/core/kernel"
	"restyle/core/nn"
	"restyle/core/weights"
)

// Adam is the optimiser of Kingma and Ba (2015) with the usual constants, a limit on the gradient's norm, and moments that can be saved.
type Adam struct {
	team   *kernel.Team
	params []*nn.Param
	first  [][]float32 // moments, by parameter
	second [][]float32
	muons  []*muon        // by parameter, nil where Adam works
	larger []int          // parameters that are Muon's, the largest first
	alone  []*kernel.Team // of one thread, by worker of team
	steps  int
	Clip   float64                   // largest norm of the whole gradient; 0: none
	Factor func(name string) float64 // of the learning rate, by parameter; nil: 1
}

// NewAdam returns an optimiser for params, on a number of threads.
func NewAdam(params []*nn.Param, threads int) *Adam {
	a := &Adam{team: kernel.NewTeam(threads), params: params}
	for _, p := range params {
		a.first = append(a.first, make([]float32, len(p.Value)))
		a.second = append(a.second, make([]float32, len(p.Value)))
	}
	a.muons = make([]*muon, len(params))
	return a
}

// UseMuon gives the matrices among the parameters to Muon, whose momentum takes the place of their first moments; there are no second ones.
func (a *Adam) UseMuon() {
	for i, p := range a.params {
		if a.muons[i] = newMuon(p); a.muons[i] != nil {
			a.second[i] = nil
			a.larger = append(a.larger, i)
		}
	}
	slices.SortStableFunc(a.larger, func(i, j int) int { return cmp.Compare(a.params[j].Len(), a.params[i].Len()) })
	for range a.team.Threads() {
		a.alone = append(a.alone, kernel.NewTeam(1))
	}
}

// Norm is the length of the gradient of all parameters together.
func (a *Adam) Norm() float64 {
	sum := 0.0
	for _, p := range a.params {
		sum += kernel.SumSquares(a.team, p.Grad)
	}
	return math.Sqrt(sum)
}

// Step changes the parameters by their gradients and returns the gradient's norm before clipping. A norm that is not a number changes nothing.
func (a *Adam) Step(rate float64) (norm float64) {
	norm = a.Norm()
	if math.IsNaN(norm) || math.IsInf(norm, 0) {
		return norm
	}
	a.steps++
	for i, p := range a.params {
		if a.Clip > 0 && norm > a.Clip {
			kernel.Scale(a.team, p.Grad, p.Grad, float32(a.Clip/norm))
		}
		if a.muons[i] == nil {
			a.update(i, rate*a.factor(p))
		}
	}
	a.team.Run(len(a.larger), func(worker, k int) { // most matrices are too small to be shared out themselves
		i := a.larger[k]
		p := a.params[i]
		a.muons[i].update(a.alone[worker], p.Value, a.first[i], p.Grad, rate*a.factor(p))
	})
	for _, p := range a.params {
		p.Changed()
	}
	return norm
}

// factor is that of a parameter's learning rate.
func (a *Adam) factor(p *nn.Param) float64 {
	if a.Factor == nil {
		return 1
	}
	return a.Factor(p.Name)
}

// update changes a parameter as Adam does.
func (a *Adam) update(i int, rate float64) {
	p := a.params[i]
	kernel.AdamStep{Rate: float32(rate), Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Step: a.steps}.Update(a.team, p.Value, a.first[i], a.second[i], p.Grad)
}

// moments lists those of a parameter by the beginnings of their names in files.
func (a *Adam) moments(i int) map[string][]float32 {
	if a.second[i] == nil {
		return map[string][]float32{"first/": a.first[i]}
	}
	return map[string][]float32{"first/": a.first[i], "second/": a.second[i]}
}

// store puts the moments among tensors, under names beginning with prefix.
func (a *Adam) store(dst map[string]weights.Tensor, prefix string) {
	for i, p := range a.params {
		for kind, moment := range a.moments(i) {
			dst[prefix+kind+p.Name] = weights.Tensor{Shape: p.Shape, Data: moment}
		}
	}
}

// restore is the inverse of store, after the given number of steps.
func (a *Adam) restore(src map[string]weights.Tensor, prefix string, steps int) error {
	for i, p := range a.params {
		for kind, moment := range a.moments(i) {
			if err := fill(moment, src, prefix+kind+p.Name); err != nil {
				return err
			}
		}
	}
	a.steps = steps
	return nil
}

// fill copies the tensor of that name.
func fill(dst []float32, src map[string]weights.Tensor, name string) error {
	t, ok := src[name]
	if !ok || len(t.Data) != len(dst) {
		return fmt.Errorf("tensor %s is missing or of another size", name)
	}
	copy(dst, t.Data)
	return nil
}
