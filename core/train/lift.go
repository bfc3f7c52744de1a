package train

import (
	"context"
	"errors"
	"fmt"
	"math"

	"restyle/core/data"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
)

// ErrOtherTeacher means that an encoder does not have a teacher's maps.
var ErrOtherTeacher = errors.New("the encoder was not distilled from this teacher")

// alike is the largest error, relative to the maps' mean square, of an encoder that was distilled from a teacher.
const alike = 0.1

// Lift returns the teacher's lifted space as seen through an encoder that was distilled from it: contents and styles then are encoded once for
// the network and for the losses alike, which takes a sixth off a step. The teacher is rescaled to the encoder's maps in place; its own lifted
// maps stay. Of other encoders it returns ErrOtherTeacher.
func Lift(ctx context.Context, teacher *model.Teacher, e *model.Encoder, set *data.Set, threads int) (*model.Lifted, error) {
	lifted, err := teacher.Through(e)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOtherTeacher, err)
	}
	machine := nn.NewMachine(threads)
	own, err := levels(ctx, machine, e, set)
	if err != nil {
		return nil, fmt.Errorf("compare encoder and teacher: %w", err)
	}
	theirs, err := levels(ctx, machine, teacher.Encoder, set)
	if err != nil {
		return nil, fmt.Errorf("compare encoder and teacher: %w", err)
	}
	var factors [4]float32
	for l := range factors {
		factors[l] = own[l] / theirs[l]
	}
	teacher.Rescale(factors)
	worst, err := disagreement(ctx, machine, teacher.Encoder, e, set)
	if err != nil {
		return nil, fmt.Errorf("compare encoder and teacher: %w", err)
	}
	if worst > alike {
		return nil, fmt.Errorf("%w: their maps differ by %.0f %%", ErrOtherTeacher, 100*worst)
	}
	return lifted, nil
}

// disagreement is the largest of the layers' mean squared errors of e's maps, relative to the mean square of the teacher's, on a batch.
func disagreement(ctx context.Context, machine *nn.Machine, teacher, e *model.Encoder, set *data.Set) (float64, error) {
	batch, err := set.Batch(0)
	if err != nil {
		return 0, err
	}
	b := nn.NewBuilder(machine)
	x := b.Constant(batch.Style, kernel.Shape{N: batch.N, H: batch.Size, W: batch.Size, C: 3})
	want, got := teacher.Features(b, x, 4), e.Features(b, x, 4)
	var errors []*nn.Tensor
	for l := range want {
		none := b.Constant(make([]float32, want[l].Shape.Len()), want[l].Shape)
		errors = append(errors, b.MeanSquaredError(got[l], want[l]), b.MeanSquaredError(want[l], none))
	}
	graph, err := b.Compile(nil, errors...)
	if err != nil {
		return 0, err
	}
	if err := graph.Run(ctx); err != nil {
		return 0, err
	}
	worst := 0.0
	for l := range want {
		worst = max(worst, float64(errors[2*l].Scalar()/errors[2*l+1].Scalar()))
	}
	return worst, nil
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
