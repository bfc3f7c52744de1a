package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
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
	mask   string // file; empty: everywhere
}

// parseStyle splits FILE=WEIGHT. A file whose name looks like that wins.
func parseStyle(s string) (weighted, error) {
	if _, err := os.Stat(s); err == nil {
		return weighted{name: s, weight: 1}, nil
	}
	at := strings.LastIndexByte(s, '=')
	if at < 0 {
		return weighted{name: s, weight: 1}, nil
	}
	w, err := strconv.ParseFloat(s[at+1:], 32)
	if err != nil || !(w >= 0) || math.IsInf(w, 0) {
		return weighted{}, wrongUsage("--style %s: the weight %q is no number of 0 or more: write FILE=WEIGHT, such as leaf.jpg=0.5", s, s[at+1:])
	}
	return weighted{name: s[:at], weight: float32(w)}, nil
}

// stylist turns the names of styles into styles.
type stylist struct {
	program *program
	session *stylize.Session
	library string // folder
	scale   float64
}

// style encodes the picture, or reads the preset, of that name: a file, a preset of the library, or a built-in style.
func (s *stylist) style(name string, mode *modeFlag) (sct.Style, error) {
	p, saved, err := s.saved(name)
	if err != nil {
		return sct.Style{}, err
	}
	if saved {
		return s.fromPreset(p, mode)
	}
	picture, err := openStyle(name)
	if err != nil {
		return sct.Style{}, fmt.Errorf("style: %w", err)
	}
	return encodeStyle(s.program.ctx, s.session, name, picture, mode.mode, s.scale)
}

// saved is the preset of that name, if it is that of one.
func (s *stylist) saved(name string) (model.Preset, bool, error) {
	if path, ok := s.preset(name); ok {
		p, err := model.LoadPreset(path)
		return p, true, err
	}
	if _, err := os.Stat(name); err == nil {
		return model.Preset{}, false, nil
	}
	return model.BuiltInPreset(name)
}

// fromPreset is the style of a preset; its picture is encoded again where that is needed and possible.
func (s *stylist) fromPreset(p model.Preset, mode *modeFlag) (sct.Style, error) {
	if modes := p.Modes(); !mode.set && len(modes) == 1 {
		mode.mode, mode.set = modes[0], true // the first preset of one mode chooses
	}
	if s.scale != 1 {
		picture, err := p.Open()
		if err != nil {
			return sct.Style{}, wrongUsage("--style-scale: the style %s was saved as it is seen, and its picture is not at hand: name a picture instead", p.Name)
		}
		return encodeStyle(s.program.ctx, s.session, p.Name, picture, mode.mode, s.scale)
	}
	style, again, err := s.session.Preset(s.program.ctx, p, mode.mode)
	if again {
		s.program.note("", "style %s was saved with another model or for another mode: its picture was read again", p.Name)
	}
	return style, err
}

// encodeStyle encodes the style picture of that name.
func encodeStyle(ctx context.Context, session *stylize.Session, name string, picture *imaging.Picture, mode model.Mode, scale float64) (sct.Style, error) {
	style, err := session.StyleScaled(ctx, picture, mode, scale)
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
		if filepath.Base(name) == name && filepath.Ext(name) == "" {
			return nil, fmt.Errorf("there is no file and no style called %q%s", name, instead(name))
		}
	}
	return imaging.Open(name, imaging.Limits{})
}

// instead is what to do about a wrong name: it asks for the built-in style that shares most words with it, the shortest of these.
func instead(name string) string {
	var names []string
	presets, _ := model.BuiltInPresets() // without them there is less to ask for
	for _, p := range presets {
		names = append(names, p.Name)
	}
	for _, s := range assets.Styles() {
		names = append(names, s.Name)
	}
	words := strings.Fields(strings.ToLower(name))
	best, most := "", 0
	for _, n := range names {
		same := 0
		for _, w := range strings.Fields(strings.ToLower(n)) {
			if len(w) > 3 && slices.Contains(words, w) {
				same++
			}
		}
		if same > most || same > 0 && same == most && len(n) < len(best) {
			best, most = n, same
		}
	}
	if best == "" {
		return "; restyle-cli style list shows the styles"
	}
	return fmt.Sprintf(": did you mean %q?", best)
}

// layers encodes all styles and reads their masks. A mask file that is named twice is one mask.
func (s *stylist) layers(all []weighted, mode *modeFlag) ([]stylize.Layer, error) {
	var layers []stylize.Layer
	masks := map[string]*stylize.Mask{"": nil}
	for _, w := range all {
		style, err := s.style(w.name, mode)
		if err != nil {
			return nil, err
		}
		if _, read := masks[w.mask]; !read {
			if masks[w.mask], err = stylize.OpenMask(w.mask); err != nil {
				return nil, err
			}
		}
		layers = append(layers, stylize.Layer{Style: style, Weight: float64(w.weight), Mask: masks[w.mask]})
	}
	return layers, nil
}
