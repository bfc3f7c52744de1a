package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"restyle/core/data"
	"restyle/core/model"
	"restyle/core/stylize"
	"restyle/core/teach"
	"restyle/core/train"
)

// training is a run of train.
type training struct {
	program    *program
	flags      *trainFlags
	path       string // of the checkpoint
	progress   *progress
	parent     string // checksum of the model it began from
	model      *model.Model
	losses     model.Features    // what losses are measured in
	checkpoint *train.Checkpoint // nil: a new training
	trainer    *train.Trainer
	library    *model.Library
	trial      *teach.Trial       // of an effort, else nil
	compared   map[string]float64 // what it came to
	last       train.Event
	begun      time.Time
	first      int // steps that were finished when this run began
}

// open reads the pictures, and those of the trial.
func (t *training) open() (*data.Set, error) {
	o := t.flags
	tried := o.effort != "" || t.checkpoint != nil && teach.OfEffort(t.checkpoint)
	if !tried {
		return t.program.openPictures(o.sources(o.orStyles()), t.largestCrop(), t.progress)
	}
	folder, err := os.MkdirTemp("", "restyle-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the built-in photographs: %w", err)
	}
	defer os.RemoveAll(folder)
	contents, held, err := teach.Photographs(nil, folder, "")
	if err != nil {
		return nil, err
	}
	if len(o.contents) > 0 {
		contents = o.contents
	}
	set, err := t.program.openPictures(o.sources(contents), t.largestCrop(), t.progress)
	if err != nil {
		return nil, err
	}
	start, err := t.start()
	if err != nil {
		return nil, err
	}
	t.trial, err = teach.NewTrial(t.program.ctx, t.options().Mode, start, set.Styles(), held, teach.Pairs, stylize.Resources{Threads: o.threads})
	return set, err
}

// options are those that the training began with.
func (t *training) options() train.Options {
	if t.checkpoint != nil {
		return t.checkpoint.Options
	}
	return t.flags.options()
}

// largestCrop is the side of the largest crops of all stages, in pixels.
func (t *training) largestCrop() int {
	most := 0
	for _, s := range t.options().Stages {
		most = max(most, s.Size)
	}
	return most
}

// prepare makes the trainer.
func (t *training) prepare() error {
	var err error
	if t.checkpoint != nil {
		t.trainer, err = train.Resume(t.checkpoint, t.losses, t.flags.threads)
		return err
	}
	if t.trainer, err = train.New(t.model, t.losses, t.options(), t.flags.threads); err != nil {
		return err
	}
	t.trainer.Effort = t.flags.effort
	return nil
}

// run trains. Interrupted, it keeps a checkpoint; finished, it saves the model.
func (t *training) run(library *model.Library, set *data.Set) error {
	t.begun, t.first = time.Now(), t.trainer.Finished()
	err := t.trainer.Run(t.program.ctx, set, t.report)
	t.progress.clear()
	gain := ""
	if err == nil {
		if gain, err = t.finish(library); err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, errNoGain) {
			return t.keepFinished(err)
		}
	}
	if errors.Is(err, context.Canceled) && t.trainer.Finished() > 0 {
		if err := t.trainer.Save(t.path); err != nil {
			return err
		}
		t.program.note("", "stopped after step %d: go on with the same folders and %s", t.trainer.Finished(), t.again())
	}
	if err != nil && !errors.Is(err, errNoGain) {
		return err
	}
	if err := os.Remove(t.path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove the checkpoint of the finished training: %w", err)
	}
	if err == nil {
		name := t.model.Origin.Name // that of the model which was replaced may have other capitals
		t.progress.saved(library.Path(name), fmt.Sprintf(": %suse it with --model %q", gain, name))
	}
	return err
}

