package model

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestBuiltInPresets: all serve both modes of the default model.
func TestBuiltInPresets(t *testing.T) {
	all, err := BuiltInPresets()
	if err != nil || len(all) != 46 {
		t.Fatalf("%d styles, and README.md, docs and CHANGELOG.md say 46: %v", len(all), err)
	}
	m, err := NewLibrary(t.TempDir()).Load("")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, p := range all {
		for _, mode := range m.Modes() {
			if _, err := p.For(m, mode); err != nil {
				t.Errorf("%v: if the built-in model has changed, run make presets", err)
			}
		}
		if lower := strings.ToLower(p.Name); names[lower] || p.Artist == "" || p.Year == "" || p.ModelName != DefaultName {
			t.Errorf("%+v", p)
		} else {
			names[lower] = true
		}
		if img, err := p.Picture(); err != nil || img.Bounds().Dx() != 192 || len(p.Thumbnail) > 20_000 {
			t.Errorf("%s: the thumbnail has %d bytes: %v", p.Name, len(p.Thumbnail), err)
		}
	}
	if p, found, err := BuiltInPreset("the starry NIGHT"); !found || err != nil || p.About() != "Vincent van Gogh, 1889" {
		t.Errorf("%v %v %q", found, err, p.About())
	}
}

func TestBuiltInPresetsOfOtherModels(t *testing.T) {
	other := tiny(t, 1, Art, Photo)
	all, err := BuiltInPresets()
	if err != nil {
		t.Fatal(err)
	}
	shipped := 0
	for _, p := range all {
		if _, err := p.For(other, Art); err == nil || !strings.Contains(err.Error(), "was saved with another model (compact) than tiny") {
			t.Errorf("%s: %v", p.Name, err)
		}
		if _, err := p.Open(); err == nil {
			shipped++
		} else if !strings.Contains(err.Error(), "the painting does not come with the program: choose that model, or name a picture") {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
	if shipped != 3 {
		t.Errorf("%d paintings come with the program, want 3", shipped)
	}
}

func TestBuiltInPresetsAreSavedAndListed(t *testing.T) {
	m, folder := tiny(t, 1, Art, Photo), t.TempDir()
	a, b := somePreset(t, m, Art, Photo), somePreset(t, m, Art, Photo)
	b.Name = "b"
	for range 2 { // the second time in place of the first
		if err := SaveBuiltIn(folder, []string{"a", "b"}, []Preset{a, b}); err != nil {
			t.Fatal(err)
		}
	}
	if err := SaveBuiltIn(folder, []string{"b"}, []Preset{b}); err != nil {
		t.Fatal(err)
	}
	all, err := presetsIn(os.DirFS(folder))
	if err != nil || len(all) != 1 {
		t.Fatalf("%d styles: %v", len(all), err)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 3 {
		t.Errorf("%v: %v", files, err)
	}
	got := all[0]
	if got.Name != "b" || got.Artist != b.Artist || !reflect.DeepEqual(got.Modes(), Modes()) || !reflect.DeepEqual(got.Thumbnail, b.Thumbnail) {
		t.Errorf("%+v", got)
	}
	for _, mode := range Modes() {
		if style, err := got.For(m, mode); err != nil || !reflect.DeepEqual(style, b.Styles[mode]) {
			t.Errorf("%v: %v", mode, err)
		}
	}
	if none, err := presetsIn(os.DirFS(t.TempDir())); err != nil || len(none) != 0 {
		t.Errorf("an empty folder: %v %v", none, err)
	}
}

// BenchmarkBuiltInPresets is what a program does at its start.
func BenchmarkBuiltInPresets(b *testing.B) {
	for b.Loop() {
		if _, err := BuiltInPresets(); err != nil {
			b.Fatal(err)
		}
	}
}
