package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"restyle/core/batch"
	"restyle/core/imaging"
	"restyle/core/stylize"
)

// stylizeFlags are the flags of stylize.
type stylizeFlags struct {
	common
	batchFlags
	lookFlags
	size     int
	way      string // of a recipe
	followed string // the file of that; empty: none
}

func (o *stylizeFlags) register(f *flag.FlagSet) {
	o.common.register(f)
	o.common.registerModel(f)
	o.batchFlags.register(f)
	o.lookFlags.register(f)
	f.IntVar(&o.size, "size", 0, "shrink the content so that its long side has `PIXELS`; without it the result is as large as the content")
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
		o.scaleGiven = given(f, "style-scale")
		o.hear(f)
		styles, err := o.check(c)
		if err != nil {
			return err
		}
		return p.stylize(o, contents, styles)
	}}
}

// check validates the flags and splits the styles.
func (o *stylizeFlags) check(c *command) ([]weighted, error) {
	if err := o.common.validate(c); err != nil {
		return nil, err
	}
	if err := o.options().Validate(); err != nil {
		return nil, usageError{fmt.Errorf("stylize: %w", err)}
	}
	if err := o.batchFlags.validate(c); err != nil {
		return nil, err
	}
	return o.weighted(c, styleFolder(o.library))
}

func (o *stylizeFlags) options() stylize.Options {
	options := o.look()
	options.Size, options.Way = o.size, o.way
	return options
}

// stylize does the work: what fails for all contents fails at once, what fails for one of several does not stop the rest.
func (p *program) stylize(o *stylizeFlags, contents []string, styles []weighted) error {
	items, err := p.items(o, contents, styles)
	if err != nil {
		return err
	}
	work, err := p.work(o, styles)
	if err != nil {
		return err
	}
	return p.runBatch(o, work, items, len(items) == 1 && !slices.ContainsFunc(contents, isFolder))
}

// work encodes the styles and gathers what all contents have in common.
func (p *program) work(o *stylizeFlags, styles []weighted) (*batch.Work, error) {
	session, err := o.session()
	if err != nil {
		return nil, err
	}
	stylist := &stylist{program: p, session: session, folder: styleFolder(o.library), look: &o.lookFlags}
	layers, err := stylist.layers(styles)
	if err != nil {
		return nil, err
	}
	w := &batch.Work{Session: session, Layers: layers, Options: o.options(), Depth: o.depth}
	w.Save = imaging.SaveOptions{Quality: o.quality, Subsampling: o.subsampling, Inputs: append(o.files(styles), stylist.read...)}
	if o.followed != "" {
		w.Save.Inputs = append(w.Save.Inputs, o.followed)
	}
	if o.recipe {
		w.Recipe, err = o.recipeOf(w, styles, stylist)
	}
	return w, err
}

// suffix names the styles behind the name of a content: -STYLE+STYLE.
func suffix(styles []weighted) string {
	var names []string
	for _, s := range styles {
		names = append(names, strings.ReplaceAll(stem(s.name), " ", "-"))
	}
	return "-" + strings.Join(names, "+")
}
