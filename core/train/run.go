package train

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"restyle/core/data"
	"restyle/core/fault"
	"restyle/core/model"
	"restyle/core/nn"
)

// ErrDiverged means that a loss or a gradient stopped being a number. The weights are those of the step before. Going on from a checkpoint would be no way out: it
// keeps its learning rate.
var ErrDiverged = fault.Mark(errors.New("the training diverged: a loss or a gradient is not a number any more: begin again with a lower learning rate"),
	"training.diverged")

// Event is one finished step.
type Event struct {
	Step   int // finished, counted from 1
	Steps  int // of the whole training
	Stage  Stage
	Losses Losses
	Rate   float64
	Norm   float64 // of the gradient, before clipping
	// Revived is how many channels of the decoder have been given another start.
	Revived int
}

// Trainer is a training in progress. It serves one goroutine.
type Trainer struct {
	net     Networks
	heads   *nn.Scope
	options Options
	threads int
	adam    *Adam
	average *average
	silence *silence // nil: none is listened for
	step    int      // finished
	graphs  *nn.Cache[Stage, *Step]
	last    *Step  // that ran
	loss    string // checksum of the network that losses are measured in; empty: the model's own encoder

	// Effort is what the caller calls the options, for checkpoints to keep; empty: they have no name.
	Effort string
}

// New returns a Trainer for a mode of m; the weights of SCT and decoder change in place, the encoder's stay. loss is what pictures are
// compared in: m.Encoder, as in the paper, or a teacher. threads: 0 for one per processor.
func New(m *model.Model, loss model.Features, o Options, threads int) (*Trainer, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	part, err := m.Part(o.Mode)
	if err != nil {
		return nil, err
	}
	t := &Trainer{options: o, heads: nn.Fresh(o.Seed), threads: threads, graphs: nn.NewCache[Stage, *Step](2), loss: checksumOf(loss, m)}
	var heads []*nn.Param
	t.net, heads = newNetworks(m, loss, o, t.heads)
	prefix := o.Mode.String() + "."
	for _, p := range m.Params("") {
		p.Train = strings.HasPrefix(p.Name, prefix)
	}
	params := m.Params(prefix)
	t.average = newAverage(params, o.Average, threads)
	for _, p := range heads {
		p.Train = true
	}
	params = append(params, heads...)
	t.adam = NewAdam(params, threads)
	t.adam.Clip, t.adam.Factor = o.Clip, o.factor
	if o.Revive > 0 {
		t.silence = newSilence(part.Decoder)
	}
	if o.Optimizer == Muon {
		t.adam.UseMuon()
	}
	return t, nil
}

// Finished is the number of finished steps.
func (t *Trainer) Finished() int { return t.step }

// Options are those the Trainer was made with.
func (t *Trainer) Options() Options { return t.options }

// Run trains until all steps are done, ctx ends or the training diverges. report, called after each step, may save checkpoints and end the
// training with an error. Batches come from set, whose size, batch and seed are set here.
func (t *Trainer) Run(ctx context.Context, set *data.Set, report func(Event) error) error {
	for t.step < t.options.Steps() {
		if err := t.runStage(ctx, set, report); err != nil {
			return err
		}
	}
	return nil
}

// runStage trains to the end of the current stage.
func (t *Trainer) runStage(ctx context.Context, set *data.Set, report func(Event) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stage, end := t.options.stage(t.step), t.options.stageEnd(t.step)
	o := set.Options()
	if t.options.Pictures != nil {
		o = *t.options.Pictures
	}
	o.Seed, o.Size, o.Batch = t.options.Seed, stage.Size, stage.Batch
	if stage.Identity > 0 {
		o.Identity = stage.Identity
	}
	if t.options.Weights.Temporal > 0 && o.Later == 0 {
		o.Later = momentLater
	}
	batches, err := set.With(o)
	if err != nil {
		return err
	}
	prefetcher := data.NewPrefetcher(ctx, batches, t.step, 4)
	for t.step < end {
		batch, err := prefetcher.Next()
		if err != nil {
			return err
		}
		event, err := t.Step(ctx, batch)
		if err != nil {
			return err
		}
		if report != nil {
			if err := report(event); err != nil {
				return err
			}
		}
	}
	return nil
}

// momentLater is how the light of a content changes until a moment later, and its noise.
const momentLater = 0.02

// Step trains on one batch.
func (t *Trainer) Step(ctx context.Context, batch *data.Batch) (Event, error) {
	stage := Stage{Size: batch.Size, Batch: batch.N}
	graph, err := t.graphs.Get(stage, func() (*Step, error) { return NewStep(t.threads, t.net, t.options, batch.N, batch.Size) })
	if err != nil {
		return Event{}, fmt.Errorf("prepare training step: %w", err)
	}
	if t.last != nil && t.last != graph {
		t.last.Release()
	}
	t.last = graph
	random := rand.New(rand.NewPCG(t.options.Seed, uint64(t.step)))
	losses, err := graph.Run(ctx, batch, t.options.weights(t.step), random)
	if err != nil {
		return Event{}, err
	}
	if total := float64(losses.Total); math.IsNaN(total) || math.IsInf(total, 0) {
		return Event{}, ErrDiverged
	}
	rate := t.options.rate(t.step)
	norm := t.adam.Step(rate)
	if math.IsNaN(norm) || math.IsInf(norm, 0) {
		return Event{}, ErrDiverged
	}
	revived := 0
	if t.silence != nil {
		revived = t.silence.listen(t.options.Revive, random)
	}
	t.average.add(t.step)
	t.step++
	return Event{Step: t.step, Steps: t.options.Steps(), Stage: t.options.stage(t.step - 1), Losses: losses, Rate: rate, Norm: norm, Revived: revived}, nil
}

// WithAverage calls f while the model holds the averaged weights, if the options ask for averaging: to save or to judge it. What f does to the weights, as to choose
// a mixture of them and others, is no part of the training and is undone.
func (t *Trainer) WithAverage(f func(*model.Model) error) error {
	t.average.swap() // none without averaging
	defer t.average.swap()
	params := t.net.Model.Params(t.options.Mode.String() + ".")
	var learnt [][]float32
	for _, p := range params {
		learnt = append(learnt, slices.Clone(p.Value))
	}
	defer func() {
		for i, p := range params {
			copy(p.Value, learnt[i])
			p.Changed()
		}
	}()
	return f(t.net.Model)
}

// factor is the share of the learning rate that a parameter gets.
func (o Options) factor(name string) float64 {
	if strings.HasPrefix(name, "mlp.") || strings.HasPrefix(name, "temporal.") {
		name = "mlp"
	}
	if f, ok := o.Factors[name]; ok {
		return f
	}
	return 1
}

// stageEnd is the step at which the stage of a step ends.
func (o Options) stageEnd(step int) int {
	end := 0
	for _, s := range o.Stages {
		if end += s.Steps; step < end {
			return end
		}
	}
	return end
}
