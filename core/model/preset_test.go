package model

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"restyle/core/sct"
	"restyle/core/weights"
)

// somePreset is a preset of random styles.
func somePreset(t testing.TB, m *Model, modes ...Mode) Preset {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	fill := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(random.NormFloat64())
		}
		return x
	}
	styles := map[Mode]sct.Style{}
	for _, mode := range modes {
		s := sct.Style{Cov: unfold(fill(triangle)), Mean: fill(m.Config.Channels(mode))}
		if n := m.Config.Statistics(mode); n > 0 {
			s.Levels = fill(n)
		}
		styles[mode] = s
	}
	p, err := NewPreset("Welle „groß“", Source{"/pictures/wave.jpg", "1234"}, m, styles)
	if err != nil {
		t.Fatal(err)
	}
	p.Artist, p.Year, p.Scale, p.Thumbnail = "Katsushika Hokusai", "1831", 1.5, thumbnail(t, 20, 10)
	return p
}

// thumbnail is a JPEG.
func thumbnail(t testing.TB, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPresetsComeBackAsTheyWere(t *testing.T) {
	plain, modulated := tiny(t, 1, Art, Photo), tiny(t, 1, Art, Photo)
	modulated.Config.Modulation = 3
	for _, m := range []*Model{plain, modulated} {
		for _, modes := range [][]Mode{{Art}, {Photo}, {Art, Photo}} {
			want, path := somePreset(t, m, modes...), filepath.Join(t.TempDir(), "x.style")
			if err := SavePreset(path, want); err != nil {
				t.Fatal(err)
			}
			got, err := LoadPreset(path)
			want.folder = filepath.Dir(path)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%v: %v\n%v\n%v", modes, err, got, want)
			}
			for _, mode := range modes {
				style, err := got.For(m, mode)
				if err != nil || !reflect.DeepEqual(style, want.Styles[mode]) {
					t.Errorf("%v: %v", mode, err)
				}
			}
			if img, err := got.Picture(); err != nil || img.Bounds().Dx() != 20 {
				t.Errorf("thumbnail: %v", err)
			}
		}
	}
}

// TestPresetsOfTheFirstVersion can still be read.
func TestPresetsOfTheFirstVersion(t *testing.T) {
	m, path := tiny(t, 1, Art), filepath.Join(t.TempDir(), "x.style")
	want := somePreset(t, m, Art)
	s := want.Styles[Art]
	f := weights.File{
		Tensors:  map[string]weights.Tensor{"cov": {Shape: []int{32, 32}, Data: s.Cov}, "mean": {Shape: []int{len(s.Mean)}, Data: s.Mean}},
		Metadata: map[string]string{"format": firstPresetFormat, "mode": "art", "model": want.Model, "source": "wave.jpg"},
	}
	if err := weights.Write(path, f); err != nil {
		t.Fatal(err)
	}
	got, err := LoadPreset(path)
	if err != nil || got.Name != "x" || got.About() != "wave.jpg" {
		t.Fatalf("%v %+v", err, got)
	}
	if style, err := got.For(m, Art); err != nil || !reflect.DeepEqual(style.Cov, s.Cov) {
		t.Errorf("%v", err)
	}
}

