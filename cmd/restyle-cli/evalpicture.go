package main

import (
	"errors"
	"flag"
	"fmt"
	"path/filepath"

	"restyle/core/imaging"
	"restyle/core/metrics"
	"restyle/core/model"
	"restyle/core/stylize"
)

// evalPictureFlags are the flags of eval picture and eval pairs.
type evalPictureFlags struct {
	evalFlags
	content, style string
	size           int
}

// places says what --content and --style of a command name.
type places struct{ content, style string }

func (o *evalPictureFlags) register(f *flag.FlagSet, help places) {
	o.evalFlags.register(f)
	o.registerEncoder(f)
	f.StringVar(&o.content, "content", "", help.content)
	f.StringVar(&o.style, "style", "", help.style)
	f.IntVar(&o.size, "size", farSide, "shrink contents and results so that the long side has `PIXELS` before all but lines is measured")
}

func (o *evalPictureFlags) check(c *command) error {
	switch {
	case o.content == "":
		return wrongUsage("%s: no content is named: add --content", c.name)
	case o.style == "":
		return wrongUsage("%s: no style is named: add --style", c.name)
	case o.size < 16:
		return wrongUsage("%s: --size %d: want 16 or more", c.name, o.size)
	}
	return o.validate(c)
}

func evalPictureCommand() *command {
	return &command{"eval picture", "measure a stylized picture", "RESULT --content FILE --style STYLE [--teacher FILE] [--json]", func(p *program, c *command, args []string) error {
		return p.evalPictures(c, args, places{"`FILE` that was stylized", "the style, `STYLE`: a picture, or a style whose picture is at hand"}, func(o *evalPictureFlags, result string) ([]score, error) {
			return []score{{Result: result, Content: o.content, Style: o.style}}, nil
		})
	}}
}

// evalPictures measures the results that find lists.
func (p *program) evalPictures(c *command, args []string, help places, find func(*evalPictureFlags, string) ([]score, error)) error {
	o := &evalPictureFlags{}
	f := c.flags()
	o.register(f, help)
	names, err := p.parse(c, f, args, 1, 1)
	if err != nil {
		return err
	}
	if err := o.check(c); err != nil {
		return err
	}
	results, err := find(o, names[0])
	if err != nil {
		return err
	}
	judge, space, err := o.judge(func() (*model.Model, error) { return loadNamed(o.library, o.model) })
	if err != nil {
		return err
	}
	progress := p.progress(o.common)
	var measured []score
	for i, r := range results {
		s, err := p.evalPicture(judge, o, r)
		switch {
		case err != nil && (len(results) == 1 || p.ctx.Err() != nil):
			return err
		case err != nil:
			progress.failed(r.Result, err)
			continue
		}
		measured = append(measured, s)
		progress.show(event{Event: "measured", File: r.Result, Done: i + 1, Total: len(results)}, fmt.Sprintf("%s (%d of %d)", r.Result, i+1, len(results)))
	}
	progress.clear()
	if len(measured) == 0 {
		return errReported
	}
	report := newReport(space, measured)
	return errors.Join(p.print(o.json, report, report.table), p.failures(len(results)-len(measured), len(results)))
}

// failures is how a command over several pictures ends that has failed for some, each of which it has told of.
func (p *program) failures(failed, all int) error {
	if failed == 0 {
		return nil
	}
	p.countFailed(failed, all)
	return errReported
}

// evalPicture measures the files of one score.
func (p *program) evalPicture(judge *metrics.Judge, o *evalPictureFlags, r score) (score, error) {
	result, err := openFlat(r.Result)
	if err != nil {
		return r, err
	}
	content, err := openFlat(r.Content)
	if err != nil {
		return r, err
	}
	if w, h := content.Width, content.Height; !sameShape(w, h, result.Width, result.Height) {
		return r, fmt.Errorf("measure %s: it has %d x %d pixels, its content %s %d x %d: want the same shape: choose what it was made from",
			r.Result, result.Width, result.Height, r.Content, w, h)
	}
	content = alike(content, result)
	picture, _, err := p.styleToMeasure(o.library, r.Style)
	if err != nil {
		return r, err
	}
	style, err := measureStyle(p.ctx, judge, imaging.FitLongSide(imaging.Flatten(picture), stylize.StyleSide))
	if err != nil {
		return r, fmt.Errorf("measure %s: %w", r.Style, err)
	}
	s, err := measureScore(p.ctx, judge, imaging.FitLongSide(result, o.size), imaging.FitLongSide(content, o.size), style)
	if err != nil {
		return r, fmt.Errorf("measure %s: %w", r.Result, err)
	}
	s.Lines = metrics.GridLines(result)
	s.Result, s.Content, s.Style = r.Result, filepath.Base(r.Content), filepath.Base(r.Style)
	return s, nil
}

// openFlat opens a picture without its transparency: as styles are encoded, and as results are seen.
func openFlat(name string) (*imaging.Picture, error) {
	p, err := imaging.Open(name, imaging.Limits{})
	if err != nil {
		return nil, err
	}
	return imaging.Flatten(p), nil
}
