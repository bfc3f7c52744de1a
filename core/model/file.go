package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"unicode"

	"restyle/core/fault"
	"restyle/core/kernel"
	"restyle/core/nn"
	"restyle/core/weights"
)

// format names the version of model files: safetensors with the metadata format, config, modes and origin.
const format = "restyle-model/1"

// What formats of styles and of checkpoints, which are no models of a newer version, begin with.
const (
	styleFormats    = "restyle-style/"
	trainingFormats = "restyle-training/"
)

// File is the model as a file of named tensors.
func (m *Model) File() (weights.File, error) {
	origin, err := json.Marshal(m.Origin)
	if err != nil {
		return weights.File{}, fmt.Errorf("write the origin of model %q: %w", m.Origin.Name, err)
	}
	f := weights.File{
		Tensors: map[string]weights.Tensor{},
		Metadata: map[string]string{
			"format": format, "config": m.Config.marshal(), "origin": string(origin),
			"modes": strings.ReplaceAll(m.modeNames(), " and ", ","),
		},
	}
	for _, p := range m.scope.Params() {
		f.Tensors[p.Name] = weights.Tensor{Shape: p.Shape, Data: p.Value}
	}
	return f, nil
}

// Save writes the model to path, the whole file or nothing.
func (m *Model) Save(path string) error {
	f, err := m.File()
	if err != nil {
		return err
	}
	if err := weights.Write(path, f); err != nil {
		return fmt.Errorf("save model: %w", err)
	}
	return nil
}

// Checksum identifies the weights, whatever file they came from.
func (m *Model) Checksum() (string, error) {
	f, err := m.File()
	return f.Checksum(), err
}

// Load reads the model file at path.
func Load(path string) (*Model, error) {
	f, err := weights.Read(path)
	if err != nil {
		return nil, fmt.Errorf("load model: %w", err)
	}
	m, err := FromFile(f)
	if err != nil {
		return nil, damaged(fmt.Errorf("load model %s: %w", path, err), "model.damaged", path)
	}
	return m, nil
}

// damaged adds the name of a file to the name that an error has, and gives it one if it has none.
func damaged(err error, name, path string) error {
	if f := fault.Of(err); f != nil {
		name = f.Name
	}
	return fault.Mark(err, name, "File", filepath.Base(path))
}

// FromFile makes a model of a file's tensors.
func FromFile(f weights.File) (*Model, error) {
	switch v := f.Metadata["format"]; {
	case v == "":
		return nil, fault.Mark(errors.New("not a Restyle model: it does not say its format: make one with train, or import the authors' checkpoints"), "model.other")
	case strings.HasPrefix(v, styleFormats):
		return nil, fault.Mark(errors.New("this is a style, not a model: name it with --style"), "model.other")
	case strings.HasPrefix(v, trainingFormats):
		return nil, fault.Mark(errors.New("this is a training that was interrupted, not a model: go on with it by train --resume"), "model.other")
	case v != format:
		return nil, fault.Mark(fmt.Errorf("format %q is not known here: use a program version that wrote it", v), "file.newer")
	}
	var c Config
	if err := json.Unmarshal([]byte(f.Metadata["config"]), &c); err != nil {
		return nil, fmt.Errorf("the model's configuration cannot be read: %w", err)
	}
	modes, err := parseModes(f.Metadata["modes"])
	if err != nil {
		return nil, fmt.Errorf("the model's modes cannot be read: %w", err)
	}
	m, err := Build(nn.From(Lookup(f.Tensors)), c, modes...)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(f.Metadata["origin"]), &m.Origin); err != nil {
		return nil, fmt.Errorf("the model's origin cannot be read: %w", err)
	}
	m.Origin = m.Origin.legible()
	if extra := len(f.Tensors) - len(m.scope.Params()); extra > 0 {
		err := fmt.Errorf("the file holds %d tensors that do not belong to such a model: it may be of a newer version", extra)
		return nil, fault.Mark(err, "file.newer")
	}
	return m, nil
}

// legible is a text of a file for people. Files come from anywhere, and control characters in them would begin lines of their own, or give orders to a terminal.
func legible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

// legible is the origin with texts for people.
func (o Origin) legible() Origin {
	o.Kind, o.Name, o.Data, o.Parent = legible(o.Kind), legible(o.Name), legible(o.Data), legible(o.Parent)
	losses := maps.Clone(o.Losses)
	clear(losses)
	for name, v := range o.Losses {
		losses[legible(name)] = v
	}
	o.Losses = losses
	return o
}

// parseModes reads modes with commas between them. An encoder that has been taught none yet has the empty text.
func parseModes(text string) ([]Mode, error) {
	if text == "" {
		return nil, nil
	}
	var modes []Mode
	for _, s := range strings.Split(text, ",") {
		mode, err := ParseMode(s)
		if err != nil {
			return nil, err
		}
		modes = append(modes, mode)
	}
	return modes, nil
}

// Lookup finds tensors by name and insists on their shapes and on numbers, of which pictures can be made: a source for nn.From.
func Lookup(tensors map[string]weights.Tensor) func(name string, shape []int) ([]float32, error) {
	team := kernel.NewTeam(1)
	return func(name string, shape []int) ([]float32, error) {
		t, ok := tensors[name]
		if !ok {
			return nil, fmt.Errorf("tensor %s is missing", name)
		}
		if fmt.Sprint(t.Shape) != fmt.Sprint(shape) {
			return nil, fmt.Errorf("tensor %s has shape %v, want %v", name, t.Shape, shape)
		}
		if !kernel.Finite(team, t.Data) {
			return nil, fmt.Errorf("tensor %s holds values that are no numbers: fetch or export the file again", name)
		}
		return t.Data, nil
	}
}
