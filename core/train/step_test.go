package train

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"restyle/core/data"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/internal/testkit"
)

const stepSize = 40

// stepNetworks are small networks with everything that the compact ones have, and what of them trains.
func stepNetworks(t *testing.T, mode model.Mode) (Networks, []*nn.Param) {
	t.Helper()
	c := tiny()
	c.Detail, c.Skips = true, [2]int{2, 0}
	m, err := model.New(3, c, mode)
	if err != nil {
		t.Fatal(err)
	}
	net, heads := newNetworks(m, m.Encoder, stepOptions(mode), nn.Fresh(4))
	params := append(m.Params(mode.String()+"."), heads...)
	for _, p := range params {
		p.Train = true
	}
	return net, params
}

// greyNetworks are stepNetworks whose pixels lie about grey, and the bias that does it. Without it half of them are dark beyond their range, and where they are all
// alike the contrastive losses compare noise.
func greyNetworks(t *testing.T, mode model.Mode) (net Networks, params []*nn.Param, bias *nn.Param) {
	t.Helper()
	net, params = stepNetworks(t, mode)
	bias = params[slices.IndexFunc(params, func(p *nn.Param) bool {
		return strings.Contains(p.Name, ".decoder.") && slices.Equal(p.Shape, []int{3})
	})]
	for i := range bias.Value {
		bias.Value[i] = 0.5
	}
	return net, params, bias
}

// stepOptions have all terms.
func stepOptions(mode model.Mode) Options {
	return Options{Mode: mode, Weights: Weights{
		Content: 1, Style: 10, CCPL: 5, Identity: 3, Colour: 2, Structure: 1, Range: 4, Grid: 50, Halo: 20, Fringe: 10, Glow: 10, Temporal: 3,
	}}
}

// stepBatch is noise with an identity item.
func stepBatch(n int) *data.Batch {
	b := noise(rand.New(rand.NewPCG(1, uint64(n))), n, stepSize)
	b.Items[n-1].Identity = true
	b.Later = noise(rand.New(rand.NewPCG(2, uint64(n))), n, stepSize).Content
	for i := range b.Items {
		b.Items[i].Now, b.Items[i].Then = image.Pt(i%2*8, 8-i%2*8), image.Pt(5, i%9)
	}
	return b
}

// outcome is what a step leaves.
type outcome struct {
	losses    Losses
	gradients [][]float32
	output    []float32
}

func outcomeOf(losses Losses, params []*nn.Param, output []float32) outcome {
	o := outcome{losses: losses, output: output}
	for _, p := range params {
		o.gradients = append(o.gradients, slices.Clone(p.Grad))
	}
	return o
}

// takeStep runs a step for n items twice: the second run must not see what the first left.
func takeStep(t *testing.T, mode model.Mode, n, threads int) outcome {
	t.Helper()
	net, params, _ := greyNetworks(t, mode)
	o := stepOptions(mode)
	s, err := NewStep(threads, net, o, n, stepSize)
	if err != nil {
		t.Fatal(err)
	}
	var losses Losses
	for range 2 {
		if losses, err = s.Run(context.Background(), stepBatch(n), o.Weights, rand.New(rand.NewPCG(5, 6))); err != nil {
			t.Fatal(err)
		}
	}
	return outcomeOf(losses, params, s.Output())
}

// whole is the same step in one graph.
func whole(t *testing.T, mode model.Mode, n int) outcome {
	t.Helper()
	net, params, _ := greyNetworks(t, mode)
	o := stepOptions(mode)
	c := &chunk{items: n, share: 1}
	if err := c.build(nn.NewBuilder(nn.NewMachine(1)), net, o, stepSize); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(5, 6))
	for _, p := range c.positions {
		p.Draw(random)
	}
	if err := c.run(context.Background(), stepBatch(n), o.Weights); err != nil {
		t.Fatal(err)
	}
	return outcomeOf(c.terms.losses(), params, c.output.Data())
}

func (l Losses) list() []float32 {
	return []float32{l.Content, l.Style, l.CCPL, l.Identity, l.Colour, l.Structure, l.Range, l.Grid, l.Halo, l.Fringe, l.Glow, l.Temporal, l.Total}
}

func TestChunksGiveTheStepOfTheWholeBatch(t *testing.T) {
	for _, mode := range model.Modes() {
		for _, n := range []int{1, 2, 4, 5} {
			t.Run(fmt.Sprintf("%v/batch=%d", mode, n), func(t *testing.T) {
				got, want := takeStep(t, mode, n, 2), whole(t, mode, n)
				for i, v := range want.losses.list() {
					if v == 0 {
						t.Errorf("loss %d is 0: the test needs all terms", i)
					}
					testkit.Near(t, fmt.Sprint("loss ", i), got.losses.list()[i:i+1], []float32{v}, 1e-4)
				}
				testkit.Near(t, "output", got.output, want.output, 1e-4)
				for i, g := range want.gradients {
					testkit.Near(t, fmt.Sprint("gradient ", i), got.gradients[i], g, 1e-3)
				}
			})
		}
	}
}

