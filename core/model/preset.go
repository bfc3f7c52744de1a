package model

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"

	"restyle/core/sct"
	"restyle/core/weights"
)

// presetFormat names the version of .style files: safetensors with cov [32 32], mean [C] and, of a modulated model, levels [Statistics].
const presetFormat = "restyle-style/1"

// PresetExtension ends the names of preset files.
const PresetExtension = ".style"

// Preset is a style that was encoded once and kept. It fits the model that encoded it only.
type Preset struct {
	Name      string // as shown
	Source    string // file name of the picture
	Mode      Mode
	Model     string // checksum of the model
	ModelName string // for people
	Style     sct.Style
}

// NewPreset describes a style that the model m made.
func NewPreset(name, source string, m *Model, mode Mode, s sct.Style) (Preset, error) {
	sum, err := m.Checksum()
	return Preset{Name: name, Source: source, Mode: mode, Model: sum, ModelName: m.Origin.Name, Style: s}, err
}

// SavePreset writes a preset to path, the whole file or nothing.
func SavePreset(path string, p Preset) error {
	f := weights.File{
		Tensors: map[string]weights.Tensor{
			"cov":  {Shape: []int{sct.Rank, sct.Rank}, Data: p.Style.Cov},
			"mean": {Shape: []int{len(p.Style.Mean)}, Data: p.Style.Mean},
		},
		Metadata: map[string]string{
			"format": presetFormat, "name": p.Name, "source": p.Source, "mode": p.Mode.String(), "model": p.Model, "model_name": p.ModelName,
		},
	}
	if len(p.Style.Levels) > 0 {
		f.Tensors["levels"] = weights.Tensor{Shape: []int{len(p.Style.Levels)}, Data: p.Style.Levels}
	}
	if err := weights.Write(path, f); err != nil {
		return fmt.Errorf("save style: %w", err)
	}
	return nil
}

// LoadPreset reads the preset at path.
func LoadPreset(path string) (Preset, error) {
	f, err := weights.Read(path)
	if err != nil {
		return Preset{}, fmt.Errorf("load style: %w", err)
	}
	p, err := PresetFromFile(f)
	if err != nil {
		return Preset{}, fmt.Errorf("load style %s: %w", path, err)
	}
	if p.Name == "" {
		p.Name = strings.TrimSuffix(filepath.Base(path), PresetExtension)
	}
	return p, nil
}

// PresetFromFile reads a preset from a file's tensors.
func PresetFromFile(f weights.File) (Preset, error) {
	switch v := f.Metadata["format"]; {
	case v == "":
		return Preset{}, fmt.Errorf("not a style of Restyle: make one from a picture with style save")
	case v == format:
		return Preset{}, fmt.Errorf("this is a model, not a style: name it with --model")
	case v != presetFormat:
		return Preset{}, fmt.Errorf("format %q is not known here: use a program version that wrote it", v)
	}
	mode, err := ParseMode(f.Metadata["mode"])
	if err != nil {
		return Preset{}, fmt.Errorf("the style's mode cannot be read: %w", err)
	}
	p := Preset{Name: f.Metadata["name"], Source: f.Metadata["source"], Mode: mode, Model: f.Metadata["model"], ModelName: f.Metadata["model_name"]}
	p.Style = sct.Style{Cov: f.Tensors["cov"].Data, Mean: f.Tensors["mean"].Data, Levels: f.Tensors["levels"].Data}
	if len(p.Style.Cov) != sct.Rank*sct.Rank || len(p.Style.Mean) == 0 {
		return Preset{}, fmt.Errorf("it has %d covariances and %d means: the file is damaged: save the style again", len(p.Style.Cov), len(p.Style.Mean))
	}
	for _, t := range f.Tensors {
		for _, v := range t.Data {
			if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
				return Preset{}, fmt.Errorf("it holds values that are not numbers: the file is damaged: save the style again")
			}
		}
	}
	return p, nil
}

// Fits reports a preset that another model or mode made.
func (p Preset) Fits(m *Model, mode Mode) error {
	if p.Mode != mode {
		return fmt.Errorf("style %s was saved for the %v mode, not for %v: choose that mode or save the style again", p.Name, p.Mode, mode)
	}
	sum, err := m.Checksum()
	if err != nil {
		return err
	}
	if p.Model != sum {
		return fmt.Errorf("style %s was saved with another model (%s) than %s: choose that model or save the style again", p.Name, p.ModelName, m.Origin.Name)
	}
	if n := m.Config.Channels(mode); len(p.Style.Mean) != n || len(p.Style.Levels) != m.Config.Statistics(mode) {
		return fmt.Errorf("style %s has %d means, want %d: the file is damaged: save the style again", p.Name, len(p.Style.Mean), n)
	}
	return nil
}
