package train

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"restyle/core/data"
	"restyle/core/fault"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/weights"
)

// firstOf is the first tensor whose name begins so.
func firstOf(f weights.File, prefix string) string {
	names := f.Names()
	return names[slices.IndexFunc(names, func(name string) bool { return strings.HasPrefix(name, prefix) })]
}

// TestDamagedCheckpointsAreCalledSo, whatever of them is damaged.
func TestDamagedCheckpointsAreCalledSo(t *testing.T) {
	folder := t.TempDir()
	good := filepath.Join(folder, "good")
	trainer, _ := tinyTrainer(t, tinyOptions(model.Art), 1)
	if err := trainer.Save(good); err != nil {
		t.Fatal(err)
	}
	for name, damage := range map[string]func(f weights.File){
		"another format": func(f weights.File) { f.Metadata["format"] = "restyle-training/9" },
		"no state":       func(f weights.File) { delete(f.Metadata, "state") },
		"impossible option": func(f weights.File) {
			f.Metadata["state"] = strings.Replace(f.Metadata["state"], `"Rate":`, `"Rate":-`, 1)
		},
		"steps before the first": func(f weights.File) {
			f.Metadata["state"] = strings.Replace(f.Metadata["state"], `"step":`, `"step":-1`, 1)
		},
		"steps after the last": func(f weights.File) {
			f.Metadata["state"] = strings.Replace(f.Metadata["state"], `"step":`, `"step":1000000000`, 1)
		},
		"no model": func(f weights.File) { delete(f.Tensors, firstOf(f, "model/")) },
	} {
		f, err := weights.Read(good)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, "bad")
		damage(f)
		delete(f.Metadata, "checksum")
		if err := weights.Write(path, f); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path); fault.Of(err) == nil || fault.Of(err).Name != "training.damaged" || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Open(good); err != nil {
		t.Error(err)
	}
}

// TestWhatIsDoneToAResultIsNoPartOfTheTraining: a mixture with the start is saved or, if its name is taken by then, chosen anew when the training goes on, from what
// was learnt and not from the mixture.
func TestWhatIsDoneToAResultIsNoPartOfTheTraining(t *testing.T) {
	for _, average := range []float64{0, 0.99} {
		o := tinyOptions(model.Art)
		o.Average = average
		trainer, m := tinyTrainer(t, o, 1)
		set, paths := pictures(t), [2]string{filepath.Join(t.TempDir(), "before"), filepath.Join(t.TempDir(), "after")}
		run(t, trainer, set, nil)
		save := func(path string) []byte {
			if err := trainer.Save(path); err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		before := save(paths[0])
		taken := errors.New("the name is taken")
		err := trainer.WithAverage(func(*model.Model) error {
			for _, p := range m.Params("art.") {
				clear(p.Value)
			}
			return taken
		})
		if after := save(paths[1]); !errors.Is(err, taken) || !bytes.Equal(before, after) {
			t.Errorf("average %g: %v; the training has changed: %t", average, err, !bytes.Equal(before, after))
		}
	}
}

// TestCheckpointsWithoutAveragesKeepNone: they are as large as what counts, and those of before, which kept the weights of no use, go on as well.
func TestCheckpointsWithoutAveragesKeepNone(t *testing.T) {
	set, o := pictures(t), tinyOptions(model.Art)
	o.Average = 0
	path := filepath.Join(t.TempDir(), "training")
	trainer, _ := tinyTrainer(t, o, 1)
	losses := run(t, trainer, set, func(e Event) error {
		if e.Step == 4 {
			return trainer.Save(path)
		}
		return nil
	})
	f, err := weights.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range f.Names() {
		if strings.HasPrefix(name, "average/") {
			t.Errorf("%s is kept", name)
		}
		if inner, ok := strings.CutPrefix(name, "model/art."); ok {
			f.Tensors["average/art."+inner] = f.Tensors[name]
		}
	}
	before := path + "-before"
	delete(f.Metadata, "checksum")
	if err := weights.Write(before, f); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{path, before} {
		c, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		resumed, err := Resume(c, c.Model.Encoder, 1)
		if err != nil {
			t.Fatal(err)
		}
		if rest := run(t, resumed, set, nil); !slices.Equal(rest, losses[4:]) {
			t.Errorf("%s goes on differently", path)
		}
	}
}

// saveStep trains a step with a loss network, nil for the model's own, and saves a checkpoint.
func saveStep(t *testing.T, set *data.Set, path string, loss model.Features) {
	t.Helper()
	m, err := model.New(3, tiny(), model.Art)
	if err != nil {
		t.Fatal(err)
	}
	if loss == nil {
		loss = m.Encoder
	}
	trainer, err := New(m, loss, tinyOptions(model.Art), 1)
	if err != nil {
		t.Fatal(err)
	}
	trainer.Effort = "an hour"
	b, err := set.Batch(0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := trainer.Step(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if err := trainer.Save(path); err != nil {
		t.Fatal(err)
	}
}

// TestTrainingsGoOnWithTheirLosses: another network than that of the steps before is refused, be it of the same shape. Checkpoints of before did not know theirs.
func TestTrainingsGoOnWithTheirLosses(t *testing.T) {
	set := pictures(t)
	encoder := func(seed uint64) *model.Encoder { return model.NewEncoder(nn.Fresh(seed), tiny().Widths) }
	own, file, old := filepath.Join(t.TempDir(), "own"), filepath.Join(t.TempDir(), "file"), filepath.Join(t.TempDir(), "old")
	saveStep(t, set, own, nil)
	saveStep(t, set, file, encoder(5))
	f, err := weights.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	f.Metadata["state"] = regexp.MustCompile(`,"(loss|effort)":"[^"]*"`).ReplaceAllString(f.Metadata["state"], "")
	if err := weights.Write(old, f); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		loss model.Features // nil: the model's own
		want string         // empty: it goes on
	}{
		{own, nil, ""},
		{own, encoder(5), "in the model's own encoder: leave --teacher out"},
		{file, encoder(5), ""},
		{file, nil, "in the network of a file: name that with --teacher"},
		{file, encoder(6), "in another network than that of --teacher"},
		{old, encoder(5), ""},
		{old, encoder(6), ""},
	} {
		checkpoint, err := Open(c.path)
		if err != nil {
			t.Fatal(err)
		}
		if named := c.path != old; named != (checkpoint.Effort == "an hour") {
			t.Errorf("%s: effort %q", c.path, checkpoint.Effort)
		}
		if c.loss == nil {
			c.loss = checkpoint.Model.Encoder
		}
		trainer, err := Resume(checkpoint, c.loss, 1)
		if c.want == "" && (err != nil || trainer.Finished() != 1 || trainer.Effort != checkpoint.Effort) {
			t.Errorf("%s: %v", c.path, err)
		} else if c.want != "" && (err == nil || !strings.Contains(err.Error(), "resume training "+c.path) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}
