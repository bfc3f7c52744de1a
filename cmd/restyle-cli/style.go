package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"restyle/assets"
	"restyle/core/model"
)

func styleSaveCommand() *command {
	return &command{"style save", "keep the style of a picture in a small file", "FILE [-o NAME.style] [--mode MODE] [--model NAME]", func(p *program, c *command, args []string) error {
		var o common
		var mode modeFlag
		var out string
		var force bool
		var scale float64
		f := c.flags()
		o.register(f)
		o.registerModel(f)
		f.Var(&mode, "mode", "art (repaint) or photo (keep it a photograph), `MODE`")
		f.StringVar(&out, "o", "", "write to `NAME.style`; without it into the library, under the picture's name")
		f.BoolVar(&force, "force", false, "overwrite an existing file")
		registerScale(f, &scale)
		names, err := p.parse(c, f, args, 1, 1)
		if err != nil {
			return err
		}
		if err := o.validate(c); err != nil {
			return err
		}
		if out != "" && !strings.EqualFold(filepath.Ext(out), model.PresetExtension) {
			return wrongUsage("style save: -o %s: end the name with %s", out, model.PresetExtension)
		}
		return p.saveStyle(o, names[0], out, mode.mode, scale, force)
	}}
}

func (p *program) saveStyle(o common, name, out string, mode model.Mode, scale float64, force bool) error {
	library, err := libraryFolder(o.library)
	if err != nil {
		return err
	}
	if out == "" {
		out = presetPath(library, stem(name))
		if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
			return fmt.Errorf("make the folder %s: %w", filepath.Dir(out), err)
		}
	}
	if err := checkOutput(out, force); err != nil {
		return err
	}
	session, err := o.session()
	if err != nil {
		return err
	}
	picture, err := openStyle(name)
	if err != nil {
		return err
	}
	style, err := encodeStyle(p.ctx, session, name, picture, mode, scale)
	if err != nil {
		return err
	}
	preset, err := model.NewPreset(stem(out), filepath.Base(name), session.Model(), mode, style)
	if err != nil {
		return err
	}
	if err := model.SavePreset(out, preset); err != nil {
		return err
	}
	p.progress(o).saved(out, "")
	return nil
}

func styleListCommand() *command {
	return &command{"style list", "list the built-in styles and those in the library", "[--library FOLDER]", func(p *program, c *command, args []string) error {
		var library string
		f := c.flags()
		registerLibrary(f, &library)
		if _, err := p.parse(c, f, args, 0, 0); err != nil {
			return err
		}
		folder, err := libraryFolder(library)
		if err != nil {
			return err
		}
		for _, s := range assets.Styles() {
			fmt.Fprintf(p.out, "%-28s built in, any mode\n", s.Name)
		}
		return p.listPresets(filepath.Join(folder, "styles"))
	}}
}

// listPresets lists the .style files of a folder; damaged ones are listed as such.
func (p *program) listPresets(folder string) error {
	files, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("list the styles: %w", err)
	}
	for _, file := range files {
		name, ok := strings.CutSuffix(file.Name(), model.PresetExtension)
		if !ok {
			continue
		}
		preset, err := model.LoadPreset(filepath.Join(folder, file.Name()))
		if err != nil {
			fmt.Fprintf(p.out, "%-28s damaged\n", name)
			continue
		}
		fmt.Fprintf(p.out, "%-28s %v mode, model %s, from %s\n", name, preset.Mode, preset.ModelName, preset.Source)
	}
	return nil
}
