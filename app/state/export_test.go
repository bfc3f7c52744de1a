package state

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/stylize"
	"restyle/internal/testkit"
)

// TestExportIsWhatTheCoreMakes exports, and repeats that by hand with the calls of the command line.
func TestExportIsWhatTheCoreMakes(t *testing.T) {
	folder := t.TempDir()
	photo := picture(t, filepath.Join(folder, "photo.png"), 701, 430, red)
	style := picture(t, filepath.Join(folder, "leaf.png"), 300, 200, blue)
	d := deskWith(t, folder, photo, style)
	d.Stylize.SetStrength(0.75)
	d.Stylize.SetColour(ContentColours)
	strength := 0.75
	for i, reuse := range []bool{false, true} {
		if reuse {
			d.until("it is painted", d.fine)
		}
		out := filepath.Join(folder, []string{"at once.png", "later.png"}[i])
		d.files.answer = out
		d.Stylize.Export()
		d.until("it is saved", func() bool { return d.Jobs.View()[0].Ended() })
		if v := d.Jobs.View()[0]; v.Status != JobDone || v.Path != out || v.Fraction != 1 {
			t.Fatalf("job %+v: %v", v, v.Problem)
		}
		got, err := imaging.Open(out, imaging.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if want := coreResult(t, photo, style, stylize.Options{Strength: &strength, KeepColor: true}); !bytes.Equal(want.ToImage().Pix, got.ToImage().Pix) {
			t.Errorf("%s differs from what the core makes", out)
		}
	}
	if want := "save 5 photo-leaf.png"; d.files.asked[0] != want {
		t.Errorf("asked %q, want %q", d.files.asked[0], want)
	}
	if v := d.Stylize.View(); len(v.Recent) != 1 || v.Recent[0].Path != photo {
		t.Errorf("recent files %v", v.Recent)
	}
}

func TestExportAsksBeforeItReplaces(t *testing.T) {
	folder := t.TempDir()
	out := write(t, filepath.Join(folder, "kept.png"), "precious")
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Stylize.ExportTo(out)
	q := d.Question()
	if q == nil || !strings.Contains(q.Text.String(), "kept.png exists already") {
		t.Fatalf("question %v", q)
	}
	d.Answer(q, 0)
	d.pump()
	if b, _ := os.ReadFile(out); string(b) != "precious" || len(d.Jobs.View()) != 0 || d.Question() != nil {
		t.Fatal("it was replaced unasked")
	}
	d.Stylize.ExportTo(out)
	d.Answer(d.Question(), 1)
	d.until("it is replaced", func() bool { return len(d.Jobs.View()) == 1 && d.Jobs.View()[0].Status == JobDone })
	if _, err := imaging.Open(out, imaging.Limits{}); err != nil {
		t.Error(err)
	}
	if d.Jobs.Clear(); len(d.Jobs.View()) != 0 {
		t.Error("the list cannot be cleared")
	}
	d.Stylize.ExportTo(filepath.Join(folder, "result.xcf"))
	if m := d.Message(); !m.Bad || !strings.Contains(m.Text.String(), "result.xcf cannot be saved: end the name with") {
		t.Errorf("message %q", m.Text)
	}
}

// TestNewFilesGoToTheChosenFolder, one or all.
func TestNewFilesGoToTheChosenFolder(t *testing.T) {
	d := newDesk(t, t.TempDir())
	chosen := t.TempDir()
	d.Settings.SetExportFolder(chosen)
	d.Stylize.ExportAll()
	if want := []string{"folder " + chosen}; !slices.Equal(d.files.asked, want) {
		t.Errorf("asked %q, want %q", d.files.asked, want)
	}
}

func coreResult(t *testing.T, photo, style string, o stylize.Options) *imaging.Picture {
	t.Helper()
	m, err := model.NewLibrary(t.TempDir()).Load("")
	if err != nil {
		t.Fatal(err)
	}
	s := stylize.New(m, stylize.Resources{})
	p, err := imaging.Open(style, imaging.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := s.Style(context.Background(), p, o.Mode)
	if err != nil {
		t.Fatal(err)
	}
	content, err := imaging.Open(photo, imaging.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	result, err := s.Apply(context.Background(), content, encoded, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestExportIsOfWhatWasShownWhenItWasAsked: while a dialog of the system is open, the person can go on.
func TestExportIsOfWhatWasShownWhenItWasAsked(t *testing.T) {
	folder := t.TempDir()
	first, second := picture(t, filepath.Join(folder, "first.png"), 200, 150, red), picture(t, filepath.Join(folder, "second.png"), 120, 90, blue)
	d := deskWith(t, folder, first, picture(t, filepath.Join(folder, "leaf.png"), 100, 100, blue))
	d.Stylize.AddContents([]string{second})
	d.until("both are there", func() bool { return len(d.Stylize.View().Contents) == 2 && d.fine() })
	d.Stylize.ShowContent(1)
	d.Stylize.Export()
	d.Stylize.ShowContent(0)
	d.Stylize.SetStrength(0)
	d.Stylize.SetExport(ExportOptions{Size: 50, Quality: 90})
	d.until("the other one is painted", d.fine)
	out := filepath.Join(folder, "first-leaf.png")
	d.files.waiting(out, nil)
	d.until("it is saved", func() bool { return d.Jobs.View()[0].Ended() })
	got, err := imaging.Open(out, imaging.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	strength := 1.0
	if want := coreResult(t, first, filepath.Join(folder, "leaf.png"), stylize.Options{Strength: &strength}); !bytes.Equal(want.ToImage().Pix, got.ToImage().Pix) {
		t.Errorf("%q was asked for, what is written is %d × %d pixels of another picture or look", d.files.asked[0], got.Width, got.Height)
	}

	d.Stylize.ExportAll()
	d.Stylize.RemoveContent(0)
	all := filepath.Join(folder, "all")
	if err := os.Mkdir(all, 0o755); err != nil {
		t.Fatal(err)
	}
	d.files.waiting(all, nil)
	d.until("all are saved", func() bool { return d.Jobs.View()[0].Ended() })
	for _, name := range []string{"first-leaf.png", "second-leaf.png"} {
		if p, err := imaging.Open(filepath.Join(all, name), imaging.Limits{}); err != nil || max(p.Width, p.Height) != 50 {
			t.Errorf("%s is not as wanted: %v", name, err)
		}
	}
}

// TestMaskThatWasPaintedAnewCounts: not what was read of its file before, neither in the preview nor in the export.
func TestMaskThatWasPaintedAnewCounts(t *testing.T) {
	folder := t.TempDir()
	photo, style := picture(t, filepath.Join(folder, "photo.png"), 200, 150, red), picture(t, filepath.Join(folder, "leaf.png"), 100, 100, blue)
	mask, painted := filepath.Join(folder, "mask.png"), time.Now()
	paint := func(brightness float32) {
		p := imaging.New(200, 150)
		for i := range p.Pix {
			p.Pix[i] = brightness
		}
		painted = painted.Add(time.Minute)
		if err := errors.Join(imaging.Save(mask, p, imaging.SaveOptions{}), os.Chtimes(mask, painted, painted)); err != nil {
			t.Fatal(err)
		}
	}
	paint(0)
	d := deskWith(t, folder, photo, style)
	d.Stylize.SetMask("file:"+style, mask)
	d.until("it is painted", d.fine)
	nowhere := d.Stylize.View().After.Pix

	paint(1)
	out := filepath.Join(folder, "out.png")
	d.Stylize.ExportTo(out)
	d.until("it is saved", func() bool { return d.Jobs.View()[0].Ended() })
	d.until("the preview follows", d.fine)
	everywhere := d.Stylize.View().After.Pix
	got, err := imaging.Open(out, imaging.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(nowhere, everywhere) || !bytes.Equal(everywhere, got.ToImage().Pix) {
		t.Errorf("the preview follows: %v, the export is like it: %v", !bytes.Equal(nowhere, everywhere), bytes.Equal(everywhere, got.ToImage().Pix))
	}

	paint(0)
	d.Stylize.SetMask("file:"+style, "")
	d.Stylize.SetMask("file:"+style, mask)
	d.until("it is painted", d.fine)
	if !bytes.Equal(nowhere, d.Stylize.View().After.Pix) {
		t.Error("a mask that is chosen again is that of before")
	}
}

// TestExportGoesOnThoughItsModelIsRenamed: all contents are painted by the model that the first was painted by.
func TestExportGoesOnThoughItsModelIsRenamed(t *testing.T) {
	folder := t.TempDir()
	m, err := model.New(1, model.Compact(), model.Art)
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t, filepath.Join(folder, "own"))
	if err := d.ports.Library.Save("mine", m); err != nil {
		t.Fatal(err)
	}
	d.Start()
	d.Models.refresh()
	d.Stylize.SetModel("mine")
	var photos []string
	for _, name := range []string{"a.png", "b.png", "c.png"} {
		photos = append(photos, picture(t, filepath.Join(folder, name), 300, 200, red))
	}
	d.Stylize.AddContents(photos)
	d.until("they are there", func() bool { return len(d.Stylize.View().Contents) == 3 })
	d.Stylize.ExportAllTo(folder)
	id := d.Jobs.View()[0].ID
	d.until("the first is being painted", func() bool { return d.Jobs.View()[0].Fraction > 0 })
	d.Jobs.Pause(id)
	d.Models.Rename("mine", "ours")
	d.until("the model is renamed", func() bool { return len(d.Models.moving) == 0 })
	d.Jobs.Resume(id)
	d.until("all are saved", func() bool { return d.Jobs.View()[0].Ended() })
	if j := d.Jobs.View()[0]; j.Status != JobDone {
		t.Errorf("job %+v: %v", j, j.Problem)
	}
}

// threePictures are on a desk with a style, and the folder that results go to.
func threePictures(t *testing.T) (d *desk, photos []string, out string) {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"a", "b", "c"} {
		photos = append(photos, picture(t, filepath.Join(folder, name+".png"), 120, 90, red))
	}
	d = newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Drop(DropContent, photos)
	d.Drop(DropStyles, []string{picture(t, filepath.Join(folder, "leaf.png"), 60, 50, blue)})
	d.until("all are there", func() bool {
		return len(d.Stylize.View().Contents) == 3 && d.Stylize.View().Styles[0].Weight == 1 && d.fine()
	})
	out = filepath.Join(folder, "out")
	mkdir(t, out)
	return d, photos, out
}

func (d *desk) jobsEnd() {
	d.t.Helper()
	d.until("the jobs end", func() bool { return len(d.Jobs.running) == 0 })
}

func filesIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestExportsIntoOneFolder do not overwrite each other's results, not even those that are still to be written.
func TestExportsIntoOneFolder(t *testing.T) {
	d, _, out := threePictures(t)
	d.Stylize.ExportAllTo(out)
	d.Stylize.SetStrength(0.3)
	d.Stylize.ExportAllTo(out)
	d.Stylize.ExportTo(filepath.Join(out, "A-leaf.png")) // some disks do not tell it from a-leaf.png
	if m := d.Message(); m.Text.Key != "problem.save.busy" {
		t.Errorf("a file that is about to be written can be chosen: %q", m.Text)
	}
	d.jobsEnd()
	if got, want := strings.Join(filesIn(t, out), " "), "a-leaf-2.png a-leaf.png b-leaf-2.png b-leaf.png c-leaf-2.png c-leaf.png"; got != want {
		t.Errorf("written: %s, want %s", got, want)
	}
	if len(d.claims) > 0 {
		t.Errorf("afterwards still claimed: %v", d.claims)
	}
}

// TestFormatOfNewFiles: the one that was chosen is that of what is written, and stays chosen.
func TestFormatOfNewFiles(t *testing.T) {
	folder := t.TempDir()
	photos := []string{picture(t, filepath.Join(folder, "a.jpg"), 120, 90, red), picture(t, filepath.Join(folder, "b.png"), 120, 90, red)}
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Drop(DropContent, photos)
	d.Drop(DropStyles, []string{picture(t, filepath.Join(folder, "leaf.png"), 60, 50, blue)})
	d.until("all are there", func() bool {
		return len(d.Stylize.View().Contents) == 2 && d.Stylize.View().Styles[0].Weight == 1 && d.fine()
	})
	for _, c := range []struct{ format, written string }{{"jpg", "a-leaf.jpg b-leaf.png"}, {"png", "a-leaf.png b-leaf.png"}, {"tif", "a-leaf.tif b-leaf.tif"}, {"bmp", "a-leaf.tif b-leaf.tif"}} {
		d.Settings.SetExportFormat(c.format)
		out := t.TempDir()
		d.Stylize.ExportAllTo(out)
		d.jobsEnd()
		if got := strings.Join(filesIn(t, out), " "); got != c.written {
			t.Errorf("%s: written: %s, want %s", c.format, got, c.written)
		}
		for _, name := range filesIn(t, out) {
			if p, err := imaging.Open(filepath.Join(out, name), imaging.Limits{}); err != nil || p.Width != 120 {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	ended := false
	d.Close(func() { ended = true })
	d.until("it is closed", func() bool { return ended })
	if v := newDesk(t, d.folder).Settings.View(); v.ExportFormat != "tif" {
		t.Errorf("the next run begins with %s", v.ExportFormat)
	}
}

// TestOneBadPictureOfMany does not keep the others from being exported.
func TestOneBadPictureOfMany(t *testing.T) {
	d, photos, out := threePictures(t)
	if err := os.Remove(photos[1]); err != nil {
		t.Fatal(err)
	}
	d.Stylize.ExportAllTo(out)
	d.jobsEnd()
	if got := strings.Join(filesIn(t, out), " "); got != "a-leaf.png c-leaf.png" {
		t.Errorf("written: %s", got)
	}
	want := "Saved 2 of 3 pictures in " + out + ". b.png is not there any more: choose another file."
	if j, m := d.Jobs.View()[0], d.Message(); m.Text.String() != want || !m.Bad || j.Status != JobDone || j.Outcome.String() != want {
		t.Errorf("said %q, job %+v", m.Text, j)
	}
	if p := d.Jobs.View()[0].Problem; p == nil || !strings.Contains(p.Details, photos[1]) {
		t.Errorf("the details do not name what failed: %+v", p)
	}
	if err := os.Remove(photos[0]); err != nil {
		t.Fatal(err)
	}
	d.Stylize.RemoveContent(2)
	d.Stylize.ExportAllTo(out)
	d.jobsEnd()
	if j := d.Jobs.View()[0]; j.Status != JobFailed || j.Problem.Sentence.Key != "problem.file.missing" {
		t.Errorf("none can be read: %+v", j)
	}
}

// TestWhatCouldNotBeKeptIsSaid of a photograph that was written, by name, so that it can be said in any language.
func TestWhatCouldNotBeKeptIsSaid(t *testing.T) {
	d, photos, out := threePictures(t)
	moving := testkit.Animation(t, filepath.Join(filepath.Dir(photos[0]), "moving.gif"), 3)
	d.Stylize.ChooseContent(moving)
	d.until("it is shown", func() bool { return len(d.Stylize.View().Contents) == 4 && d.fine() })
	one := filepath.Join(out, "one.png")
	d.Stylize.ExportTo(one)
	d.jobsEnd()
	j, m := d.Jobs.View()[0], d.Message()
	if j.Status != JobDone || j.Outcome.Key != "problem.picture.frames" || j.Outcome.Data["File"] != "moving.gif" || j.Problem == nil || !exists(one) {
		t.Errorf("job %+v", j)
	}
	if want := "Saved as one.png, but: moving.gif is animated"; !strings.HasPrefix(m.Text.String(), want) {
		t.Errorf("said %q", m.Text)
	}
	if err := os.Remove(photos[1]); err != nil {
		t.Fatal(err)
	}
	d.Stylize.ExportAllTo(out)
	d.jobsEnd()
	said, details := d.Jobs.View()[0].Outcome.String(), d.Jobs.View()[0].Problem.Details
	for _, has := range []string{"Saved 3 of 4", "moving.gif is animated"} {
		if !strings.Contains(said, has) {
			t.Errorf("of several is said %q", said)
		}
	}
	if !strings.Contains(details, photos[1]) || !strings.Contains(details, "moving.gif") {
		t.Errorf("details: %q", details)
	}
}

// TestLargePicturesAreMoreOfTheWork of an export.
func TestLargePicturesAreMoreOfTheWork(t *testing.T) {
	folder := t.TempDir()
	small, large := write(t, filepath.Join(folder, "small"), "x"), write(t, filepath.Join(folder, "large"), strings.Repeat("x", 9*100<<10))
	e := exporter{files: []*contentFile{{path: small}, {path: large}, {data: []byte("x")}}}
	ends := e.ends()
	if len(ends) != 4 || ends[0] != 0 || ends[3] != 1 || ends[2]-ends[1] < 0.8 || ends[1] < 0.05 {
		t.Errorf("shares of the work end at %v", ends)
	}
}

// TestThePictureOfASavedStyleIsSpared, from which the style is encoded anew for another model.
func TestThePictureOfASavedStyleIsSpared(t *testing.T) {
	d, photos, _ := threePictures(t)
	leaf := filepath.Join(filepath.Dir(photos[0]), "leaf.png")
	before := read(t, leaf)
	d.Stylize.SaveStyle("file:"+leaf, "mine")
	d.until("it is saved", func() bool { return d.Message().Text.Key == "state.style.saved" })
	d.Stylize.SelectStyle("file:" + filepath.Join(d.styleFolder(), "mine.style"))
	d.Stylize.RemoveStyle("file:" + leaf)
	if layers := d.Stylize.recipe().layers; len(layers) != 1 || layers[0].style.source != SavedStyle {
		t.Fatalf("selected are %+v", layers)
	}
	d.until("it is painted", d.fine)
	d.Stylize.ExportTo(leaf)
	d.Answer(d.Question(), 1)
	d.jobsEnd()
	if j := d.Jobs.View()[0]; j.Status != JobFailed || j.Problem.Sentence.Key != "problem.save.input" || !bytes.Equal(read(t, leaf), before) {
		t.Errorf("job %+v: %+v", j, j.Problem)
	}
}

// TestAFolderThatIsGone ends an export at its first picture: no other could be written either.
func TestAFolderThatIsGone(t *testing.T) {
	d, _, out := threePictures(t)
	e := d.Stylize.newExporter(d.Stylize.contents...)
	if err := os.Remove(out); err != nil {
		t.Fatal(err)
	}
	e.into(out)
	d.jobsEnd()
	if j := d.Jobs.View()[0]; j.Status != JobFailed || j.Problem.Sentence.Key != "problem.save.nofolder" || j.Fraction > 0.34 {
		t.Errorf("job %+v: %+v", j, j.Problem)
	}
}

// TestNamesOfManyStyles are not too long for a file.
func TestNamesOfManyStyles(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	for _, s := range d.Stylize.View().Styles[:20] {
		if s.Weight == 0 {
			d.Stylize.ToggleStyle(s.ID)
		}
	}
	name := d.Stylize.recipe().outputName("castle" + strings.Repeat("ß", 90) + ".jpg")
	if len(name) > 200 || !utf8.ValidString(name) {
		t.Errorf("%d bytes: %s", len(name), name)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
