package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"restyle/core/batch"
	"restyle/core/fault"
	"restyle/core/model"
	"restyle/core/train"
)

// trainFlags are the flags of train.
type trainFlags struct {
	common
	pictures
	mode               modeFlag
	name, resume       string
	teacher            string
	scratch, force     bool
	steps, size, batch int
	seed               uint64
	rate               float64
	content, style     float64
	ccpl, tau          float64
	anchors, layers    int // of CCPL
	checkpoint         int
	recipe, effort     string
	plan               *train.Options // from the recipe, or of the effort
}

// publishedFlags change the paper's settings, of which steps are fewer and smaller without them.
var publishedFlags = []string{"steps", "size", "batch", "rate", "content-weight", "style-weight", "ccpl-weight", "ccpl-layers", "tau", "anchors"}

// shortened is what stands for the paper's steps where no flag says more.
var shortened = train.Stage{Steps: 2000, Size: 128, Batch: 4}

func (o *trainFlags) register(f *flag.FlagSet) {
	o.common.register(f)
	o.pictures.register(f, "built-in ones, or with the paper's losses (see --effort) those of --style")
	f.StringVar(&o.model, "from", "", "go on from the model `NAME` of the library, or a model file; without it the built-in one")
	f.BoolVar(&o.scratch, "scratch", false, "take only the encoder from that model and begin the mode at random; the new model has this mode alone")
	f.StringVar(&o.name, "name", "", "`NAME` of the new model")
	f.StringVar(&o.resume, "resume", "", "go on from the checkpoint `FILE` of an interrupted training, or from that of the model of this name; its options hold, but for --teacher, which is named again")
	f.StringVar(&o.teacher, "teacher", "", "measure losses in the maps of the network in `FILE`: vgg_normalised.pth or a teacher; without it the model's encoder")
	f.BoolVar(&o.force, "force", false, "overwrite a model or a checkpoint of that name")
	f.Var(&o.mode, "mode", "art (repaint) or photo (keep it a photograph), `MODE`")
	f.StringVar(&o.effort, "effort", "", effortHelp())
	f.IntVar(&o.steps, "steps", shortened.Steps, "`N` steps; the paper took 160000")
	f.IntVar(&o.size, "size", shortened.Size, "train on squares of `PIXELS`, a multiple of 8; the paper took 256")
	f.IntVar(&o.batch, "batch", shortened.Batch, "`N` pairs of content and style in a step; the paper took 8")
	f.Uint64Var(&o.seed, "seed", 1, "`N` that chance begins from: the same seed, the same training")
	f.Float64Var(&o.rate, "rate", 1e-4, "learning rate `R`")
	paper := train.Paper()
	f.Float64Var(&o.content, "content-weight", float64(paper.Content), "factor `F` of the content loss")
	f.Float64Var(&o.style, "style-weight", float64(paper.Style), "factor `F` of the style loss")
	f.Float64Var(&o.ccpl, "ccpl-weight", float64(paper.CCPL), "factor `F` of the contrastive coherence loss")
	f.Float64Var(&o.tau, "tau", 0.07, "temperature `T` of the contrastive coherence loss")
	f.IntVar(&o.anchors, "anchors", 8, "positions `N` at which the contrastive coherence loss compares neighbours, in each layer")
	f.IntVar(&o.layers, "ccpl-layers", 3, "last `N` layers of the encoder at which the contrastive coherence loss compares neighbours: 1 to 4, in photo mode 1 to 3")
	f.StringVar(&o.recipe, "recipe", "", "take mode, seed, steps, sizes, rates and factors from `FILE` (JSON, see assets/models/recipes); the flags for these do not count then")
	f.IntVar(&o.checkpoint, "checkpoint", 200, "keep a checkpoint every `N` steps")
}

// effortHelp says what is learnt with without an effort, too.
func effortHelp() string {
	paper := train.Published(model.Art).Stages[0]
	return "how long to learn, with settings tried for it, `HOW`: quick (36 to 40 s on two cores of an AMD Turin), standard or thorough; without it quick. " +
		"With --" + strings.Join(publishedFlags, ", --") + ", --scratch or --teacher in its place, the paper's losses and rate, and " +
		fmt.Sprintf("%d steps of %d pairs of %d pixels unless they say otherwise (the paper: %d of %d of %d)", shortened.Steps, shortened.Batch, shortened.Size, paper.Steps, paper.Batch, paper.Size)
}

