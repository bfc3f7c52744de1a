package state

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"restyle/core/model"
	"restyle/internal/testkit"
)

func (d *desk) models() []string {
	var names []string
	for _, m := range d.Models.View().Models {
		names = append(names, m.Name)
	}
	return names
}

func TestModelsAreRenamedDeletedAndBack(t *testing.T) {
	folder := t.TempDir()
	m, err := model.New(1, model.Compact(), model.Art)
	if err != nil {
		t.Fatal(err)
	}
	m.Origin.Kind = "trained"
	file := filepath.Join(folder, "loose.safetensors")
	if err := m.Save(file); err != nil {
		t.Fatal(err)
	}
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Drop(DropAnywhere, []string{file})
	d.until("it is in the list", func() bool { return slices.Contains(d.models(), "loose") })
	d.until("its details are there", func() bool { return d.Models.View().Details != nil && d.Models.View().Details.Name == "loose" })
	v := d.Models.View().Details
	if v.Origin.Kind != "trained" || v.Parameters != m.Count() || len(v.Modes) != 1 || v.Widths != m.Config.Widths {
		t.Errorf("details %+v", v)
	}
	d.Models.Use("loose")
	d.Stylize.SetMode(model.Photo)
	d.until("the mode that it has is chosen", func() bool { return d.Stylize.View().Look.Mode == model.Art && d.fine() })
	d.Models.Rename("loose", "compact")
	d.until("that is refused", func() bool { return d.Message().Bad })
	if m := d.Message(); !m.Bad || !strings.Contains(m.Text.String(), "built in") {
		t.Errorf("renamed to a built-in name: %q", m.Text)
	}
	if a, b, c := d.Models.CheckRename("loose", "LOOSE"), d.Models.CheckRename("loose", "Compact"), d.Models.CheckRename("loose", "a:b"); !a.Empty() || b.Empty() || c.Empty() {
		t.Errorf("other capitals: %q, a built-in name: %q, a name with a colon: %q", a, b, c)
	}
	d.Models.Rename("loose", "Loose")
	d.until("its capitals are others", func() bool { return slices.Contains(d.models(), "Loose") && len(d.models()) == 2 })
	d.Models.Rename("Loose", "tight")
	d.until("it is renamed", func() bool { return slices.Contains(d.models(), "tight") })
	if !slices.Contains(d.models(), "tight") || slices.Contains(d.models(), "loose") || d.Stylize.View().Look.Model != "tight" {
		t.Errorf("renamed: %v, in use %s", d.models(), d.Stylize.View().Look.Model)
	}
	d.Models.Delete("tight")
	d.Answer(d.Question(), 0)
	if !slices.Contains(d.models(), "tight") {
		t.Fatal("it is deleted without consent")
	}
	d.Models.Delete("tight")
	d.Answer(d.Question(), 1)
	if slices.Contains(d.models(), "tight") || d.Stylize.View().Look.Model != model.DefaultName {
		t.Errorf("deleted: %v, in use %s", d.models(), d.Stylize.View().Look.Model)
	}
	message := d.Message()
	if !message.CanUndo {
		t.Fatalf("message %+v", message)
	}
	d.UndoMessage(message.Number)
	if !slices.Contains(d.models(), "tight") {
		t.Errorf("not back: %v", d.models())
	}
	out := filepath.Join(folder, "copy.safetensors")
	d.files.answer = out
	d.Models.Export("tight")
	d.until("it is exported", func() bool { return d.Message().Path == out })
	if _, err := model.Load(out); err != nil {
		t.Error(err)
	}
}

// deskWithCheckpoints opens a program, with a folder of files as the authors have them.
func deskWithCheckpoints(t *testing.T) (d *desk, files string) {
	t.Helper()
	folder := t.TempDir()
	files = filepath.Join(folder, "files")
	testkit.Checkpoints(t, files)
	d = newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	return d, files
}

