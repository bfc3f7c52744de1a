package onnx

import (
	"fmt"
	"io"

	"restyle/core/model"
	"restyle/core/sct"
)

// Part is a piece of the network that can be a file of its own.
type Part uint8

const (
	Whole     Part = iota // content, style -> output
	Encoder               // picture -> relu1_1 … relu4_1, or relu3_1 in photorealistic mode
	Style                 // style -> cov, mean, levels: what the network keeps of a style picture
	Transform             // features, cov, mean -> transformed
	Decoder               // transformed, detail, levels -> output, stride times as large
	Stylize               // content, cov, mean, levels -> output: the whole but for the encoding of the style
)

// Parts lists all parts.
func Parts() []Part { return []Part{Whole, Encoder, Style, Transform, Decoder, Stylize} }

func (p Part) String() string {
	return [...]string{"whole", "encoder", "style", "transform", "decoder", "stylize"}[p]
}

// ParsePart is the inverse of String.
func ParsePart(s string) (Part, error) {
	for _, p := range Parts() {
		if p.String() == s {
			return p, nil
		}
	}
	return Whole, fmt.Errorf("part %q of a model: want whole, encoder, style, transform, decoder or stylize", s)
}

// Export writes a part of the model's mode as an ONNX file. Pictures are [1 3 H W], maps [1 C H W], cov [32 32], mean [1 C 1 1]. Where the
// decoder is modulated there are levels, [1 Statistics 1 1]; where it is shown the content's detail, detail is the content's map at the
// layer before the last, as the encoder gives it, and detail2 that of the layer before.
func Export(w io.Writer, m *model.Model, mode model.Mode, part Part) error {
	if _, err := m.Part(mode); err != nil && part != Encoder { // which an encoder that has been taught no mode has
		return fmt.Errorf("export as ONNX: %w", err)
	}
	if part > Stylize {
		return fmt.Errorf("export as ONNX: there is no part number %d", part)
	}
	n := &network{graph: newGraph(m.Params("")), config: m.Config, mode: mode}
	n.write(part)
	file, err := n.finish(fmt.Sprintf("restyle %v %v", mode, part), fmt.Sprintf("%s, %v mode, %v", m.Origin.Name, mode, part))
	if err != nil {
		return fmt.Errorf("export as ONNX: %w", err)
	}
	if _, err := w.Write(file); err != nil {
		return fmt.Errorf("export as ONNX: %w", err)
	}
	return nil
}

// write adds the part with its inputs and outputs.
func (n *network) write(part Part) {
	switch part {
	case Encoder:
		for i, f := range n.encode(n.picture("picture")) {
			n.output(value(fmt.Sprintf("relu%d_1", i+1)), f, 1, n.config.Widths[i], fmt.Sprint("H", i+1), fmt.Sprint("W", i+1))
		}
	case Style:
		n.outputStyle(n.style(n.encode(n.picture("style"))))
	case Transform:
		features := n.features("features")
		n.output("transformed", n.transform(features, n.inputStyle(false)), 1, n.config.Channels(n.mode), "h", "w")
	case Decoder:
		x, levels := n.features("transformed"), value("")
		var shown []value
		for i := range n.config.Details(n.mode) {
			name := "detail"
			if i > 0 {
				name = fmt.Sprint("detail", i+1)
			}
			shown = append(shown, n.input(value(name), 1, n.config.Widths[n.mode.Layers()-2-i], name+"_height", name+"_width"))
		}
		if k := n.config.Statistics(n.mode); k > 0 {
			levels = n.input("levels", 1, k, 1, 1)
		}
		n.outputPicture(n.decode(x, shown, levels), "height", "width")
	case Stylize:
		content := n.picture("content")
		n.stylize(content, n.inputStyle(true))
	case Whole:
		content, painting := n.picture("content"), n.picture("style")
		n.stylize(content, n.style(n.encode(painting)))
	}
}

// stylize is the way of the content to the output.
func (n *network) stylize(content value, s style) {
	features := n.encode(content)
	var shown []value
	for i := range n.config.Details(n.mode) {
		shown = append(shown, features[len(features)-2-i])
	}
	x := n.decode(n.transform(features[len(features)-1], s), shown, s.levels)
	n.outputPicture(n.crop(x, content), "content_height", "content_width")
}

func (n *network) picture(name value) value {
	return n.input(name, 1, 3, string(name)+"_height", string(name)+"_width")
}

func (n *network) features(name value) value {
	return n.input(name, 1, n.config.Channels(n.mode), "h", "w")
}

func (n *network) inputStyle(levels bool) style {
	s := style{cov: n.input("cov", sct.Rank, sct.Rank), mean: n.input("mean", 1, n.config.Channels(n.mode), 1, 1)}
	if k := n.config.Statistics(n.mode); k > 0 && levels {
		s.levels = n.input("levels", 1, k, 1, 1)
	}
	return s
}

func (n *network) outputStyle(s style) {
	n.output("cov", s.cov, sct.Rank, sct.Rank)
	n.output("mean", s.mean, 1, n.config.Channels(n.mode), 1, 1)
	if s.levels != "" {
		n.output("levels", s.levels, 1, n.config.Statistics(n.mode), 1, 1)
	}
}

func (n *network) outputPicture(x value, height, width string) {
	n.output("output", x, 1, 3, height, width)
}
