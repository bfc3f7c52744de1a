package views

import (
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	look "restyle/ui/theme"
	"restyle/ui/widgets"
)

// choose does what a line of the menu does, as Fyne does it for its shortcut: greyed out or not.
func choose(t *testing.T, f *Frame, label string) {
	t.Helper()
	for _, m := range f.menu.main.Items {
		for _, item := range m.Items {
			if item.Label == label {
				item.Action()
				return
			}
		}
	}
	t.Fatalf("the menu has no line %q", label)
}

// TestTextFieldsKeepTheirShortcuts: where a text is written, undo and paste are about the text.
func TestTextFieldsKeepTheirShortcuts(t *testing.T) {
	f, q := opened(t)
	f.program.Stylize.SetStrength(0.3)
	f.Open(Train)
	drain(q)
	entry := f.made[Train].(*train).panel.name
	entry.SetText("")
	f.window.Canvas().Focus(entry)
	test.Type(entry, "gouache")
	choose(t, f, "Undo")
	if entry.Text == "gouache" || f.program.Stylize.View().Look.Strength != 0.3 {
		t.Errorf("undone: the text is %q, the strength of the look %g", entry.Text, f.program.Stylize.View().Look.Strength)
	}
	entry.SetText("")
	fyne.CurrentApp().Clipboard().SetContent("ink")
	if choose(t, f, "Paste a picture"); entry.Text != "ink" {
		t.Errorf("pasted: the text is %q", entry.Text)
	}
	if f.Open(Stylize); f.window.Canvas().Focused() != nil {
		t.Errorf("out of sight, %T has the keyboard", f.window.Canvas().Focused())
	}
}

// TestMenuChangesWhatIsSeen: what acts on the look or exports it is there on screens that show it.
func TestMenuChangesWhatIsSeen(t *testing.T) {
	f, q := opened(t)
	s := f.program.Stylize
	s.SetStrength(0.3)
	drain(q)
	for open, want := range map[Screen][2]bool{Stylize: {false, false}, Video: {false, true}, Train: {true, true}, Models: {true, true}, Settings: {true, true}} { // there is no clip
		f.Open(open)
		if m := f.menu; m.undo.Disabled != want[0] || m.reset.Disabled != want[0] || m.export.Disabled != want[1] {
			t.Errorf("on screen %d, undo, reset and export are greyed out: %t %t %t", open, m.undo.Disabled, m.reset.Disabled, m.export.Disabled)
		}
	}
	f.Open(Train)
	if choose(t, f, "Undo"); s.View().Look.Strength != 0.3 {
		t.Error("on the screen of training, the shortcut for undo changes the look")
	}
	f.Open(Stylize)
	if choose(t, f, "Undo"); s.View().Look.Strength == 0.3 {
		t.Error("nothing is undone")
	}
}

// TestKeysAreListed all, on F1 too, and Return closes the list. The About dialog says where things are kept.
func TestKeysAreListed(t *testing.T) {
	f, q := opened(t)
	said := func() (all []string) {
		top := f.window.Canvas().Overlays().Top()
		if top == nil {
			return nil
		}
		for _, o := range test.LaidOutObjects(top) {
			switch x := o.(type) {
			case *widgets.Text:
				all = append(all, x.Text())
			case *widgets.Paragraph:
				all = append(all, x.Text())
			}
		}
		return all
	}
	f.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
	drain(q)
	list := said()
	for _, m := range f.menu.main.Items {
		for _, item := range m.Items {
			if !item.IsSeparator && !slices.Contains(list, strings.TrimSuffix(item.Label, "…")) {
				t.Errorf("%s is not listed", item.Label)
			}
		}
	}
	for _, key := range []string{"Ctrl+Shift+S", "Ctrl+↓", "Ctrl+Z", "Ctrl+Q"} {
		if !slices.Contains(list, key) {
			t.Errorf("%s is not listed", key)
		}
	}
	if size := f.window.Canvas().Overlays().Top().(*widget.PopUp).Content.MinSize(); size.Width > f.window.Canvas().Size().Width || size.Height > f.window.Canvas().Size().Height {
		t.Errorf("the list needs %v", size)
	}
	f.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if drain(q); said() != nil {
		t.Fatal("the list stays")
	}
	choose(t, f, "About Restyle")
	if all := strings.Join(said(), " "); !strings.Contains(all, f.program.Folder()) {
		t.Errorf("it says %s", all)
	}
}

