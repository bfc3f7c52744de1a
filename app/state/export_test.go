package state

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/stylize"
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