// TestTermsSeeClippedPixels: where red is far beyond what a picture can show, only Range and Identity see how far, and Range by its square; the moment later is
// clipped, too.
func TestTermsSeeClippedPixels(t *testing.T) {
	const n = 4
	for _, mode := range model.Modes() {
		net, _, bias := greyNetworks(t, mode)
		s, err := NewStep(2, net, stepOptions(mode), n, stepSize)
		if err != nil {
			t.Fatal(err)
		}
		at := func(red float32) Losses {
			bias.Value[0] = red
			bias.Changed()
			l, err := s.Run(t.Context(), stepBatch(n), stepOptions(mode).Weights, rand.New(rand.NewPCG(5, 6)))
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		near, far := at(10), at(30)
		if !(near.Range > 20 && far.Range > 8*near.Range && far.Identity > 8*near.Identity) {
			t.Errorf("%v: red beyond its range: Range %g, Identity %g, three times as far: %g, %g", mode, near.Range, near.Identity, far.Range, far.Identity)
		}
		for _, l := range []*Losses{&near, &far} {
			l.Range, l.Identity, l.Total = 0, 0, 0
		}
		for i, v := range near.list() {
			testkit.Near(t, fmt.Sprintf("%v: loss %d", mode, i), far.list()[i:i+1], []float32{v}, 1e-5)
		}
	}
}

// TestCoherenceInTimeSeesMotion: a content that only moves by whole steps of the network's grids is nearly as coherent as one that stands still; compared at wrong places it is not.
func TestCoherenceInTimeSeesMotion(t *testing.T) {
	const size, n = 80, 2
	net, _ := stepNetworks(t, model.Art)
	o := Options{Mode: model.Art, Weights: Weights{Content: 1, Temporal: 1}}
	s, err := NewStep(1, net, o, n, size)
	if err != nil {
		t.Fatal(err)
	}
	// Smooth, so that strokes do not hide what moved, and the same on average in both windows.
	paint := func(shift image.Point) []float32 {
		var p []float32
		for i := range n * size * size {
			x, y := float64(i%size+shift.X), float64(i/size%size+shift.Y)
			v := float32(0.5 + 0.25*math.Sin(2*math.Pi*x/40) + 0.2*math.Sin(2*math.Pi*y/20))
			p = append(p, v, 1-v, 0.3)
		}
		return p
	}
	temporal := func(shift, now, then image.Point) float32 {
		b := &data.Batch{N: n, Size: size, Content: paint(image.Point{}), Later: paint(shift), Items: make([]data.Item, n), Style: noise(rand.New(rand.NewPCG(1, 2)), n, size).Style}
		for i := range b.Items {
			b.Items[i].Now, b.Items[i].Then = now, then
		}
		l, err := s.Run(t.Context(), b, o.Weights, rand.New(rand.NewPCG(5, 6)))
		if err != nil {
			t.Fatal(err)
		}
		return l.Temporal
	}
	still := temporal(image.Point{}, image.Pt(0, 8), image.Pt(0, 8))
	moved := temporal(image.Pt(8, 0), image.Pt(8, 0), image.Pt(0, 0))
	wrong := temporal(image.Pt(8, 0), image.Pt(0, 0), image.Pt(8, 0))
	if !(still > 0 && moved < 1.3*still && wrong > 1.9*moved) {
		t.Errorf("what stands still: %g, what moved: %g, compared at wrong places: %g", still, moved, wrong)
	}
	b := stepBatch(n)
	b.Later = nil
	small, err := NewStep(1, net, o, n, stepSize)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := small.Run(t.Context(), b, o.Weights, rand.New(rand.NewPCG(5, 6))); err == nil {
		t.Error("a batch without the moment later passes")
	}
	b = stepBatch(n)
	b.Items[1].Now = image.Pt(0, 4)
	if _, err := small.Run(t.Context(), b, o.Weights, rand.New(rand.NewPCG(5, 6))); err == nil {
		t.Error("a batch whose moments begin off the grids passes")
	}
}

func TestStepsDoNotDependOnThreads(t *testing.T) {
	for _, mode := range model.Modes() {
		for _, n := range []int{4, 5} {
			want := takeStep(t, mode, n, 1)
			for _, threads := range []int{2, 3, 5} {
				got := takeStep(t, mode, n, threads)
				if got.losses != want.losses || !slices.Equal(got.output, want.output) {
					t.Errorf("%v, batch %d: losses %+v with %d threads, %+v with one", mode, n, got.losses, threads, want.losses)
				}
				for i, g := range got.gradients {
					if !slices.Equal(g, want.gradients[i]) {
						t.Errorf("%v, batch %d: gradient %d differs with %d threads", mode, n, i, threads)
					}
				}
			}
		}
	}
}

func TestCancelledStepsCanBeRepeated(t *testing.T) {
	net, params, _ := greyNetworks(t, model.Art)
	o := stepOptions(model.Art)
	s, err := NewStep(2, net, o, 4, stepSize)
	if err != nil {
		t.Fatal(err)
	}
	run := func(ctx context.Context) (Losses, error) {
		return s.Run(ctx, stepBatch(4), o.Weights, rand.New(rand.NewPCG(5, 6)))
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := run(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled step: error %v", err)
	}
	s.Release()
	losses, err := run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	got, want := outcomeOf(losses, params, s.Output()), takeStep(t, model.Art, 4, 1)
	if got.losses != want.losses || !slices.Equal(got.gradients[0], want.gradients[0]) {
		t.Errorf("after a cancelled step and a release: losses %+v, want %+v", got.losses, want.losses)
	}
}