// again are the options beside the folders that go on with an interrupted training. Of the model that it began from only an effort asks once more, and only a model
// that is to be replaced wants --force.
func (t *training) again() string {
	from := ""
	if t.trial != nil {
		from = t.flags.model
	}
	var options []string
	for _, o := range [][2]string{{"resume", t.path}, {"from", from}, {"teacher", t.flags.teacher}, {"library", t.flags.library}, {"memory", t.flags.pictures.memory.String()}} {
		name, value := o[0], o[1]
		if strings.Contains(value, " ") {
			value = strconv.Quote(value)
		}
		if value != "" {
			options = append(options, dashed(name), value)
		}
	}
	if t.flags.force && t.library.CanSave(t.flags.name, false) != nil {
		options = append(options, dashed("force"))
	}
	return strings.Join(options, " ")
}

// finish puts what was learnt into the library, and says what it is good for.
func (t *training) finish(library *model.Library) (gain string, err error) {
	err = t.trainer.WithAverage(func(m *model.Model) error {
		if gain, err = t.compare(m); err != nil {
			return err
		}
		return t.save(library, m)
	})
	return gain, err
}

// keepFinished saves a training that has done all its steps and found no place in the library, as where its name is taken by now. The error is why, and that of
// keeping, as on a full disk, adds nothing to it.
func (t *training) keepFinished(err error) error {
	if t.trainer.Save(t.path) == nil {
		t.program.note("", "all steps are done and kept: the same folders and %s save the model; --name gives it another name", t.again())
	}
	return err
}

var errNoGain = errors.New("train: what was learnt brings results no closer to the styles, or too far from the photographs: nothing is saved; try a longer --effort, " +
	"or pictures that are more alike")

// compare leaves in m the best of its mixtures with the start, and says how much closer to the styles it is.
func (t *training) compare(m *model.Model) (string, error) {
	if t.trial == nil {
		return "", nil
	}
	t.progress.show(event{Event: "comparing"}, "comparing the result with its start")
	defer t.progress.clear()
	before, err := t.trial.MeasureStart(t.program.ctx)
	if err != nil {
		return "", err
	}
	best, kept, err := t.trial.Choose(t.program.ctx, m, before)
	if err != nil {
		return "", err
	}
	if !kept {
		return "", errNoGain
	}
	t.compared = map[string]float64{"content": best.Content, "style": best.Style, "content before": before.Content, "style before": before.Style}
	return fmt.Sprintf("results on other photographs are %.0f %% closer to the styles; ", 100*(1-best.Style/before.Style)), nil
}

func (t *training) save(library *model.Library, m *model.Model) error {
	m.Origin.Steps = t.trainer.Finished()
	if t.compared != nil {
		m.Origin.Losses = t.compared
	} else if l := t.last.Losses; t.last.Step > 0 {
		m.Origin.Losses = map[string]float64{"content": float64(l.Content), "style": float64(l.Style), "ccpl": float64(l.CCPL)}
	}
	return keep(library, t.flags.name, m, t.flags.force)
}

// keep saves a model that was made, and replaces one of that name, which may have come meanwhile, only if that was asked for.
func keep(library *model.Library, name string, m *model.Model, force bool) error {
	if force {
		return library.Replace(name, m)
	}
	return orForce(library.Save(name, m))
}

// report follows each step.
func (t *training) report(e train.Event) error {
	t.last = e
	each := time.Since(t.begun) / time.Duration(e.Step-t.first)
	left := clock(time.Duration(e.Steps-e.Step) * each)
	t.progress.show(event{Event: "step", Done: e.Step, Total: e.Steps, Loss: float64(e.Losses.Total)},
		fmt.Sprintf("step %d of %d: loss %.3f (content %.3f, style %.3f, CCPL %.3f), %s left",
			e.Step, e.Steps, e.Losses.Total, e.Losses.Content, e.Losses.Style, e.Losses.CCPL, left))
	if e.Step%t.flags.checkpoint == 0 && e.Step < e.Steps {
		return t.trainer.Save(t.path)
	}
	return nil
}
