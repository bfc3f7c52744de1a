package train

import (
	"context"
	"fmt"
	"math"

	"restyle/core/data"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
)

// Distillation says how a compact encoder learns the maps of a teacher.
type Distillation struct {
	BlockSteps int // each block of its own, on the teacher's input to it; only where both have the same widths
	WholeSteps int // end to end
	Size       int // side of the crops, pixels
	Batch      int // pairs of a content and a style: twice as many pictures
	Rate       float64
	Clip       float64
	Seed       uint64
}

// DistillationRecipe is what the built-in model's encoder was made with.
func DistillationRecipe() Distillation {
	return Distillation{BlockSteps: 3500, WholeSteps: 2500, Size: 128, Batch: 3, Rate: 3e-3, Clip: 1, Seed: 1}
}

// DistillEvent is one finished step: the mean squared error of each layer relative to the mean square of the teacher's map.
type DistillEvent struct {
	Step, Steps int
	Errors      [4]float32
}

// Distill trains the encoder of m to have the maps of teacher, each scaled to a root mean square of 1. Where the widths differ, 1x1
// convolutions that are thrown away afterwards lift the student's maps. The teacher is rescaled in place.
func Distill(ctx context.Context, m *model.Model, teacher *model.Encoder, set *data.Set, d Distillation, threads int, report func(DistillEvent) error) error {
	o := set.Options()
	o.Seed, o.Size, o.Batch = d.Seed, d.Size, d.Batch
	batches, err := set.With(o)
	if err != nil {
		return err
	}
	for _, p := range m.Params("") {
		p.Train = false
	}
	params := m.Params("encoder.")
	for _, p := range params {
		p.Train = true
	}
	machine := nn.NewMachine(threads)
	rms, err := levels(ctx, machine, teacher, batches)
	if err != nil {
		return fmt.Errorf("prepare distillation: %w", err)
	}
	for l, level := range rms {
		if !(level > 0) || math.IsInf(float64(level), 0) {
			return fmt.Errorf("prepare distillation: layer relu%d_1 of the teacher answers the pictures with a level of %g: name another teacher", l+1, level)
		}
	}
	teacher.Rescale([4]float32{1 / rms[0], 1 / rms[1], 1 / rms[2], 1 / rms[3]})
	lifts := nn.Fresh(d.Seed)
	lift := newLifts(lifts, m.Config.Widths, teacher.Widths())
	adam := NewAdam(append(params, lifts.Params()...), threads)
	adam.Clip = d.Clip
	blocks, whole := d.BlockSteps, d.WholeSteps
	if lift != nil {
		blocks, whole = 0, blocks+whole
	}
	run := &distillRun{ctx: ctx, set: batches, adam: adam, options: d, steps: blocks + whole, report: report}
	if err := run.phase(machine, m.Encoder, teacher, nil, true, blocks); err != nil {
		return err
	}
	return run.phase(machine, m.Encoder, teacher, lift, false, whole)
}

// newLifts returns 1x1 convolutions from the student's widths to the teacher's, nil where these are the same.
func newLifts(scope *nn.Scope, student [4]int, teacher []int) []*nn.Conv {
	var lift []*nn.Conv
	same := true
	for i, w := range teacher {
		same = same && w == student[i]
		lift = append(lift, nil)
	}
	if same {
		return nil
	}
	for i, w := range teacher {
		lift[i] = scope.Conv(fmt.Sprint("lift", i+1), kernel.Conv{Size: 1, In: student[i], Out: w, ReLU: true})
	}
	for _, p := range scope.Params() {
		p.Train = true
	}
	return lift
}

// distillRun is a distillation on its way.
type distillRun struct {
	ctx         context.Context
	set         *data.Set
	adam        *Adam
	options     Distillation
	step, steps int
	report      func(DistillEvent) error
}

// phase trains for a number of steps on one graph.
func (r *distillRun) phase(machine *nn.Machine, student, teacher *model.Encoder, lift []*nn.Conv, blocks bool, steps int) error {
	if steps == 0 {
		return nil
	}
	b := nn.NewBuilder(machine)
	x := b.Input(kernel.Shape{N: 2 * r.options.Batch, H: r.options.Size, W: r.options.Size, C: 3})
	targets := teacher.Features(b, x, 4)
	errors := make([]*nn.Tensor, 4)
	input := x
	for l := range errors {
		y := student.Block(b, input, l)
		if input = y; blocks {
			input = targets[l]
		}
		if lift != nil {
			y = b.Conv(y, lift[l])
		}
		errors[l] = b.MeanSquaredError(y, targets[l])
	}
	graph, err := b.Compile(b.WeightedSum(errors, []float32{1, 1, 1, 1}), errors...)
	if err != nil {
		return fmt.Errorf("prepare distillation: %w", err)
	}
	ctx, cancel := context.WithCancel(r.ctx)
	defer cancel()
	prefetcher := data.NewPrefetcher(ctx, r.set, r.step, 4)
	for i := range steps {
		batch, err := prefetcher.Next()
		if err != nil {
			return err
		}
		copy(x.Data()[copy(x.Data(), batch.Content):], batch.Style)
		if err := graph.Run(ctx); err != nil {
			return err
		}
		event := DistillEvent{Steps: r.steps}
		for l, e := range errors {
			event.Errors[l] = e.Scalar()
		}
		if norm := r.adam.Step(r.options.rate(i, steps)); math.IsNaN(norm) || math.IsInf(norm, 0) {
			return fmt.Errorf("distill: the errors are not numbers any more after step %d of %d: begin again with a lower learning rate", r.step, r.steps)
		}
		r.step++
		if event.Step = r.step; r.report != nil {
			if err := r.report(event); err != nil {
				return err
			}
		}
	}
	return nil
}

// rate rises over 100 steps and falls by half a cosine to 2 %.
func (d Distillation) rate(step, steps int) float64 {
	return d.Rate * min(1, float64(step+1)/100) * (0.02 + 0.98*(1+math.Cos(math.Pi*float64(step)/float64(steps)))/2)
}

// levels is the root mean square of the maps of an encoder on the first batches of a set.
func levels(ctx context.Context, machine *nn.Machine, e *model.Encoder, set *data.Set) ([4]float32, error) {
	const batches = 16
	o := set.Options()
	b := nn.NewBuilder(machine)
	x := b.Input(kernel.Shape{N: o.Batch, H: o.Size, W: o.Size, C: 3})
	maps := e.Features(b, x, 4)
	graph, err := b.Compile(nil, maps...)
	if err != nil {
		return [4]float32{}, err
	}
	var sums [4]float64
	team := kernel.NewTeam(machine.Threads())
	for step := range 2 * batches {
		batch, err := set.Batch(step / 2)
		if err != nil {
			return [4]float32{}, err
		}
		copy(x.Data(), [][]float32{batch.Content, batch.Style}[step%2])
		if err := graph.Run(ctx); err != nil {
			return [4]float32{}, err
		}
		for l, m := range maps {
			sums[l] += kernel.SumSquares(team, m.Data()) / float64(len(m.Data()))
		}
	}
	var rms [4]float32
	for l, s := range sums {
		rms[l] = float32(math.Sqrt(s / (2 * batches)))
	}
	return rms, nil
}
