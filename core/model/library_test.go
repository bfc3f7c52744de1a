package model

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"restyle/core/fault"
	"restyle/core/nn"
)

func tiny(t testing.TB, seed uint64, modes ...Mode) *Model {
	t.Helper()
	m, err := Build(nn.Fresh(seed), Config{Widths: [4]int{4, 4, 8, 8}, Hidden: [2][]int{{8, 8}, {8}}}, modes...)
	if err != nil {
		t.Fatal(err)
	}
	m.Origin = Origin{Kind: "trained", Name: "tiny"}
	return m
}

// tinyLibrary is empty but for the given built-in files.
func tinyLibrary(t testing.TB, builtIn fstest.MapFS) *Library {
	return &Library{folder: filepath.Join(t.TempDir(), "library"), builtIn: builtIn}
}

func names(t *testing.T, l *Library) string {
	t.Helper()
	entries, err := l.List()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name)
	}
	return strings.Join(all, " ")
}

func modelFile(t testing.TB, m *Model) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "m.safetensors")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func sum(t *testing.T, m *Model, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	s, err := m.Checksum()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLibraryKeepsModels(t *testing.T) {
	l, m := tinyLibrary(t, nil), tiny(t, 1, Art, Photo)
	if got := names(t, l); got != "" {
		t.Errorf("an empty library lists %q", got)
	}
	steps := []struct {
		do   func() error
		want string // names afterwards
	}{
		{func() error { return l.Save("b", m) }, "b"},
		{func() error { return l.Save("a 1", tiny(t, 2, Art)) }, "a 1 b"},
		{func() error { return l.Rename("b", "c") }, "a 1 c"},
		{func() error { return l.Add("d", l.Path("c")) }, "a 1 c d"},
		{func() error { return l.Remove("c") }, "a 1 d"},
		{func() error { return l.Replace("a 1", m) }, "a 1 d"},
		{func() error { return l.Replace("e", m) }, "a 1 d e"},
		{func() error { return l.Export("d", filepath.Join(l.folder, "out.safetensors")) }, "a 1 d e"},
	}
	for i, step := range steps {
		if err := step.do(); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		if got := names(t, l); got != step.want {
			t.Fatalf("step %d: %q, want %q", i, got, step.want)
		}
	}
	want := sum(t, m, nil)
	for _, name := range []string{"a 1", "d", filepath.Join(l.folder, "out.safetensors")} {
		got, err := l.Load(name)
		if sum(t, got, err) != want {
			t.Errorf("%s holds other weights", name)
		}
		if name == "d" && got.Origin.Name != "d" {
			t.Errorf("the model calls itself %q", got.Origin.Name)
		}
	}
}

// TestLinksAreModels: they are listed, nothing takes their name, and taking one away leaves the file elsewhere. One that leads nowhere, as to a disk that is not there,
// is a damaged model.
func TestLinksAreModels(t *testing.T) {
	l, elsewhere, m := tinyLibrary(t, nil), filepath.Join(t.TempDir(), "elsewhere"), tiny(t, 1, Art)
	if err := errors.Join(m.Save(elsewhere), l.Save("own", m)); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"linked": elsewhere, "lost": elsewhere + " lost", "folder": t.TempDir()} {
		if err := os.Symlink(to, l.Path(name)); err != nil {
			t.Skip(err)
		}
	}
	if got := names(t, l); got != "linked lost own" {
		t.Fatalf("listed are %q", got)
	}
	for _, name := range []string{"linked", "lost"} {
		if err := l.Save(name, m); fault.Of(err) == nil || fault.Of(err).Name != "name.taken" {
			t.Errorf("%s is written over: %v", name, err)
		}
	}
	if _, err := l.Load("lost"); err == nil || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a link that leads nowhere: %v", err)
	}
	loaded, err := l.Load("linked")
	if sum(t, loaded, err) != sum(t, m, nil) {
		t.Error("the linked model has other weights")
	}
	if err := l.Remove("linked"); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(elsewhere); err != nil || names(t, l) != "lost own" {
		t.Errorf("%v; left are %s", err, names(t, l))
	}
}

