package train

import (
	"bytes"
	"context"
	"image"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"restyle/assets"
	"restyle/core/data"
	"restyle/core/imaging"
	"restyle/core/model"
)

// mute silences channel k of a convolution of the decoder, counted from the picture.
func mute(t *testing.T, m *model.Model, mode model.Mode, fromLast, k int) model.Channels {
	t.Helper()
	part, err := m.Part(mode)
	if err != nil {
		t.Fatal(err)
	}
	all := part.Decoder.Channels()
	c := all[len(all)-1-fromLast]
	c.Bias.Value[k] = -100
	c.Bias.Changed()
	return c
}

// TestSilentChannelsAreRevived, once they have been silent for long enough, wherever they are, and no others; the loss does not jump.
func TestSilentChannelsAreRevived(t *testing.T) {
	set := pictures(t)
	for _, mode := range model.Modes() {
		for fromLast := range 5 {
			for _, patience := range []int{0, 3} {
				o := tinyOptions(mode)
				o.Optimizer, o.Revive = Muon, patience
				o.Stages = []Stage{{Steps: 30, Size: 40, Batch: 2}} // fresh weights may be silent, too, and are then drawn again
				trainer, m := tinyTrainer(t, o, 2)
				c := mute(t, m, mode, fromLast, 1)
				revived, at, alive := 0, 0, false
				losses := run(t, trainer, set, func(e Event) error {
					if revived += e.Revived; e.Revived > 0 && at == 0 {
						at = e.Step
					}
					alive = alive || at > 0 && e.Step > at && c.Bias.Grad[1] != 0
					return nil
				})
				if patience == 0 {
					if revived != 0 || c.Bias.Grad[1] != 0 {
						t.Errorf("%v, convolution %d from the last: %d revived, gradient %g without being asked to", mode, fromLast, revived, c.Bias.Grad[1])
					}
					continue
				}
				if at != patience || !alive {
					t.Errorf("%v, convolution %d from the last: revived after %d steps, has a gradient then: %v; want %d, true", mode, fromLast, at, alive, patience)
				}
				if before, after := losses[at-1].Total, losses[at].Total; after > 3*before {
					t.Errorf("%v, convolution %d from the last: the loss jumps from %g to %g", mode, fromLast, before, after)
				}
			}
		}
	}
}

// TestChannelsBeforeARevivedOneGetTime: they may have been silent only because it was.
func TestChannelsBeforeARevivedOneGetTime(t *testing.T) {
	_, m := tinyTrainer(t, tinyOptions(model.Art), 1)
	part, err := m.Part(model.Art)
	if err != nil {
		t.Fatal(err)
	}
	s := newSilence(part.Decoder)
	for _, c := range s.channels {
		c.Bias.Grad = make([]float32, c.Bias.Len())
		for k := range c.Bias.Grad {
			c.Bias.Grad[k] = 1
		}
	}
	last := len(s.channels) - 1
	s.channels[0].Bias.Grad[0], s.channels[last].Bias.Grad[0] = 0, 0
	var revived []int
	for step := range 4 {
		if step == 2 {
			s.channels[last].Bias.Grad[0] = 1
		}
		revived = append(revived, s.listen(2, rand.New(rand.NewPCG(1, 1))))
	}
	if want := []int{0, 1, 0, 1}; !slices.Equal(revived, want) {
		t.Errorf("revived in each step: %v, want %v", revived, want)
	}
}

// TestRevivalGoesOnExactlyAfterResuming: how long channels have been silent is part of a checkpoint.
func TestRevivalGoesOnExactlyAfterResuming(t *testing.T) {
	set, path := pictures(t), filepath.Join(t.TempDir(), "training.safetensors")
	o := tinyOptions(model.Art)
	o.Revive = 6
	whole, m := tinyTrainer(t, o, 1)
	mute(t, m, model.Art, 1, 2)
	revived := map[int]int{}
	losses := run(t, whole, set, func(e Event) error {
		revived[e.Step] = e.Revived
		if e.Step == 4 {
			return whole.Save(path)
		}
		return nil
	})
	if revived[6] == 0 {
		t.Fatalf("revived by step: %v, want some at 6", revived)
	}
	c, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	resumed, err := Resume(c, c.Model.Encoder, 2)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range run(t, resumed, set, nil) {
		if l != losses[4+i] {
			t.Fatalf("step %d after resuming: losses %+v, want %+v", 5+i, l, losses[4+i])
		}
	}
}

// silentShare is the share of the channels of each convolution that no pair of a few photographs and paintings gets a gradient through.
func silentShare(t *testing.T, m *model.Model, mode model.Mode) map[string]float64 {
	t.Helper()
	const n, size = 4, 128
	photos, paintings := crops(t, append(assets.Photos(), assets.Practice()[:8]...), size), crops(t, assets.Styles(), size)
	for _, p := range m.Params(mode.String() + ".") {
		p.Train = true
	}
	step, err := NewStep(2, Networks{Model: m, Loss: m.Encoder}, Options{Mode: mode, Weights: Weights{Content: 1, Style: 10}}, n, size)
	if err != nil {
		t.Fatal(err)
	}
	part, err := m.Part(mode)
	if err != nil {
		t.Fatal(err)
	}
	heard := map[string][]bool{}
	for i := 0; i < len(photos); i += n {
		b := &data.Batch{N: n, Size: size, Items: make([]data.Item, n)}
		for k := range n {
			b.Content, b.Style = append(b.Content, photos[i+k]...), append(b.Style, paintings[(i/n+k)%len(paintings)]...)
		}
		if _, err := step.Run(context.Background(), b, Weights{Content: 1, Style: 10}, rand.New(rand.NewPCG(1, 1))); err != nil {
			t.Fatal(err)
		}
		for _, c := range part.Decoder.Channels() {
			if heard[c.Bias.Name] == nil {
				heard[c.Bias.Name] = make([]bool, c.Bias.Len())
			}
			for k, g := range c.Bias.Grad {
				heard[c.Bias.Name][k] = heard[c.Bias.Name][k] || g != 0
			}
		}
	}
	shares := map[string]float64{}
	for name, channels := range heard {
		for _, h := range channels {
			if !h {
				shares[name] += 1 / float64(len(channels))
			}
		}
	}
	return shares
}

// crops are squares from the middle of samples, [size size 3] each.
func crops(t *testing.T, samples []assets.Sample, size int) [][]float32 {
	t.Helper()
	var all [][]float32
	for _, s := range samples {
		p, err := imaging.Decode(bytes.NewReader(s.JPEG), s.Name, imaging.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		p = imaging.FitLongSide(p, 2*size)
		x, y := max(p.Width-size, 0)/2, max(p.Height-size, 0)/2
		all = append(all, imaging.Crop(p, image.Rect(x, y, x+size, y+size)).Pix)
	}
	return all
}

// TestTheBuiltInModelUsesItsChannels: a network most of whose channels are silent has been trained in vain. Those of the photorealistic mode that are silent the
// model card names.
func TestTheBuiltInModelUsesItsChannels(t *testing.T) {
	most := map[model.Mode]float64{model.Art: 1. / 8, model.Photo: 3. / 8}
	m, err := model.NewLibrary(t.TempDir()).Load("compact")
	if err != nil {
		t.Fatal(err)
	}
	for mode, most := range most {
		for name, share := range silentShare(t, m, mode) {
			if share > most {
				t.Errorf("%s: %.0f %% of the channels are silent, want %.0f %% at most", name, 100*share, 100*most)
			}
		}
	}
}