// TestWhatWasRemovedIsInTheMenu until it is back; the newest has the shortcut.
func TestWhatWasRemovedIsInTheMenu(t *testing.T) {
	f, q := started(t)
	s := f.program.Stylize
	if !f.menu.removed.Disabled {
		t.Error("there is something to bring back at the first start")
	}
	first, style := photo(t, "first.png", 40, 30), photo(t, "style.png", 40, 30)
	s.AddContents([]string{first})
	s.AddStyles([]string{style})
	q.until(t, "both", func() bool { v := s.View(); return v.Contents[0].Path == first && v.Styles[0].Path == style })
	s.CloseAll()
	s.RemoveStyle("file:" + style)
	drain(q)
	lines := f.menu.removed.ChildMenu.Items
	if f.menu.removed.Disabled || len(lines) != 2 || lines[0].Label != "style is off the strip" || lines[0].Shortcut == nil || lines[1].Shortcut != nil {
		t.Fatalf("lines %+v", lines)
	}
	lines[1].Action()
	drain(q)
	if v := s.View(); v.Contents[0].Path != first || v.Styles[0].Path == style || len(f.menu.removed.ChildMenu.Items) != 1 {
		t.Errorf("the older is back: %+v", v.Contents)
	}
	if !f.notes.toast.Visible() {
		t.Error("what is said of the newer goes with the older")
	}
	f.menu.removed.ChildMenu.Items[0].Action()
	drain(q)
	if s.View().Styles[0].Path != style || !f.menu.removed.Disabled {
		t.Error("the newer is not back, or is still to be brought back")
	}
	if f.notes.toast.Visible() {
		t.Error("it is back, and it is still said that it is gone")
	}
}

// TestPhotosAreSteppedThroughByKeys, and closed, where they are seen.
func TestPhotosAreSteppedThroughByKeys(t *testing.T) {
	f, q := started(t)
	s := f.program.Stylize
	first, second := photo(t, "first.png", 40, 30), photo(t, "second.png", 40, 30)
	s.AddContents([]string{first, second})
	q.until(t, "the photos", func() bool { return len(s.View().Contents) == 2 })
	drain(q)
	shown := func() string { v := s.View(); return v.Contents[v.Current].Path }
	for i, want := range []string{second, first} {
		if choose(t, f, "Next photo"); shown() != want {
			t.Errorf("step %d shows %s", i, shown())
		}
	}
	if choose(t, f, "Previous photo"); shown() != second {
		t.Errorf("a step back shows %s", shown())
	}
	f.Open(Video)
	if drain(q); !f.menu.next.Disabled || !f.menu.shut.Disabled {
		t.Error("on the video screen photos can be stepped through")
	}
	f.Open(Stylize)
	drain(q)
	if choose(t, f, "Close this photo"); len(s.View().Contents) != 1 || shown() != first {
		t.Errorf("closed, %d are left, shown is %s", len(s.View().Contents), shown())
	}
	if drain(q); !f.menu.next.Disabled || f.menu.shut.Disabled || f.menu.shutAll.Disabled {
		t.Error("the only photo can be stepped from, or cannot be closed")
	}
	if choose(t, f, "Close this photo"); shown() != "" {
		t.Errorf("closed, shown is %s", shown())
	}
	if drain(q); !f.menu.shut.Disabled || !f.menu.shutAll.Disabled {
		t.Error("the sample photo can be closed")
	}
}

// TestDialogsKeepWhatIsBelow: no shortcut changes the screen below a dialog, and nothing dropped on it arrives there.
func TestDialogsKeepWhatIsBelow(t *testing.T) {
	f, q := started(t)
	q.until(t, "the photo", func() bool { return f.program.Stylize.View().Before != nil })
	f.notes.details("It went wrong.", "a log")
	if choose(t, f, "Models"); f.Opened() != Stylize {
		t.Errorf("below a dialog, screen %d was opened", f.Opened())
	}
	before := len(f.program.Stylize.View().Contents)
	path := photo(t, "dropped.png", 40, 30)
	f.Drop(fyne.NewPos(300, 300), []fyne.URI{storage.NewFileURI(path)})
	drain(q)
	if v := f.program.Stylize.View(); len(v.Contents) != before || v.Contents[v.Current].Path == path {
		t.Error("a photo was dropped through a dialog")
	}
	if !f.notes.toast.Visible() {
		t.Error("nobody says why")
	}
	f.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if choose(t, f, "Models"); f.Opened() != Models {
		t.Error("the dialog is closed, and shortcuts do nothing still")
	}
}

