package model

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"restyle/core/sct"
)

// PresetExtension ends the names of preset files.
const PresetExtension = ".style"

// Preset is a style that was encoded once and kept: about 8 KB for both modes, and a thumbnail. It fits the model that encoded it only; for others
// it says where its picture is.
type Preset struct {
	Name         string // as shown
	Artist, Year string // of the picture, where known
	Source       Source
	Scale        float64 // at which the picture was seen; 0: 1
	Model        string  // checksum of the model
	ModelName    string  // for people
	Styles       map[Mode]sct.Style
	Thumbnail    []byte // a small JPEG: a photograph in this style; may be empty

	folder  string   // that it was read from; empty for those built in
	builtIn *builtIn // where its styles are, which are not read yet; nil for others
}

// NewPreset describes styles that the model m made of the picture of a source. Names that are not UTF-8, which a file of a preset cannot hold, are an error.
func NewPreset(name string, source Source, m *Model, styles map[Mode]sct.Style) (Preset, error) {
	if len(styles) == 0 { // the model serves no mode
		_, err := m.Part(Art)
		return Preset{}, err
	}
	if !utf8.ValidString(name) {
		return Preset{}, fmt.Errorf("the name %q of a style is not UTF-8: choose another", name)
	}
	if !utf8.ValidString(source.Path) {
		return Preset{}, fmt.Errorf("style %s: the name %q of its picture is not UTF-8, and a style cannot hold it: give the file another name", name, source.Path)
	}
	sum, err := m.Checksum()
	return Preset{Name: name, Source: source, Model: sum, ModelName: m.Origin.Name, Styles: styles}, err
}

// Modes lists the modes that the preset serves.
func (p Preset) Modes() []Mode {
	if p.builtIn != nil {
		return p.builtIn.modes
	}
	var modes []Mode
	for _, mode := range Modes() {
		if _, ok := p.Styles[mode]; ok {
			modes = append(modes, mode)
		}
	}
	return modes
}

// UnfitError is a preset that another model made, or that lacks a mode. Encoding its picture again helps.
type UnfitError struct{ sentence string }

func (e *UnfitError) Error() string { return e.sentence }

// For is the style for a mode of a model, which must be the one that made the preset; otherwise there is an UnfitError.
func (p Preset) For(m *Model, mode Mode) (sct.Style, error) {
	var style sct.Style
	if !slices.Contains(p.Modes(), mode) {
		return style, &UnfitError{fmt.Sprintf("style %s was saved for the %s mode, not for %v: choose that mode or save the style again", p.Name, p.modeNames(), mode)}
	}
	sum, err := m.Checksum()
	if err != nil {
		return style, err
	}
	if p.Model != sum {
		return style, &UnfitError{fmt.Sprintf("style %s was saved with another model (%s) than %s: choose that model or save the style again", p.Name, p.ModelName, m.Origin.Name)}
	}
	styles := p.Styles
	if p.builtIn != nil {
		if styles, err = p.builtIn.styles(); err != nil {
			return style, err
		}
	}
	style = styles[mode]
	if n := m.Config.Channels(mode); len(style.Mean) != n || len(style.Levels) != m.Config.Statistics(mode) {
		return style, fmt.Errorf("style %s has %d means, want %d: the file is damaged: save the style again", p.Name, len(style.Mean), n)
	}
	return style, nil
}

func (p Preset) modeNames() string {
	var names []string
	for _, mode := range p.Modes() {
		names = append(names, mode.String())
	}
	return strings.Join(names, " and ")
}

// About names artist and year, or the picture's file where they are unknown.
func (p Preset) About() string {
	switch {
	case p.Artist != "" && p.Year != "":
		return p.Artist + ", " + p.Year
	case p.Artist != "":
		return p.Artist
	}
	return legible(filepath.Base(p.Source.Path))
}
