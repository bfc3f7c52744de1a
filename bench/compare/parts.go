package main

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"strings"

	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/onnx"
)

// partSides are the contents and styles that the parts are compared on: height and width of both.
var partSides = [][4]int{{128, 128, 128, 128}, {67, 93, 101, 77}, {131, 50, 88, 133}}

// stages are a stylization of this engine with everything between the parts, in the order of ONNX and by the names of the graphs.
type stages map[string]array

// agreeOnParts exports each part of a network as a file of its own and compares its outputs with what this engine computes there. Parts get this
// engine's results as inputs, so that a difference belongs to the part that shows it.
func (o options) agreeOnParts() error {
	m, err := o.build()
	if err != nil {
		return err
	}
	all := make([]stages, len(partSides))
	for i, s := range partSides {
		content, style := random(uint64(10+i), 0, 1, 1, 3, s[0], s[1]), random(uint64(20+i), .2, .9, 1, 3, s[2], s[3])
		if all[i], err = o.stages(m, content, style); err != nil {
			return err
		}
	}
	for _, part := range onnx.Parts() {
		worst, name, err := o.agreeOn(m, part, all)
		if err != nil {
			return err
		}
		fmt.Printf("| %s %v | %v | %.1e (%s) |\n", o.network, o.mode, part, worst, name)
		if !(worst <= tolerance) {
			return fmt.Errorf("%s %v %v: %s differs by %.2g of its range", o.network, o.mode, part, name, worst)
		}
	}
	return nil
}

// agreeOn is the largest difference of any output of a part on all pictures, as a share of the output's range, and the name of that output.
func (o options) agreeOn(m *model.Model, part onnx.Part, all []stages) (worst float64, name string, err error) {
	graph, err := o.export(m, part)
	if err != nil {
		return 0, "", err
	}
	theirs, err := start("node", "bench/ort.cjs", graph, "1")
	if err != nil {
		return 0, "", err
	}
	defer theirs.stop()
	for _, s := range all {
		inputs, outputs := o.ends(m.Config, part)
		in := map[string]array{}
		for _, n := range inputs {
			in[n] = s[n]
		}
		feeds, err := o.store(in)
		if err != nil {
			return 0, "", err
		}
		if _, err := theirs.ask(request{Feeds: feeds, Save: o.dir}); err != nil {
			return 0, "", err
		}
		for _, n := range outputs {
			d, err := o.farthest(n, s[o.named(part, n)])
			if err != nil {
				return 0, "", err
			}
			if d >= worst {
				worst, name = d, n
			}
		}
	}
	return worst, name, nil
}

// farthest compares an output that was saved.
func (o options) farthest(name string, want array) (float64, error) {
	got, err := readFloats(filepath.Join(o.dir, name))
	if err != nil {
		return 0, err
	}
	if len(got) != len(want.values) {
		return 0, fmt.Errorf("%s has %d values there and %d here", name, len(got), len(want.values))
	}
	difference, low, high := 0.0, math.Inf(1), math.Inf(-1)
	for i, v := range want.values {
		difference = max(difference, math.Abs(float64(v)-float64(got[i])))
		low, high = min(low, float64(v)), max(high, float64(v))
	}
	return difference / (high - low), nil
}

// ends are the names of a part's inputs and outputs.
func (o options) ends(c model.Config, part onnx.Part) (inputs, outputs []string) {
	var maps, shown, style []string
	for i := range o.mode.Layers() {
		maps = append(maps, fmt.Sprintf("relu%d_1", i+1))
	}
	for i := range c.Details(o.mode) {
		shown = append(shown, strings.TrimSuffix(fmt.Sprint("detail", i+1), "1"))
	}
	style = []string{"cov", "mean"}
	levels := style
	if c.Statistics(o.mode) > 0 {
		levels = []string{"cov", "mean", "levels"}
	}
	switch part {
	case onnx.Encoder:
		return []string{"picture"}, maps
	case onnx.Style:
		return []string{"style"}, levels
	case onnx.Transform:
		return append([]string{"features"}, style...), []string{"transformed"}
	case onnx.Decoder:
		return append(append([]string{"transformed"}, shown...), levels[2:]...), []string{"output"}
	case onnx.Stylize:
		return append([]string{"content"}, levels...), []string{"output"}
	}
	return []string{"content", "style"}, []string{"output"}
}

// named is the stage that an output of a part is: the decoder alone does not crop.
func (o options) named(part onnx.Part, output string) string {
	if part == onnx.Decoder {
		return "decoded"
	}
	return output
}

// stages runs this engine.
func (o options) stages(m *model.Model, content, style array) (stages, error) {
	part, err := m.Part(o.mode)
	if err != nil {
		return nil, err
	}
	b := nn.NewBuilder(nn.NewMachine(0))
	x := b.Constant(toNHWC(content.values, 3), kernel.Shape{N: 1, H: content.dims[2], W: content.dims[3], C: 3})
	y := b.Constant(toNHWC(style.values, 3), kernel.Shape{N: 1, H: style.dims[2], W: style.dims[3], C: 3})
	features := m.Encoder.Features(b, x, o.mode.Layers())
	last := features[len(features)-1]
	s := part.Style(b, m.Config, m.Encoder.Features(b, y, o.mode.Layers()))
	moved := part.Transform(b, last, b.Moments(last), s.Cov, s.Mean)
	decoded := part.Decoder.Decode(b, moved, s.Levels, part.Details(b, features, s.Levels))
	output := b.Crop(decoded, x.Shape.H, x.Shape.W)

	maps := map[string]*nn.Tensor{"features": last, "transformed": moved, "decoded": decoded, "output": output, "mean": s.Mean}
	for i, f := range features {
		maps[fmt.Sprintf("relu%d_1", i+1)] = f
	}
	for i := range m.Config.Details(o.mode) {
		maps[strings.TrimSuffix(fmt.Sprint("detail", i+1), "1")] = features[len(features)-2-i]
	}
	if s.Levels != nil {
		maps["levels"] = s.Levels
	}
	outputs := []*nn.Tensor{s.Cov}
	for _, t := range maps {
		outputs = append(outputs, t)
	}
	g, err := b.Compile(nil, outputs...)
	if err != nil {
		return nil, err
	}
	if err := g.Run(context.Background()); err != nil {
		return nil, err
	}
	all := stages{"content": content, "picture": content, "style": style, "cov": {append([]float32(nil), s.Cov.Data()...), []int{s.Cov.Shape.W, s.Cov.Shape.C}}}
	for name, t := range maps {
		all[name] = array{toNCHW(t.Data(), t.Shape.C), []int{1, t.Shape.C, t.Shape.H, t.Shape.W}}
	}
	return all, nil
}
