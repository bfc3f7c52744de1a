package train

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"restyle/core/fault"
	"restyle/core/model"
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