// TestModelsAreOfNumbers: a model whose results would be black is refused.
func TestModelsAreOfNumbers(t *testing.T) {
	l := tinyLibrary(t, nil)
	for i, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		m := tiny(t, 1, Art)
		p := m.Params("art.decoder.0.")[0]
		p.Value[i] = float32(bad)
		path := filepath.Join(t.TempDir(), "odd.safetensors")
		if err := m.Save(path); err != nil {
			t.Fatal(err)
		}
		_, err := l.Load(path)
		if f := fault.Of(err); err == nil || !strings.HasSuffix(err.Error(), "tensor "+p.Name+" holds values that are no numbers: fetch or export the file again") || f.Name != "model.damaged" {
			t.Errorf("%g: %v, %+v", bad, err, f)
		}
	}
}

// TestCapitalsOfModels: a name that changes in them only is changed in place, whether the disk tells them apart or not.
func TestCapitalsOfModels(t *testing.T) {
	l, m := tinyLibrary(t, fstest.MapFS{"built.safetensors": {Data: modelFile(t, tiny(t, 2, Art))}}), tiny(t, 1, Art)
	if err := l.Save("sc", m); err != nil {
		t.Fatal(err)
	}
	if err := l.Rename("Sc", "SC"); err != nil || names(t, l) != "built SC" {
		t.Fatalf("%q, %v", names(t, l), err)
	}
	if got, err := l.Load("SC"); sum(t, got, err) != sum(t, m, nil) || got.Origin.Name != "SC" {
		t.Errorf("%+v", got.Origin)
	}
	if err := l.Rename("sc", "SC"); err == nil || err.Error() != "rename model sc: it is called that already" {
		t.Errorf("to the same name: %v", err)
	}
	if err := l.Rename("SC", "Built"); err == nil || names(t, l) != "built SC" {
		t.Errorf("to that of a built-in model: %v", err)
	}
	if err := l.Save("s", m); err != nil {
		t.Fatal(err)
	}
	if err := m.Save(l.Path("sc")); err != nil {
		t.Fatal(err)
	}
	if names(t, l) == "built SC s sc" {
		if err := l.Rename("sc", "SC"); err == nil || names(t, l) != "built SC s sc" {
			t.Errorf("the other of both is replaced: %v", err)
		}
	}
	if err := l.CanSave(strings.Repeat("é", 65), false); err == nil || !strings.HasSuffix(err.Error(), "is too long: want at most 64 letters or 200 bytes") {
		t.Errorf("a long name: %v", err)
	}
}

// TestLetterCase: what is done to a name is done to the model that has it to the letter, if there is one.
func TestLetterCase(t *testing.T) {
	l := tinyLibrary(t, nil)
	first, second, third := tiny(t, 1, Art), tiny(t, 2, Art), tiny(t, 3, Art)
	if err := l.Save("Mine", first); err != nil {
		t.Fatal(err)
	}
	if err := l.Replace("mine", second); err != nil || names(t, l) != "Mine" {
		t.Fatalf("%q, %v", names(t, l), err)
	}
	if got, err := l.Load("MINE"); sum(t, got, err) != sum(t, second, nil) || got.Origin.Name != "Mine" {
		t.Errorf("%+v", got.Origin)
	}
	if err := first.Save(l.Path("mine")); err != nil {
		t.Fatal(err)
	}
	if names(t, l) != "Mine mine" {
		t.Skip("this disk does not tell letter cases apart")
	}
	if err := l.Replace("mine", third); err != nil {
		t.Fatal(err)
	}
	big, err := l.Load("Mine")
	if sum(t, big, err) != sum(t, second, nil) {
		t.Error("another model was replaced")
	}
	small, err := l.Load("mine")
	if sum(t, small, err) != sum(t, third, nil) {
		t.Error("the model was not replaced")
	}
	if err := l.Remove("mine"); err != nil || names(t, l) != "Mine" {
		t.Errorf("%q is left, %v", names(t, l), err)
	}
}

