package model

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
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
	long := strings.Repeat("é", 100)
	for name, want := range map[string]string{
		"L'Été, 1": "", "..": "", "com": "", long: "", "": "style.name", "a/b": "style.name", `a\b`: "style.name", "a:b": "style.name", "what?": "style.name",
		"a\tb": "style.name", "a\x7fb": "style.name", "con": "style.name", "LPT1.old": "style.name", "caf\xe9": "style.name", long + "e": "name.long",
	} {
		got := ""
		err := CheckStyleName(name)
		if f := fault.Of(err); f != nil {
			got = f.Name
		}
		if got != want || (err == nil) != (want == "") {
			t.Errorf("%q: %v, which the window has the words of %q for, want %q", name, err, got, want)
		}
	}
}

// TestCapitalsOfStyles: a name that changes in them only is changed in place, whether the disk tells them apart or not.
func TestCapitalsOfStyles(t *testing.T) {
	l := tinyLibrary(t, nil)
	if err := folderFor(l.StylePath("x")); err != nil {
		t.Fatal(err)
	}
	saved := somePreset(t, tiny(t, 1, Art), Art)
	if err := SavePreset(l.StylePath("leaf"), saved); err != nil {
		t.Fatal(err)
	}
	if err := l.RenameStyle("LEAF", "Leaf"); err != nil {
		t.Fatal(err)
	}
	p, err := LoadPreset(l.StylePath("Leaf"))
	if got := styleNames(t, l); !slices.Equal(got, []string{"Leaf"}) || err != nil || p.Name != "Leaf" {
		t.Errorf("%q, it calls itself %q, %v", got, p.Name, err)
	}
	if err := l.RenameStyle("leaf", "Leaf"); err == nil || err.Error() != "rename style leaf: it is called that already" {
		t.Errorf("to the same name: %v", err)
	}
	if err := SavePreset(l.StylePath("leaf"), saved); err != nil {
		t.Fatal(err)
	}
	if len(styleNames(t, l)) == 2 {
		if err := l.RenameStyle("leaf", "Leaf"); err == nil || len(styleNames(t, l)) != 2 {
			t.Errorf("the other of both is replaced: %v", err)
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
