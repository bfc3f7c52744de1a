package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"restyle/assets"
	"restyle/core/batch"
	"restyle/core/model"
	"restyle/core/sct"
	"restyle/core/stylize"
)

func styleSaveCommand() *command {
	return &command{"style save", "keep the style of a picture, and where the picture is, in a small file", "FILE [-o FILE.style] [--name NAME] [--mode MODE] [--model NAME]", func(p *program, c *command, args []string) error {
		var o common
		var mode modeFlag
		var out string
		var force bool
		var scale float64
		var name string
		f := c.flags()
		o.register(f)
		o.registerModel(f)
		f.Var(&mode, "mode", "save for `MODE` only, art or photo; without it for all modes of the model")
		f.Lookup("mode").DefValue = "" // for help: all
		f.StringVar(&name, "name", "", "call it `NAME`; without it as the file")
		f.StringVar(&out, "o", "", "write to `FILE.style`; without it into the library, under its name or the picture's")
		f.BoolVar(&force, "force", false, "overwrite an existing file")
		registerScale(f, &scale)
		names, err := p.parse(c, f, args, 1, 1)
		if err != nil {
			return err
		}
		if err := o.validate(c); err != nil {
			return err
		}
		if err := checkScale(c, scale); err != nil {
			return err
		}
		if out != "" && !strings.EqualFold(filepath.Ext(out), model.PresetExtension) {
			return wrongUsage("style save: -o %s: end the name with %s", out, model.PresetExtension)
		}
		return p.saveStyle(o, &savedStyle{picture: names[0], name: name, out: out, mode: mode, scale: scale, force: force})
	}}
}

// savedStyle is what style save was asked for.
type savedStyle struct {
	picture, name, out string
	mode               modeFlag
	scale              float64
	force              bool
}

func (p *program) saveStyle(o common, s *savedStyle) error {
	if err := s.checkPicture(o.library); err != nil {
		return err
	}
	if err := s.place(o.library); err != nil {
		return err
	}
	session, err := o.session()
	if err != nil {
		return err
	}
	preset, err := p.encodePreset(session, s)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(s.out), 0o755); err != nil {
		return fmt.Errorf("make the folder %s: %w", filepath.Dir(s.out), err)
	}
	if err := model.SavePreset(s.out, preset); err != nil {
		return err
	}
	p.progress(o).saved(s.out, "")
	return nil
}

// checkPicture refuses the name of a style of which there is no picture.
func (s *savedStyle) checkPicture(flagged string) error {
	if _, err := os.Stat(s.picture); err == nil && strings.EqualFold(filepath.Ext(s.picture), model.PresetExtension) {
		return fmt.Errorf("style save: %s is a style already, and no picture: use it as it is, with --style, or copy it into the folder styles of the library", s.picture)
	} else if err == nil {
		return nil
	}
	if _, err := assets.Style(s.picture); err == nil {
		return nil
	}
	_, found, err := model.BuiltInPreset(s.picture)
	if _, own := model.FindPreset(styleFolder(flagged), s.picture); found && err == nil || own {
		return fmt.Errorf("style save: %q is a style already, and no picture: use it as it is, with --style, or name a picture", s.picture)
	}
	return nil
}

// place decides where the style is written, and finds out before any work whether it can be.
func (s *savedStyle) place(flagged string) error {
	folder := styleFolder(flagged)
	if s.out != "" {
		if folder != "" && model.SameFile(filepath.Dir(s.out), folder) {
			if err := ownName(stem(s.out), "-o"); err != nil {
				return err
			}
		}
		return checkOutput(s.out, s.force)
	}
	if _, err := libraryFolder(flagged); err != nil {
		return err
	}
	name := cmp.Or(s.name, stem(s.picture))
	if err := ownName(name, "--name"); err != nil {
		return err
	}
	if err := model.CheckStyleName(name); err != nil {
		return wrongUsage("style save: %w, or name the file with -o", err)
	}
	if path, found := model.FindPreset(folder, name); found {
		s.out = path
		return checkOutput(path, s.force)
	}
	s.out = filepath.Join(folder, name+model.PresetExtension)
	return batch.CanMake(folder)
}

// ownName refuses the names of built-in styles. The name is that of an option.
func ownName(name, option string) error {
	if err := model.CheckNotBuiltIn(name); err != nil {
		return fmt.Errorf("style save: %w with %s", err, option)
	}
	return nil
}

// encodePreset makes the preset of a picture: its style in each mode, and a thumbnail of the first.
func (p *program) encodePreset(session *stylize.Session, s *savedStyle) (model.Preset, error) {
	picture, err := openStyle(s.picture)
	if err != nil {
		return model.Preset{}, err
	}
	source := model.SampleSource(s.picture)
	if _, err := os.Stat(s.picture); err == nil {
		if source, err = model.FileSource(s.picture); err != nil {
			return model.Preset{}, err
		}
	}
	modes := session.Model().Modes()
	if s.mode.set {
		modes = []model.Mode{s.mode.mode}
	}
	styles := map[model.Mode]sct.Style{}
	for _, mode := range modes {
		if styles[mode], err = encodeStyle(p.ctx, session, s.picture, picture, mode, s.scale); err != nil {
			return model.Preset{}, err
		}
	}
	preset, err := model.NewPreset(cmp.Or(s.name, stem(s.out)), source, session.Model(), styles)
	if err != nil {
		return preset, err
	}
	preset.Scale = s.scale
	preset.Thumbnail, err = session.Thumbnail(p.ctx, styles[modes[0]], modes[0])
	return preset, err
}
