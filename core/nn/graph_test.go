package nn

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"restyle/core/kernel"
	"restyle/internal/testkit"
)

var picture = kernel.Shape{N: 2, H: 9, W: 7, C: 3}

// layers is a small encoder and decoder with one of each kind of trainable part.
type layers struct {
	encoder, first, last *Conv
	gain                 *Param
}

func newLayers(s *Scope) layers {
	l := layers{
		encoder: s.Conv("encoder", kernel.Conv{Size: 3, In: 3, Out: 16, ReLU: true}),
		first:   s.Conv("first", kernel.Conv{Size: 3, In: 16, Out: 16, Up: true, ReLU: true}),
		last:    s.Conv("last", kernel.Conv{Size: 3, In: 16, Out: 3}),
		gain:    s.Param("gain", 2, 1, 1, 16),
	}
	for _, p := range append(append(l.first.Params(), l.last.Params()...), l.gain) {
		p.Train = true
	}
	return l
}

// training is a graph with loss and gradients.
type training struct {
	graph             *Graph
	input, loss, made *Tensor
}

func (l layers) compile(t *testing.T, m *Machine) training {
	t.Helper()
	b := NewBuilder(m)
	x := b.Input(picture)
	copy(x.Data(), testkit.Image("picture", picture.Len()))
	gain := b.Param(l.gain)
	code := b.MaxPool(b.Conv(x, l.encoder))
	mixed := b.Modulate(b.Normalize(code, b.Moments(code)), gain, gain, false)
	made := b.Crop(b.Conv(b.Conv(mixed, l.first), l.last), picture.H, picture.W)
	again := b.Conv(made, l.encoder)
	style := b.StyleDistance(again, b.Constant(testkit.Uniform("moments", 64), kernel.Shape{N: 2, H: 1, W: 1, C: 32}))
	loss := b.WeightedSum([]*Tensor{b.MeanSquaredError(made, x), style}, []float32{1, 0.5})
	g, err := b.Compile(loss, made)
	if err != nil {
		t.Fatal(err)
	}
	return training{g, x, loss, made}
}

func (n training) run(t *testing.T) float32 {
	t.Helper()
	if err := n.graph.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	return n.loss.Scalar()
}

func TestTrainedParametersGetTheirGradient(t *testing.T) {
	l := newLayers(Fresh(3))
	n := l.compile(t, NewMachine(2))
	n.run(t)
	if got, want := names(n.graph.Params()), []string{"gain", "first.weight", "first.bias", "last.weight", "last.bias"}; !slices.Equal(got, want) {
		t.Fatalf("gradients of %q, want %q", got, want)
	}
	if l.encoder.Weight.Grad != nil {
		t.Error("a frozen parameter has a gradient")
	}
	for _, p := range n.graph.Params() {
		grad := slices.Clone(p.Grad)
		value := func(x []float32) float64 {
			old := slices.Clone(p.Value)
			copy(p.Value, x)
			p.Changed()
			defer func() { copy(p.Value, old); p.Changed() }()
			return float64(n.run(t))
		}
		t.Run(p.Name, func(t *testing.T) {
			testkit.CheckGradient(t, value, slices.Clone(p.Value), grad, []int{0, len(grad) / 3, len(grad) / 2, len(grad) - 1}, 2e-3, 2e-2)
		})
	}
}

func TestGradientStepsLowerTheLoss(t *testing.T) {
	n := newLayers(Fresh(3)).compile(t, NewMachine(2))
	before := n.run(t)
	for range 20 {
		for _, p := range n.graph.Params() {
			for i, d := range p.Grad {
				p.Value[i] -= 0.02 * d
			}
			p.Changed()
		}
		n.run(t)
	}
	if after := n.loss.Scalar(); !(after < 0.8*before) {
		t.Errorf("loss %v after 20 steps, %v before", after, before)
	}
}

func TestParameterWithoutInfluenceHasNoGradient(t *testing.T) {
	s := Fresh(1)
	used, unused, alone := s.Param("used", 4), s.Param("unused", 4), s.Param("alone", 1)
	b := NewBuilder(NewMachine(1))
	for _, p := range s.Params() {
		p.Train = true
		p.Grad = []float32{7, 7, 7, 7}[:p.Len()]
	}
	copy(used.Value, []float32{1, 2, 3, 4})
	b.ReLU(b.Param(unused))
	zero := b.Input(b.Param(used).Shape)
	loss := b.Sum(b.MeanSquaredError(b.Param(used), zero), b.Param(alone))
	g, err := b.Compile(loss)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	testkit.Near(t, "used", used.Grad, []float32{0.5, 1, 1.5, 2}, 1e-6)
	testkit.Near(t, "unused", unused.Grad, make([]float32, 4), 0)
	testkit.Near(t, "alone", alone.Grad, []float32{1}, 0)
}

// Two parameters of a sum have the same gradient, and each must get it.
func TestEqualGradients(t *testing.T) {
	s := Fresh(1)
	p, q := s.Param("p", 3), s.Param("q", 3)
	p.Train, q.Train = true, true
	b := NewBuilder(NewMachine(1))
	x := b.Constant([]float32{1, 2, 3}, kernel.Shape{N: 1, H: 1, W: 1, C: 3})
	g, err := b.Compile(b.MeanSquaredError(b.Sum(b.Param(p), b.Param(q)), x))
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	want := []float32{-2.0 / 3, -4.0 / 3, -2}
	testkit.Near(t, "p", p.Grad, want, 1e-6)
	testkit.Near(t, "q", q.Grad, want, 1e-6)
}

