package state

import (
	"bytes"
	"context"
	"image"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/stylize"
)

func TestFirstStartShowsASampleInABuiltInStyle(t *testing.T) {
	d := newDesk(t, t.TempDir())
	d.Start()
	d.until("the sample is painted", d.fine)
	v := d.Stylize.View()
	if len(v.Contents) != 1 || v.Contents[0].Path != "" || v.Contents[0].Width == 0 || !compact(v.Contents[0].Thumb) {
		t.Errorf("contents %+v", v.Contents)
	}
	if !compact(v.Before) || !compact(v.After) || v.Before.Rect != v.After.Rect || bytes.Equal(v.Before.Pix, v.After.Pix) {
		t.Errorf("before %v, after %v", v.Before.Rect, v.After.Rect)
	}
	if v.Problem != nil || !v.Fresh || len(v.Models) == 0 || len(v.Modes) == 0 || v.Undo || v.Redo {
		t.Errorf("problem %v, fresh %v, models %v, modes %v, undo %v", v.Problem, v.Fresh, v.Models, v.Modes, v.Undo)
	}
	selected := 0
	for _, s := range v.Styles {
		if s.Weight > 0 {
			selected++
		}
	}
	if selected != 1 {
		t.Errorf("%d styles are selected at the first start", selected)
	}
	if d.seen&(StylizeContent|StylizeStyles|StylizePreview|ModelsList) != StylizeContent|StylizeStyles|StylizePreview|ModelsList {
		t.Errorf("told of %b only", d.seen)
	}
}

// TestExportIsWhatTheCoreMakes exports, and repeats that by hand with the calls of the command line.
func TestExportIsWhatTheCoreMakes(t *testing.T) {
	folder := t.TempDir()
	photo := picture(t, filepath.Join(folder, "photo.png"), 701, 430, red)
	style := picture(t, filepath.Join(folder, "leaf.png"), 300, 200, blue)
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Drop(DropContent, []string{photo})
	d.Drop(DropStyles, []string{style})
	d.until("both are there", func() bool {
		v := d.Stylize.View()
		return v.Contents[0].Path == photo && v.Styles[0].Weight == 1
	})
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

func TestPreviewFollowsChanges(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, folder)
	d.Start()
	for i := range 30 {
		d.Stylize.SetStrength(float64(i) / 30)
	}
	d.Stylize.SetStrength(0)
	d.until("the last change is painted", d.fine)
	v := d.Stylize.View()
	worst := 0.0
	for i := range v.Before.Pix {
		worst = max(worst, math.Abs(float64(v.Before.Pix[i])-float64(v.After.Pix[i])))
	}
	if worst > 1 {
		t.Errorf("at strength 0 the result differs from the photo by %g of 255", worst)
	}
	if !v.Undo || v.Redo {
		t.Fatalf("undo %v, redo %v", v.Undo, v.Redo)
	}
	d.Stylize.Undo()
	if v = d.Stylize.View(); v.Look.Strength != 1 || v.Undo || !v.Redo {
		t.Errorf("the moves of a slider are not one change: after undo strength %g, undo %v, redo %v", v.Look.Strength, v.Undo, v.Redo)
	}
	d.Stylize.Redo()
	if v = d.Stylize.View(); v.Look.Strength != 0 {
		t.Errorf("after redo strength %g", v.Look.Strength)
	}
}

