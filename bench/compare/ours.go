package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"time"

	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
)

// stylization is content encoding, SCT and decoding as one graph, the style being an input.
type stylization struct {
	graph           *nn.Graph
	content, output *nn.Tensor
	style           model.StyleNodes
}

func newStylization(machine *nn.Machine, m *model.Model, mode model.Mode, h, w int) (*stylization, error) {
	part, err := m.Part(mode)
	if err != nil {
		return nil, err
	}
	b := nn.NewBuilder(machine)
	s := &stylization{content: b.Input(kernel.Shape{N: 1, H: h, W: w, C: 3}), style: m.Config.StyleInputs(b, mode, 1)}
	features := m.Encoder.Features(b, s.content, mode.Layers())
	s.output = b.Crop(part.Apply(b, features, s.style), h, w)
	s.graph, err = b.Compile(nil, s.output)
	return s, err
}

// styling encodes a style picture.
type styling struct {
	graph   *nn.Graph
	picture *nn.Tensor
	style   model.StyleNodes
}

func newStyling(machine *nn.Machine, m *model.Model, mode model.Mode, h, w int) (*styling, error) {
	part, err := m.Part(mode)
	if err != nil {
		return nil, err
	}
	b := nn.NewBuilder(machine)
	s := &styling{picture: b.Input(kernel.Shape{N: 1, H: h, W: w, C: 3})}
	s.style = part.Style(b, m.Config, m.Encoder.Features(b, s.picture, mode.Layers()))
	outputs := []*nn.Tensor{s.style.Cov, s.style.Mean}
	if s.style.Levels != nil {
		outputs = append(outputs, s.style.Levels)
	}
	s.graph, err = b.Compile(nil, outputs...)
	return s, err
}

// copyTo hands the style on as input of a stylization.
func (s *styling) copyTo(to model.StyleNodes) {
	copy(to.Cov.Data(), s.style.Cov.Data())
	copy(to.Mean.Data(), s.style.Mean.Data())
	if to.Levels != nil {
		copy(to.Levels.Data(), s.style.Levels.Data())
	}
}

// work answers each line of standard input by one run.
func (o options) work() error {
	m, err := o.build()
	if err != nil {
		return err
	}
	s, err := newStylization(nn.NewMachine(o.threads), m, o.mode, o.size, o.size)
	if err != nil {
		return err
	}
	in := o.inputs(m)
	copy(s.content.Data(), toNHWC(in["content"].values, 3))
	copy(s.style.Cov.Data(), in["cov"].values)
	copy(s.style.Mean.Data(), in["mean"].values)
	if s.style.Levels != nil {
		copy(s.style.Levels.Data(), in["levels"].values)
	}
	lines, out := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	for lines.Scan() {
		start := time.Now()
		if err := s.graph.Run(context.Background()); err != nil {
			return err
		}
		if err := out.Encode(reply{Milliseconds: 1000 * time.Since(start).Seconds()}); err != nil {
			return err
		}
	}
	return lines.Err()
}
