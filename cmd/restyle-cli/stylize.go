package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"restyle/core/imaging"
	"restyle/core/stylize"
)

// stylizeFlags are the flags of stylize.
type stylizeFlags struct {
	common
	styles    listFlag
	masks     maskFlag
	scale     float64
	mode      modeFlag
	out       string
	strength  float64
	size      int
	quality   int
	keepColor bool
	colorOnly bool
	force     bool
}

func (o *stylizeFlags) register(f *flag.FlagSet) {
	o.common.register(f)
	o.common.registerModel(f)
	f.Var(&o.styles, "style", "`FILE[=WEIGHT]`: a picture, a .style file or a name of style list; repeat it to mix styles")
	o.masks = maskFlag{&o.styles, map[int]string{}}
	f.Var(&o.masks, "mask", "apply the style named before it only where the picture `FILE` is bright, or opaque; repeat it for other styles")
	registerScale(f, &o.scale)
	f.Var(&o.mode, "mode", "art (repaint) or photo (keep it a photograph), `MODE`")
	f.StringVar(&o.out, "o", "", "write to `FILE`, or into a folder if there are several contents; without it CONTENT-STYLE.jpg in the current folder")
	f.Float64Var(&o.strength, "strength", 1, "from 0 (the content) to 1 (the full style), `S`")
	f.IntVar(&o.size, "size", 0, "shrink the content so that its long side has `PIXELS`; without it the result is as large as the content")
	f.IntVar(&o.quality, "quality", 95, "JPEG quality `Q`, 1 to 100")
	f.BoolVar(&o.keepColor, "keep-color", false, "keep the content's colours, change brightness only")
	f.BoolVar(&o.colorOnly, "color-only", false, "take the style's colours only, keep the content's brightness")
	f.BoolVar(&o.force, "force", false, "overwrite existing files")
}

func stylizeCommand() *command {
	return &command{"stylize", "repaint pictures in the style of others", "CONTENT... --style FILE[=WEIGHT]... [-o OUT] [options]", func(p *program, c *command, args []string) error {
		o := &stylizeFlags{}
		f := c.flags()
		o.register(f)
		contents, err := p.parse(c, f, args, 1, -1)
		if err != nil {
			return err
		}
		styles, err := o.check(c)
		if err != nil {
			return err
		}
		return p.stylize(o, contents, styles)
	}}
}

// check validates the flags and splits the styles.
func (o *stylizeFlags) check(c *command) ([]weighted, error) {
	if err := o.validate(c); err != nil {
		return nil, err
	}
	if err := o.options().Validate(); err != nil {
		return nil, usageError{fmt.Errorf("stylize: %w", err)}
	}
	if err := (imaging.SaveOptions{Quality: o.quality}).Validate(); err != nil || o.quality == 0 {
		return nil, wrongUsage("stylize: --quality %d: want 1 to 100", o.quality)
	}
	if !(o.scale >= stylize.SmallestScale && o.scale <= stylize.LargestScale) {
		return nil, wrongUsage("stylize: --style-scale %g: want %g to %d", o.scale, stylize.SmallestScale, stylize.LargestScale)
	}
	if len(o.styles) == 0 {
		return nil, wrongUsage("stylize: no style is named: add --style FILE")
	}
	var styles []weighted
	for i, s := range o.styles {
		w, err := parseStyle(s)
		if err != nil {
			return nil, err
		}
		w.mask = o.masks.files[i]
		styles = append(styles, w)
	}
	return styles, nil
}

func (o *stylizeFlags) options() stylize.Options {
	return stylize.Options{Mode: o.mode.mode, Strength: &o.strength, Size: o.size, KeepColor: o.keepColor, ColorOnly: o.colorOnly}
}

// stylize does the work: what fails for all contents fails at once, what fails for one of several does not stop the rest.
func (p *program) stylize(o *stylizeFlags, contents []string, styles []weighted) error {
	outputs, err := planOutputs(o.out, contents, styles)
	if err != nil {
		return err
	}
	session, err := o.session()
	if err != nil {
		return err
	}
	library, err := libraryFolder(o.library)
	if err != nil {
		return err
	}
	layers, err := (&stylist{p, session, library, o.scale}).layers(styles, &o.mode)
	if err != nil {
		return err
	}
	j := &job{session: session, layers: layers, options: o.options(), force: o.force, progress: p.progress(o.common)}
	j.save = imaging.SaveOptions{Quality: o.quality}
	for _, s := range styles {
		j.save.Inputs = append(j.save.Inputs, s.name)
		if s.mask != "" {
			j.save.Inputs = append(j.save.Inputs, s.mask)
		}
	}
	return p.each(j, contents, outputs)
}

func (p *program) each(j *job, contents, outputs []string) error {
	failures := 0
	for i, content := range contents {
		err := j.run(p.ctx, content, outputs[i])
		switch {
		case err == nil:
		case errors.Is(err, context.Canceled) || len(contents) == 1:
			j.progress.clear()
			return err
		default:
			j.progress.failed(content, err)
			failures++
		}
	}
	if failures > 0 {
		fmt.Fprintf(p.err, "restyle-cli: %d of %d pictures failed\n", failures, len(contents))
		return errReported
	}
	return nil
}

// job stylizes files.
type job struct {
	session  *stylize.Session
	layers   []stylize.Layer
	options  stylize.Options
	save     imaging.SaveOptions
	force    bool
	progress *progress
}

func (j *job) run(ctx context.Context, content, out string) error {
	begun := time.Now()
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := checkOutput(out, j.force); err != nil {
		return err
	}
	result, err := j.restyle(ctx, content)
	if err != nil {
		return err
	}
	save := j.save
	save.Inputs = append([]string{content}, save.Inputs...)
	if err := imaging.SaveRaster(out, result, save); err != nil {
		return err
	}
	width, height := result.Size()
	j.progress.saved(out, fmt.Sprintf(" (%d x %d pixels, %.1f s)", width, height, time.Since(begun).Seconds()))
	return nil
}

// restyle reads a picture and stylizes it, without holding it as floats unless it has to be shrunk.
func (j *job) restyle(ctx context.Context, path string) (*imaging.Raster, error) {
	content, err := imaging.OpenRaster(path, imaging.Limits{})
	if err != nil {
		return nil, err
	}
	o := j.options
	width, height := content.Size()
	if o.Size > 0 && max(width, height) > o.Size {
		content = imaging.RasterOf(imaging.FitLongSide(content.Picture(), o.Size))
	}
	o.Size = 0
	result := imaging.NewRaster(content.Size())
	if err := j.session.Render(ctx, result, content, j.layers, o, j.progress.stage(path)); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	result.TakeAlpha(content)
	return result, nil
}