func TestMixAndUndo(t *testing.T) {
	d := newDesk(t, t.TempDir())
	ids := []string{d.Stylize.View().Styles[0].ID, d.Stylize.View().Styles[1].ID, d.Stylize.View().Styles[2].ID}
	weights := func() (w [3]float64) {
		for i, s := range d.Stylize.View().Styles[:3] {
			w[i] = s.Weight
		}
		return w
	}
	d.Stylize.SelectStyle(ids[1])
	before := d.Stylize.View()
	steps := []struct {
		do   func()
		want [3]float64
	}{
		{func() { d.Stylize.ToggleStyle(ids[1]) }, [3]float64{0, 1, 0}}, // the last one stays
		{func() { d.Stylize.ToggleStyle(ids[2]) }, [3]float64{0, 1, 1}},
		{func() { d.Stylize.SetWeight(ids[2], 0.25) }, [3]float64{0, 1, 0.25}},
		{func() { d.Stylize.SetWeight(ids[2], 7) }, [3]float64{0, 1, 1}},
		{func() { d.Stylize.SetWeight(ids[0], 0.5) }, [3]float64{0, 1, 1}}, // not selected
		{d.Stylize.Undo, [3]float64{0, 1, 1}},
		{d.Stylize.Undo, [3]float64{0, 1, 0}},
		{d.Stylize.Redo, [3]float64{0, 1, 1}},
		{func() { d.Stylize.SelectStyle("no such style") }, [3]float64{0, 1, 1}},
		{func() { d.Stylize.SelectStyle(ids[0]) }, [3]float64{1, 0, 0}},
	}
	for i, s := range steps {
		if s.do(); weights() != s.want {
			t.Fatalf("after step %d weights %v, want %v", i, weights(), s.want)
		}
	}
	if before.Styles[1].Weight != 1 || before.Styles[2].Weight != 0 {
		t.Error("a snapshot has changed")
	}
}

func TestBadDrops(t *testing.T) {
	folder := t.TempDir()
	words := write(t, filepath.Join(folder, "letter.txt"), "dear all")
	broken := filepath.Join(folder, "broken.jpg")
	whole := picture(t, filepath.Join(folder, "whole.jpg"), 400, 300, red)
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	write(t, broken, string(data[:len(data)/2]))
	write(t, filepath.Join(folder, "empty", "readme"), "nothing here")
	album := filepath.Join(folder, "album", "deep")
	if err := os.MkdirAll(album, 0o755); err != nil {
		t.Fatal(err)
	}
	picture(t, filepath.Join(album, "a.png"), 60, 60, red)
	picture(t, filepath.Join(album, "b.jpg"), 60, 60, blue)
	write(t, filepath.Join(album, "notes.md"), "words")
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	for _, bad := range []struct{ path, says string }{
		{words, "letter.txt holds no picture: choose a JPEG"},
		{broken, "broken.jpg is cut off: get a complete copy of the JPEG file"},
		{filepath.Join(folder, "empty"), "empty holds no picture"},
		{filepath.Join(folder, "gone.png"), "gone.png is not there any more"},
	} {
		number := d.Message().Number
		d.Drop(DropContent, []string{bad.path})
		d.until("a message about "+bad.path, func() bool { return d.Message().Number > number })
		if m := d.Message(); !m.Bad || !strings.Contains(m.Text.String(), bad.says) {
			t.Errorf("%s: message %q, want %q", bad.path, m.Text, bad.says)
		}
	}
	d.until("the sample is back", d.fine)
	if v := d.Stylize.View(); len(v.Contents) != 1 || v.Contents[0].Path != "" {
		t.Errorf("contents %+v", v.Contents)
	}
	d.Drop(DropAnywhere, []string{filepath.Join(folder, "album"), whole})
	d.until("the folder's pictures are there", func() bool { return len(d.Stylize.View().Contents) == 3 })
	if v := d.Stylize.View(); v.Contents[0].Name != "a.png" || v.Current != 0 {
		t.Errorf("first is %q, shown %d", v.Contents[0].Name, v.Current)
	}
}

