package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"restyle/core/batch"
	"restyle/core/kernel"
	"restyle/core/model"
)

// recipeOf describes what all results of a command have in common.
func (o *stylizeFlags) recipeOf(w *batch.Work, styles []weighted, finder *stylist) (*batch.Recipe, error) {
	r := &batch.Recipe{Scale: o.scale, Look: batch.LookOf(w.Options)}
	r.Output = batch.Output{Quality: o.quality, Subsampling: o.subsampling, Depth: o.depth}
	m := w.Session.Model()
	sum, err := m.Checksum()
	if err != nil {
		return nil, err
	}
	r.Model = batch.File{Name: cmp.Or(o.model, model.DefaultName), SHA256: sum}
	if model.IsPath(o.model) {
		r.Model = batch.File{Path: o.model, SHA256: sum}
	}
	for _, s := range styles {
		style := batch.Style{Weight: float64(s.weight)}
		if style.File, err = finder.file(s.name); err != nil {
			return nil, err
		}
		if s.mask != "" {
			mask, err := batch.FileOf(s.mask)
			if err != nil {
				return nil, err
			}
			style.Mask = &mask
		}
		r.Styles = append(r.Styles, style)
	}
	return r, nil
}

// file is the file of a style, or its name alone if it is built in.
func (s *stylist) file(name string) (batch.File, error) {
	path, ok := s.preset(name)
	if !ok {
		path = name
	}
	if _, err := os.Stat(path); err != nil {
		return batch.File{Name: name}, nil
	}
	return batch.FileOf(path)
}

func recipeRunCommand() *command {
	usage := "RECIPE [CONTENT...] [-o OUT] [options]"
	return &command{"recipe run", "make a result again from its recipe, or other contents like it", usage, func(p *program, c *command, args []string) error {
		o := &stylizeFlags{lookFlags: lookFlags{strength: 1, scale: 1}}
		f := c.flags()
		o.common.register(f)
		o.common.registerModel(f)
		o.batchFlags.register(f)
		f.Lookup("o").Usage = "write to `FILE`, or into a folder; without it where the recipe's result was, and other contents as CONTENT-STYLE into the current folder"
		names, err := p.parse(c, f, args, 1, -1)
		if err != nil {
			return err
		}
		if err := errors.Join(o.common.validate(c), o.batchFlags.validate(c)); err != nil {
			return err
		}
		o.hear(f)
		recipe, err := batch.ReadRecipe(names[0])
		if err != nil {
			return err
		}
		recipe = recipe.In(filepath.Dir(names[0]))
		o.take(recipe.Output, f)
		o.followed = names[0]
		styles, err := o.follow(recipe)
		if err != nil {
			return err
		}
		if len(names) > 1 {
			return p.stylize(o, names[1:], styles)
		}
		return p.repeat(o, recipe, styles)
	}}
}

// follow sets the flags that a recipe decides, and names its styles.
func (o *stylizeFlags) follow(r *batch.Recipe) ([]weighted, error) {
	options, err := r.Look.Options()
	if err != nil {
		return nil, err
	}
	o.mode = modeFlag{options.Mode, true}
	o.strength, o.size, o.keepColor, o.colorOnly = *options.Strength, options.Size, options.KeepColor, options.ColorOnly
	o.plain = options.Plain && options.Mode == model.Photo
	o.scale = r.Scale
	if o.model == "" {
		o.model = r.Model.Name + r.Model.Path // one of the two
		if r.Model.Path != "" && !model.IsPath(r.Model.Path) {
			o.model = "." + string(os.PathSeparator) + r.Model.Path // in the current folder, with an ending of its own
		}
	}
	var styles []weighted
	for _, s := range r.Styles {
		if err := s.Unchanged("the style", fmt.Sprintf("name it in a command of its own: restyle-cli stylize CONTENT --style %q", s.Path)); err != nil {
			return nil, err
		}
		w := weighted{name: s.Name + s.Path, weight: float32(s.Weight)}
		if s.Mask != nil {
			if err := s.Mask.Unchanged("the mask", fmt.Sprintf("name it in a command of its own: restyle-cli stylize CONTENT --style FILE --mask %q", s.Mask.Path)); err != nil {
				return nil, err
			}
			w.mask = s.Mask.Path
		}
		styles = append(styles, w)
	}
	return styles, nil
}

// repeat makes the result of a recipe again, and says whether it has the same bytes.
func (p *program) repeat(o *stylizeFlags, r *batch.Recipe, styles []weighted) error {
	if err := r.Content.Unchanged("the content", "name it behind the recipe"); err != nil {
		return err
	}
	o.way = r.Plan
	if o.out == "" {
		o.out = r.Result.Path
	}
	folder := isFolder(o.out)
	if folder {
		o.out = filepath.Join(o.out, filepath.Base(r.Result.Path))
	}
	items := []batch.Item{{Content: r.Content.Path, Output: o.out, MakeFolder: folder}}
	if err := errors.Join(o.checkOne(o.out), o.checkDepth(items)); err != nil {
		return err
	}
	work, err := p.work(o, styles)
	if err != nil {
		return err
	}
	if err := sameModel(work.Session.Model(), r); err != nil {
		return err
	}
	if err := p.runBatch(o, work, items, true); err != nil {
		return err
	}
	return p.compare(o, r)
}

func sameModel(m *model.Model, r *batch.Recipe) error {
	sum, err := m.Checksum()
	if err == nil && sum != r.Model.SHA256 {
		err = errors.New("the model of the recipe has other weights now: name the old one with --model FILE, or name contents to paint them with the new one")
	}
	return err
}

// compare tells whether the new result is the old one.
func (p *program) compare(o *stylizeFlags, r *batch.Recipe) error {
	same, err := r.Again(o.out)
	if err != nil || p.quiet {
		return err
	}
	text := "the same bytes as when the recipe was written"
	if !same {
		text = "other bytes than when the recipe was written"
		if r.Program != batch.Program() || r.Processor != kernel.Current().String() {
			text += fmt.Sprintf(", by %s on %s: this is %s on %s", r.Program, r.Processor, batch.Program(), kernel.Current())
		}
	}
	if p.json {
		p.say(event{Event: "repeated", File: o.out, Same: &same, Message: text})
	}
	fmt.Fprintln(p.out, text)
	return nil
}
