package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
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

// parseStyle splits FILE=WEIGHT. A file, or a style saved in the folder, whose name looks like that wins.
func parseStyle(s, folder string) (weighted, error) {
	_, saved := model.FindPreset(folder, s)
	if _, err := os.Stat(s); err == nil || saved {
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
	if at == 0 {
		return weighted{}, wrongUsage("--style %s: there is no name before the weight: write FILE=WEIGHT, such as leaf.jpg=0.5", s)
	}
	return weighted{name: s[:at], weight: float32(w)}, nil
}

// stylist turns the names of styles into styles.
type stylist struct {
	program *program
	session *stylize.Session
	folder  string // of the library's styles; empty: there is no library
	look    *lookFlags
	read    []string // pictures of saved styles that were encoded again
}

// style encodes the picture of that name, a file or a built-in one.
func (s *stylist) style(name string) (sct.Style, error) {
	picture, err := openStyle(name)
	if err != nil {
		return sct.Style{}, fmt.Errorf("style: %w", err)
	}
	return encodeStyle(s.program.ctx, s.session, name, picture, s.look.mode.mode, s.look.scale)
}

// saved is the preset of that name; nil: it is that of a picture.
func (s *stylist) saved(name string) (*model.Preset, error) {
	var p model.Preset
	var err error
	found := true
	if path, ok := s.preset(name); ok {
		p, err = model.LoadPreset(path)
	} else if _, missing := os.Stat(name); missing == nil {
		found = false
	} else {
		p, found, err = model.BuiltInPreset(name)
	}
	if err != nil || !found {
		return nil, err
	}
	return &p, nil
}

// fromPreset is the style of a preset; its picture is encoded again where that is needed and possible.
func (s *stylist) fromPreset(p *model.Preset) (sct.Style, error) {
	mode, scale := s.look.mode.mode, s.look.scale
	if scale != 1 {
		picture, err := p.Open()
		if err != nil {
			return sct.Style{}, wrongUsage("--style-scale: the style %s was saved as it is seen, and its picture is not at hand: name a picture instead", p.Name)
		}
		s.read = append(s.read, p.PictureFile())
		return encodeStyle(s.program.ctx, s.session, p.Name, picture, mode, scale)
	}
	if s.look.scaleGiven && p.Scale != 0 && p.Scale != 1 {
		return sct.Style{}, wrongUsage("--style-scale 1: the style %s was saved at %g: leave --style-scale out, or name a picture instead", p.Name, p.Scale)
	}
	style, again, err := s.session.Preset(s.program.ctx, *p, mode)
	if again {
		s.read = append(s.read, p.PictureFile())
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
	isFile := strings.EqualFold(filepath.Ext(name), model.PresetExtension)
	if _, err := os.Stat(name); err == nil {
		return name, isFile
	}
	if path, saved := model.FindPreset(s.folder, name); saved {
		return path, true
	}
	return name, isFile
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

// instead is what to do about a wrong name: it asks for the built-in style that is spelt so but for a letter or two, or else for the one that shares most words
// with it, the shortest of these.
func instead(name string) string {
	names := map[string]string{}         // by their small letters
	presets, _ := model.BuiltInPresets() // without them there is less to ask for
	for _, p := range presets {
		names[strings.ToLower(p.Name)] = p.Name
	}
	for _, s := range assets.Styles() {
		names[strings.ToLower(s.Name)] = s.Name
	}
	small := slices.Sorted(maps.Keys(names))
	best, most := names[closest(strings.ToLower(name), small)], 0
	if best != "" {
		return fmt.Sprintf(": did you mean %q?", best)
	}
	words := strings.Fields(strings.ToLower(name))
	for _, s := range small {
		n, same := names[s], 0
		for _, w := range strings.Fields(s) {
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
func (s *stylist) layers(all []weighted) ([]stylize.Layer, error) {
	presets, err := s.choose(all)
	if err != nil {
		return nil, err
	}
	var layers []stylize.Layer
	masks := map[string]*stylize.Mask{"": nil}
	for i, w := range all {
		var style sct.Style
		if presets[i] != nil {
			style, err = s.fromPreset(presets[i])
		} else {
			style, err = s.style(w.name)
		}
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

// choose finds the styles that are presets, nil standing for the others. Before any is encoded, the first that serves one mode only chooses the mode,
// unless --mode does.
func (s *stylist) choose(all []weighted) ([]*model.Preset, error) {
	presets, mode := make([]*model.Preset, len(all)), &s.look.mode
	for i, w := range all {
		p, err := s.saved(w.name)
		if err != nil {
			return nil, err
		}
		if presets[i] = p; p != nil && !mode.set && len(p.Modes()) == 1 {
			mode.mode, mode.set = p.Modes()[0], true
		}
	}
	return presets, checkPlain(s.look.plain, mode.mode)
}
