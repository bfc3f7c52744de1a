package train

import (
	"fmt"
	"math"
	"slices"

	"restyle/core/ccpl"
	"restyle/core/data"
	"restyle/core/model"
)

// Decay is how the learning rate falls.
type Decay uint8

const (
	Hyperbolic Decay = iota // rate / (1 + 5e-5*step), as published
	Cosine                  // half a cosine over all steps, down to 2 %
)

func (d Decay) String() string { return [...]string{"hyperbolic", "cosine"}[d] }

// MarshalText makes decays readable in JSON.
func (d Decay) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText is the inverse of MarshalText.
func (d *Decay) UnmarshalText(b []byte) error {
	for *d = Hyperbolic; *d <= Cosine; *d++ {
		if d.String() == string(b) {
			return nil
		}
	}
	*d = Hyperbolic
	return fmt.Errorf("decay %q: want hyperbolic or cosine", b)
}

// Stage is a part of the training with crops of one size.
type Stage struct {
	Steps int
	Size  int // side of the crops, pixels, a multiple of 8
	Batch int
	// Identity is the share of items whose style is the content crop itself; 0: as the data says. 1 teaches the decoder to decode first.
	Identity float64 `json:",omitempty"`
}

// Options say how to train. Published and Recipe give good ones.
type Options struct {
	Mode   model.Mode
	Stages []Stage
	Seed   uint64
	Rate   float64 // learning rate of Adam, and of Muon
	// Optimizer is Adam, as published, unless it says otherwise: from random weights at 128 pixels Muon
	// came as far in less than half of the steps, each a third longer on one thread.
	Optimizer Optimizer `json:",omitzero"`
	Warmup    int       // steps over which the rate rises from 0
	Decay     Decay
	Weights   Weights
	CCPL      ccpl.Options
	Temporal  ccpl.Options `json:",omitzero"` // of the term Temporal; its Layers are counted from the first, 0: 3, and no anchors: 64
	Ramp      int          // steps over which the factors of CCPL and Temporal rise from 0: from random weights their heads would collapse
	Clip      float64      // largest norm of the gradient; 0: no limit
	Average   float64      // decay of the averaged weights that become the model; 0: the last weights do
	// Revive is after how many steps without any gradient a channel of the decoder gets another start (model.Channels); 0: never, as published.
	Revive int `json:",omitempty"`
	// Factors of the learning rate by parameter name; "mlp" stands for all contrastive heads. nil: 1 for all, as published.
	Factors map[string]float64 `json:",omitempty"`
	// Pictures says how crops are drawn and varied; nil: as the data set says. Seed, Size and Batch in it do not count.
	Pictures *data.Options `json:",omitempty"`
	Layers   int           // layers of the style loss, counted from the first; 0: those of the mode
}

// Published are the settings of the paper: batch 8, crops of 256 pixels, 160 000 steps.
func Published(m model.Mode) Options {
	return Options{Mode: m, Stages: []Stage{{Steps: 160000, Size: 256, Batch: 8}}, Rate: 1e-4, Weights: Paper()}
}

// Steps is the number of steps of all stages.
func (o Options) Steps() int {
	n := 0
	for _, s := range o.Stages {
		n += s.Steps
	}
	return n
}

// mostSteps is more than anybody waits for, and so few that numbers of steps can be added.
const mostSteps = 1_000_000_000

// Validate reports what makes the options impossible.
func (o Options) Validate() error {
	if !slices.Contains(model.Modes(), o.Mode) {
		return fmt.Errorf("training of mode %d: want art or photo", uint8(o.Mode))
	}
	if err := o.validateStages(); err != nil {
		return err
	}
	if err := o.validateSteps(); err != nil {
		return err
	}
	if o.Layers < 0 || o.Layers > mostLayers {
		return fmt.Errorf("style loss of %d layers: want 1 to %d, or 0 for those of the mode", o.Layers, mostLayers)
	}
	if err := o.Weights.Validate(); err != nil {
		return err
	}
	if o.Pictures != nil {
		if err := o.Pictures.Validate(); err != nil {
			return err
		}
	}
	if err := o.Temporal.Validate(); err != nil {
		return err
	}
	return o.CCPL.Validate()
}