func TestGraphsShareParametersAcrossGoroutines(t *testing.T) {
	l := newLayers(Fresh(3))
	for _, p := range l.first.Params() {
		p.Train = false
	}
	for _, p := range append(l.last.Params(), l.gain) {
		p.Train = false
	}
	want := l.compile(t, NewMachine(1)).run(t)
	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			n := l.compile(t, NewMachine(2))
			for range 3 {
				if err := n.graph.Run(context.Background()); err != nil {
					t.Error(err)
				}
			}
			testkit.Near(t, "loss", []float32{n.loss.Scalar()}, []float32{want}, 1e-6)
		})
	}
	wait.Wait()
}

func TestOutputsLastUntilTheNextRun(t *testing.T) {
	m := NewMachine(1)
	l := newLayers(Fresh(3))
	n, other := l.compile(t, m), l.compile(t, m)
	n.run(t)
	made := slices.Clone(n.made.Data())
	clear(other.input.Data())
	other.run(t)
	testkit.Near(t, "output after another graph's run", n.made.Data(), made, 0)
	if d, _ := testkit.MaxDifference(made, other.made.Data()); d == 0 {
		t.Error("another input gave the same output")
	}
}

// TestReductionsAreSharedByTheLossesThatAskForThem, each of one tensor and size.
func TestReductionsAreSharedByTheLossesThatAskForThem(t *testing.T) {
	b := NewBuilder(NewMachine(1))
	x := b.Input(kernel.Shape{N: 1, H: 16, W: 16, C: 3})
	for name, of := range map[string]func(x *Tensor, side int) *Tensor{
		"average pool": b.AveragePool, "remove means": b.RemoveMeans, "moments": func(x *Tensor, _ int) *Tensor { return b.Moments(x) },
	} {
		first := of(x, 4)
		if of(x, 4) != first {
			t.Errorf("%s is made twice", name)
		}
		if of(b.ReLU(x), 4) == first || name != "moments" && of(x, 2) == first {
			t.Errorf("%s of something else is taken for the same", name)
		}
	}
	if b.AveragePool(x, 4) == b.RemoveMeans(x, 4) {
		t.Error("two operations are taken for the same")
	}
}

func TestCancelledRun(t *testing.T) {
	n := newLayers(Fresh(3)).compile(t, NewMachine(2))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := n.graph.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if n.run(t) == 0 {
		t.Error("nothing computed after a cancelled run")
	}
}

func TestBuilderKeepsTheFirstError(t *testing.T) {
	b := NewBuilder(NewMachine(1))
	x := b.Input(picture)
	y := b.ReLU(b.Sum(x, b.MaxPool(x)))
	first := b.Err()
	b.Fail(errors.New("later"))
	if _, err := b.Compile(nil, b.MaxPool(y)); first == nil || !errors.Is(err, first) {
		t.Errorf("first error %v, Compile returns %v", first, err)
	}
	b = NewBuilder(NewMachine(1))
	b.Param(NewParam("flat", []int{2, 2}, make([]float32, 4)))
	if b.Input(kernel.Shape{}); b.Err() == nil || b.Err().Error() != "build graph: parameter flat has 2 dimensions" {
		t.Errorf("error %v", b.Err())
	}
}

func TestReplicasKeepTheirGradientsUntilTheyAreAdded(t *testing.T) {
	s := Fresh(1)
	used, unused := s.Param("used", 3), s.Param("unused", 3)
	used.Train, unused.Train = true, true
	compile := func(replica bool, target ...float32) *Graph {
		b := NewBuilder(NewMachine(1))
		if replica {
			b.Replica()
		}
		b.ReLU(b.Param(unused))
		g, err := b.Compile(b.MeanSquaredError(b.Param(used), b.Constant(target, kernel.Shape{N: 1, H: 1, W: 1, C: 3})))
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	first, second := compile(false, 3, 6, 9), compile(true, -3, 3, 30)
	var wait sync.WaitGroup
	for _, g := range []*Graph{first, second} {
		wait.Go(func() {
			if err := g.Run(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	testkit.Near(t, "before", used.Grad, []float32{-2, -4, -6}, 1e-6)
	second.AddGradients(kernel.NewTeam(2))
	testkit.Near(t, "after", used.Grad, []float32{0, -6, -26}, 1e-6)
	testkit.Near(t, "unused", unused.Grad, make([]float32, 3), 0)
}

func TestPackedAheadIsPackedOnce(t *testing.T) {
	l := newLayers(Fresh(3))
	n := l.compile(t, NewMachine(1))
	before := n.run(t)
	for _, p := range n.graph.Params() {
		for i := range p.Value {
			p.Value[i] *= 0.5
		}
		p.Changed()
	}
	n.graph.Pack(kernel.NewTeam(2))
	for _, c := range []*Conv{l.first, l.last} {
		if now := [2]int64{c.Weight.version.Load(), c.Bias.version.Load()}; c.version != now {
			t.Errorf("%s was not packed: version %v, want %v", c.Weight.Name, c.version, now)
		}
	}
	fresh := newLayers(From(func(name string, _ []int) ([]float32, error) {
		for _, p := range append(append(l.encoder.Params(), n.graph.Params()...), l.gain) {
			if p.Name == name {
				return slices.Clone(p.Value), nil
			}
		}
		return nil, errors.New("no such parameter")
	}))
	want := fresh.compile(t, NewMachine(1))
	if got := n.run(t); got == before || got != want.run(t) {
		t.Errorf("loss %v after packing ahead, %v with fresh filters, %v before", got, want.loss.Scalar(), before)
	}
	testkit.Near(t, "gradient", l.first.Weight.Grad, fresh.first.Weight.Grad, 0)
}