func trainCommand() *command {
	usage := "--style DIR... [--content DIR...] --name N [--from MODEL] [--effort HOW] [--resume FILE] [options]"
	return &command{"train", "teach a model on pictures of your own", usage, func(p *program, c *command, args []string) error {
		o := &trainFlags{}
		f := c.flags()
		o.register(f)
		if _, err := p.parse(c, f, args, 0, 0); err != nil {
			return err
		}
		if err := o.checkResume(f); err != nil {
			return err
		}
		if err := o.chooseEffort(f); err != nil {
			return err
		}
		if err := o.check(c); err != nil {
			return err
		}
		return p.train(o)
	}}
}

func (o *trainFlags) check(c *command) error {
	if err := o.validate(c); err != nil {
		return err
	}
	if err := o.pictures.check(c); err != nil {
		return err
	}
	if o.name == "" && o.resume == "" {
		return wrongUsage("train: give the new model a name: --name NAME")
	}
	if o.name == "" {
		o.name = o.resumed()
	}
	if err := o.checkNumbers(c); err != nil {
		return err
	}
	if o.recipe != "" {
		if err := o.readRecipe(); err != nil {
			return err
		}
	}
	if err := o.options().Validate(); err != nil && o.resume == "" {
		return usageError{fmt.Errorf("train: %w", err)}
	}
	return nil
}

// checkNumbers refuses numbers that make no training, in the words of the flags.
func (o *trainFlags) checkNumbers(c *command) error {
	const much = 1e9
	return errors.Join(
		between(c, "checkpoint", float64(o.checkpoint), 1, much), between(c, "steps", float64(o.steps), 1, much), between(c, "batch", float64(o.batch), 1, 256),
		over0(c, "rate", o.rate, 1), over0(c, "tau", o.tau, much), between(c, "anchors", float64(o.anchors), 1, 1024),
		between(c, "ccpl-layers", float64(o.layers), 1, float64(o.mode.mode.Layers())),
		between(c, "content-weight", o.content, 0, much), between(c, "style-weight", o.style, 0, much), between(c, "ccpl-weight", o.ccpl, 0, much),
	)
}

// orForce adds the flag that a name which is taken can be met with.
func orForce(err error) error {
	if f := fault.Of(err); f != nil && f.Name == "name.taken" {
		return fmt.Errorf("%w, or add --force to overwrite it", err)
	}
	return err
}

// readRecipe reads training options.
func (o *trainFlags) readRecipe() error {
	b, err := os.ReadFile(o.recipe)
	if err != nil {
		return fmt.Errorf("read the recipe: %w", err)
	}
	o.plan = &train.Options{}
	decoder := json.NewDecoder(bytes.NewReader(b))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(o.plan); err != nil {
		return fmt.Errorf("read the recipe %s: %w: want a JSON object like those in assets/models/recipes", o.recipe, err)
	}
	o.mode.mode = o.plan.Mode
	return nil
}

func (o *trainFlags) options() train.Options {
	if o.plan != nil {
		return *o.plan
	}
	t := train.Published(o.mode.mode)
	t.Stages = []train.Stage{{Steps: o.steps, Size: o.size, Batch: o.batch}}
	t.Seed, t.Rate = o.seed, o.rate
	t.Weights.Content, t.Weights.Style, t.Weights.CCPL = float32(o.content), float32(o.style), float32(o.ccpl)
	t.CCPL.Anchors, t.CCPL.Layers, t.CCPL.Temperature = o.anchors, o.layers, float32(o.tau)
	return t
}

// train runs a training to its end and puts the model into the library.
func (p *program) train(o *trainFlags) error {
	library, err := openLibrary(o.library)
	if err != nil {
		return err
	}
	if err := o.findCheckpoint(library); err != nil {
		return err
	}
	if err := library.CanSave(o.name, o.force); err != nil {
		return fmt.Errorf("train: %w", ofName(orForce(err)))
	}
	saved := trainingPath(library, o.name)
	if err := batch.CanMake(filepath.Dir(saved)); err != nil {
		return err
	}
	release, err := claim("train", library, o.name) // before the checkpoint is looked at, which another training may go on writing while the pictures are read
	if err != nil {
		return err
	}
	defer release()
	if _, err := os.Stat(saved); err == nil && !o.force && !model.SameFile(saved, o.resume) {
		return fmt.Errorf("train: there is a checkpoint %s: go on from it with --resume, or add --force to begin anew", saved)
	}
	run := &training{program: p, library: library, flags: o, path: saved, progress: p.progress(o.common)}
	if err := run.load(library); err != nil {
		return err
	}
	set, err := run.open()
	if err != nil {
		return err
	}
	if err := run.prepare(); err != nil {
		return err
	}
	return run.run(library, set)
}
