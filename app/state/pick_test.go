package state

import (
	"path/filepath"
	"testing"
)

// TestReplacingAFileIsAskedOnce: dialogs of files ask that, of the file as it was written.
func TestReplacingAFileIsAskedOnce(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.until("it is painted", d.fine)
	there := write(t, filepath.Join(folder, "there.jpg"), "old")
	d.files.answer = there
	d.Stylize.Export()
	if q := d.Question(); q != nil {
		t.Fatalf("after the dialog it is asked again: %s", q.Text)
	}
	d.until("it is replaced", func() bool { return d.Jobs.View()[0].Status == JobDone })

	d.files.answer = filepath.Join(folder, "there") // .jpg is added: the dialog did not know of that file
	d.Stylize.Export()
	if q := d.Question(); q == nil || q.Text.Key != "state.overwrite" {
		t.Fatalf("a file with the ending added is replaced, asked %+v", q)
	}
	d.Answer(d.Question(), 0)
	d.Stylize.ExportTo(there)
	if q := d.Question(); q == nil {
		t.Error("what was agreed to once holds for ever")
	}
}

// TestFoldersMayBeCalledAnything: a bracket begins a pattern in the files below, not in the folder's own name.
func TestFoldersMayBeCalledAnything(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "my [best] *", "authors")
	want := write(t, filepath.Join(folder, "art", "decoder.pth.tar"), "x")
	write(t, filepath.Join(folder, "art", "letter.txt"), "x")
	if got := glob(folder, "*/*.tar"); len(got) != 1 || got[0] != want {
		t.Errorf("found %v, want %s", got, want)
	}
}