// TestOtherFilesOfTheProgramAreNoModels: they are not of a newer version either.
func TestOtherFilesOfTheProgramAreNoModels(t *testing.T) {
	for format, want := range map[string]struct{ text, name string }{
		"restyle-style/2":    {"this is a style, not a model", "model.other"},
		"restyle-training/1": {"this is a training that was interrupted, not a model", "model.other"},
		"restyle-model/9":    {"use a program version that wrote it", "file.newer"},
	} {
		path := filepath.Join(t.TempDir(), "x")
		if err := bare(map[string]string{"format": format})(path); err != nil {
			t.Fatal(err)
		}
		_, err := Load(path)
		if f := fault.Of(err); f == nil || f.Name != want.name || !strings.Contains(err.Error(), want.text) {
			t.Errorf("%s: %v, want %q", format, err, want)
		}
	}
}

func TestLibraryRefuses(t *testing.T) {
	m := tiny(t, 1, Art)
	l := tinyLibrary(t, fstest.MapFS{"compact.safetensors": {Data: modelFile(t, m)}})
	if err := l.Save("mine", m); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(l.folder, "text.safetensors"), []byte("hello, this is a text"), 0o600); err != nil {
		t.Fatal(err)
	}
	load := func(name string) error {
		_, err := l.Load(name)
		return err
	}
	for want, err := range map[string]error{
		`there is a model "mine" already`:                 l.Save("Mine", m),
		`the model "compact" is built in`:                 l.Replace("compact", m),
		`"compact" is built in: only imported`:            l.Remove("compact"),
		`rename model: "compact" is built in`:             l.Rename("compact", "other"),
		`rename model mine: the model "compact" is built`: l.Rename("mine", "compact"),
		"choose one of compact, mine":                     load("yours"),
		"remove model: load model yours: there is none":   l.Remove("yours"),
		"no such file":           load("./yours.safetensors"),
		"not a safetensors file": load(filepath.Join(l.folder, "text.safetensors")),
		"add it: load model":     wrap("add it", l.Add("text", filepath.Join(l.folder, "text.safetensors"))),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if got := names(t, l); got != "compact mine" {
		t.Errorf("afterwards there are %q", got)
	}
}

// TestEncodersAloneServeNoMode: such a model is kept like any other, and says what it lacks.
func TestEncodersAloneServeNoMode(t *testing.T) {
	m := tiny(t, 1)
	path := filepath.Join(t.TempDir(), "encoder.safetensors")
	m.Origin.Name = "seeing"
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	back, err := Load(path)
	if err != nil || len(back.Modes()) != 0 || back.Count() != m.Count() {
		t.Fatalf("%v", err)
	}
	_, err = back.Part(Photo)
	if f := fault.Of(err); f == nil || f.Name != "model.mode" || !strings.Contains(err.Error(), `model "seeing" is an encoder that has been taught no mode yet`) {
		t.Errorf("%v", err)
	}
	if _, err := NewPreset("x", Source{}, back, nil); fault.Of(err) == nil {
		t.Errorf("a style of no mode: %v", err)
	}
}

func wrap(action string, err error) error {
	if err == nil {
		return nil
	}
	return errors.New(action + ": " + err.Error())
}

