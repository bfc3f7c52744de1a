package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/model"
	"restyle/core/train"
)

// load reads the model, or the checkpoint, that the training begins from, and the network that losses are measured in.
func (t *training) load(library *model.Library) error {
	if err := t.loadModel(library); err != nil {
		return err
	}
	var err error
	if t.losses, err = t.lossNetwork(); err != nil || t.checkpoint == nil {
		return err
	}
	if err := t.checkpoint.CheckLoss(t.losses); err != nil {
		return usageError{err}
	}
	return nil
}

func (t *training) loadModel(library *model.Library) error {
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

// lossNetwork is what losses are measured in.
func (t *training) lossNetwork() (model.Features, error) {
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
