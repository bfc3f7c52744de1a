package state

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"restyle/core/data"
	"restyle/core/model"
	"restyle/core/train"
)

// extra is what a training takes beside its steps: reading pictures, previews, comparing.
const extra = 1.12

// options are those of a fine-tuning: the losses of the built-in model's training with more weight on style. Size, steps and the weights of artistic
// mode are those of trials on five paintings (bar_test.go); with Muon at half of Adam's rate the distance to their styles on other photographs falls by
// a third more than with Adam, and that to the contents rises by a point more. In photorealistic mode the
// photograph is recoloured, and comes closer to a style only while the network's own result keeps its edges: twelve times the weight on contents and three
// times that on CCPL, without the colour term, bring Quick 9 % less style distance at 9 % more content distance (bar_test.go). Of weights of 0.5 to 12 on
// contents, with less of CCPL and with the colour term, none was kept; near these the gain is uneven. Longer efforts were not tried.
func (e Effort) options(mode model.Mode) train.Options {
	o := train.Options{Mode: mode, Seed: 1, Rate: 5e-4, Optimizer: train.Muon, Warmup: 20, Decay: train.Cosine, Clip: 300, Average: 0.99}
	o.Weights = train.Weights{Content: 2.5, Style: 60, CCPL: 0.3, Identity: 10, Colour: 50, Range: 200}
	if mode == model.Photo {
		o.Rate = 3e-4
		o.Weights = train.Weights{Content: 30, Style: 60, CCPL: 1, Identity: 50, Range: 200}
	}
	switch e {
	case Quick:
		o.Stages = []train.Stage{{Steps: 650, Size: 160, Batch: 2}}
	case Standard:
		o.Stages = []train.Stage{{Steps: 3000, Size: 192, Batch: 2}}
	default:
		o.Stages = []train.Stage{{Steps: 10000, Size: 192, Batch: 3}, {Steps: 2000, Size: 256, Batch: 2}}
	}
	o.Ramp = o.Steps() / 4
	pictures := fineTuning()
	o.Pictures = &pictures
	return o
}

// fineTuning is how crops vary: the styles keep their colours, which are part of what is to be learnt.
func fineTuning() data.Options {
	return data.Options{Identity: 0.05, PaintedContents: 0.1, Style: data.Augment{}}
}

// measureSteps times steps of each effort on random pictures, in seconds.
func measureSteps(library *model.Library, from string, mode model.Mode, threads int) (times [3]float64, err error) {
	m, err := library.Load(from)
	if err != nil {
		return times, err
	}
	for e := Quick; e <= Thorough; e++ {
		options := e.options(mode)
		trainer, err := train.New(m, m.Encoder, options, threads)
		if err != nil {
			return times, err
		}
		total := 0.0
		for _, stage := range options.Stages {
			seconds, err := timeStep(trainer, stage)
			if err != nil {
				return times, err
			}
			total += seconds * float64(stage.Steps)
		}
		times[e] = total / float64(options.Steps())
	}
	return times, nil
}

// timeStep is the shorter of two steps, after one that prepares.
func timeStep(t *train.Trainer, s train.Stage) (seconds float64, err error) {
	floats := s.Batch * s.Size * s.Size * 3
	batch := &data.Batch{N: s.Batch, Size: s.Size, Content: noise(floats), Style: noise(floats), Items: make([]data.Item, s.Batch)}
	for i := range 3 {
		begun := time.Now()
		if _, err := t.Step(context.Background(), batch); err != nil {
			return 0, fmt.Errorf("measure the speed of training: %w", err)
		}
		if took := time.Since(begun).Seconds(); i == 1 || i == 2 && took < seconds {
			seconds = took
		}
	}
	return seconds, nil
}

func noise(n int) []float32 {
	r := rand.New(rand.NewPCG(1, 2))
	values := make([]float32, n)
	for i := range values {
		values[i] = r.Float32()
	}
	return values
}
