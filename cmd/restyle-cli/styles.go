package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"restyle/assets"
	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/sct"
	"restyle/core/stylize"
)

// weighted is one --style.
type weighted struct {
	name   string
	weight float32
}

// parseStyle splits FILE=WEIGHT. A file whose name looks like that wins.
func parseStyle(s string) (weighted, error) {
	if _, err := os.Stat(s); err == nil {
		return weighted{s, 1}, nil
	}
	at := strings.LastIndexByte(s, '=')
	if at < 0 {
		return weighted{s, 1}, nil
	}
	w, err := strconv.ParseFloat(s[at+1:], 32)
	if err != nil || !(w >= 0) || math.IsInf(w, 0) {
		return weighted{}, wrongUsage("--style %s: the weight %q is no number of 0 or more: write FILE=WEIGHT, such as leaf.jpg=0.5", s, s[at+1:])
	}
	return weighted{s[:at], float32(w)}, nil
}

// stylist turns the names of styles into styles.
type stylist struct {
	program *program
	session *stylize.Session
	library string // folder
}

// style encodes the picture, or reads the preset, of that name: a file, a preset of the library, or a built-in style.
func (s *stylist) style(name string, mode *modeFlag) (sct.Style, error) {
	if path, ok := s.preset(name); ok {
		p, err := model.LoadPreset(path)
		if err != nil {
			return sct.Style{}, err
		}
		if !mode.set {
			mode.mode, mode.set = p.Mode, true // the first preset chooses
		}
		return p.Style, p.Fits(s.session.Model(), mode.mode)
	}
	picture, err := openStyle(name)
	if err != nil {
		return sct.Style{}, fmt.Errorf("style: %w", err)
	}
	return encodeStyle(s.program.ctx, s.session, name, picture, mode.mode)
}

// encodeStyle encodes the style picture of that name.
func encodeStyle(ctx context.Context, session *stylize.Session, name string, picture *imaging.Picture, mode model.Mode) (sct.Style, error) {
	style, err := session.Style(ctx, picture, mode)
	var small *stylize.SmallStyleError
	if errors.As(err, &small) {
		return style, fmt.Errorf("style %s %s", name, small.Problem())
	}
	if err != nil {
		return style, fmt.Errorf("style %s: %w", name, err)
	}
	return style, nil
}

// preset is the file of a preset, if the name is that of one.
func (s *stylist) preset(name string) (string, bool) {
	if strings.EqualFold(filepath.Ext(name), model.PresetExtension) {
		return name, true
	}
	if _, err := os.Stat(name); err == nil || filepath.Base(name) != name {
		return "", false
	}
	path := presetPath(s.library, name)
	_, err := os.Stat(path)
	return path, err == nil
}

func presetPath(library, name string) string {
	return filepath.Join(library, "styles", name+model.PresetExtension)
}

// openStyle opens a picture file, or the built-in style of that name where there is no such file.
func openStyle(name string) (*imaging.Picture, error) {
	if _, err := os.Stat(name); err != nil {
		if sample, err := assets.Style(name); err == nil {
			return imaging.Decode(bytes.NewReader(sample.JPEG), name, imaging.Limits{})
		}
	}
	return imaging.Open(name, imaging.Limits{})
}

// mix encodes all styles and mixes them by weight.
func (s *stylist) mix(all []weighted, mode *modeFlag) (sct.Style, error) {
	var styles []sct.Style
	var weights []float32
	for _, w := range all {
		style, err := s.style(w.name, mode)
		if err != nil {
			return sct.Style{}, err
		}
		styles, weights = append(styles, style), append(weights, w.weight)
	}
	return sct.Mix(styles, weights)
}
