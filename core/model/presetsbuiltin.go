package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"restyle/assets"
	"restyle/core/sct"
	"restyle/core/weights"
)

// presetIndex lists the built-in styles, so that a program can show them before it reads any. Each has the files NAME.style and NAME.jpg, its
// thumbnail.
type presetIndex struct {
	Model     string         `json:"model"` // checksum
	ModelName string         `json:"model_name"`
	Modes     []Mode         `json:"modes"`
	Styles    []indexedStyle `json:"styles"`
}

type indexedStyle struct {
	File   string `json:"file"` // NAME
	Name   string `json:"name"`
	Artist string `json:"artist"`
	Year   string `json:"year"`
	Source string `json:"source,omitempty"`
}

const (
	indexFile          = "index.json"
	thumbnailExtension = ".jpg"
)

// BuiltInPresets lists the styles that come with the program, sorted by artist; a build may lack them. They serve both modes of the default
// model. Only the list and the thumbnails are read, which takes about a millisecond: their Styles are empty, Preset.For reads them.
func BuiltInPresets() ([]Preset, error) { return presetsIn(assets.Presets()) }

func presetsIn(folder fs.FS) ([]Preset, error) {
	data, err := fs.ReadFile(folder, indexFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list the built-in styles: %w", err)
	}
	var index presetIndex
	if err := json.Unmarshal(data, &index); err != nil {
		return nil, fmt.Errorf("list the built-in styles: %w", err)
	}
	var all []Preset
	for _, s := range index.Styles {
		p := Preset{Name: s.Name, Artist: s.Artist, Year: s.Year, Source: Source{Path: s.Source}, Model: index.Model, ModelName: index.ModelName}
		p.builtIn = &builtIn{folder, s.File + PresetExtension, index.Modes}
		if p.Thumbnail, err = fs.ReadFile(folder, s.File+thumbnailExtension); err != nil {
			return nil, fmt.Errorf("list the built-in styles: %w", err)
		}
		all = append(all, p)
	}
	return all, nil
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

// builtIn is where the styles of a built-in preset are.
type builtIn struct {
	folder fs.FS
	file   string
	modes  []Mode
}

func (b *builtIn) styles() (map[Mode]sct.Style, error) {
	data, err := fs.ReadFile(b.folder, b.file)
	if err != nil {
		return nil, fmt.Errorf("read the built-in style: %w", err)
	}
	f, err := weights.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("read the built-in style %s: %w", path.Base(b.file), err)
	}
	p, err := PresetFromFile(f)
	if err != nil {
		return nil, fmt.Errorf("read the built-in style %s: %w", path.Base(b.file), err)
	}
	return p.Styles, nil
}

// SaveBuiltIn writes presets, all of one model, and their index into a folder, in place of those that it holds. files are their names
// without extension.
func SaveBuiltIn(folder string, files []string, presets []Preset) error {
	index := presetIndex{}
	for i, p := range presets {
		index.Model, index.ModelName, index.Modes = p.Model, p.ModelName, p.Modes()
		index.Styles = append(index.Styles, indexedStyle{files[i], p.Name, p.Artist, p.Year, p.Source.Path})
	}
	data, err := json.MarshalIndent(index, "", "\t")
	if err != nil {
		return fmt.Errorf("save the index of styles: %w", err)
	}
	if err := removeBuiltIn(folder); err != nil {
		return err
	}
	for i, p := range presets {
		name := filepath.Join(folder, files[i])
		if err := os.WriteFile(name+thumbnailExtension, p.Thumbnail, 0o644); err != nil {
			return fmt.Errorf("save the thumbnail: %w", err)
		}
		p.Thumbnail = nil
		if err := SavePreset(name+PresetExtension, p); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(folder, indexFile), append(data, '\n'), 0o644)
}

func removeBuiltIn(folder string) error {
	for _, pattern := range []string{"*" + PresetExtension, "*" + thumbnailExtension} {
		old, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			return fmt.Errorf("list %s: %w", folder, err)
		}
		for _, file := range old {
			if err := os.Remove(file); err != nil {
				return fmt.Errorf("remove the old style: %w", err)
			}
		}
	}
	return nil
}
