package model

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"restyle/assets"
	"restyle/core/weights"
)

// BuiltInPresets lists the styles that come with the program, sorted by artist. They serve both modes of the default model. It takes a few
// milliseconds: thumbnails are decoded by Preset.Picture only.
func BuiltInPresets() ([]Preset, error) {
	files, err := fs.Glob(assets.Presets(), "*"+PresetExtension)
	if err != nil {
		return nil, fmt.Errorf("list the built-in styles: %w", err)
	}
	var all []Preset
	for _, file := range files {
		p, err := builtInPreset(file)
		if err != nil {
			return nil, fmt.Errorf("read the built-in style %s: %w", strings.TrimSuffix(path.Base(file), PresetExtension), err)
		}
		all = append(all, p)
	}
	return all, nil
}

func builtInPreset(file string) (Preset, error) {
	data, err := fs.ReadFile(assets.Presets(), file)
	if err != nil {
		return Preset{}, err
	}
	f, err := weights.Decode(data)
	if err != nil {
		return Preset{}, err
	}
	return PresetFromFile(f)
}

// BuiltInPreset is the built-in style of a name, small and capital letters being the same.
func BuiltInPreset(name string) (p Preset, found bool, err error) {
	all, err := BuiltInPresets()
	for _, p := range all {
		if strings.EqualFold(p.Name, name) {
			return p, true, nil
		}
	}
	return Preset{}, false, err
}