func TestWizardSortsTheAuthorsFiles(t *testing.T) {
	d, files := deskWithCheckpoints(t)
	if v := d.Models.View().Import; v.Ready || v.Missing.Empty() || v.Name == "" {
		t.Errorf("an empty wizard: %+v", v)
	}
	d.Models.SetImport(VGGFile, filepath.Join(files, "art.sct_iter_160000.pth.tar"))
	d.until("the wrong file is named", func() bool { return !d.Models.View().Import.Files[VGGFile].Problem.Empty() })
	if s := d.Models.View().Import.Files[VGGFile].Problem.String(); !strings.Contains(s, "is the artistic SCT file") {
		t.Errorf("problem %q", s)
	}
	d.Drop(DropModels, []string{filepath.Join(filepath.Dir(files), "holiday.jpg")})
	if m := d.Message(); !m.Bad || !strings.HasPrefix(m.Text.String(), "holiday.jpg is no model: drop a .safetensors file") {
		t.Errorf("of a photo dropped on the models is said %q", m.Text)
	}
	d.Drop(DropModels, []string{files})
	d.until("all files are sorted", func() bool { return d.Models.View().Import.Ready })
	v := d.Models.View().Import
	for role, want := range []string{"vgg_normalised.pth", "art.decoder", "art.sct", "photo.decoder", "photo.sct"} {
		if !strings.HasPrefix(filepath.Base(v.Files[role].Path), want) {
			t.Errorf("role %d is %s", role, v.Files[role].Path)
		}
	}
	for _, name := range []string{"", "theirs"} { // it can be emptied and written anew
		d.Models.SetImportName(name)
		if v := d.Models.View().Import; v.Name != name || v.Ready != (name != "") {
			t.Errorf("named %q, the wizard has %+v", name, v)
		}
	}
	d.Models.RunImport()
	d.until("it is imported", func() bool { return slices.Contains(d.models(), "theirs") })
	d.until("its details are there", func() bool { return d.Models.View().Details != nil })
	if v := d.Models.View().Details; v.Origin.Kind != "imported" || len(v.Modes) != 2 || v.Widths != model.Full().Widths {
		t.Errorf("imported %+v", v)
	}
	if v := d.Models.View().Import; v.Ready || v.Busy || v.Files[VGGFile].Path != "" {
		t.Errorf("the wizard afterwards: %+v", v)
	}
}

// TestAClosedWizardStaysEmpty: files that are still being looked at and an import that goes on come to nothing in it.
func TestAClosedWizardStaysEmpty(t *testing.T) {
	d, files := deskWithCheckpoints(t)
	d.Models.SetImportName("")
	if name := d.Models.View().Import.Name; name != "" {
		t.Errorf("emptied, the name is %q", name)
	}
	d.Models.OfferImport([]string{files})
	d.Models.ResetImport()
	d.Models.OfferImport([]string{t.TempDir()}) // it holds none; what is said of it comes after the first
	d.until("both are looked at", func() bool { return d.Message().Bad && !d.Models.View().Import.Busy })
	if v := d.Models.View().Import; slices.ContainsFunc(v.Files[:], func(f ImportFile) bool { return f.Path != "" }) || v.Busy {
		t.Errorf("closed while files were looked at: %+v", v)
	}
	d.Models.OfferImport([]string{files})
	d.until("all files are sorted", func() bool { return d.Models.View().Import.Ready })
	d.Models.RunImport()
	d.Models.ResetImport()
	d.Models.SetImport(VGGFile, filepath.Join(files, "vgg_normalised.pth"))
	d.until("it is imported", func() bool { return slices.Contains(d.models(), "paper") })
	if v := d.Models.View().Import; v.Files[VGGFile].Path == "" {
		t.Error("an import that was begun before empties the new wizard")
	}
}

func TestDamagedModelIsListed(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "models", "torn.safetensors"), "torn")
	d := newDesk(t, folder)
	d.Start()
	d.until("it is found out", func() bool {
		v := d.Models.View().Models
		return len(v) > 1 && !v[len(v)-1].Problem.Empty()
	})
	if slices.Contains(d.Stylize.View().Models, "torn") {
		t.Error("it can be chosen")
	}
	d.checkInUse()
}

// checkInUse compares the mark in the list with the look.
func (d *desk) checkInUse() {
	d.t.Helper()
	for _, m := range d.Models.View().Models {
		if m.InUse != (m.Name == d.Stylize.View().Look.Model) {
			d.t.Errorf("%s is marked as in use: %v; the look has %s", m.Name, m.InUse, d.Stylize.View().Look.Model)
		}
	}
}

// TestDamagedModelMakesWay for the built-in one, where it was in use at the last end.
func TestDamagedModelMakesWay(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "models", "torn.safetensors"), "torn")
	last := choices{Settings: defaultSettings(), Look: defaultLook()}
	last.Look.Model = "torn"
	if err := last.write(folder); err != nil {
		t.Fatal(err)
	}
	d := newDesk(t, folder)
	d.Start()
	d.until("the built-in model paints", func() bool { return d.Stylize.View().Look.Model == model.DefaultName && d.fine() })
	d.checkInUse()
}

