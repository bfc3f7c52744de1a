package model

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"restyle/core/fault"
)

func TestLibraryKeepsStyles(t *testing.T) {
	l := tinyLibrary(t, nil)
	saved := somePreset(t, tiny(t, 1, Art, Photo), Art, Photo)
	if err := folderFor(l.StylePath("x")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"leaf", "wave"} {
		if err := SavePreset(l.StylePath(name), saved); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(l.StylePath("bad"), []byte("this is a text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := l.RenameStyle("LEAF", "tree"); err != nil {
		t.Fatal(err)
	}
	if got := styleNames(t, l); !slices.Equal(got, []string{"bad", "tree", "wave"}) {
		t.Errorf("%q", got)
	}
	renamed, err := LoadPreset(l.StylePath("tree"))
	if err != nil || renamed.Name != "tree" || renamed.Source != saved.Source || !slices.Equal(renamed.Styles[Photo].Cov, saved.Styles[Photo].Cov) || len(renamed.Thumbnail) != len(saved.Thumbnail) {
		t.Errorf("%+v, %v", renamed, err)
	}
	for _, c := range [][2]string{{"tree", "Wave"}, {"tree", "udnie"}, {"tree", "a/b"}, {"tree", ""}, {"Udnie", "mine"}, {"gone", "mine"}, {"bad", "good"}} {
		if err := l.RenameStyle(c[0], c[1]); err == nil {
			t.Errorf("%s can be renamed to %s", c[0], c[1])
		}
	}
	for _, name := range []string{"Udnie", "road to tarascon", "gone", "../styles/tree"} {
		if err := l.RemoveStyle(name); err == nil {
			t.Errorf("%s can be removed", name)
		}
	}
	for _, name := range []string{"bad", "Tree", "wave"} {
		if err := l.RemoveStyle(name); err != nil {
			t.Error(err)
		}
	}
	if got := styleNames(t, l); got != nil {
		t.Errorf("%q are left", got)
	}
}

func styleNames(t *testing.T, l *Library) []string {
	t.Helper()
	entries, err := l.Styles()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name)
	}
	return names
}

// TestStylesOfBuiltInNamesCanBeRemoved: a file of the library stands in for the built-in style, until it goes.
func TestStylesOfBuiltInNamesCanBeRemoved(t *testing.T) {
	l := tinyLibrary(t, nil)
	if err := folderFor(l.StylePath("Udnie")); err != nil {
		t.Fatal(err)
	}
	if err := SavePreset(l.StylePath("Udnie"), somePreset(t, tiny(t, 1, Art), Art)); err != nil {
		t.Fatal(err)
	}
	if err := l.RemoveStyle("Udnie"); err != nil {
		t.Error(err)
	}
	if err := l.RemoveStyle("Udnie"); err == nil {
		t.Error("the built-in style can be removed")
	}
}

func TestNamesOfStyles(t *testing.T) {
	for name, want := range map[string]bool{"L'Été, 1": true, "": false, "a/b": false, `a\b`: false, "..": true} {
		err := CheckStyleName(name)
		if (err == nil) != want {
			t.Errorf("%q: %v", name, err)
		}
		if f := fault.Of(err); err != nil && (f == nil || f.Name != "style.name") {
			t.Errorf("%q: the window has no words for %v", name, err)
		}
	}
}

// TestLibraryWithoutFolder holds what is built in, whatever is in the current folder.
func TestLibraryWithoutFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, path := range []string{filepath.Join("models", "x.safetensors"), filepath.Join("styles", "x.style")} {
		if err := folderFor(path); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l := NewLibrary("")
	if got := names(t, l); got != DefaultName {
		t.Errorf("models %q", got)
	}
	if got := styleNames(t, l); got != nil {
		t.Errorf("styles %q", got)
	}
	if path, found := FindPreset("", "x"); found {
		t.Errorf("%s is found", path)
	}
}
