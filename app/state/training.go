package state

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"

	"restyle/app/job"
	"restyle/core/data"
	"restyle/core/model"
	"restyle/core/stylize"
	"restyle/core/teach"
	"restyle/core/train"
)

// training is a run in the background. Its fields below owner belong to the job's goroutine.
type training struct {
	program *Program
	plan    plan
	options train.Options
	pairs   int         // of the trial
	resumed bool        // from a checkpoint
	early   atomic.Bool // the person has had enough: keep what was learnt
	later   atomic.Bool // the program ends: keep a checkpoint
	news    *job.Mailbox[trainNews]

	resources stylize.Resources
	start     *model.Model // what it began from; stays as it is
	model     *model.Model
	trainer   *train.Trainer
	set       *data.Set
	trial     *teach.Trial
	preview   *trainPreview
	curve     curve
	told      time.Time // when the news were sent last
	saved     time.Time // when the checkpoint was
	begunAt   int       // step that this run began with
	pace      job.Pace
}

// trainNews is what the owner is told.
type trainNews struct {
	phase              Phase
	step, steps        int
	elapsed, remaining time.Duration
	losses             []LossPoint
}

var errEnough = errors.New("the person has had enough")

// work is the whole training.
func (t *training) work(ctx context.Context, j *running) error {
	folder := t.program.trainingFolder()
	err := t.train(ctx, j, folder)
	switch {
	case !errors.Is(err, context.Canceled):
		return err
	case !t.later.Load():
		return orCancelled(forgetTraining(folder))
	case t.trainer != nil && t.trainer.Finished() > t.begunAt:
		return orCancelled(t.keep(j, folder))
	case !t.resumed:
		return orCancelled(t.keepWish(folder))
	}
	return err
}

// orCancelled is the error of what followed a cancellation, which the person must hear of, or else says that all was cancelled as wished.
func orCancelled(err error) error {
	if err != nil {
		return err
	}
	return context.Canceled
}

func (t *training) train(ctx context.Context, j *running, folder string) error {
	if err := t.prepare(ctx, j, folder); err != nil {
		return err
	}
	err := t.trainer.Run(ctx, t.set, func(e train.Event) error { return t.step(ctx, j, e) })
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	return t.finish(ctx, j, folder)
}

const (
	newsEvery       = 100 * time.Millisecond
	checkpointEvery = 20 * time.Second
)

// step follows each step of the trainer.
func (t *training) step(ctx context.Context, j *running, e train.Event) error {
	t.curve.add(e.Step, e.Losses)
	if now := time.Now(); now.Sub(t.told) >= newsEvery || e.Step == e.Steps {
		t.told = now
		t.tell(j, TrainRunning)
	}
	if t.early.Load() {
		return errEnough
	}
	if err := t.trainer.WithAverage(func(m *model.Model) error { return t.preview.now(ctx, m, e.Step) }); err != nil {
		return err
	}
	if time.Since(t.saved) > checkpointEvery {
		t.saved = time.Now()
		if err := t.keep(j, t.program.trainingFolder()); err != nil {
			return err
		}
	}
	j.step(ctx)
	return nil
}

// learnt is the share of a training's time at whose end the result is compared with the start.
const learnt = 0.97

// tell sends the news.
func (t *training) tell(j *running, phase Phase) {
	done, steps := t.trainer.Finished(), t.trainer.Options().Steps()
	n := trainNews{phase: phase, step: done, steps: steps, elapsed: t.plan.Took + j.job.Elapsed(), losses: t.curve.snapshot()}
	fraction := float64(done) / float64(steps)
	if done <= t.begunAt+1 { // reading, and the first step, which is slow, say nothing of the others
		t.pace.Begin(fraction, j.job.Elapsed())
		j.begin(learnt * fraction)
	}
	t.pace.Add(fraction, j.job.Elapsed())
	n.remaining = t.pace.Remaining()
	detail := text("state.job.step", "Step", done, "Steps", steps)
	if phase == TrainComparing { // the pace of steps says nothing of that
		n.remaining = 0
		t.news.Put(n)
		j.reportUnknown(learnt*fraction, text("state.job.compare"))
		return
	}
	t.news.Put(n)
	j.report(learnt*fraction, detail)
}

// keep writes the checkpoint and then the plan that tells of it.
func (t *training) keep(j *running, folder string) error {
	if err := t.trainer.Save(filepath.Join(folder, checkpointFile)); err != nil {
		return err
	}
	p := t.plan
	p.Step, p.Steps, p.Took = t.trainer.Finished(), t.trainer.Options().Steps(), t.plan.Took+j.job.Elapsed()
	p.When, p.Losses = time.Now(), t.curve.snapshot()
	return p.write(folder)
}

// keepWish writes what is to be learnt, where nothing is yet.
func (t *training) keepWish(folder string) error {
	p := t.plan
	p.Steps, p.When = t.options.Steps(), time.Now()
	return p.write(folder)
}

// finish compares the result with the start and saves it if it is better.
func (t *training) finish(ctx context.Context, j *running, folder string) error {
	t.tell(j, TrainComparing)
	outcome := Outcome{Mode: t.plan.Mode, StyleBefore: t.plan.Before.Style, ContentBefore: t.plan.Before.Content}
	err := t.trainer.WithAverage(func(m *model.Model) error {
		best, kept, err := t.trial.Choose(ctx, m, t.plan.Before)
		if err != nil {
			return err
		}
		outcome.StyleAfter, outcome.ContentAfter, outcome.Kept = best.Style, best.Content, kept
		if !kept {
			return nil
		}
		outcome.Model = t.plan.Name
		m.Origin.Steps = t.trainer.Finished()
		m.Origin.Losses = map[string]float64{
			"content": best.Content, "style": best.Style, "content before": t.plan.Before.Content, "style before": t.plan.Before.Style,
		}
		if err := t.program.ports.Library.Save(t.plan.Name, m); err != nil {
			return err
		}
		if err := t.preview.last(ctx, m, t.trainer.Finished()); err != nil && ctx.Err() == nil {
			return err
		}
		return nil // the model is there, with a picture of it or without
	})
	if err != nil {
		return err
	}
	outcome.Took = t.plan.Took + j.job.Elapsed()
	t.program.ports.Post(func() { t.program.Train.outcome(t, outcome) })
	return forgetTraining(folder)
}

// curveOf goes on with the points of an interrupted training.
func curveOf(points []LossPoint) curve {
	c := curve{points: slices.Clone(points), each: 1, inLast: 1} // the window shows them, too
	if n := len(points); n > 1 {
		c.each = max(1, points[n-1].Step/n)
		c.inLast = c.each
	}
	return c
}
