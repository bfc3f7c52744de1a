package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"

	"restyle/core/imaging"
	"restyle/core/metrics"
	"restyle/core/model"
)

// evalFlags are the flags of all eval commands.
type evalFlags struct {
	common
	teacher string
	json    bool
	force   bool
}

func (o *evalFlags) register(f *flag.FlagSet) {
	o.common.register(f)
	f.BoolVar(&o.json, "json", false, "print one JSON object in place of the table")
}

// registerSpace adds the flag of commands that compare in a feature space; --model is there already.
func (o *evalFlags) registerSpace(f *flag.FlagSet) {
	f.StringVar(&o.teacher, "teacher", "", "measure in the lifted features of the teacher in `FILE`; without it in those of the model's encoder")
}

// registerEncoder adds the flags of commands that stylize nothing and compare in a feature space.
func (o *evalFlags) registerEncoder(f *flag.FlagSet) {
	f.StringVar(&o.model, "model", "", "measure in the features of the encoder of model `NAME`; without it the built-in one's")
	o.registerSpace(f)
}

// registerForce adds the flag of commands that write files.
func (o *evalFlags) registerForce(f *flag.FlagSet) {
	f.BoolVar(&o.force, "force", false, "overwrite existing files")
}

// judge measures in the teacher's space, or in that of the encoder that own returns.
func (o *evalFlags) judge(own func() (*model.Model, error)) (*metrics.Judge, string, error) {
	if o.teacher != "" {
		t, err := loadTeacher(o.teacher, "")
		if err != nil {
			return nil, "", err
		}
		return metrics.NewJudge(t, o.threads), "teacher", nil
	}
	m, err := own()
	if err != nil {
		return nil, "", err
	}
	return metrics.NewJudge(m.Encoder, o.threads), "encoder of " + m.Origin.Name, nil
}

// checkFiles finds out before any work whether pictures can be written to the given names, of which some may be empty, and that none is read.
func (o *evalFlags) checkFiles(c *command, inputs []string, paths ...string) error {
	for _, path := range paths {
		if path == "" {
			continue
		}
		if err := imaging.CanSave(path); err != nil {
			return usageError{fmt.Errorf("%s: %w", c.name, err)}
		}
		if err := spare(path, append(inputs, o.teacher, o.model)); err != nil {
			return err
		}
		if err := checkOutput(path, o.force); err != nil {
			return err
		}
	}
	return nil
}

// print writes v as JSON, or the table that text makes. That nothing can be written is found out by run.
func (p *program) print(asJSON bool, v any, text func() string) error {
	if !asJSON {
		fmt.Fprint(p.out, text())
		return nil
	}
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("print the result: %w", err)
	}
	fmt.Fprintf(p.out, "%s\n", b)
	return nil
}

// sameShape tells whether a content of w x h pixels may have become a result of so many: to a pixel, by which sizes are rounded.
func sameShape(w, h, width, height int) bool {
	off := w*height - h*width
	return max(off, -off) <= max(w, h)
}

// alike is the content, which has the same shape, at the size of its result, which is smaller where it was stylized with --size.
func alike(content, result *imaging.Picture) *imaging.Picture {
	if content.Width == result.Width && content.Height == result.Height {
		return content
	}
	return imaging.Resize(content, result.Width, result.Height)
}

var errNoPictures = errors.New("there are no pictures in it: choose a folder with JPEG, PNG, WebP, BMP, TIFF or GIF files")
