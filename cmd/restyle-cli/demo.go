package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"restyle/assets"
	"restyle/core/imaging"
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
		return usageError{err}
	}
	painting, err := assets.Style(style)
	if err != nil {
		return usageError{err}
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
	if err := p.restyle(session, mode, sample, painting, out, show); err != nil {
		return err
	}
	if full, err := filepath.Abs(out); err == nil {
		out = full
	}
	show.finished(out)
	if p.quiet {
		return nil
	}
	fmt.Fprintf(p.out, "The photograph %q in the style of %q, in %.1f s:\n  %s\n", photo, style, time.Since(begun).Seconds(), out)
	fmt.Fprint(p.out, "With pictures of your own:\n  restyle-cli stylize PHOTO.jpg --style PAINTING.jpg -o RESULT.jpg\n")
	return nil
}

// restyle stylizes a sample and writes out.
func (p *program) restyle(session *stylize.Session, mode modeFlag, photo, painting assets.Sample, out string, show *progress) error {
	content, err := imaging.Decode(bytes.NewReader(photo.JPEG), photo.Name, imaging.Limits{})
	if err != nil {
		return err
	}
	picture, err := imaging.Decode(bytes.NewReader(painting.JPEG), painting.Name, imaging.Limits{})
	if err != nil {
		return err
	}
	style, err := session.Style(p.ctx, picture, mode.mode)
	if err != nil {
		return err
	}
	result, err := session.Apply(p.ctx, content, style, stylize.Options{Mode: mode.mode}, show.stage(photo.Name))
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