func TestDetailIsTheFullResolution(t *testing.T) {
	folder := t.TempDir()
	photo := picture(t, filepath.Join(folder, "large.png"), 1700, 1300, red)
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Stylize.ChooseContent(photo)
	d.until("it is painted", func() bool { return d.fine() && d.Stylize.View().Contents[0].Path == photo })
	if v := d.Stylize.View(); v.After.Rect.Dx() != PreviewSide {
		t.Errorf("shown %v", v.After.Rect)
	}
	part := image.Rect(900, 700, 1300, 950)
	d.Stylize.LookAt(part)
	d.until("the detail is there", func() bool { return d.Stylize.View().Detail.After != nil })
	detail := d.Stylize.View().Detail
	if detail.Rect != part || detail.Before.Rect.Size() != part.Size() || !compact(detail.After) {
		t.Fatalf("detail %v of %v", detail.Rect, detail.After.Rect)
	}
	want, err := imaging.Open(photo, imaging.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if crop := imaging.Crop(want, part).ToImage(); !bytes.Equal(crop.Pix, detail.Before.Pix) {
		t.Error("the part before is not that of the file")
	}
	d.Stylize.LookAt(image.Rectangle{})
	if !d.Stylize.View().Detail.Rect.Empty() {
		t.Error("the detail stays")
	}
}

func TestChoicesAreRemembered(t *testing.T) {
	folder := t.TempDir()
	photo := picture(t, filepath.Join(folder, "photo.png"), 200, 150, red)
	style := picture(t, filepath.Join(folder, "leaf.png"), 100, 100, blue)
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Drop(DropContent, []string{photo})
	d.Drop(DropStyles, []string{style})
	d.until("both are there", func() bool {
		v := d.Stylize.View()
		return v.Contents[0].Path == photo && v.Styles[0].Weight == 1
	})
	d.Stylize.SetMode(model.Photo)
	d.Stylize.SetStrength(0.5)
	d.Settings.SetTheme(DarkTheme)
	d.Settings.SetWindow(1111, 777, 3)
	ended := false
	d.Close(func() { ended = true })
	d.until("it is closed", func() bool { return ended })

	again := newDesk(t, d.folder)
	v, s := again.Stylize.View(), again.Settings.View()
	if v.Contents[0].Path != photo || v.Styles[0].Path != style || v.Styles[0].Weight != 1 || v.Look.Mode != model.Photo || v.Look.Strength != 0.5 {
		t.Errorf("after the next start %+v, %+v", v.Contents, v.Look)
	}
	if s.Theme != DarkTheme || s.WindowWidth != 1111 || s.LastScreen != 3 || len(v.Recent) != 1 {
		t.Errorf("after the next start %+v", s)
	}
	write(t, filepath.Join(d.folder, choicesFile), "{nonsense")
	damaged := newDesk(t, d.folder)
	if m := damaged.Message(); !m.Bad || !strings.Contains(m.Text.String(), "the old file is kept") {
		t.Errorf("damaged settings: %q", m.Text)
	}
	if s := damaged.Settings.View(); s.Quality != 95 || !s.Notifications {
		t.Errorf("damaged settings give %+v", s)
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
	d.Stylize.ExportTo(filepath.Join(folder, "result.xcf"))
	if m := d.Message(); !m.Bad || !strings.Contains(m.Text.String(), "result.xcf cannot be saved: end the name with") {
		t.Errorf("message %q", m.Text)
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

func TestStyleIsKeptInTheLibrary(t *testing.T) {
	folder := t.TempDir()
	path := picture(t, filepath.Join(folder, "leaf.png"), 120, 100, blue)
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Drop(DropStyles, []string{path})
	d.until("it is selected", func() bool { return d.Stylize.View().Styles[0].Weight == 1 && d.fine() })
	d.Stylize.SaveStyle("file:"+path, "../leaf")
	if m := d.Message(); !m.Bad {
		t.Errorf("a style can be called ../leaf: %q", m.Text)
	}
	d.Stylize.SaveStyle("file:"+path, "my leaf")
	d.until("it is kept", func() bool { return d.Message().Text.Key == "state.style.saved" })
	shown := d.Stylize.View().After.Pix
	saved := filepath.Join(d.styleFolder(), "my leaf.style")
	d.Stylize.SelectStyle("file:" + saved)
	d.until("it is painted", d.fine)
	if v := d.Stylize.View(); v.Problem != nil || !bytes.Equal(v.After.Pix, shown) || v.CanScale {
		t.Errorf("the kept style gives another picture than its own; problem %v, can scale %v", v.Problem, v.CanScale)
	}
	d.Stylize.RemoveStyle("file:" + saved)
	if _, err := os.Stat(saved); err == nil || d.Stylize.style("file:"+saved) >= 0 {
		t.Error("it cannot be removed")
	}
}
