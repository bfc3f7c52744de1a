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

// Lift returns the teacher's lifted space as seen through an encoder that was distilled from it: contents and styles then are encoded once for
// the network and for the losses alike, which takes a sixth off a step. The teacher is rescaled to the encoder's maps in place; its own lifted maps stay.
func Lift(ctx context.Context, teacher *model.Teacher, e *model.Encoder, set *data.Set, threads int) (*model.Lifted, error) {
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
	return teacher.Through(e)
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
