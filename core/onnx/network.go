package onnx

import (
	"fmt"
	"slices"
	"strings"

	"restyle/core/model"
	"restyle/core/sct"
)

// network writes the stages of one mode of a model into a graph.
type network struct {
	*graph
	config model.Config
	mode   model.Mode
}

// style is what the graph knows of a style, see sct.Style.
type style struct {
	cov    value // [32 32]
	mean   value // [1 C 1 1]
	levels value // [1 Statistics 1 1], "" without modulation
}

// encoderNames are the convolutions of the encoder; a pool stands before each block's first.
var encoderNames = []string{
	"conv1_1", "conv1_2", "conv2_1", "conv2_2", "conv3_1", "conv3_2", "conv3_3", "conv3_4", "conv4_1",
}

// encode returns the maps relu1_1 and on of a picture [1 3 H W], as many as the mode has layers.
func (n *network) encode(x value) []value {
	var features []value
	for _, name := range encoderNames {
		first := strings.HasSuffix(name, "_1")
		if first && len(features) > 0 {
			x = n.pool(x)
		}
		x = n.relu(n.conv(x, "encoder."+name, false))
		if first {
			features = append(features, x)
		}
		if len(features) == n.mode.Layers() {
			break
		}
	}
	return features
}

// style encodes the maps of a style picture.
func (n *network) style(features []value) style {
	last := features[len(features)-1]
	var s style
	var levels []value
	for _, f := range features {
		if n.config.Modulation == 0 && f != last {
			continue
		}
		mean, std := n.moments(f)
		levels = append(levels, mean, std)
		s.mean = mean
	}
	if n.config.Modulation > 0 {
		s.levels = n.node("Concat", "style.levels", levels, integer("axis", 1))
	}
	x := n.node("Sub", "style.centred", []value{last, s.mean})
	s.cov = n.covariance(n.chain(x, "snet"), sct.Rank)
	return s
}

// chain is one of SCT's small networks: unpadded convolutions with ReLU between.
func (n *network) chain(x value, name string) value {
	count := len(n.config.Hidden[n.mode]) + 1
	for i := range count {
		x = n.conv(x, fmt.Sprintf("%v.sct.%s.%d", n.mode, name, 2*i), true)
		if i+1 < count {
			x = n.relu(x)
		}
	}
	return x
}

// transform stylizes the content's map at the last layer, [1 C H W].
func (n *network) transform(content value, s style) value {
	x := n.chain(n.normalize(content), "cnet")
	x = n.conv(n.graph.transform(s.cov, x, sct.Rank), fmt.Sprintf("%v.sct.uncompress", n.mode), false)
	if n.config.Centred[n.mode] {
		return n.node("Identity", "transformed", []value{x})
	}
	return n.node("Add", "transformed", []value{x, s.mean})
}

// ups says before which convolutions of the mode's decoder the map is doubled.
var ups = map[model.Mode][]int{model.Art: {1, 5, 7}, model.Photo: {2, 4}}

// decode turns a stylized map into a picture [1 3 stride*H stride*W]. shown are the content's maps that the decoder is shown, from the layer
// before the last downwards: where the sides of one are odd, so many rows and columns fewer are decoded from there on.
func (n *network) decode(x value, shown []value, levels value) value {
	prefix := fmt.Sprintf("%v.decoder.", n.mode)
	last := len(encoderNames) - 1
	if n.mode == model.Photo {
		last = depthOfPhoto
	}
	pairs := n.modulation(prefix, last, levels)
	x = n.deepen(prefix+"residual.", x, pairs)
	for i := range last + 1 {
		step := slices.Index(ups[n.mode], i)
		if step >= 0 {
			x = n.up(x)
		}
		x = n.conv(x, fmt.Sprint(prefix, i), false)
		if step >= 0 && step < len(shown) {
			detail := n.detail(prefix, step, shown[step], levels)
			x = n.node("Add", x+".detailed", []value{n.crop(x, shown[step]), detail})
		}
		if len(pairs) > 0 && i < last {
			x = n.modulate(x, pairs[2*i], pairs[2*i+1])
		}
		if i < last {
			x = n.relu(x)
		}
	}
	return x
}

// detail is what is added to the decoder's step-th enlarged map for the content's map x.
func (n *network) detail(prefix string, step int, x, levels value) value {
	aligned := n.normalize(x)
	if n.config.Skips[n.mode] == 0 {
		return n.conv(aligned, prefix+"detail", false)
	}
	name := fmt.Sprint(prefix, "skip.", step)
	var names []value
	var sizes []int64
	for l, w := range n.config.Widths[:n.mode.Layers()] {
		names = append(names, value(fmt.Sprint(name, ".mean", l)), value(fmt.Sprint(name, ".deviation", l)))
		sizes = append(sizes, int64(w), int64(w))
	}
	parts := n.split("Split", names, []value{levels, n.numbers(value(prefix)+"levels", sizes...)}, integer("axis", 1))
	at := 2 * (n.mode.Layers() - 2 - step)
	aligned = n.node("Mul", aligned+".deviation", []value{aligned, parts[at+1]})
	return n.conv(n.node("Add", aligned+".aligned", []value{aligned, parts[at]}), name, false)
}

// deepen adds what the decoder's residual blocks make of x; their scales and shifts are the last of pairs.
func (n *network) deepen(prefix string, x value, pairs []value) value {
	blocks := n.config.Residual[n.mode]
	for i := range blocks {
		y := n.conv(x, fmt.Sprint(prefix, i, ".0"), false)
		if len(pairs) > 0 {
			at := len(pairs) - 2*(blocks-i)
			y = n.modulate(y, pairs[at], pairs[at+1])
		}
		y = n.conv(n.relu(y), fmt.Sprint(prefix, i, ".1"), false)
		x = n.node("Add", y+".added", []value{x, y})
	}
	return x
}

// depthOfPhoto is the number of the photorealistic decoder's last convolution.
const depthOfPhoto = 5

// modulation turns the style's levels into scale and shift of each convolution but the last, then of each residual block; nothing without modulation.
func (n *network) modulation(prefix string, convs int, levels value) []value {
	if n.config.Modulation == 0 {
		return nil
	}
	x := n.conv(n.relu(n.conv(levels, prefix+"modulation.hidden", false)), prefix+"modulation.output", false)
	var names []value
	var sizes []int64
	var modulated []string
	for i := range convs {
		modulated = append(modulated, fmt.Sprint(prefix, i))
	}
	for i := range n.config.Residual[n.mode] {
		modulated = append(modulated, fmt.Sprint(prefix, "residual.", i, ".0"))
	}
	for _, name := range modulated {
		bias := name + ".bias"
		n.param(bias)
		if p := n.params[bias]; p != nil {
			sizes = append(sizes, int64(len(p.Value)), int64(len(p.Value)))
		}
		names = append(names, value(name+".scale"), value(name+".shift"))
	}
	return n.split("Split", names, []value{x, n.numbers(value(prefix)+"channels", sizes...)}, integer("axis", 1))
}

// modulate is x * (1 + scale) + shift.
func (n *network) modulate(x, scale, shift value) value {
	factor := n.node("Add", scale+"+1", []value{scale, n.constant("one", 1)})
	return n.node("Add", x+".modulated", []value{n.node("Mul", x+".scaled", []value{x, factor}), shift})
}
