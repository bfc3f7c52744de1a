package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/onnx"
)

// exportFlags are the flags of model export.
type exportFlags struct {
	libraryFlags
	out, part string
	mode      modeFlag
	force     bool
}

func modelExportCommand() *command {
	usage := "NAME -o FILE.safetensors | FILE.onnx [--mode MODE] [--part PART] [--force]"
	return &command{"model export", "write a model to a file, for Restyle or as an ONNX graph for other programs", usage, func(p *program, c *command, args []string) error {
		o := &exportFlags{part: onnx.Whole.String()}
		f := c.flags()
		o.register(f)
		f.StringVar(&o.out, "o", "", "write to `FILE`; its ending chooses the format")
		f.StringVar(&o.part, "part", o.part, "of an ONNX graph, `PART` "+partNames())
		f.Var(&o.mode, "mode", "of an ONNX graph, `MODE` art or photo")
		f.BoolVar(&o.force, "force", false, "overwrite an existing file")
		names, err := p.parse(c, f, args, 1, 1)
		if err != nil {
			return err
		}
		if err := o.check(given(f, "part"), given(f, "mode")); err != nil {
			return err
		}
		if err := o.export(names[0]); err != nil {
			return err
		}
		p.progress(o).saved(o.out, "")
		return nil
	}}
}

// check refuses what is said of an ONNX graph and would not count for a model file.
func (o *exportFlags) check(part, mode bool) error {
	graph := strings.EqualFold(filepath.Ext(o.out), ".onnx")
	for flag, set := range map[string]bool{"--part": part, "--mode": mode} {
		if set && !graph && o.out != "" {
			return wrongUsage("model export: %s: it is for ONNX graphs, and %s holds the whole model: leave it out, or end the name with .onnx", flag, o.out)
		}
	}
	return nil
}

func partNames() string {
	var names []string
	for _, part := range onnx.Parts() {
		names = append(names, part.String())
	}
	return strings.Join(names, ", ")
}

// export writes the model of that name to the file.
func (o *exportFlags) export(name string) error {
	part, err := onnx.ParsePart(o.part)
	if err != nil {
		return usageError{err}
	}
	switch strings.ToLower(filepath.Ext(o.out)) {
	case ".safetensors":
		if err := checkOutput(o.out, o.force); err != nil {
			return err
		}
		m, err := loadNamed(o.library, name)
		if err != nil {
			return err
		}
		return m.Save(o.out)
	case ".onnx":
		if err := checkOutput(o.out, o.force); err != nil {
			return err
		}
		m, err := loadNamed(o.library, name)
		if err != nil {
			return err
		}
		return exportONNX(o.out, m, o.mode.mode, part)
	}
	return wrongUsage("model export: name the file with -o NAME.safetensors or -o NAME.onnx")
}

// exportONNX writes the whole file or, on any error, nothing.
func exportONNX(path string, m *model.Model, mode model.Mode, part onnx.Part) error {
	var graph bytes.Buffer
	if err := onnx.Export(&graph, m, mode, part); err != nil {
		return fmt.Errorf("export %s: %w", path, err)
	}
	return imaging.Replace(path, func(w io.Writer) error {
		_, err := graph.WriteTo(w)
		return err
	})
}
