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