func TestPresetsFitOneModelAndMode(t *testing.T) {
	m, other := tiny(t, 1, Art, Photo), tiny(t, 2, Art, Photo)
	other.Origin.Name = "other"
	p := somePreset(t, m, Art)
	short := somePreset(t, m, Art)
	short.Styles[Art] = sct.Style{Cov: p.Styles[Art].Cov, Mean: p.Styles[Art].Mean[1:]}
	for _, c := range []struct {
		p     Preset
		m     *Model
		mode  Mode
		unfit bool
		want  string
	}{
		{p, m, Photo, true, "was saved for the art mode, not for photo"},
		{p, other, Art, true, "was saved with another model (tiny) than other"},
		{short, m, Art, false, "has 7 means, want 8: the file is damaged"},
		{p, other, Photo, true, "style Welle „groß“ was saved for the art mode, not"},
	} {
		_, err := c.p.For(c.m, c.mode)
		var unfit *UnfitError
		if err == nil || !strings.Contains(err.Error(), c.want) || errors.As(err, &unfit) != c.unfit {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}

// TestSources: the picture of a preset is found where it was, or beside the preset, unless it has changed.
func TestSources(t *testing.T) {
	m, folder, there := tiny(t, 1, Art), t.TempDir(), t.TempDir()
	picture, beside := filepath.Join(there, "wave.jpg"), filepath.Join(folder, "wave.jpg")
	write := func(path string, width int) {
		if err := os.WriteFile(path, thumbnail(t, width, 20), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(picture, 30)
	p := somePreset(t, m, Art)
	var err error
	if p.Source, err = FileSource(picture); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "x.style")
	if err := SavePreset(path, p); err != nil {
		t.Fatal(err)
	}
	if p, err = LoadPreset(path); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		do   func()
		want string // in the error; empty: found
	}{
		{"where it was", func() {}, ""},
		{"changed", func() { write(picture, 31) }, "wave.jpg that style Welle „groß“ was made from is not there any more, or was changed"},
		{"beside", func() { write(beside, 30) }, ""},
		{"another beside", func() { write(beside, 32) }, "is not there any more"},
	} {
		c.do()
		got, err := p.Open()
		if c.want == "" && (err != nil || got.Width != 30) || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	p.Source = SampleSource("cafe terrace")
	if got, err := p.Open(); err != nil || got.Width < 256 {
		t.Errorf("a built-in picture: %v", err)
	}
}

// TestSourcesAreOrdinaryFiles: a preset from elsewhere names any path. What is no file, or larger than any picture, is not read.
func TestSourcesAreOrdinaryFiles(t *testing.T) {
	folder := t.TempDir()
	large := filepath.Join(folder, "large.jpg")
	if err := os.WriteFile(large, thumbnail(t, 30, 20), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, mostBytes+1); err != nil { // takes no room
		t.Skip(err)
	}
	for _, path := range []string{os.DevNull, large, folder, filepath.Join(folder, "gone")} {
		for _, sum := range []string{"", "1234"} {
			p := Preset{Name: "x", Source: Source{path, sum}, folder: folder}
			if img, err := p.Open(); err == nil || !strings.Contains(err.Error(), "is not there any more") {
				t.Errorf("%s, checksum %q: %v %v", path, sum, img != nil, err)
			}
		}
		if s, err := FileSource(path); err == nil {
			t.Errorf("%s: %+v", path, s)
		}
	}
}

// TestPresetsAreOfTexts: their files hold no other names.
func TestPresetsAreOfTexts(t *testing.T) {
	m := tiny(t, 1, Art)
	styles := somePreset(t, m, Art).Styles
	for want, c := range map[string]struct{ name, path string }{
		`the name "caf\xe9" of a style is not UTF-8: choose another`:       {"caf\xe9", "/a.jpg"},
		`the name "/caf\xe9.jpg" of its picture is not UTF-8, and a style`: {"a", "/caf\xe9.jpg"},
	} {
		if _, err := NewPreset(c.name, Source{Path: c.path}, m, styles); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q of %q: %v, want %q", c.name, c.path, err, want)
		}
	}
}

func TestBadPresets(t *testing.T) {
	m := tiny(t, 1, Art)
	good := somePreset(t, m, Art)
	cov := good.Styles[Art].Cov
	nan, few, big := good, good, good
	nan.Styles = map[Mode]sct.Style{Art: {Cov: cov, Mean: []float32{float32(math.NaN())}}}
	few.Styles = map[Mode]sct.Style{Art: {Cov: cov, Mean: []float32{}}}
	big.Thumbnail = thumbnail(t, 2000, 10)
	folder := t.TempDir()
	write := func(name string, save func(path string) error) string {
		path := filepath.Join(folder, name)
		if err := save(path); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for want, path := range map[string]string{
		"not numbers":          write("nan", func(path string) error { return SavePreset(path, nan) }),
		"0 means":              write("few", func(path string) error { return SavePreset(path, few) }),
		"no small JPEG":        write("big", func(path string) error { return SavePreset(path, big) }),
		"a model, not a style": write("model", m.Save),
		"file is empty":        write("empty", func(path string) error { return os.WriteFile(path, nil, 0o600) }),
		"not a safetensors":    write("text", func(path string) error { return os.WriteFile(path, []byte("not a style but a text"), 0o600) }),
		"no such file":         filepath.Join(folder, "missing"),
		"0 covariances":        write("bare", bare(map[string]string{"format": firstPresetFormat, "mode": "art"})),
		`mode "oil": want`:     write("mode", bare(map[string]string{"format": firstPresetFormat, "mode": "oil"})),
		"is not known here":    write("newer", bare(map[string]string{"format": "restyle-style/9"})),
		"style save":           write("other", bare(nil)),
		"not a style of":       write("training", bare(map[string]string{"format": "restyle-training/1"})),
	} {
		if _, err := LoadPreset(path); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", filepath.Base(path), err, want)
		}
	}
}

// bare saves a file without tensors.
func bare(metadata map[string]string) func(path string) error {
	return func(path string) error { return weights.Write(path, weights.File{Metadata: metadata}) }
}

func FuzzPreset(f *testing.F) {
	path := filepath.Join(f.TempDir(), "x.style")
	if err := SavePreset(path, somePreset(f, tiny(f, 1, Art), Art)); err != nil {
		f.Fatal(err)
	}
	seed(f, path)
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := weights.Decode(b)
		if err != nil {
			return
		}
		p, err := PresetFromFile(file)
		if err != nil {
			return
		}
		for mode, s := range p.Styles {
			if len(s.Cov) != sct.Rank*sct.Rank || len(s.Mean) == 0 {
				t.Errorf("%v: %d covariances, %d means", mode, len(s.Cov), len(s.Mean))
			}
		}
	})
}

func FuzzFromFile(f *testing.F) {
	path := filepath.Join(f.TempDir(), "m.safetensors")
	if err := tiny(f, 1, Photo).Save(path); err != nil {
		f.Fatal(err)
	}
	seed(f, path)
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := weights.Decode(b)
		if err != nil {
			return
		}
		if m, err := FromFile(file); err == nil && len(m.Modes()) == 0 {
			t.Error("a model without modes")
		}
	})
}

// seed adds a file, cut and as it is. Its checksum is cut out, for otherwise hardly any change would get far.
func seed(f *testing.F, path string) {
	b, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	whole := []byte(strings.Replace(string(b), `"checksum"`, `"checksun"`, 1))
	for _, n := range []int{0, 7, 100, len(whole) / 2, len(whole)} {
		f.Add(whole[:n])
	}
}