// temporal fills in what Options.Temporal leaves open: the first layers, where strokes are, and as many anchors as the paper's text says.
func (o Options) temporal() ccpl.Options {
	t := o.Temporal
	if t.Anchors == 0 {
		t.Anchors = 64
	}
	if t.Layers == 0 {
		t.Layers = 3
	}
	t.Layers = min(t.Layers, o.Mode.Layers())
	return t
}

// mostLayers is how many layers an encoder has.
const mostLayers = 4

func (o Options) validateStages() error {
	if len(o.Stages) == 0 {
		return fmt.Errorf("training without stages: want at least one")
	}
	steps := 0
	for _, s := range o.Stages {
		if s.Steps < 1 || s.Batch < 1 || s.Batch > 256 {
			return fmt.Errorf("training stage of %d steps, batch %d: want at least 1 step and a batch of 1 to 256", s.Steps, s.Batch)
		}
		if s.Size < 32 || s.Size > 1024 || s.Size%8 != 0 {
			return fmt.Errorf("training crops of %d pixels: want a multiple of 8 from 32 to 1024", s.Size)
		}
		if !(s.Identity >= 0 && s.Identity <= 1) {
			return fmt.Errorf("training stage with a share of %g of identity items: want 0 to 1", s.Identity)
		}
		if s.Steps > mostSteps-steps {
			return fmt.Errorf("training of more than %d steps: want fewer", mostSteps)
		}
		steps += s.Steps
	}
	return nil
}

// validateSteps is about how each step changes the weights.
func (o Options) validateSteps() error {
	if !(o.Rate > 0) || o.Rate > 1 {
		return fmt.Errorf("learning rate %g: want more than 0 and at most 1", o.Rate)
	}
	for name, f := range o.Factors {
		if !(f >= 0 && f <= mostFactor) {
			return fmt.Errorf("factor %g of the learning rate of %s: want 0 to %g", f, name, float64(mostFactor))
		}
	}
	if o.Optimizer > Muon {
		return fmt.Errorf("optimizer number %d: want adam or muon", uint8(o.Optimizer))
	}
	if o.Decay > Cosine {
		return fmt.Errorf("decay number %d: want hyperbolic or cosine", uint8(o.Decay))
	}
	for _, c := range []struct {
		steps int
		what  string
	}{{o.Warmup, "for the warm-up"}, {o.Ramp, "for the ramp of CCPL"}, {o.Revive, "before a silent channel is revived"}} {
		if c.steps < 0 || c.steps > mostSteps {
			return fmt.Errorf("%d steps %s: want 0 to %d", c.steps, c.what, mostSteps)
		}
	}
	if !(o.Clip >= 0 && o.Clip <= mostFactor) {
		return fmt.Errorf("largest norm %g of the gradient: want 0, for no limit, to %g", o.Clip, float64(mostFactor))
	}
	if !(o.Average >= 0 && o.Average < 1) {
		return fmt.Errorf("averaging decay %g: want 0 up to, not including, 1", o.Average)
	}
	return nil
}

// stage finds the stage of a step.
func (o Options) stage(step int) Stage {
	for _, s := range o.Stages {
		if step < s.Steps {
			return s
		}
		step -= s.Steps
	}
	return o.Stages[len(o.Stages)-1]
}

// rate is the learning rate of a step, counted from 0.
func (o Options) rate(step int) float64 {
	r := o.Rate
	if step < o.Warmup {
		r *= float64(step+1) / float64(o.Warmup)
	}
	if o.Decay == Hyperbolic {
		return r / (1 + 5e-5*float64(step))
	}
	done := min(1, float64(step)/float64(o.Steps()))
	return r * (0.02 + 0.98*(1+math.Cos(math.Pi*done))/2)
}

// weights are the factors of a step.
func (o Options) weights(step int) Weights {
	w := o.Weights
	if step < o.Ramp {
		risen := float32(step) / float32(o.Ramp)
		w.CCPL, w.Temporal = w.CCPL*risen, w.Temporal*risen
	}
	return w
}
