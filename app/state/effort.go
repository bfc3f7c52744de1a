package state

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"restyle/core/data"
	"restyle/core/model"
	"restyle/core/teach"
	"restyle/core/train"
)

// extra is what a training takes beside its steps: reading pictures, previews, comparing.
const extra = 1.12

// measureSteps times steps of each effort on random pictures, in seconds.
func measureSteps(library *model.Library, from string, mode model.Mode, threads int) (times [3]float64, err error) {
	m, err := library.Load(from)
	if err != nil {
		return times, err
	}
	for _, e := range teach.Efforts() {
		options := e.Options(mode)
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
