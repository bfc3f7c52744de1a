package model

import (
	"context"
	"fmt"
	"testing"

	"restyle/core/kernel"
	"restyle/core/nn"
	"restyle/internal/testkit"
)

// golden is the full-width model with the weights that the golden values were computed with.
func golden(t testing.TB) *Model {
	t.Helper()
	d := Dictionaries{VGG: testkit.VGG(), Modes: map[Mode]ModeDictionaries{}}
	for _, m := range Modes() {
		d.Modes[m] = ModeDictionaries{Decoder: testkit.Decoder(m.String()), SCT: testkit.SCT(m.String())}
	}
	m, err := FromDictionaries(d)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The tolerance is 1e-3 of the range of the authors' values.
const goldenTolerance = 1e-3

func TestNetworkAgreesWithTheAuthorsCode(t *testing.T) {
	m, machine := golden(t), nn.NewMachine(2)
	for _, mode := range Modes() {
		f := testkit.Golden(t, fmt.Sprintf("testdata/golden/%v.inference.safetensors", mode))
		for i := range 3 {
			t.Run(fmt.Sprintf("%v %d", mode, i), func(t *testing.T) {
				value := func(name string) []float32 { return testkit.Values(t, f, fmt.Sprintf("%d.%s", i, name)) }
				picture := func(name string) (kernel.Shape, []float32) {
					s := value(name + "_shape")
					shape := kernel.Shape{N: int(s[0]), C: int(s[1]), H: int(s[2]), W: int(s[3])}
					x := testkit.Image(fmt.Sprintf("%v.inference.%d.%s", mode, i, name), shape.Len())
					return shape, testkit.FromNCHW(x, shape.N, shape.C, shape.H, shape.W)
				}
				contentShape, content := picture("content")
				styleShape, style := picture("style")

				b := nn.NewBuilder(machine)
				part, err := m.Part(mode)
				if err != nil {
					t.Fatal(err)
				}
				features := m.Encoder.Features(b, b.Constant(content, contentShape), mode.Layers())
				var moments []*nn.Tensor
				for _, x := range features {
					moments = append(moments, b.Moments(x))
				}
				last := features[len(features)-1]
				s := part.Style(b, m.Config, m.Encoder.Features(b, b.Constant(style, styleShape), mode.Layers()))
				transformed := part.SCT.Transform(b, last, moments[len(moments)-1], s.Cov, s.Mean)
				output := part.Decoder.Decode(b, transformed, nil, nil)
				g, err := b.Compile(nil, append(moments, last, transformed, output)...)
				if err != nil {
					t.Fatal(err)
				}
				if err := g.Run(context.Background()); err != nil {
					t.Fatal(err)
				}
				for l, x := range moments {
					c := x.Shape.C / 2
					testkit.Near(t, fmt.Sprintf("relu%d_1 mean", l+1), x.Data()[:c], value(fmt.Sprintf("relu%d_1.mean", l+1)), goldenTolerance)
					testkit.Near(t, fmt.Sprintf("relu%d_1 std", l+1), x.Data()[c:], value(fmt.Sprintf("relu%d_1.std", l+1)), goldenTolerance)
				}
				if _, ok := f.Tensors[fmt.Sprintf("%d.sct", i)]; ok {
					x := last.Shape
					testkit.Near(t, "features", last.Data(), testkit.FromNCHW(value("content_features"), 1, x.C, x.H, x.W), goldenTolerance)
					testkit.Near(t, "sct", transformed.Data(), testkit.FromNCHW(value("sct"), 1, x.C, x.H, x.W), goldenTolerance)
				}
				testkit.Near(t, "output", output.Data(), testkit.FromNCHW(value("output"), 1, 3, output.Shape.H, output.Shape.W), goldenTolerance)
			})
		}
	}
}
