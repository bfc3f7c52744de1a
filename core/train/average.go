package train

import (
	"restyle/core/kernel"
	"restyle/core/nn"
)

// average keeps the exponential moving average of parameters: single checkpoints jump, their average does not.
type average struct {
	team   *kernel.Team
	params []*nn.Param
	values [][]float32
	decay  float64
}

// newAverage keeps no averages where the decay is 0: the last weights are the model.
func newAverage(params []*nn.Param, decay float64, threads int) *average {
	if decay == 0 {
		params = nil
	}
	a := &average{team: kernel.NewTeam(threads), params: params, decay: decay}
	for _, p := range params {
		a.values = append(a.values, append([]float32(nil), p.Value...))
	}
	return a
}

// add counts the parameters after step (from 0) in; early steps are forgotten faster.
func (a *average) add(step int) {
	keep := min(a.decay, float64(1+step)/float64(10+step))
	share := float32(1 - keep)
	for i, p := range a.params {
		kernel.Approach(a.team, a.values[i], p.Value, share)
	}
}

// swap exchanges the parameters with their averages; a second call undoes it.
func (a *average) swap() {
	for i, p := range a.params {
		for j, x := range p.Value {
			p.Value[j], a.values[i][j] = a.values[i][j], x
		}
		p.Changed()
	}
}
