package train

import (
	"path/filepath"
	"testing"

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
