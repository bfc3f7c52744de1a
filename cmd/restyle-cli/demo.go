package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"restyle/assets"
	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/sct"
	"restyle/core/stylize"
)

func demoCommand() *command {
	return &command{"demo", "stylize a built-in photograph, to see that everything works", "[options]", func(p *program, c *command, args []string) error {
		var o common
		var mode modeFlag
		photo, style := prefer(assets.Photos(), "castle"), prefer(assets.Styles(), "road to tarascon")
		f := c.flags()
		o.register(f)
		o.registerModel(f)
		f.Var(&mode, "mode", "art (repaint) or photo (keep it a photograph), `MODE`")
		f.StringVar(&photo, "photo", photo, "`NAME` of a built-in photograph")
		f.StringVar(&style, "style", style, "`NAME` of a built-in style")
		if _, err := p.parse(c, f, args, 0, 0); err != nil {
			return err
		}
		if err := o.validate(c); err != nil {
			return err
		}
		return p.demo(o, mode, photo, style)
	}}
}

// prefer is the name, or that of the first sample if there is none so called.
func prefer(all []assets.Sample, name string) string {
	for _, s := range all {
		if s.Name == name {
			return name
		}
	}
	return all[0].Name
}

func (p *program) demo(o common, mode modeFlag, photo, style string) error {
	begun := time.Now()
	sample, err := assets.Photo(photo)
	if err != nil {
		return wrongUsage("demo: there is no built-in photograph called %q: choose one of %s", photo, names(assets.Photos()))
	}
	known, err := isBuiltIn(style)
	if err == nil && !known {
		err = wrongUsage("demo: there is no built-in style called %q%s", style, instead(style))
	}
	if err != nil {
		return err
	}
	out := freeName("restyled.jpg")
	if err := checkOutput(out, false); err != nil {
		return err
	}
	session, err := o.session()
	if err != nil {
		return err
	}
	show := p.progress(o)
	if err := p.restyle(session, mode, sample, style, out, show); err != nil {
		return err
	}
	if full, err := filepath.Abs(out); err == nil {
		out = full
	}
	show.finished(out)
	if p.quiet {
		return nil
	}
	fmt.Fprintf(p.out, "The photograph %q in the style of %q, in %s:\n  %s\n", photo, style, duration(time.Since(begun)), out)
	fmt.Fprint(p.out, "With pictures of your own:\n  restyle-cli stylize PHOTO.jpg --style PAINTING.jpg -o RESULT.jpg\n")
	return nil
}

// isBuiltIn tells whether a style comes with the program, as a picture or as a preset.
func isBuiltIn(style string) (bool, error) {
	if _, err := assets.Style(style); err == nil {
		return true, nil
	}
	_, found, err := model.BuiltInPreset(style)
	return found, err
}

// builtIn is the built-in style of a name.
func (s *stylist) builtIn(name string) (sct.Style, error) {
	if sample, err := assets.Style(name); err == nil {
		picture, err := imaging.Decode(bytes.NewReader(sample.JPEG), sample.Name, imaging.Limits{})
		if err != nil {
			return sct.Style{}, err
		}
		return encodeStyle(s.program.ctx, s.session, name, picture, s.look.mode.mode, s.look.scale)
	}
	preset, _, err := model.BuiltInPreset(name)
	if err != nil {
		return sct.Style{}, err
	}
	return s.fromPreset(&preset)
}

func names(all []assets.Sample) string {
	var names []string
	for _, s := range all {
		names = append(names, s.Name)
	}
	return strings.Join(names, ", ")
}

// restyle stylizes a sample and writes out.
func (p *program) restyle(session *stylize.Session, mode modeFlag, photo assets.Sample, style, out string, show *progress) error {
	content, err := imaging.Decode(bytes.NewReader(photo.JPEG), photo.Name, imaging.Limits{})
	if err != nil {
		return err
	}
	encoded, err := (&stylist{program: p, session: session, look: &lookFlags{scale: 1, mode: mode}}).builtIn(style)
	if err != nil {
		return err
	}
	result, err := session.Apply(p.ctx, content, encoded, stylize.Options{Mode: mode.mode}, show.stage(photo.Name))
	if err != nil {
		return err
	}
	return imaging.Save(out, result, imaging.SaveOptions{})
}

// freeName is the name, or the first of name-2, name-3 … that no file has.
func freeName(path string) string {
	name := path
	for i := 2; ; i++ {
		if _, err := os.Lstat(name); err != nil {
			return name
		}
		name = numbered(path, i)
	}
}
