package app

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	"restyle/ui/widgets"
	"restyle/ui/words"
)

func TestEveryKindHasEndingsInBothCases(t *testing.T) {
	for kind := state.PictureFiles; kind <= state.ModelOutput; kind++ {
		all := endings(kind)
		if len(all) == 0 || len(all)%2 != 0 {
			t.Errorf("kind %d has the endings %v", kind, all)
		}
	}
	if all := endings(state.PictureFiles); !slices.Contains(all, ".JPG") || !slices.Contains(all, ".jpg") {
		t.Errorf("pictures have the endings %v", all)
	}
}

// TestChoosingAFileToReplaceLeavesIt goes through Fyne's own dialog, which opens what is chosen.
func TestChoosingAFileToReplaceLeavesIt(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, widget.NewLabel("Restyle"))
	w.Resize(fyne.NewSize(1000, 800))
	folder := t.TempDir()
	path := filepath.Join(folder, "result.png")
	if err := os.WriteFile(path, []byte("precious"), 0o644); err != nil {
		t.Fatal(err)
	}
	chosen := map[string]bool{}
	ask := func(name string, buttons ...string) {
		newPicker(w, func(f func()) { f() }).Save(state.PictureOutput, folder, name, func(path string, err error) {
			if err != nil {
				t.Error(err)
			}
			chosen[path] = true
		})
		for _, b := range buttons {
			press(t, w, b)
		}
	}
	ask("result.png", "Save", "Yes")
	ask("new.png", "Save")
	if !chosen[path] || !chosen[filepath.Join(folder, "new.png")] {
		t.Fatalf("chosen: %v", chosen)
	}
	if b, err := os.ReadFile(path); string(b) != "precious" {
		t.Errorf("before anything is saved the old file holds %q: %v", b, err)
	}
	if files, _ := os.ReadDir(folder); len(files) != 1 {
		t.Errorf("choosing made files: %v", files)
	}
}

// TestOneDialogAtATime: while one asks for a file, there is no second one; Escape in the field of the name closes it.
func TestOneDialogAtATime(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, widget.NewLabel("Restyle"))
	w.Resize(fyne.NewSize(1000, 800))
	folder := t.TempDir()
	p := newPicker(w, func(f func()) { f() })
	chosen := ""
	save := func() {
		p.Save(state.PictureOutput, folder, "a.png", func(path string, err error) { chosen = path })
	}
	for range 2 {
		save()
		var why error
		if p.Open(state.PictureFiles, folder, func(_ string, err error) { why = err }); why != state.ErrDialogOpen {
			t.Errorf("of a second dialog it is said: %v", why)
		}
		if n := len(w.Canvas().Overlays().List()); n != 1 {
			t.Fatalf("%d dialogs are open", n)
		}
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if n := len(w.Canvas().Overlays().List()); n != 0 || chosen != "" {
			t.Fatalf("after Escape %d dialogs are open, and %q is chosen", n, chosen)
		}
	}
	save()
	name := w.Canvas().Focused().(*widgets.Entry)
	name.SetText("")
	test.Type(name, "b.png")
	if name.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}); chosen != filepath.Join(folder, "b.png") {
		t.Errorf("Return chose %q", chosen)
	}
}

// TestPlacesAreNamedInTheLanguageOfTheWindow in Fyne's own dialog.
func TestPlacesAreNamedInTheLanguageOfTheWindow(t *testing.T) {
	test.NewTempApp(t)
	if err := words.Use("zh-Hans"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { words.Use("en") })
	w := test.NewTempWindow(t, widget.NewLabel("Restyle"))
	w.Resize(fyne.NewSize(1000, 800))
	newPicker(w, func(f func()) { f() }).Open(state.PictureFiles, t.TempDir(), func(string, error) {})
	var said []string
	for _, o := range test.LaidOutObjects(w.Canvas().Overlays().Top()) {
		if l, ok := o.(*widget.Label); ok {
			said = append(said, l.Text)
		}
	}
	for name, want := range map[string]bool{"主目录": true, "Home": false, "Computer": false} {
		if slices.Contains(said, name) != want {
			t.Errorf("%s in the dialog: %q", name, said)
		}
	}
}

// press taps the button of the topmost dialog.
func press(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	for _, o := range test.LaidOutObjects(w.Canvas().Overlays().Top()) {
		if b, ok := o.(*widget.Button); ok && b.Text == name {
			test.Tap(b)
			return
		}
	}
	t.Fatalf("there is no button %q", name)
}
