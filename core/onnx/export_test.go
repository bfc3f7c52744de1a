package onnx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/internal/testkit"
)

// tiny is a network with all features that is quick to interpret.
func tiny(t *testing.T, modulation int, detail bool) *model.Model {
	t.Helper()
	c := model.Config{Widths: [4]int{4, 5, 6, 7}, Hidden: [2][]int{{8, 6}, {8}}, Modulation: modulation, Detail: detail}
	if detail {
		c.Residual = [2]int{2, 1}
	}
	c.Centred = [2]bool{modulation > 3, false}
	if detail && modulation > 3 {
		c.Skips = [2]int{2, 1}
	}
	m, err := model.Build(nn.From(func(name string, shape []int) ([]float32, error) {
		if len(shape) == 1 {
			return testkit.Biases(name, shape[0]), nil
		}
		fan := shape[1] * shape[2] * shape[3]
		return testkit.Weights(name, fan, fan*shape[0]), nil
	}), c, model.Modes()...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func export(t *testing.T, m *model.Model, mode model.Mode, p Part) decoded {
	t.Helper()
	var b bytes.Buffer
	if err := Export(&b, m, mode, p); err != nil {
		t.Fatal(err)
	}
	return decodeModel(t, b.Bytes())
}

// picture is a random picture as ONNX wants it and as the engine does.
func picture(name string, h, w int) (tensorValue, []float32) {
	x, nhwc := newTensor(1, 3, h, w), testkit.Image(name, 3*h*w)
	for i, v := range nhwc {
		x.data[i%3*h*w+i/3] = float64(v)
	}
	return x, nhwc
}

// channelsLast turns [1 C H W] into the engine's order.
func channelsLast(x tensorValue) []float32 {
	c := x.shape[1]
	y := make([]float32, len(x.data))
	for i, v := range x.data {
		y[i%(len(y)/c)*c+i/(len(y)/c)] = float32(v)
	}
	return y
}

// engine is the output of the engine for the same two pictures.
func engine(t *testing.T, m *model.Model, mode model.Mode, content, style []float32, c, s kernel.Shape) []float32 {
	t.Helper()
	part, err := m.Part(mode)
	if err != nil {
		t.Fatal(err)
	}
	b := nn.NewBuilder(nn.NewMachine(1))
	x, y := b.Constant(content, c), b.Constant(style, s)
	features := m.Encoder.Features(b, x, mode.Layers())
	out := b.Crop(part.Apply(b, features, part.Style(b, m.Config, m.Encoder.Features(b, y, mode.Layers()))), c.H, c.W)
	g, err := b.Compile(nil, out)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	return out.Data()
}

func TestGraphComputesWhatTheEngineDoes(t *testing.T) {
	for _, mode := range model.Modes() {
		for _, c := range []struct {
			modulation int
			detail     bool
		}{{0, false}, {3, false}, {0, true}, {3, true}, {4, true}} {
			t.Run(fmt.Sprint(mode, c), func(t *testing.T) {
				m := tiny(t, c.modulation, c.detail)
				content, c := picture("content", 19, 26)
				style, s := picture("style", 45, 41)
				in := map[string]tensorValue{"content": content, "style": style}
				got := export(t, m, mode, Whole).run(in)["output"]
				if fmt.Sprint(got.shape) != "[1 3 19 26]" {
					t.Fatalf("output has shape %v", got.shape)
				}
				want := engine(t, m, mode, c, s, kernel.Shape{N: 1, H: 19, W: 26, C: 3}, kernel.Shape{N: 1, H: 45, W: 41, C: 3})
				testkit.Near(t, "output", channelsLast(got), want, 1e-4) // float32 against float64 through 30 layers
				stages := chain(t, m, mode, in)
				testkit.Near(t, "output of the stages", channelsLast(stages), channelsLast(got), 0)
			})
		}
	}
}

// chain runs the parts one after the other, as another program would: the style once, then encoder, transform and decoder.
func chain(t *testing.T, m *model.Model, mode model.Mode, in map[string]tensorValue) tensorValue {
	t.Helper()
	style := export(t, m, mode, Style).run(in)
	encoded := export(t, m, mode, Encoder).run(map[string]tensorValue{"picture": in["content"]})
	features := encoded[fmt.Sprintf("relu%d_1", mode.Layers())]
	moved := export(t, m, mode, Transform).run(map[string]tensorValue{"features": features, "cov": style["cov"], "mean": style["mean"]})
	decoded := export(t, m, mode, Decoder).run(map[string]tensorValue{"transformed": moved["transformed"], "detail": encoded[fmt.Sprintf("relu%d_1", mode.Layers()-1)], "detail2": encoded[fmt.Sprintf("relu%d_1", mode.Layers()-2)], "levels": style["levels"]})["output"]
	whole := export(t, m, mode, Stylize).run(map[string]tensorValue{
		"content": in["content"], "cov": style["cov"], "mean": style["mean"], "levels": style["levels"],
	})["output"]
	cut := remap(decoded, whole.shape[2], whole.shape[3], func(y, x int) (int, int) { return y, x })
	testkit.Near(t, "stylize", channelsLast(whole), channelsLast(cut), 0)
	return cut
}

func TestOperatorsOfTheParts(t *testing.T) {
	block := func(n int) string { return strings.Repeat("Pad Conv Relu ", n) }
	moments := "ReduceMean Sub ReduceSumSquare Shape Slice ReduceProd Cast Sub Max Div Add Sqrt "
	encoder := block(2) + "MaxPool " + block(2) + "MaxPool " + block(4) + "MaxPool " + block(1)
	decoder := block(1) + "Resize " + block(4) + "Resize " + block(2) + "Resize " + block(1) + "Pad Conv "
	for _, c := range []struct {
		part Part
		want string
	}{
		{Encoder, encoder + "Identity Identity Identity Identity "},
		{Style, encoder + moments + "Sub Conv Relu Conv Relu Conv Reshape Transpose MatMul Shape Slice ReduceProd Cast Div Identity Identity "},
		{Transform, moments + "Sub Div Conv Relu Conv Relu Conv Reshape MatMul Shape Reshape Conv Add "},
		{Decoder, decoder + "Identity "},
	} {
		got := ""
		for _, n := range export(t, tiny(t, 0, false), model.Art, c.part).nodes {
			got += n.operator + " "
		}
		if got != c.want {
			t.Errorf("%v:\n got %s\nwant %s", c.part, got, c.want)
		}
	}
}

func TestInputsOutputsAndWeights(t *testing.T) {
	m := tiny(t, 3, true)
	for part, want := range map[Part]string{
		Whole:     "[content style] [output]",
		Encoder:   "[picture] [relu1_1 relu2_1 relu3_1]",
		Style:     "[style] [cov mean levels]",
		Transform: "[features cov mean] [transformed]",
		Decoder:   "[transformed detail levels] [output]",
		Stylize:   "[content cov mean levels] [output]",
	} {
		d := export(t, m, model.Photo, part)
		if got := fmt.Sprint(d.inputs, d.outputs); got != want {
			t.Errorf("%v: inputs and outputs %s, want %s", part, got, want)
		}
		for name, got := range d.shapes {
			want := map[string]string{
				"picture": "1 3 picture_height picture_width", "content": "1 3 content_height content_width", "style": "1 3 style_height style_width",
				"relu1_1": "1 4 H1 W1", "relu2_1": "1 5 H2 W2", "relu3_1": "1 6 H3 W3", "features": "1 6 h w", "transformed": "1 6 h w",
				"cov": "32 32", "mean": "1 6 1 1", "levels": "1 30 1 1", "detail": "1 5 detail_height detail_width", "output": "1 3 content_height content_width",
			}[name]
			if name == "output" && part == Decoder {
				want = "1 3 height width"
			}
			if got != want {
				t.Errorf("%v: %s has shape %s, want %s", part, name, got, want)
			}
		}
	}
	d := export(t, m, model.Photo, Whole)
	for _, p := range append(m.Params("photo."), m.Params("encoder.conv3_1.")...) {
		if got, ok := d.initializers[p.Name]; !ok || !slices.Equal(got.shape, p.Shape) || float32(got.data[0]) != p.Value[0] {
			t.Errorf("initializer %s is %v, want %v", p.Name, got.shape, p.Shape)
		}
	}
	resize := d.nodes[slices.IndexFunc(d.nodes, func(n decodedNode) bool { return n.operator == "Resize" })]
	pool := d.nodes[slices.IndexFunc(d.nodes, func(n decodedNode) bool { return n.operator == "MaxPool" })]
	if got := resize.attributes["nearest_mode"].texts(4); !slices.Equal(got, []string{"floor"}) {
		t.Errorf("Resize has nearest_mode %v", got)
	}
	if got := pool.attributes["ceil_mode"].numbers[3]; !slices.Equal(got, []int64{1}) {
		t.Errorf("MaxPool has ceil_mode %v", got)
	}
}

func TestErrors(t *testing.T) {
	art, err := model.Build(nn.Fresh(1), model.Config{Widths: [4]int{4, 4, 4, 4}}, model.Art)
	if err != nil {
		t.Fatal(err)
	}
	if err := Export(new(bytes.Buffer), art, model.Photo, Whole); err == nil || !strings.Contains(err.Error(), "no photo mode") {
		t.Errorf("a mode that is missing: %v", err)
	}
	full := errors.New("disk full")
	if err := Export(failing{full}, art, model.Art, Whole); !errors.Is(err, full) {
		t.Errorf("a writer that fails: %v", err)
	}
	for _, p := range Parts() {
		if got, err := ParsePart(p.String()); got != p || err != nil {
			t.Errorf("ParsePart(%q) = %v, %v", p.String(), got, err)
		}
	}
	if _, err := ParsePart("half"); err == nil {
		t.Error("ParsePart takes half")
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