// TestQuestionsAreAnsweredByKeyboard: Return is the default answer, Escape the harmless one, wherever the keyboard is.
func TestQuestionsAreAnsweredByKeyboard(t *testing.T) {
	f, q := opened(t)
	for _, c := range []struct {
		key     fyne.KeyName
		focused bool
		want    string
	}{{fyne.KeyReturn, true, "yes"}, {fyne.KeyEscape, true, "no"}, {fyne.KeyReturn, false, "yes"}, {fyne.KeyEscape, false, "no"}} {
		got := ""
		d := dialog.NewCustomWithoutButtons("A question", widgets.NewParagraph("Replace it?", widgets.Body()), f.window)
		answer := func(s string) func() { return func() { got = s; d.Hide() } }
		yes := widgets.NewButton("Replace", answer("yes"))
		yes.Importance = 1 // high
		f.showDialog(d, widgets.NewButton("Cancel", answer("no")), yes)
		if f.window.Canvas().Focused() != fyne.Focusable(yes) {
			t.Fatalf("the keyboard is at %v", f.window.Canvas().Focused())
		}
		press := f.window.Canvas().Focused().TypedKey
		if !c.focused {
			f.window.Canvas().Unfocus()
			press = f.window.Canvas().OnTypedKey()
		}
		if press(&fyne.KeyEvent{Name: c.key}); got != c.want {
			t.Errorf("%s, with the keyboard at a button: %t, answers %q, want %q", c.key, c.focused, got, c.want)
		}
		drain(q)
	}
}

// TestFynesDialogsAreAnsweredByKeyboard: those that ask for files have their buttons in a row too.
func TestFynesDialogsAreAnsweredByKeyboard(t *testing.T) {
	f, _ := opened(t)
	answered := ""
	d := dialog.NewConfirm("Overwrite?", "Really?", func(yes bool) { answered = map[bool]string{true: "yes", false: "no"}[yes] }, f.window)
	d.Show()
	if f.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}); answered != "no" {
		t.Errorf("Escape answers %q", answered)
	}
	d.Show()
	if f.typedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}); answered != "yes" {
		t.Errorf("Return answers %q", answered)
	}
	file := dialog.NewFileOpen(func(fyne.URIReadCloser, error) {}, f.window)
	file.Show()
	if f.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}); f.window.Canvas().Overlays().Top() != nil {
		t.Error("Escape leaves the dialog of files open")
	}
}

// TestScreensOutOfSightTakeNewColours, as Fyne gives them to what is in the window.
func TestScreensOutOfSightTakeNewColours(t *testing.T) {
	f, q := opened(t)
	f.program.Settings.SetTheme(state.LightTheme)
	for s := Stylize; s < screens; s++ {
		f.Open(s)
		drain(q)
	}
	old := []color.Color{theme.Color(theme.ColorNameForeground), theme.Color(look.ColorMuted)}
	ground := theme.Color(look.ColorSurface)
	f.program.Settings.SetTheme(state.DarkTheme)
	drain(q)
	test.ApplyTheme(t, fyne.CurrentApp().Settings().Theme())
	for s := Stylize; s < screens; s++ {
		f.Open(s)
		drain(q)
		count := 0
		for _, o := range test.LaidOutObjects(f.made[s].content()) {
			switch x := o.(type) {
			case *canvas.Text:
				count++
				if slices.Contains(old, x.Color) {
					t.Errorf("on screen %d, %q has the colour of the light theme", s, x.Text)
				}
			case *canvas.Rectangle:
				if x.FillColor == ground && x.Visible() && x.Size().Width > 200 {
					t.Errorf("on screen %d, a ground has the colour of the light theme", s)
				}
			}
		}
		if count == 0 {
			t.Errorf("screen %d has no texts", s)
		}
	}
}

// TestQuestionsGoWhenTheyAreNotAskedAnyMore: the job that closing would have stopped has ended.
func TestQuestionsGoWhenTheyAreNotAskedAnyMore(t *testing.T) {
	f, q := started(t)
	q.until(t, "the first preview", func() bool { return f.program.Stylize.View().Fine })
	f.program.Stylize.SetStrength(0.5) // it has to be painted
	f.program.Stylize.ExportAllTo(t.TempDir())
	job := f.program.Jobs.View()[0].ID
	f.program.Jobs.Pause(job)
	f.program.Close(func() { t.Error("it is closed") })
	drain(q)
	if f.window.Canvas().Overlays().Top() == nil {
		t.Fatal("it does not ask")
	}
	f.program.Jobs.Resume(job)
	q.until(t, "the job ends", func() bool { return f.program.Jobs.View()[0].Ended() })
	drain(q)
	if f.program.Question() != nil || f.window.Canvas().Overlays().Top() != nil {
		t.Error("it still asks")
	}
}
