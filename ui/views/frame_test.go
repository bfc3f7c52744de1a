package views

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restyle/app/state"
	"restyle/core/model"
	look "restyle/ui/theme"
	"restyle/ui/words"
)

// TestEveryActionHasAShortcut of its own.
func TestEveryActionHasAShortcut(t *testing.T) {
	f, _ := opened(t)
	seen := map[string]string{}
	count := 0
	for _, m := range f.menu.main.Items {
		for _, item := range m.Items {
			if item.IsSeparator {
				continue
			}
			count++
			if item.ChildMenu != nil {
				continue // its lines come and go
			}
			if item.Shortcut == nil || item.Action == nil && !item.IsQuit {
				t.Errorf("%s: shortcut %v", item.Label, item.Shortcut)
				continue
			}
			name := item.Shortcut.ShortcutName()
			if other, taken := seen[name]; taken {
				t.Errorf("%s and %s share %s", other, item.Label, name)
			}
			seen[name] = item.Label
		}
	}
	if count < 20 {
		t.Errorf("the menus have %d lines", count)
	}
}

// TestScreensFitSmallWindows: 1280x800 pixels at scale 2, less the menu.
func TestScreensFitSmallWindows(t *testing.T) {
	f, q := opened(t)
	const menu = 28
	for s := Stylize; s < screens; s++ {
		f.Open(s)
		drain(q)
		if size := f.root.MinSize(); size.Width > 640 || size.Height > 400-menu {
			t.Errorf("screen %d needs %v", s, size)
		}
	}
}

func TestScreensAreOpenedByRailAndMenu(t *testing.T) {
	f, _ := opened(t)
	f.rail.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if f.Opened() != Train {
		t.Errorf("down the rail: screen %d", f.Opened())
	}
	for _, m := range f.menu.main.Items {
		for _, item := range m.Items {
			if item.Label == "Models" {
				item.Action()
			}
		}
	}
	if f.Opened() != Models || f.rail.Selected() != int(Models) {
		t.Errorf("by the menu: screen %d, on the rail %d", f.Opened(), f.rail.Selected())
	}
}