// TestModelsOfOneNameAreAllKept: files that are called alike become models that are not.
func TestModelsOfOneNameAreAllKept(t *testing.T) {
	folder := t.TempDir()
	var files []string
	for i, sub := range []string{"a", "b", "c"} {
		m, err := model.New(uint64(i+1), model.Compact(), model.Art)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, filepath.Join(folder, sub, "same.safetensors"))
		if err := os.Mkdir(filepath.Dir(files[i]), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := m.Save(files[i]); err != nil {
			t.Fatal(err)
		}
	}
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Drop(DropModels, files[:2])
	d.Drop(DropAnywhere, files[2:])
	d.until("all are in the list", func() bool { return len(d.models()) == 4 })
	known := map[string]bool{}
	for _, name := range []string{"same", "same 2", "same 3"} {
		m, err := d.ports.Library.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		sum, err := m.Checksum()
		if err != nil {
			t.Fatal(err)
		}
		known[sum] = true
	}
	if len(known) != 3 {
		t.Errorf("of three models %d are left", len(known))
	}
}

// TestRenamedModelStaysChosen where it was chosen: for training, and in what can be undone and done again.
func TestRenamedModelStaysChosen(t *testing.T) {
	folder := t.TempDir()
	keepModel(t, folder, "mine", model.Modes()...)
	d := newDesk(t, folder)
	d.Start()
	d.Stylize.SetModel("mine")
	d.Stylize.SetStrength(0.5)
	d.Stylize.SetScale(2)
	d.Stylize.Undo()
	d.Train.SetFrom("mine")
	d.Models.Rename("mine", "ours")
	d.until("it is renamed", func() bool { return len(d.Models.moving) == 0 })
	look := func(do func(), model string, strength, scale float64) {
		t.Helper()
		if do(); d.Stylize.View().Look.Model != model || d.Stylize.View().Look.Strength != strength || d.Stylize.View().Look.Scale != scale {
			t.Errorf("look %+v, want %s, %g, %g", d.Stylize.View().Look, model, strength, scale)
		}
	}
	look(func() {}, "ours", 0.5, 1)
	look(d.Stylize.Undo, "ours", 1, 1)
	look(d.Stylize.Undo, model.DefaultName, 1, 1)
	look(d.Stylize.Redo, "ours", 1, 1)
	look(d.Stylize.Redo, "ours", 0.5, 1)
	look(d.Stylize.Redo, "ours", 0.5, 2)
	if from := d.Train.View().From; from != "ours" {
		t.Errorf("the training begins from %s", from)
	}
	d.until("it paints", d.fine)
	if v := d.Stylize.View(); v.Problem != nil {
		t.Errorf("problem %v", v.Problem)
	}
}

// TestModelThatIsBeingRenamedIsNotMissing: it is not where its details are looked for, which must not put another in its place.
func TestModelThatIsBeingRenamedIsNotMissing(t *testing.T) {
	folder := t.TempDir()
	keepModel(t, folder, "mine", model.Art)
	d := newDesk(t, folder)
	d.Start()
	d.Stylize.SetModel("mine")
	d.Train.SetFrom("mine")
	d.Models.Rename("mine", "ours")
	d.Models.learnt("mine", readDetails(d.ports.Library, "lost"))
	for begun := time.Now(); exists(d.ports.Library.Path("mine")) && time.Since(begun) < time.Minute; time.Sleep(time.Millisecond) {
	}
	d.Models.refresh() // before it is told that the model has its new name
	d.until("that is told", func() bool { return len(d.Models.moving) == 0 })
	if look, from := d.Stylize.View().Look.Model, d.Train.View().From; look != "ours" || from != "ours" {
		t.Errorf("the model in use is %s, the one to begin from is %s", look, from)
	}
	if names := d.Stylize.View().Models; slices.Contains(names, "mine") || !slices.Contains(names, "ours") {
		t.Errorf("models to choose among: %v", names)
	}
}

// TestADeletedModelComesBackAsItWas: in use, and readable though it was deleted while it was read.
func TestADeletedModelComesBackAsItWas(t *testing.T) {
	own := t.TempDir()
	for _, name := range []string{"a", "b", "zz"} {
		keepModel(t, own, name, model.Art, model.Photo)
	}
	d := newDesk(t, own)
	d.started = true
	deleteAndUndo := func() {
		t.Helper()
		d.Models.Delete("zz")
		d.Answer(d.Question(), 1)
		d.until("all are read", func() bool { return !d.Models.reading })
		d.UndoMessage(d.Message().Number)
		d.until("all are read again", func() bool { return !d.Models.reading })
		for _, m := range d.Models.View().Models {
			if m.Name == "zz" && !m.Problem.Empty() {
				t.Errorf("the model is back, but: %s", m.Problem)
			}
		}
	}
	d.Models.refresh()
	deleteAndUndo()
	d.Stylize.SetModel("zz")
	deleteAndUndo()
	if m := d.Stylize.View().Look.Model; m != "zz" {
		t.Errorf("the model that was in use is back, and %s is in use", m)
	}
}
