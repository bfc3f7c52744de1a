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
		t.checkpoint, t.model, t.parent = checkpoint, checkpoint.Model, checkpoint.Model.Origin.Parent
		return nil
	}
	m, err := library.Load(t.flags.model)
	if err != nil {
		return err
	}
	if t.parent, err = m.Checksum(); err != nil {
		return err
	}
	if t.model = m; t.flags.scratch {
		if t.model, err = restart(m, t.flags.seed); err != nil {
			return err
		}
	}
	if err := t.fits(); err != nil {
		return err
	}
	t.model.Origin = t.origin()
	return nil
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

// restart is a model with the encoder of m, all else at random.
func restart(m *model.Model, seed uint64) (*model.Model, error) {
	fresh, err := model.New(seed, m.Config, m.Modes()...)
	if err != nil {
		return nil, err
	}
	known := m.Params("encoder.")
	for i, p := range fresh.Params("encoder.") {
		copy(p.Value, known[i].Value)
		p.Changed()
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
	return model.LoadTeacher(t.flags.teacher)
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
	return model.Origin{Kind: "trained", Name: t.flags.name, Data: "pictures of " + strings.Join(folders, ", "), Seed: t.flags.seed, Parent: t.parent}
}

// run trains. Interrupted, it keeps a checkpoint; finished, it saves the model.
func (t *training) run(library *model.Library, set *data.Set) error {
	t.begun, t.first = time.Now(), t.trainer.Finished()
	err := t.trainer.Run(t.program.ctx, set, t.report)
	t.progress.clear()
	if errors.Is(err, context.Canceled) && t.trainer.Finished() > 0 {
		if err := t.trainer.Save(t.path); err != nil {
			return err
		}
		fmt.Fprintf(t.program.err, "restyle-cli: stopped after step %d: go on with the same folders and --resume %s\n", t.trainer.Finished(), t.path)
	}
	if err != nil {
		return err
	}
	if err := t.trainer.WithAverage(func(m *model.Model) error { return t.save(library, m) }); err != nil {
		return err
	}
	if err := os.Remove(t.path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove the checkpoint of the finished training: %w", err)
	}
	t.progress.saved(library.Path(t.flags.name), fmt.Sprintf(": use it with --model %q", t.flags.name))
	return nil
}

func (t *training) save(library *model.Library, m *model.Model) error {
	m.Origin.Steps = t.trainer.Finished()
	if l := t.last.Losses; t.last.Step > 0 {
		m.Origin.Losses = map[string]float64{"content": float64(l.Content), "style": float64(l.Style), "ccpl": float64(l.CCPL)}
	}
	if t.flags.force {
		return library.Replace(t.flags.name, m)
	}
	return library.Save(t.flags.name, m)
}

// report follows each step.
func (t *training) report(e train.Event) error {
	t.last = e
	each := time.Since(t.begun) / time.Duration(e.Step-t.first)
	left := (time.Duration(e.Steps-e.Step) * each).Round(time.Second)
	t.progress.show(event{Event: "step", Done: e.Step, Total: e.Steps, Loss: float64(e.Losses.Total)},
		fmt.Sprintf("step %d of %d: loss %.3f (content %.3f, style %.3f, CCPL %.3f), %v left",
			e.Step, e.Steps, e.Losses.Total, e.Losses.Content, e.Losses.Style, e.Losses.CCPL, left))
	if e.Step%t.flags.checkpoint == 0 && e.Step < e.Steps {
		return t.trainer.Save(t.path)
	}
	return nil
}