// TestDroppedCheckpointsOpenTheWizard, and Escape closes it.
func TestDroppedCheckpointsOpenTheWizard(t *testing.T) {
	f, q := opened(t)
	packed, err := os.Open("../../core/weights/testdata/golden/photo.sct_iter_160000.pth.tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	r, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "sct.pth.tar")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	f.Open(Models)
	f.program.Drop(state.DropModels, []string{path})
	for range 600 {
		if drain(q); f.wizard != nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if f.wizard == nil || f.wizard.rows[state.PhotoSCTFile].file.Text() != "sct.pth.tar" {
		t.Fatalf("the wizard: %+v", f.wizard)
	}
	if chosen, empty := f.wizard.rows[state.PhotoSCTFile], f.wizard.rows[state.VGGFile]; !chosen.without.Visible() || empty.without.Visible() {
		t.Error("a file that is not chosen can be taken away, or one that is cannot")
	}
	f.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	drain(q)
	if f.wizard != nil || f.program.Models.View().Import.Files[state.PhotoSCTFile].Path != "" {
		t.Error("the wizard stays, or keeps its files")
	}
}

func TestThemeFollowsTheSettings(t *testing.T) {
	f, q := opened(t)
	colour := func() any { return fyne.CurrentApp().Settings().Theme().Color(look.ColorSurface, 0) }
	f.program.Settings.SetTheme(state.LightTheme)
	drain(q)
	light := colour()
	f.program.Settings.SetTheme(state.DarkTheme)
	drain(q)
	if colour() == light {
		t.Error("dark is light")
	}
}

// TestMessagesCoverNoControl: they lie on the picture, or below the screen, which moves up.
func TestMessagesCoverNoControl(t *testing.T) {
	f, q := opened(t)
	area := func(o fyne.CanvasObject) (fyne.Position, fyne.Position) {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		return at, at.Add(o.Size())
	}
	for s := Stylize; s < screens; s++ {
		f.Open(s)
		f.notes.say("It is so.", false)
		drain(q)
		from, to := area(f.notes.toast)
		if pane := f.pane(); pane != nil {
			if left, right := area(pane); from.X < left.X || from.Y < left.Y || to.X > right.X || to.Y > right.Y {
				t.Errorf("on screen %d the message lies at %v to %v, beside the picture at %v to %v", s, from, to, left, right)
			}
		} else if _, end := area(f.body); from.Y < end.Y || to.Y > f.root.Size().Height {
			t.Errorf("on screen %d the message lies at %v to %v, the screen ends at %v", s, from, to, end)
		}
	}
	height := f.body.Size().Height
	f.notes.toast.Dismiss()
	if drain(q); f.body.Size().Height <= height {
		t.Error("the room of a message that has gone is not given back")
	}
}

// TestDroppedNonsenseIsExplained in one sentence that names the file, and nothing is lost.
func TestDroppedNonsenseIsExplained(t *testing.T) {
	f, q := opened(t)
	before := len(f.program.Stylize.View().Contents)
	f.program.Drop(state.DropContent, []string{"/nowhere/letter.txt"})
	q.until(t, "the message", func() bool { return f.notes.toast.Visible() })
	drain(q)
	if text := f.notes.toast.Text(); len(text) < 20 {
		t.Errorf("it says %q", text)
	}
	if now := len(f.program.Stylize.View().Contents); now != before {
		t.Errorf("%d photos became %d", before, now)
	}
}

func TestTimesAreWrittenForPeople(t *testing.T) {
	test.NewTempApp(t)
	cases := []struct{ got, want string }{
		{clock(7 * time.Second), "0:07"},
		{clock(750 * time.Second), "12:30"},
		{clock(3723 * time.Second), "1:02:03"},
		{roughly(3 * time.Second), "3 s"},
		{roughly(100 * time.Second), "2 min"},
		{roughly(90 * time.Minute), "1.5 h"},
		{left(0), ""},
		{left(100 * time.Second), "2 min left"},
		{amount(1), "1 KB"},
		{amount(3 << 20), "3.0 MB"},
		{grouped(784726), "784 726"},
		{grouped(12), "12"},
		{joined("a", "", "b"), "a · b"},
		{title("église"), "Église"},
		{change(1, 0.74), "−26 %"},
		{change(0, 1), "–"},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("%q, not %q", c.got, c.want)
		}
	}
}

// TestEffortsClaimNoMoreThanWasMeasured: in artistic mode Standard comes closest, and nothing is known of how close the longer ones come in the other.
func TestEffortsClaimNoMoreThanWasMeasured(t *testing.T) {
	test.NewTempApp(t)
	closer := func(e state.Effort, m model.Mode) bool { return strings.Contains(effortLine(e, m), "closer") }
	if !closer(state.Standard, model.Art) || closer(state.Thorough, model.Art) {
		t.Errorf("in artistic mode Standard is said to be %q, Thorough %q", effortLine(state.Standard, model.Art), effortLine(state.Thorough, model.Art))
	}
	if closer(state.Standard, model.Photo) || closer(state.Thorough, model.Photo) {
		t.Errorf("in photorealistic mode Standard is said to be %q, Thorough %q", effortLine(state.Standard, model.Photo), effortLine(state.Thorough, model.Photo))
	}
}

// TestProvenanceIsTranslated: model files hold it in English.
func TestProvenanceIsTranslated(t *testing.T) {
	test.NewTempApp(t)
	t.Cleanup(func() {
		if err := words.Use("en"); err != nil {
			t.Error(err)
		}
	})
	for _, c := range []struct{ language, data, want string }{
		{"en", "own styles: a.jpg, b.jpg, 3 more", "own styles: a.jpg, b.jpg and 3 more"},
		{"zh-Hans", "own styles: a.jpg, b.jpg, 3 more", "自己的风格：a.jpg, b.jpg 及另外 3 个"},
		{"zh-Hans", "own styles: a.jpg", "自己的风格：a.jpg"},
		{"zh-Hans", "checkpoints of the CCPL authors", "方法作者发布的检查点"},
		{"zh-Hans", "what others write", "what others write"},
	} {
		if err := words.Use(c.language); err != nil {
			t.Fatal(err)
		}
		if got := provenance(c.data); got != c.want {
			t.Errorf("%s: %q is said as %q, want %q", c.language, c.data, got, c.want)
		}
	}
}

// TestTheCurveSaysWhatItMeans, whichever is chosen; first it is that which the outcome is about.
func TestTheCurveSaysWhatItMeans(t *testing.T) {
	f, q := opened(t)
	f.Open(Train)
	fakeTraining(f, state.TrainRunning)
	drain(q)
	l := f.made[Train].(*train).learning
	seen := map[string]bool{}
	for range 3 {
		seen[l.meaning.Text()] = true
		l.curve.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	f.window.Resize(fyne.NewSize(900, 600))
	drain(q)
	if l.meaning.MouseIn(nil); f.tips.Text() != "" {
		t.Error("the tip does not wait")
	}
	q.until(t, "the pointer is told all", func() bool { return f.tips.Text() == l.meaning.Text() })
	if first := "Distance to your styles, of other pictures at each step: lower is better"; len(seen) != 3 || !seen[first] {
		t.Errorf("the curves are said to be %v", seen)
	}
}
