package train

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"restyle/core/data"
	"restyle/core/model"
)

// tiny is a network that trains in milliseconds.
func tiny() model.Config {
	return model.Config{Widths: [4]int{4, 4, 8, 8}, Hidden: [2][]int{{8}, {8}}, Modulation: 4, Residual: [2]int{1, 0}}
}

// pictures is a set of small pictures of blobs: contents and styles of different colours.
func pictures(t *testing.T) *data.Set {
	t.Helper()
	sources := data.Sources{}
	for kind, to := range map[string]*[]string{"content": &sources.Content, "style": &sources.Style} {
		dir := filepath.Join(t.TempDir(), kind)
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for i := range 3 {
			img := image.NewRGBA(image.Rect(0, 0, 70, 60))
			for y := range 60 {
				for x := range 70 {
					v := math.Sin(float64(x*(i+1))/9) * math.Cos(float64(y)/7)
					img.Set(x, y, color.RGBA{uint8(128 + 100*v), uint8(40*len(kind) + x), uint8(60*i + y), 255})
				}
			}
			f, err := os.Create(filepath.Join(dir, fmt.Sprint(i, ".png")))
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(png.Encode(f, img), f.Close()); err != nil {
				t.Fatal(err)
			}
		}
		*to = []string{dir}
	}
	o := data.Recipe()
	o.Identity = 0.3
	set, err := data.Open(context.Background(), sources, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func tinyOptions(mode model.Mode) Options {
	return Options{
		Mode: mode, Stages: []Stage{{Steps: 5, Size: 40, Batch: 2}, {Steps: 5, Size: 48, Batch: 2}}, Seed: 7, Rate: 1e-3, Warmup: 3, Decay: Cosine,
		Weights: Weights{Content: 1, Style: 10, CCPL: 2, Identity: 10, Colour: 10}, Ramp: 4, Clip: 20, Average: 0.9,
	}
}

func tinyTrainer(t *testing.T, o Options, threads int) (*Trainer, *model.Model) {
	t.Helper()
	m, err := model.New(3, tiny(), model.Art, model.Photo)
	if err != nil {
		t.Fatal(err)
	}
	trainer, err := New(m, m.Encoder, o, threads)
	if err != nil {
		t.Fatal(err)
	}
	return trainer, m
}

// run trains to the end and returns the losses of all steps.
func run(t *testing.T, trainer *Trainer, set *data.Set, report func(Event) error) []Losses {
	t.Helper()
	var losses []Losses
	err := trainer.Run(context.Background(), set, func(e Event) error {
		losses = append(losses, e.Losses)
		if report != nil {
			return report(e)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return losses
}

func TestResumedTrainingGoesOnExactly(t *testing.T) {
	set := pictures(t)
	for _, mode := range model.Modes() {
		t.Run(mode.String(), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "training.safetensors")
			o := tinyOptions(mode)
			o.Weights.Temporal = 1
			whole, m := tinyTrainer(t, o, 2)
			losses := run(t, whole, set, func(e Event) error {
				if e.Step == 4 {
					return whole.Save(path)
				}
				return nil
			})
			c, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			resumed, err := Resume(c, c.Model.Encoder, 1) // another number of threads changes nothing
			if err != nil {
				t.Fatal(err)
			}
			for i, l := range run(t, resumed, set, nil) {
				if l != losses[4+i] {
					t.Fatalf("step %d after resuming: losses %+v, want %+v", 5+i, l, losses[4+i])
				}
			}
			checksum := func(m *model.Model) string {
				s, err := m.Checksum()
				if err != nil {
					t.Fatal(err)
				}
				return s
			}
			var want string
			_ = whole.WithAverage(func(m *model.Model) error { want = checksum(m); return nil })
			var got string
			_ = resumed.WithAverage(func(m *model.Model) error { got = checksum(m); return nil })
			if got != want || want == checksum(m) {
				t.Errorf("averaged weights after resuming differ (or are not averaged)")
			}
		})
	}
}

func TestTrainingLowersTheLossAndLeavesTheRestAlone(t *testing.T) {
	set, o := pictures(t), tinyOptions(model.Photo)
	o.Stages = []Stage{{Steps: 120, Size: 40, Batch: 2}}
	o.Weights = Weights{Style: 10, Content: 1}
	o.Rate, o.Ramp = 5e-3, 0
	trainer, m := tinyTrainer(t, o, 2)
	before := map[string][]float32{}
	for _, p := range append(m.Params("encoder."), m.Params("art.")...) {
		before[p.Name] = append([]float32(nil), p.Value...)
	}
	losses := run(t, trainer, set, nil)
	mean := func(l []Losses) (sum float32) {
		for _, x := range l {
			sum += x.Total / float32(len(l))
		}
		return sum
	}
	if first, last := mean(losses[:20]), mean(losses[100:]); last > 0.8*first {
		t.Errorf("mean total loss went from %g to %g, want less than 0.8 times", first, last)
	}
	for _, p := range append(m.Params("encoder."), m.Params("art.")...) {
		for i, v := range p.Value {
			if v != before[p.Name][i] {
				t.Fatalf("%s changed in a training of the photo mode", p.Name)
			}
		}
	}
}

func TestTrainingStopsAtOnce(t *testing.T) {
	set := pictures(t)
	trainer, _ := tinyTrainer(t, tinyOptions(model.Art), 2)
	ctx, cancel := context.WithCancel(context.Background())
	err := trainer.Run(ctx, set, func(e Event) error {
		if e.Step == 2 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || trainer.Finished() != 2 {
		t.Errorf("after a cancel in step 2: error %v, %d steps finished", err, trainer.Finished())
	}
}

// TestDivergenceStopsBeforeTheWeightsAreLost: the step whose loss is no number changes nothing, and the sentence asks for nothing that a checkpoint forbids.
func TestDivergenceStopsBeforeTheWeightsAreLost(t *testing.T) {
	set := pictures(t)
	trainer, m := tinyTrainer(t, tinyOptions(model.Art), 1)
	p := m.Params("art.decoder.0.bias")[0]
	var before, averages [][]float32
	err := trainer.Run(context.Background(), set, func(e Event) error {
		if e.Step == 3 {
			before, averages = valuesOf(trainer.adam.params), clones(trainer.average.values)
			p.Value[0] = float32(math.NaN())
			p.Changed()
		}
		return nil
	})
	if !errors.Is(err, ErrDiverged) || trainer.Finished() != 3 {
		t.Fatalf("a NaN after step 3: error %v, %d steps finished", err, trainer.Finished())
	}
	if !strings.Contains(err.Error(), "begin again with a lower learning rate") {
		t.Errorf("%v", err)
	}
	for i, q := range trainer.adam.params {
		skip := 0
		if q == p {
			skip = 1 // what the test broke
		}
		if !slices.Equal(q.Value[skip:], before[i][skip:]) {
			t.Errorf("%s is not that of the step before", q.Name)
		}
	}
	for i, a := range trainer.average.values {
		if !slices.Equal(a, averages[i]) {
			t.Errorf("the average of %s is not that of the step before", trainer.average.params[i].Name)
		}
	}
}

func TestRatesAndStages(t *testing.T) {
	o := tinyOptions(model.Art)
	for _, c := range []struct {
		step, size, end int
	}{{0, 40, 5}, {4, 40, 5}, {5, 48, 10}, {9, 48, 10}} {
		if s := o.stage(c.step); s.Size != c.size || o.stageEnd(c.step) != c.end {
			t.Errorf("step %d: size %d to step %d, want %d to %d", c.step, s.Size, o.stageEnd(c.step), c.size, c.end)
		}
	}
	p := Published(model.Art)
	if r := p.rate(20000); math.Abs(r-1e-4/2) > 1e-12 {
		t.Errorf("published rate at step 20000: %g, want half of 1e-4", r)
	}
	if r := o.rate(0); math.Abs(r-o.Rate/3) > 1e-12 {
		t.Errorf("rate in the first of three warm-up steps: %g, want a third of %g", r, o.Rate)
	}
	if w := o.weights(2); w.CCPL != 1 {
		t.Errorf("CCPL's factor half way up: %g, want 1", w.CCPL)
	}
}

func TestBadOptionsAndCheckpointsAreRefused(t *testing.T) {
	for _, change := range []func(*Options){
		func(o *Options) { o.Stages = nil },
		func(o *Options) { o.Stages[0].Steps = 0 },
		func(o *Options) { o.Stages[0].Size = 33 },
		func(o *Options) { o.Stages[0].Batch = 1000 },
		func(o *Options) { o.Rate = 0 },
		func(o *Options) { o.Rate = math.NaN() },
		func(o *Options) { o.Average = 1 },
		func(o *Options) { o.Average = math.NaN() },
		func(o *Options) { o.CCPL.Anchors = -1 },
		func(o *Options) { o.CCPL.Temperature = float32(math.NaN()) },
		func(o *Options) { o.CCPL.Temperature = float32(math.Inf(1)) },
		func(o *Options) { o.Layers = 5 },
		func(o *Options) { o.Layers = -1 },
		func(o *Options) { o.Clip = -1 },
		func(o *Options) { o.Clip = math.NaN() },
		func(o *Options) { o.Clip = math.Inf(1) },
		func(o *Options) { o.Optimizer = 7 },
		func(o *Options) { o.Decay = 9 },
		func(o *Options) { o.Mode = 5 },
		func(o *Options) { o.Warmup = -1 },
		func(o *Options) { o.Ramp = -1 },
		func(o *Options) { o.Revive = -1 },
		func(o *Options) { o.Factors = map[string]float64{"mlp": math.NaN()} },
		func(o *Options) { o.Factors = map[string]float64{"mlp": -1} },
		func(o *Options) { o.Stages[0].Identity = 3 },
		func(o *Options) { o.Stages[0].Identity = math.NaN() },
		func(o *Options) { o.Stages[0].Steps, o.Stages[1].Steps = math.MaxInt, math.MaxInt },
		func(o *Options) { o.Stages[0].Steps, o.Stages[1].Steps = mostSteps, 1 },
		func(o *Options) { o.Weights.Colour = float32(math.NaN()) },
		func(o *Options) { o.Weights.Glow = float32(math.Inf(1)) },
		func(o *Options) { o.Weights.Style = -1 },
		func(o *Options) { o.Pictures = &data.Options{PhotoStyles: 2} },
	} {
		o := tinyOptions(model.Art)
		change(&o)
		if err := o.Validate(); err == nil {
			t.Errorf("accepted %#v", o)
		} else if strings.Contains(err.Error(), "!") || !strings.Contains(err.Error(), "want") && !strings.Contains(err.Error(), "choose") {
			t.Errorf("%v", err)
		}
	}
	path := filepath.Join(t.TempDir(), "model.safetensors")
	_, m := tinyTrainer(t, tinyOptions(model.Art), 1)
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); err == nil {
		t.Error("a model file was accepted as a checkpoint")
	}
}

func TestDistillationApproachesTheTeacher(t *testing.T) {
	set := pictures(t)
	for _, widths := range [][4]int{{4, 4, 8, 8}, {6, 8, 10, 12}} { // the same widths as the student, and wider
		teacher, err := model.New(11, model.Config{Widths: widths, Hidden: tiny().Hidden}, model.Art)
		if err != nil {
			t.Fatal(err)
		}
		student, err := model.New(12, tiny(), model.Art)
		if err != nil {
			t.Fatal(err)
		}
		d := Distillation{BlockSteps: 100, WholeSteps: 150, Size: 32, Batch: 2, Rate: 5e-3, Clip: 1, Seed: 1}
		var first, last float32 // sums of the errors of all layers, over the first and the last 10 steps
		err = Distill(context.Background(), student, teacher.Encoder, set, d, 2, func(e DistillEvent) error {
			for _, x := range e.Errors {
				if e.Step <= 10 {
					first += x
				} else if e.Step > e.Steps-10 {
					last += x
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if !(last < 0.6*first) {
			t.Errorf("widths %v: errors went from %g to %g, want less than 0.6 times", widths, first/10, last/10)
		}
	}
}
