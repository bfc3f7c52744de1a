package train

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"restyle/core/model"
	"restyle/core/nn"
)

// valuesOf are copies of the parameters' values.
func valuesOf(params []*nn.Param) [][]float32 {
	var values [][]float32
	for _, p := range params {
		values = append(values, slices.Clone(p.Value))
	}
	return values
}

func clones(all [][]float32) [][]float32 {
	var copies [][]float32
	for _, a := range all {
		copies = append(copies, slices.Clone(a))
	}
	return copies
}

// TestAdamLeavesAllAloneWithoutANumber: after a gradient that is none, weights, moments and the next steps are those of an optimizer that never saw it.
func TestAdamLeavesAllAloneWithoutANumber(t *testing.T) {
	for _, muon := range []bool{false, true} {
		for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1))} {
			params := [2][]*nn.Param{gradients(), gradients()}
			var adams [2]*Adam
			for i := range adams {
				if adams[i] = NewAdam(params[i], 1); muon {
					adams[i].UseMuon()
				}
				adams[i].Clip = 1
				adams[i].Step(1e-2)
			}
			before := valuesOf(params[0])
			last := params[0][1].Grad
			good := last[2]
			last[2] = bad
			if norm := adams[0].Step(1e-2); !math.IsNaN(norm) && !math.IsInf(norm, 0) {
				t.Fatalf("the norm of a gradient with %g is %g", bad, norm)
			}
			for i, p := range params[0] {
				if !slices.Equal(p.Value, before[i]) {
					t.Errorf("Muon %t: %s moved by a gradient with %g", muon, p.Name, bad)
				}
			}
			last[2] = good
			adams[0].Step(1e-2)
			adams[1].Step(1e-2)
			for i, p := range params[0] {
				if !slices.Equal(p.Value, params[1][i].Value) {
					t.Errorf("Muon %t: %s goes on differently after a gradient with %g", muon, p.Name, bad)
				}
			}
		}
	}
}

// gradients are a matrix that may be Muon's, and a bias, both with gradients.
func gradients() []*nn.Param {
	scope, r := nn.Fresh(1), rand.New(rand.NewPCG(3, 4))
	params := []*nn.Param{scope.Param("weight", 16, 16, 3, 3), scope.Param("bias", 16)}
	for _, p := range params {
		for range p.Value {
			p.Grad = append(p.Grad, r.Float32()-0.5)
		}
	}
	return params
}

func TestAdamClipsTheWholeGradient(t *testing.T) {
	m, err := model.New(1, tiny(), model.Art)
	if err != nil {
		t.Fatal(err)
	}
	params := m.Params("art.")
	r := rand.New(rand.NewPCG(1, 2))
	for _, p := range params {
		p.Grad = make([]float32, len(p.Value))
		for i := range p.Grad {
			p.Grad[i] = r.Float32() - 0.5
		}
	}
	a := NewAdam(params, 1)
	a.Clip = 0.25
	if norm := a.Step(1e-3); norm < 1 {
		t.Fatalf("norm before clipping is %g: the test needs a larger gradient", norm)
	}
	if norm := a.Norm(); math.Abs(norm-0.25) > 1e-5 {
		t.Errorf("norm after clipping is %g, want 0.25", norm)
	}
}
