package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
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

// demoFlags are the flags of demo.
type demoFlags struct {
	common
	mode              modeFlag
	photo, style, out string
	force             bool
}

func (o *demoFlags) register(f *flag.FlagSet) {
	o.common.register(f)
	o.registerModel(f)
	f.Var(&o.mode, "mode", "art (repaint) or photo (keep it a photograph), `MODE`")
	f.StringVar(&o.photo, "photo", prefer(assets.Photos(), "castle"), "`NAME` of a built-in photograph")
	f.StringVar(&o.style, "style", prefer(assets.Styles(), "road to tarascon"), "`NAME` of a built-in style")
	f.StringVar(&o.out, "o", "", "write to `FILE`; without it "+demoName+", or the first of restyled-2.jpg, restyled-3.jpg … that is not there")
	f.BoolVar(&o.force, "force", false, "overwrite an existing file")
}

func demoCommand() *command {
	return &command{"demo", "stylize a built-in photograph, to see that everything works", "[-o FILE] [options]", func(p *program, c *command, args []string) error {
		o := &demoFlags{}
		f := c.flags()
		o.register(f)
		if _, err := p.parse(c, f, args, 0, 0); err != nil {
			return err
		}
		if err := o.check(c); err != nil {
			return err
		}
		return p.demo(o)
	}}
}

func (o *demoFlags) check(c *command) error {
	if err := o.validate(c); err != nil {
		return err
	}
	if o.out == "" && o.force {
		return wrongUsage("demo: --force: without -o nothing is overwritten: leave it out, or name a file with -o")
	}
	if o.out == "" {
		return nil
	}
	if err := imaging.CanSave(o.out); err != nil {
		return usageError{fmt.Errorf("demo: %w", err)}
	}
	return nil
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

func (p *program) demo(o *demoFlags) error {
	begun := time.Now()
	sample, err := assets.Photo(o.photo)
	if err != nil {
		return wrongUsage("demo: there is no built-in photograph called %q: choose one of %s", o.photo, names(assets.Photos()))
	}
	known, err := model.IsBuiltInStyle(o.style)
	if err == nil && !known {
		err = wrongUsage("demo: there is no built-in style called %q%s", o.style, instead(o.style))
	}
	if err != nil {
		return err
	}
	out := o.out
	if out == "" {
		out = freeName(demoName)
	}
	if err := checkOutput(out, o.force); err != nil {
		return err
	}
	session, err := o.session()
	if err != nil {
		return err
	}
	show := p.progress(o)
	if out, err = p.restyle(session, o, sample, out, show); err != nil {
		return err
	}
	if full, err := filepath.Abs(out); err == nil {
		out = full
	}
	show.finished(out)
	if p.quiet && o.out == "" { // nobody else knows the name
		fmt.Fprintln(p.out, out)
	}
	p.tell("The photograph %q in the style of %q, in %s:\n  %s\n", o.photo, o.style, duration(time.Since(begun)), out)
	p.tell("With pictures of your own:\n  restyle-cli stylize PHOTO.jpg --style PAINTING.jpg -o RESULT.jpg\n")
	return nil
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

// demoName is the name of a result for which no other is given.
const demoName = "restyled.jpg"

// restyle stylizes a sample and writes out or, if nobody has chosen that name and another program takes it meanwhile, the next that is free.
func (p *program) restyle(session *stylize.Session, o *demoFlags, photo assets.Sample, out string, show *progress) (written string, err error) {
	content, err := imaging.Decode(bytes.NewReader(photo.JPEG), photo.Name, imaging.Limits{})
	if err != nil {
		return "", err
	}
	encoded, err := (&stylist{program: p, session: session, look: &lookFlags{scale: 1, mode: o.mode}}).builtIn(o.style)
	if err != nil {
		return "", err
	}
	result, err := session.Apply(p.ctx, content, encoded, stylize.Options{Mode: o.mode.mode}, show.stage(photo.Name))
	if err != nil {
		return "", err
	}
	for {
		err := imaging.Save(out, result, imaging.SaveOptions{New: !o.force})
		if o.out != "" || !errors.Is(err, fs.ErrExist) {
			return out, err
		}
		out = freeName(demoName)
	}
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
