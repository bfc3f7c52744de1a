package views

import (
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// TestScreensFollowWhatArrives: what the open screen does not take is shown where it went; the strip of styles is on two screens.
func TestScreensFollowWhatArrives(t *testing.T) {
	f, _ := opened(t)
	for _, c := range []struct {
		open  Screen
		place state.Place
		want  Screen
	}{
		{Settings, state.DropAnywhere, Stylize},
		{Models, state.DropContent, Stylize},
		{Train, state.DropTrainContents, Train},
		{Train, state.DropStyles, Stylize},
		{Video, state.DropStyles, Video},
		{Stylize, state.DropVideo, Video},
		{Stylize, state.DropStyles, Stylize},
		{Models, state.DropModels, Models},
	} {
		f.Open(c.open)
		if f.OpenFor(c.place); f.Opened() != c.want {
			t.Errorf("on screen %d, things for place %d show screen %d, want %d", c.open, c.place, f.Opened(), c.want)
		}
	}
}

// TestNamesAreAskedForByKeyboard: Return keeps a good name, and not a bad one; Escape closes.
func TestNamesAreAskedForByKeyboard(t *testing.T) {
	f, q := opened(t)
	kept := ""
	ask := func() *widgets.Entry {
		askName(f, "Rename", "Keep", "old", func(s string) state.Text {
			if s == "taken" {
				return state.Text{English: "That name is taken."}
			}
			return state.Text{}
		}, func(name string) { kept = name })
		drain(q)
		return f.window.Canvas().Focused().(*widgets.Entry)
	}
	shown := func() bool { return f.window.Canvas().Overlays().Top() != nil }
	press := func(e *widgets.Entry, key fyne.KeyName) { e.TypedKey(&fyne.KeyEvent{Name: key}) }

	e := ask()
	if e.SelectedText() != "old" {
		t.Errorf("%q is selected", e.SelectedText())
	}
	test.Type(e, "taken")
	if press(e, fyne.KeyReturn); kept != "" || !shown() {
		t.Errorf("a bad name: kept %q, dialog shown: %t", kept, shown())
	}
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	test.Type(e, "new")
	if press(e, fyne.KeyReturn); kept != "new" || shown() {
		t.Errorf("Return: kept %q, dialog shown: %t", kept, shown())
	}
	e = ask()
	test.Type(e, "er")
	if press(e, fyne.KeyEscape); kept != "new" || shown() {
		t.Errorf("Escape: kept %q, dialog shown: %t", kept, shown())
	}
}

// TestOwnPhotosToPractiseOnAreShown, with what is wrong with them, and can be taken out; the text says how many are used.
func TestOwnPhotosToPractiseOnAreShown(t *testing.T) {
	f, q := opened(t)
	f.Open(Train)
	c := f.made[Train].(*train).choosing
	if c.photoRows.Visible() {
		t.Error("there is a place for photos before there are any")
	}
	good, bad := photo(t, "good.png", 200, 150), photo(t, "bad.png", 200, 150)
	b, err := os.ReadFile(bad)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(bad, b[:len(b)*2/3], 0o600); err != nil {
		t.Fatal(err)
	}
	f.program.Drop(state.DropTrainContents, []string{good, bad})
	q.until(t, "the problem is shown", func() bool { return c.photoProblem.Visible() && c.photoProblem.Text() != "" })
	drain(q)
	if !c.photoRows.Visible() || !strings.Contains(c.photoProblem.Text(), "bad.png") || c.photoNote.Text() != "1 photo of yours is used." {
		t.Errorf("photos in sight: %v, problem %q, note %q", c.photoRows.Visible(), c.photoProblem.Text(), c.photoNote.Text())
	}
	if within, all := c.root.Size(), c.photos.Position().Y+c.photos.Size().Height; all > within.Height {
		t.Errorf("the photos end at %g of %g units", all, within.Height)
	}
	c.photoTiles.OnRemoved(bad)
	drain(q)
	if c.photoProblem.Visible() || len(f.program.Train.View().Contents) != 1 {
		t.Errorf("taken out, there are %d photos and the problem %q", len(f.program.Train.View().Contents), c.photoProblem.Text())
	}
	c.photoTiles.OnRemoved(good)
	drain(q)
	if c.photoRows.Visible() || !strings.HasPrefix(c.photoNote.Text(), "A small built-in set is used.") {
		t.Errorf("the last one taken out: photos in sight: %v, note %q", c.photoRows.Visible(), c.photoNote.Text())
	}
}
