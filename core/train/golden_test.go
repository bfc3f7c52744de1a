package train

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"testing"

	"restyle/core/ccpl"
	"restyle/core/data"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/weights"
	"restyle/internal/testkit"
)

// goldenIndex are the numbers of the decoder's convolutions in the golden values.
var goldenIndex = map[model.Mode][]int{model.Art: {1, 5, 8, 11, 14, 18, 21, 25, 28}, model.Photo: {1, 4, 8, 11, 15, 18}}

// goldenName is the name of one of our parameters in the golden values.
func goldenName(mode model.Mode, name string) string {
	name = strings.TrimPrefix(name, mode.String()+".")
	if rest, ok := strings.CutPrefix(name, "decoder."); ok {
		number, kind, _ := strings.Cut(rest, ".")
		var i int
		fmt.Sscan(number, &i)
		return fmt.Sprintf("decoder.%d.%s", goldenIndex[mode][i], kind)
	}
	return name
}

// goldenNetworks are the full-width model and CCPL with the weights that the golden values were computed with.
func goldenNetworks(t *testing.T, mode model.Mode) (Networks, []*nn.Param) {
	t.Helper()
	name := mode.String()
	m, err := model.FromDictionaries(model.Dictionaries{
		VGG:   testkit.VGG(),
		Modes: map[model.Mode]model.ModeDictionaries{mode: {Decoder: testkit.Decoder(name), SCT: testkit.SCT(name)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	params := m.Params(name + ".")
	scope := nn.From(func(n string, shape []int) ([]float32, error) {
		if len(shape) == 1 {
			return testkit.Biases(name+"."+n, shape[0]), nil
		}
		return testkit.Weights(name+"."+n, shape[1], shape[0]*shape[1]), nil
	})
	heads := ccpl.New(scope.In("mlp"), m.Encoder.Widths()[:mode.Layers()], ccpl.Options{})
	params = append(params, scope.Params()...)
	for _, p := range params {
		p.Train = true
	}
	return Networks{Model: m, Loss: m.Encoder, Heads: heads}, params
}

// goldenInner are the anchors of a golden step at a layer: the first 8 of all inner positions sorted by their generated values.
func goldenInner(name string, inner int) []int {
	u := testkit.Uniform(name, inner)
	order := make([]int, inner)
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return u[order[a]] < u[order[b]] })
	return order[:8]
}

// TestTenStepsAgreeWithTheAuthorsCode trains ten steps at full width; goldenTolerance says how closely the losses must agree.
func TestTenStepsAgreeWithTheAuthorsCode(t *testing.T) {
	for _, mode := range model.Modes() {
		t.Run(mode.String(), func(t *testing.T) { goldenTraining(t, mode) })
	}
}

// goldenTolerance is how far a loss of a step may be from the golden one, as a share of it.
//
// Ten steps within 1 % cannot be asked: the trajectory is chaotic, because on random weights CCPL compares nearly equal vectors. Rounding grows tenfold every few
// steps, so that the authors' own formulas in float64 leave their float32 losses by 0.3 % in steps 0 to 2, 8 % in step 4 and 66 % in step 9. Ours were measured
// with the kernels of every level, worst first: content and style 0.26 % in steps 0 and 1, 1.4 % in step 2, 43 % to step 6 and 73 % to step 9; CCPL and the total,
// which is mostly CCPL, 0.3 % in steps 0 to 2 and 13 % later.
func goldenTolerance(step int, name string) float64 {
	mostly := name == "CCPL" || name == "total"
	switch {
	case step < 2 || step == 2 && mostly:
		return 0.01
	case step == 2:
		return 0.02
	case mostly:
		return 0.15
	case step < 7:
		return 0.5
	}
	return 0.8
}

func goldenTraining(t *testing.T, mode model.Mode) {
	f := testkit.Golden(t, fmt.Sprintf("testdata/golden/%v.training.safetensors", mode))
	net, params := goldenNetworks(t, mode)
	o := Published(mode)
	const n, size = 2, 64
	s, err := NewStep(2, net, o, n, size)
	if err != nil {
		t.Fatal(err)
	}
	adam := NewAdam(params, 2)
	for step := range 10 {
		picture := func(kind string) []float32 {
			x := testkit.Image(fmt.Sprintf("%v.train.%d.%s", mode, step, kind), n*3*size*size)
			return testkit.FromNCHW(x, n, 3, size, size)
		}
		for _, p := range s.chunks[0].positions {
			p.Set(goldenInner(fmt.Sprintf("%v.train.%d.ids.relu%d_1", mode, step, p.Layer+1), p.Inner()))
		}
		batch := &data.Batch{N: n, Size: size, Items: make([]data.Item, n), Content: picture("content"), Style: picture("style")}
		l, err := s.run(context.Background(), batch, o.Weights)
		if err != nil {
			t.Fatal(err)
		}
		want := testkit.Values(t, f, "losses")[4*step:][:4]
		for i, got := range []float32{l.Content, l.Style, l.CCPL, l.Total} {
			name := []string{"content", "style", "CCPL", "total"}[i]
			if most := goldenTolerance(step, name); !(math.Abs(float64(got-want[i])) <= most*math.Abs(float64(want[i]))) {
				t.Errorf("step %d: %s loss %g, want %g within %g %%", step, name, got, want[i], 100*most)
			}
		}
		if step == 0 {
			checkGradients(t, f, mode, params)
		}
		adam.Step(o.rate(step))
		if step == 0 {
			for _, p := range params {
				name := "after_adam_head." + goldenName(mode, p.Name)
				want := testkit.Values(t, f, name)
				testkit.Near(t, name, steppedHead(t, f, mode, p, want), want, 1e-3)
			}
		}
	}
}

// steppedHead are the first values of a parameter after Adam's first step, which is the sign of the gradient. The pure Go kernels round so much that where the
// golden gradient is less than their tolerance either sign is right: there the wanted value stands for ours.
func steppedHead(t *testing.T, f weights.File, mode model.Mode, p *nn.Param, want []float32) []float32 {
	t.Helper()
	got := p.Value[:len(want)]
	if kernel.Current() != kernel.Generic {
		return got
	}
	got = slices.Clone(got)
	uncertain := gradientTolerance().value * gradientScale(t, f, mode, p)
	for i, g := range testkit.Values(t, f, "grad_head."+goldenName(mode, p.Name))[:len(want)] {
		if math.Abs(float64(g)) < uncertain {
			got[i] = want[i]
		}
	}
	return got
}

// gradientTolerance is how far gradients may be from the golden ones: norms as a share of theirs, single values as a share of the typical one or their own. A ReLU
// that opens on one side only, and CCPL's near-equal vectors, make even float64 differ from float32 by that much here. The pure Go kernels round products and sums
// where the others round once, and differ by twice as much.
func gradientTolerance() (most struct{ norm, value float64 }) {
	most.norm, most.value = 1e-2, 3e-2
	if kernel.Current() == kernel.Generic {
		most.norm, most.value = 2e-2, 6e-2
	}
	return most
}

// gradientScale is the typical value of a parameter's golden gradient.
func gradientScale(t *testing.T, f weights.File, mode model.Mode, p *nn.Param) float64 {
	t.Helper()
	return float64(testkit.Values(t, f, "grad_norm."+goldenName(mode, p.Name))[0]) / math.Sqrt(float64(len(p.Grad)))
}

// checkGradients compares norms and single values within gradientTolerance.
func checkGradients(t *testing.T, f weights.File, mode model.Mode, params []*nn.Param) {
	t.Helper()
	most := gradientTolerance()
	for _, p := range params {
		name := goldenName(mode, p.Name)
		var sum float64
		for _, g := range p.Grad {
			sum += float64(g) * float64(g)
		}
		norm := float64(testkit.Values(t, f, "grad_norm."+name)[0])
		if got := math.Sqrt(sum); math.Abs(got-norm) > most.norm*norm {
			t.Errorf("gradient norm of %s: %g, want %g", name, got, norm)
		}
		scale := gradientScale(t, f, mode, p)
		for i, want := range testkit.Values(t, f, "grad_head."+name) {
			if d := math.Abs(float64(p.Grad[i] - want)); d > most.value*max(scale, math.Abs(float64(want))) {
				t.Errorf("gradient %d of %s: %g, want %g (typical %g)", i, name, p.Grad[i], want, scale)
			}
		}
	}
}
