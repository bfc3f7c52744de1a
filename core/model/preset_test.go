package model

import (
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

func somePreset(t testing.TB, m *Model, mode Mode) Preset {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	fill := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(random.NormFloat64())
		}
		return x
	}
	s := sct.Style{Cov: fill(sct.Rank * sct.Rank), Mean: fill(m.Config.Channels(mode))}
	if n := m.Config.Statistics(mode); n > 0 {
		s.Levels = fill(n)
	}
	p, err := NewPreset("Welle „groß“", "wave.jpg", m, mode, s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPresetsComeBackAsTheyWere(t *testing.T) {
	plain, modulated := tiny(t, 1, Art, Photo), tiny(t, 1, Art, Photo)
	modulated.Config.Modulation = 3
	for _, m := range []*Model{plain, modulated} {
		for _, mode := range Modes() {
			want, path := somePreset(t, m, mode), filepath.Join(t.TempDir(), "x.style")
			if err := SavePreset(path, want); err != nil {
				t.Fatal(err)
			}
			got, err := LoadPreset(path)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%v: %v\n%v\n%v", mode, err, got, want)
			}
			if err := got.Fits(m, mode); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestPresetsFitOneModelAndMode(t *testing.T) {
	m, other := tiny(t, 1, Art, Photo), tiny(t, 2, Art, Photo)
	other.Origin.Name = "other"
	p := somePreset(t, m, Art)
	short := p
	short.Style.Mean = short.Style.Mean[1:]
	for want, err := range map[string]error{
		"was saved for the art mode, not for photo":          p.Fits(m, Photo),
		"was saved with another model (tiny) than other":     p.Fits(other, Art),
		"has 7 means, want 8: the file is damaged":           short.Fits(m, Art),
		"style Welle „groß“ was saved for the art mode, not": p.Fits(other, Photo),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestBadPresets(t *testing.T) {
	m := tiny(t, 1, Art)
	good := somePreset(t, m, Art)
	nan := good
	nan.Style.Mean = append([]float32{float32(math.NaN())}, good.Style.Mean...)
	few := good
	few.Style.Mean = []float32{}
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
		"a model, not a style": write("model", m.Save),
		"file is empty":        write("empty", func(path string) error { return os.WriteFile(path, nil, 0o600) }),
		"not a safetensors":    write("text", func(path string) error { return os.WriteFile(path, []byte("not a style but a text"), 0o600) }),
		"no such file":         filepath.Join(folder, "missing"),
		"0 covariances":        write("bare", bare(map[string]string{"format": presetFormat, "mode": "art"})),
		`mode "oil": want`:     write("mode", bare(map[string]string{"format": presetFormat, "mode": "oil"})),
		"is not known here":    write("newer", bare(map[string]string{"format": "restyle-style/9"})),
		"style save":           write("other", bare(nil)),
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
		if err == nil && (len(p.Style.Cov) != sct.Rank*sct.Rank || len(p.Style.Mean) == 0) {
			t.Errorf("%d covariances, %d means", len(p.Style.Cov), len(p.Style.Mean))
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
