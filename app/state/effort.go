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

// what names what is trained: a model and its mode. Other models and modes take other times.
func (t *Train) what() string { return t.view.From + ", " + t.view.Mode.String() }

// Opened is to be called when the screen is shown: the speed of this computer is measured the first time that a model and mode is chosen.
func (t *Train) Opened() {
	what := t.what()
	if t.measured[what] || t.measuring || t.run != nil || !t.program.started {
		return
	}
	t.measured[what], t.measuring = true, true
	t.setupChanged()
	from, mode, threads := t.view.From, t.view.Mode, t.program.Settings.view.Threads
	go func() {
		times, err := t.measure(t.program.ports.Library, from, mode, threads)
		t.program.ports.Post(func() { t.timed(what, times, err) })
	}()
}

// timed takes what was measured, and has measured what was chosen meanwhile: two at once would be slower.
func (t *Train) timed(what string, times [3]float64, err error) {
	if t.measuring = false; err != nil {
		t.program.log("measure", "error", err)
	} else {
		if t.program.saved.Steps == nil {
			t.program.saved.Steps = stepTimes{}
		}
		t.program.saved.Steps[what] = times
		t.program.saveChoices()
	}
	t.setupChanged()
	t.Opened()
}

// estimate forecasts the times of the efforts from those of their steps.
func (t *Train) estimate() {
	steps := t.program.saved.Steps[t.what()]
	for _, e := range teach.Efforts() {
		t.view.Estimates[e] = time.Duration(steps[e] * float64(t.options(e, t.view.Mode).Steps()) * extra * float64(time.Second))
	}
	t.view.Measuring = t.measuring && t.view.Estimates == [3]time.Duration{}
}

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
