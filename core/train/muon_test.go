package train

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
)

// orthonormal returns k orthonormal vectors of length n.
func orthonormal(r *rand.Rand, k, n int) [][]float64 {
	var vectors [][]float64
	for len(vectors) < k {
		v := make([]float64, n)
		for i := range v {
			v[i] = r.NormFloat64()
		}
		for _, u := range vectors {
			d := dot(u, v)
			for i := range v {
				v[i] -= d * u[i]
			}
		}
		length := math.Sqrt(dot(v, v))
		for i := range v {
			v[i] /= length
		}
		vectors = append(vectors, v)
	}
	return vectors
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}

// TestMuonMovesEveryDirectionAlike steps on a gradient U S V^T whose singular values differ a hundredfold: the step's, between the same
// singular vectors, lie near the rate times the published factor.
func TestMuonMovesEveryDirectionAlike(t *testing.T) {
	for _, shape := range [][]int{{24, 16, 3, 3}, {160, 17, 1, 1}} { // wide and tall
		p := nn.NewParam("w", shape, make([]float32, shape[0]*shape[1]*shape[2]*shape[3]))
		rows, columns := shape[0], p.Len()/shape[0]
		rank := min(rows, columns)
		r := rand.New(rand.NewPCG(1, uint64(rows)))
		u, v := orthonormal(r, rank, rows), orthonormal(r, rank, columns)
		g := make([]float32, p.Len())
		for k := range rank {
			s := math.Pow(100, -float64(k)/float64(rank-1))
			for i := range rows {
				for j := range columns {
					g[i*columns+j] += float32(s * u[k][i] * v[k][j])
				}
			}
		}
		momentum := make([]float32, p.Len())
		newMuon(p).update(kernel.NewTeam(2), p.Value, momentum, g, 1)
		size := .2 * math.Sqrt(float64(max(rows, columns)))
		for k := range rank {
			for l := range rank {
				between := 0.0 // u_k^T step v_l
				for i := range rows {
					for j := range columns {
						between += u[k][i] * float64(p.Value[i*columns+j]) * v[l][j]
					}
				}
				least, most := -.01, .01
				if k == l {
					least, most = -1.25, -.6
				}
				if between /= size; between < least || between > most {
					t.Fatalf("%v: step of %.3f between singular vectors %d and %d: want %g to %g", shape, between, k, l, least, most)
				}
			}
		}
	}
}

// TestMuonKeepsMomentum: 0.95 of it from one step to the next.
func TestMuonKeepsMomentum(t *testing.T) {
	p := nn.NewParam("w", []int{16, 16, 1, 1}, make([]float32, 256))
	m, momentum, g := newMuon(p), make([]float32, 256), make([]float32, 256)
	want := 0.0
	for step := range 3 {
		for i := range g {
			g[i] = float32(step + 1)
		}
		m.update(kernel.NewTeam(1), p.Value, momentum, g, 1)
		if want = .95*want + float64(step+1); math.Abs(float64(momentum[7])-want) > 1e-5 {
			t.Errorf("step %d: momentum %g, want %g", step, momentum[7], want)
		}
	}
}

func TestMuonLeavesSmallLayersToAdam(t *testing.T) {
	for _, shape := range [][]int{{64}, {3, 16, 3, 3}, {16, 3, 3, 3}, {8, 64, 1, 1}} {
		n := 1
		for _, s := range shape {
			n *= s
		}
		if newMuon(nn.NewParam("w", shape, make([]float32, n))) != nil {
			t.Errorf("shape %v went to Muon", shape)
		}
	}
}

// muonTrainer trains a network that is wide enough for Muon.
func muonTrainer(t *testing.T, threads int) (*Trainer, *model.Model) {
	t.Helper()
	c := tiny()
	c.Widths = [4]int{16, 16, 16, 16}
	m, err := model.New(3, c, model.Art)
	if err != nil {
		t.Fatal(err)
	}
	o := tinyOptions(model.Art)
	o.Optimizer = Muon
	o.Stages = []Stage{{Steps: 60, Size: 40, Batch: 2}}
	o.Weights.CCPL = 0
	trainer, err := New(m, m.Encoder, o, threads)
	if err != nil {
		t.Fatal(err)
	}
	return trainer, m
}

// TestMuonLowersTheLoss asks for half of the loss of the first steps.
func TestMuonLowersTheLoss(t *testing.T) {
	trainer, _ := muonTrainer(t, 2)
	losses := run(t, trainer, pictures(t), nil)
	var first, last float64
	for i := range 5 {
		first, last = first+float64(losses[i].Total)/5, last+float64(losses[len(losses)-1-i].Total)/5
	}
	if !(last < first/2) {
		t.Errorf("the loss went from %.2f to %.2f in %d steps", first, last, len(losses))
	}
}

// TestMuonTrainsTheSameOnAnyNumberOfThreadsAndResumed compares all weights of a training on one thread with those of one on two threads that
// was interrupted, saved and resumed.
func TestMuonTrainsTheSameOnAnyNumberOfThreadsAndResumed(t *testing.T) {
	set := pictures(t)
	trainer, straight := muonTrainer(t, 1)
	run(t, trainer, set, nil)

	trainer, _ = muonTrainer(t, 2)
	path := t.TempDir() + "/half.training"
	ctx, cancel := context.WithCancel(context.Background())
	err := trainer.Run(ctx, set, func(e Event) error {
		if e.Step == 11 {
			cancel()
			return trainer.Save(path)
		}
		return nil
	})
	if err == nil {
		t.Fatal("the cancelled training reported no error")
	}
	c, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if c.Options.Optimizer != Muon {
		t.Fatalf("the checkpoint says %v", c.Options.Optimizer)
	}
	resumed, err := Resume(c, c.Model.Encoder, 2)
	if err != nil {
		t.Fatal(err)
	}
	run(t, resumed, set, nil)
	for i, p := range straight.Params("") {
		if got := c.Model.Params("")[i]; !slices.Equal(p.Value, got.Value) {
			t.Fatalf("%s differs", p.Name)
		}
	}
}

// TestMuonRestsWhereThereIsNoGradient: the momentum of a layer whose gradient has become 0, as behind neurons that died, fades to numbers whose squares
// float32 cannot hold. The weights stay finite, and in the end where they are.
func TestMuonRestsWhereThereIsNoGradient(t *testing.T) {
	p := nn.NewParam("w", []int{16, 16, 3, 3}, make([]float32, 16*16*9))
	p.Grad = make([]float32, p.Len())
	r := rand.New(rand.NewPCG(3, 4))
	for i := range p.Grad {
		p.Grad[i] = float32(r.NormFloat64())
	}
	a := NewAdam([]*nn.Param{p}, 2)
	a.UseMuon()
	a.Step(1e-3)
	clear(p.Grad)
	var before []float32
	for step := range 2100 {
		if step == 1500 {
			before = slices.Clone(p.Value)
		}
		a.Step(1e-3)
	}
	if !slices.Equal(p.Value, before) {
		t.Error("the weights still move, or are no numbers any more")
	}
}
