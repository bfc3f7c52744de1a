package teach

import (
	"bytes"
	"encoding/json"
	"fmt"

	"restyle/core/data"
	"restyle/core/model"
	"restyle/core/train"
)

// Effort is how long to train.
type Effort uint8

// The efforts.
const (
	Quick Effort = iota
	Standard
	Thorough
)

// Efforts lists them.
func Efforts() []Effort { return []Effort{Quick, Standard, Thorough} }

func (e Effort) String() string { return [...]string{"quick", "standard", "thorough"}[e] }

// ParseEffort is the inverse of String.
func ParseEffort(s string) (Effort, error) {
	for _, e := range Efforts() {
		if e.String() == s {
			return e, nil
		}
	}
	return Quick, fmt.Errorf("effort %q: want quick, standard or thorough", s)
}

// Options are those of a fine-tuning: the losses of the built-in model's training with more weight on style. Size, steps and the weights of artistic
// mode are those of trials on five paintings (app/state/bar_test.go); with Muon at half of Adam's rate the distance to their styles on other photographs
// falls by a third more than with Adam, and that to the contents rises by a point more.
//
// In artistic mode Quick brings 43 % less style distance at 9 % more content distance, in 36 to 40 s on two cores of an AMD Turin. With weights before,
// with which it brought 39 %, Standard brought 45 % at 7 %, in two minutes and a half, and Thorough 44 % at 4 %, in 24 minutes beside other work. The term against glows takes halos from 0.045 to 0.029 (metrics.Halo,
// 0.025 before) for some points of that.
//
// In photorealistic mode the photograph is recoloured, and comes closer to a style only while the network's own result keeps its edges: sixteen times the
// weight on contents and three times that on CCPL, without the colour term, bring Quick 10 % less style distance at 5 % more content distance. Of weights
// of 0.5 to 12 on contents, with less of CCPL and with the colour term, none was kept, of 52 neither; near these the gain is uneven. Halos are few there,
// and the term against glows took 0.02 of the match of colours. With earlier weights, Standard brought no more than Quick, and Thorough was not tried.
func (e Effort) Options(mode model.Mode) train.Options {
	o := train.Options{Mode: mode, Seed: 1, Rate: 5e-4, Optimizer: train.Muon, Warmup: 20, Decay: train.Cosine, Clip: 300, Average: 0.99}
	o.Weights = train.Weights{Content: 2.5, Style: 60, CCPL: 0.3, Identity: 10, Colour: 50, Range: 200, Glow: 60}
	if mode == model.Photo {
		o.Rate = 3e-4
		o.Weights = train.Weights{Content: 40, Style: 60, CCPL: 1, Identity: 50, Range: 200}
	}
	switch e {
	case Quick:
		o.Stages = []train.Stage{{Steps: 650, Size: 160, Batch: 2}}
	case Standard:
		o.Stages = []train.Stage{{Steps: 3000, Size: 192, Batch: 2}}
	default:
		o.Stages = []train.Stage{{Steps: 10000, Size: 192, Batch: 3}, {Steps: 2000, Size: 256, Batch: 2}}
	}
	o.Ramp = o.Steps() / 4
	pictures := Pictures()
	o.Pictures = &pictures
	return o
}

// Pictures is how crops vary: the styles keep their colours, which are part of what is to be learnt.
func Pictures() data.Options {
	return data.Options{Identity: 0.05, PaintedContents: 0.1, Style: data.Augment{}}
}

// OfEffort tells whether a checkpoint is of a training with an effort. One that does not name it, as those of older versions, is known by its options.
func OfEffort(c *train.Checkpoint) bool { return c.Effort != "" || isEffort(c.Options) }

// isEffort tells whether options are those of an effort, whatever the seed.
func isEffort(o train.Options) bool {
	for _, e := range Efforts() {
		known := e.Options(o.Mode)
		known.Seed = o.Seed
		if sameOptions(o, known) {
			return true
		}
	}
	return false
}

// sameOptions compares options by how checkpoints keep them.
func sameOptions(a, b train.Options) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