func TestNames(t *testing.T) {
	for _, good := range []string{"a", "Große Welle 2", "v1.0_b-c (copy)", "日本", "Gro\u00dfe Wa\u0308nde", "\u0939\u093f\u0928\u094d\u0926\u0940", strings.Repeat("日", 64)} {
		if err := checkName(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"", "a/b", `a\b`, "..", ".a", "a.", " a", "a ", "a\x00", "a\nb", "con", "COM1.x", "a:b", strings.Repeat("x", 65)} {
		if err := checkName(bad); err == nil {
			t.Errorf("%q is taken for a name", bad)
		}
	}
}

func TestBuiltInModel(t *testing.T) {
	m := tiny(t, 3, Art)
	l := tinyLibrary(t, fstest.MapFS{"compact.safetensors": {Data: modelFile(t, m)}, "README.md": {Data: []byte("text")}})
	for _, name := range []string{"", "compact"} {
		got, err := l.Load(name)
		if sum(t, got, err) != sum(t, m, nil) || got.Origin.Kind != "built in" || got.Origin.Name != "compact" {
			t.Errorf("%q: %v", name, err)
		}
	}
	if entries, err := l.List(); err != nil || len(entries) != 1 || !entries[0].BuiltIn || entries[0].Path != "" {
		t.Errorf("%v %v", entries, err)
	}
	if _, err := tinyLibrary(t, fstest.MapFS{}).Load(""); err == nil || !strings.Contains(err.Error(), "the built-in model is missing from this build") {
		t.Errorf("%v", err)
	}
}

// TestTheBuiltInModelKnowsItsHistory: what the window and `model show` tell of it is what its card says of the present weights.
func TestTheBuiltInModelKnowsItsHistory(t *testing.T) {
	m, err := NewLibrary(t.TempDir()).Load("compact")
	if err != nil {
		t.Fatal(err)
	}
	card, err := os.ReadFile("../../assets/models/MODEL_CARD.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{
		fmt.Sprintf("%d %03d steps of batch", m.Origin.Steps/1000, m.Origin.Steps%1000),
		fmt.Sprintf("| compact, art | %.3f | %.3f |", m.Origin.Losses["content"], m.Origin.Losses["style"]),
	} {
		if !strings.Contains(string(card), said) {
			t.Errorf("the model's file says %+v, and its card does not say %q", m.Origin, said)
		}
	}
}

// TestTheBuildsOwnModels: whatever models are embedded can be used.
func TestTheBuildsOwnModels(t *testing.T) {
	l := NewLibrary(t.TempDir())
	files, err := fs.Glob(l.builtIn, "*.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := l.List()
	if err != nil || len(entries) != len(files) {
		t.Fatalf("%d of %d built-in models are listed: %v", len(entries), len(files), err)
	}
	for _, e := range entries {
		if _, err := l.Load(e.Name); err != nil {
			t.Error(err)
		}
	}
	if len(files) > 0 && !slices.Contains(files, DefaultName+extension) {
		t.Errorf("the default model is not among %v", files)
	}
}

// TestModelsAddedAtOnceGetNamesOfTheirOwn: no model takes the place of another.
func TestModelsAddedAtOnceGetNamesOfTheirOwn(t *testing.T) {
	l := tinyLibrary(t, nil)
	const models = 8
	files, added := make([]string, models), make(chan error, models)
	for i := range files {
		files[i] = filepath.Join(t.TempDir(), "same.safetensors")
		if err := tiny(t, uint64(i+1), Art).Save(files[i]); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range files {
		go func() {
			_, err := l.AddFree("same", file)
			added <- err
		}()
	}
	for range files {
		if err := <-added; err != nil {
			t.Error(err)
		}
	}
	if got, want := names(t, l), "same same 2 same 3 same 4 same 5 same 6 same 7 same 8"; got != want {
		t.Errorf("the library has %s, want %s", got, want)
	}
	for wanted, want := range map[string]string{
		"a/b": "a-b", "model+v2": "model-v2", "..": "model", " x. ": "x", "con": "model con", strings.Repeat("x", 300): strings.Repeat("x", 61),
	} {
		if name, err := l.AddFree(wanted, files[0]); err != nil || name != want {
			t.Errorf("%.20q becomes %q, %v, want %q", wanted, name, err, want)
		}
	}
}
