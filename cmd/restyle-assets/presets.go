package main

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/sct"
	"restyle/core/stylize"
)

// makePresets writes the presets of all paintings into a folder, in place of those that it holds.
func makePresets(ctx context.Context, s *stylize.Session, folder, out string) error {
	all := map[string]model.Preset{}
	for _, w := range paintings() {
		p, err := w.preset(ctx, s, folder)
		if err != nil {
			return fmt.Errorf("make the style %s: %w", w.name, err)
		}
		all[w.slug()] = p
	}
	files := slices.Sorted(maps.Keys(all))
	var presets []model.Preset
	for _, file := range files {
		presets = append(presets, all[file])
	}
	if err := model.SaveBuiltIn(out, files, presets); err != nil {
		return err
	}
	fmt.Printf("%d styles in %s\n", len(files), out)
	return nil
}

// preset encodes a painting in all modes of the model.
func (w painting) preset(ctx context.Context, s *stylize.Session, folder string) (model.Preset, error) {
	var p model.Preset
	picture, err := w.open(folder, &p.Source)
	if err != nil {
		return p, err
	}
	styles := map[model.Mode]sct.Style{}
	for _, mode := range s.Model().Modes() {
		if styles[mode], err = s.Style(ctx, picture, mode); err != nil {
			return p, err
		}
	}
	if p, err = model.NewPreset(w.name, p.Source, s.Model(), styles); err != nil {
		return p, err
	}
	p.Artist, p.Year = w.artist, w.year
	first := s.Model().Modes()[0]
	p.Thumbnail, err = s.Thumbnail(ctx, styles[first], first)
	return p, err
}

// open reads the painting. Only the pictures that come with the program become the source of their presets.
func (w painting) open(folder string, source *model.Source) (*imaging.Picture, error) {
	if name, ok := strings.CutPrefix(w.file, "sample:"); ok {
		*source = model.SampleSource(name)
		return model.Preset{Source: *source}.Open()
	}
	return imaging.Open(filepath.Join(folder, w.file), imaging.Limits{})
}

// slug is the name of the file: artist and work in plain letters.
func (w painting) slug() string {
	words := strings.Fields(w.artist)
	plain := strings.NewReplacer("é", "e", "ō", "o", "ô", "o", "'", "", ".", "", " ", "-")
	return plain.Replace(strings.ToLower(words[len(words)-1] + " " + w.name))
}
