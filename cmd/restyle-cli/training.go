package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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
	checkpoint *train.Checkpoint // nil: a new training
	trainer    *train.Trainer
	library    *model.Library
	trial      *teach.Trial       // of an effort, else nil
	compared   map[string]float64 // what it came to
	last       train.Event
	begun      time.Time
	first      int // steps that were finished when this run began
}

// load reads the model, or the checkpoint, that the training begins from.
func (t *training) load(library *model.Library) error {
	if t.flags.resume != "" {
		checkpoint, err := train.Open(t.flags.resume)
		if err != nil {
			return err
		}
		return t.goOn(checkpoint)
	}
	m, err := loadFrom(library, t.flags.model)
	if err != nil {
		return err
	}
	if t.parent, err = m.Checksum(); err != nil {
		return err
	}
	if t.model, err = t.begin(m); err != nil {
		return err
	}
	if err := t.fits(); err != nil {
		return err
	}
	t.model.Origin = t.origin()
	return nil
}

// open reads the pictures, and those of the trial.
func (t *training) open() (*data.Set, error) {
	o := t.flags
	tried := o.effort != "" || t.checkpoint != nil && teach.IsEffort(t.checkpoint.Options)
	if !tried {
		return t.program.openPictures(o.orStyles(), o.styles, t.progress)
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
	set, err := t.program.openPictures(contents, o.styles, t.progress)
	if err != nil {
		return nil, err
	}
	start, err := t.start()
	if err != nil {
		return nil, err
	}
	mode := o.mode.mode
	if t.checkpoint != nil {
		mode = t.checkpoint.Options.Mode
	}
	t.trial, err = teach.NewTrial(t.program.ctx, mode, start, o.styles, held, teach.Pairs, stylize.Resources{Threads: o.threads})
	return set, err
}

// start is the model that the training began from, read again: the training changes its own.
func (t *training) start() (*model.Model, error) {
	m, err := loadFrom(t.library, t.flags.model)
	if err != nil {
		return nil, err
	}
	if sum, err := m.Checksum(); err != nil || sum == t.parent {
		return m, err
	}
	return nil, fmt.Errorf("train: the training in %s began from another model than that of --from: name it there", t.flags.resume)
}

// prepare makes the trainer.
func (t *training) prepare(set *data.Set) error {
	loss, err := t.loss()
	if err != nil {
		return err
	}
	if t.checkpoint != nil {
		t.trainer, err = train.Resume(t.checkpoint, loss, t.flags.threads)
		return err
	}
	t.trainer, err = train.New(t.model, loss, t.flags.options(), t.flags.threads)
	return err
}

// fits reports crops that leave snet, which is unpadded, without features.
func (t *training) fits() error {
	mode := t.flags.mode.mode
	part, err := t.model.Part(mode)
	if err != nil {
		return err
	}
	least := (part.SCT.Margin() + 1) * mode.Stride()
	for _, s := range t.flags.options().Stages {
		if s.Size < least {
			return wrongUsage("train: crops of %d pixels: the %v mode of this model wants at least %d", s.Size, mode, least)
		}
	}
	return nil
}

// begin is what a training begins with: the model m, the encoder of it with a mode at random, or all of it and one more mode, at random, if it has not been
// taught that. An effort, whose settings are for going on, leaves m as it is.
func (t *training) begin(m *model.Model) (*model.Model, error) {
	mode := t.flags.mode.mode
	switch {
	case t.flags.scratch:
		return restart(m, t.flags.options().Seed, mode)
	case t.flags.effort != "" || len(m.Modes()) == 0 || slices.Contains(m.Modes(), mode):
		return m, nil
	}
	t.program.note("", "model %q has no %v mode: it begins at random, and the %s mode stays as it is", m.Origin.Name, mode, modes(m.Modes()))
	return restart(m, t.flags.options().Seed, mode, m.Modes()...)
}

// restart is a model with the encoder of m and the modes of it that are kept, and a mode at random.
func restart(m *model.Model, seed uint64, mode model.Mode, kept ...model.Mode) (*model.Model, error) {
	fresh, err := model.New(seed, m.Config, append(kept, mode)...)
	if err != nil {
		return nil, err
	}
	known := map[string][]float32{}
	for _, p := range m.Params("") {
		known[p.Name] = p.Value
	}
	for _, p := range fresh.Params("") {
		if value, ok := known[p.Name]; ok && !strings.HasPrefix(p.Name, mode.String()+".") {
			copy(p.Value, value)
			p.Changed()
		}
	}
	return fresh, nil
}

// loss is the network that losses are measured in.
func (t *training) loss() (model.Features, error) {
	if t.flags.teacher == "" {
		return t.model.Encoder, nil
	}
	if isVGG(t.flags.teacher) {
		return model.EncoderFromVGG(t.flags.teacher)
	}
	return loadTeacher(t.flags.teacher, orVGG)
}

func isVGG(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return ext == ".pth" || ext == ".tar" || ext == ".pt"
}

func (t *training) origin() model.Origin {
	var folders []string
	for _, f := range append(slices.Clone(t.flags.contents), t.flags.styles...) {
		if base := filepath.Base(f); !slices.Contains(folders, base) {
			folders = append(folders, base)
		}
	}
	return model.Origin{Kind: "trained", Name: t.flags.name, Data: ofFolders + strings.Join(folders, ", "), Seed: t.flags.options().Seed, Parent: t.parent}
}

// run trains. Interrupted, it keeps a checkpoint; finished, it saves the model.
func (t *training) run(library *model.Library, set *data.Set) error {
	t.begun, t.first = time.Now(), t.trainer.Finished()
	err := t.trainer.Run(t.program.ctx, set, t.report)
	t.progress.clear()
	gain := ""
	if err == nil {
		err = t.trainer.WithAverage(func(m *model.Model) error {
			if gain, err = t.compare(m); err != nil {
				return err
			}
			return t.save(library, m)
		})
	}
	if errors.Is(err, context.Canceled) && t.trainer.Finished() > 0 {
		if err := t.trainer.Save(t.path); err != nil {
			return err
		}
		t.program.note("", "stopped after step %d: go on with the same folders and --resume %s", t.trainer.Finished(), t.path)
	}
	if err != nil && !errors.Is(err, errNoGain) {
		return err
	}
	if err := os.Remove(t.path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove the checkpoint of the finished training: %w", err)
	}
	if err == nil {
		t.progress.saved(library.Path(t.flags.name), fmt.Sprintf(": %suse it with --model %q", gain, t.flags.name))
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
