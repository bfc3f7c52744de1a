package main

import (
	"errors"
	"flag"
	"fmt"
	"strconv"
	"strings"

	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/train"
)

// distillFlags are the flags of distill.
type distillFlags struct {
	common
	pictures
	teacher, name, widths string
	steps, size, batch    int
	seed                  uint64
	rate                  float64
	force                 bool
}

func (o *distillFlags) register(f *flag.FlagSet) {
	o.common.register(f)
	o.pictures.register(f, "those of --style")
	recipe := train.DistillationRecipe()
	f.StringVar(&o.teacher, "teacher", "", "learn from the network in `FILE`: vgg_normalised.pth or a teacher")
	f.StringVar(&o.name, "name", "", "`NAME` of the new model")
	f.StringVar(&o.widths, "widths", "16,32,64,128", "channels of the four layers, `LIST`")
	f.IntVar(&o.steps, "steps", recipe.BlockSteps+recipe.WholeSteps, "`N` steps")
	f.IntVar(&o.size, "size", recipe.Size, "train on squares of `PIXELS`")
	f.IntVar(&o.batch, "batch", recipe.Batch, "`N` pairs of pictures in a step")
	f.Uint64Var(&o.seed, "seed", recipe.Seed, "`N` that chance begins from")
	f.Float64Var(&o.rate, "rate", recipe.Rate, "learning rate `R`")
	f.BoolVar(&o.force, "force", false, "overwrite a model of that name")
}

func distillCommand() *command {
	usage := "--teacher FILE --style DIR... [--content DIR...] --name N [options]"
	return &command{"distill", "make a small encoder that sees as a large one does; then train --scratch", usage, func(p *program, c *command, args []string) error {
		o := &distillFlags{}
		f := c.flags()
		o.register(f)
		if _, err := p.parse(c, f, args, 0, 0); err != nil {
			return err
		}
		config, err := o.check(c)
		if err != nil {
			return err
		}
		return p.distill(o, config)
	}}
}

// check validates the flags and returns the network that they describe.
func (o *distillFlags) check(c *command) (model.Config, error) {
	config := model.Compact()
	if err := o.validate(c); err != nil {
		return config, err
	}
	if err := o.pictures.check(c); err != nil {
		return config, err
	}
	if o.teacher == "" || o.name == "" {
		return config, wrongUsage("distill: name the teacher's file with --teacher and the new model with --name")
	}
	if err := errors.Join(
		between(c, "steps", float64(o.steps), 1, 1e9), between(c, "batch", float64(o.batch), 1, 256), between(c, "size", float64(o.size), 16, 1024), over0(c, "rate", o.rate, 1),
	); err != nil {
		return config, err
	}
	parts := strings.Split(o.widths, ",")
	if len(parts) != len(config.Widths) {
		return config, wrongUsage("distill: --widths %s: want four numbers such as 16,32,64,128", o.widths)
	}
	for i, s := range parts {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil {
			return config, wrongUsage("distill: --widths %s: want four numbers such as 16,32,64,128", o.widths)
		}
		config.Widths[i] = n
	}
	if err := config.Validate(); err != nil {
		return config, usageError{fmt.Errorf("distill: %w", err)}
	}
	return config, nil
}

// options are those of the recipe, its two phases shortened or stretched alike.
func (o *distillFlags) options() train.Distillation {
	d := train.DistillationRecipe()
	d.BlockSteps = o.steps * d.BlockSteps / (d.BlockSteps + d.WholeSteps)
	d.WholeSteps = o.steps - d.BlockSteps
	d.Size, d.Batch, d.Seed, d.Rate = o.size, o.batch, o.seed, o.rate
	return d
}

func (p *program) distill(o *distillFlags, config model.Config) error {
	library, err := openLibrary(o.library)
	if err != nil {
		return err
	}
	if err := library.CanSave(o.name, o.force); err != nil {
		return fmt.Errorf("distill: %w", ofName(orForce(err)))
	}
	teacher, err := loadEncoder(o.teacher)
	if err != nil {
		return err
	}
	m, err := model.Build(nn.Fresh(o.seed), config) // an encoder alone
	if err != nil {
		return err
	}
	show := p.progress(o.common)
	set, err := p.openPictures(o.sources(o.orStyles()), o.size, show)
	if err != nil {
		return err
	}
	release, err := claim("distill", library, o.name)
	if err != nil {
		return err
	}
	defer release()
	err = train.Distill(p.ctx, m, teacher, set, o.options(), o.threads, func(e train.DistillEvent) error {
		show.show(event{Event: "step", Done: e.Step, Total: e.Steps}, fmt.Sprintf("step %d of %d: errors %.3f", e.Step, e.Steps, e.Errors))
		return nil
	})
	show.clear()
	if err != nil {
		return err
	}
	m.Origin = model.Origin{Kind: "distilled", Data: "encoder learned from " + stem(o.teacher), Steps: o.steps, Seed: o.seed}
	if err := keep(library, o.name, m, o.force); err != nil {
		return err
	}
	name := m.Origin.Name // that of the model which was replaced may have other capitals
	show.saved(library.Path(name), fmt.Sprintf(": train it with train --scratch --from %q", name))
	return nil
}

// loadEncoder reads the network of a teacher file.
func loadEncoder(path string) (*model.Encoder, error) {
	if isVGG(path) {
		return model.EncoderFromVGG(path)
	}
	t, err := loadTeacher(path, orVGG)
	if err != nil {
		return nil, err
	}
	return t.Encoder, nil
}
