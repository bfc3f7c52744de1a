package views

import (
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
		if f.openFor(c.place); f.Opened() != c.want {
			t.Errorf("on screen %d, things for place %d show screen %d, want %d", c.open, c.place, f.Opened(), c.want)
		}
	}
}

// TestNamesAreAskedForByKeyboard: Return keeps a good name, and not a bad one; Escape closes.
func TestNamesAreAskedForByKeyboard(t *testing.T) {
	f, q := opened(t)
	kept := ""
	ask := func() *widgets.Entry {
		askName(f, "Rename", "old", func(s string) state.Text {
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
	e.SetText("taken")
	if press(e, fyne.KeyReturn); kept != "" || !shown() {
		t.Errorf("a bad name: kept %q, dialog shown: %t", kept, shown())
	}
	e.SetText("")
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
