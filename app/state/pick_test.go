package state

import (
	"os"
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

// TestAnOpenDialogIsToldOf: the system's may lie behind the window, where nobody sees why nothing happens.
func TestAnOpenDialogIsToldOf(t *testing.T) {
	d := newDesk(t, t.TempDir())
	d.files.err = ErrDialogOpen
	for _, ask := range []func(){d.Stylize.PickContent, d.Stylize.Export, d.Train.PickStyleFolder} {
		number := d.Message().Number
		if ask(); d.Message().Number == number || d.Message().Text.Key != "state.dialog.open" {
			t.Errorf("said is %+v", d.Message())
		}
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

// TestNamesHoldFromEveryFolder: a relative one is that of the folder in which the program was started.
func TestNamesHoldFromEveryFolder(t *testing.T) {
	folder := t.TempDir()
	photo := picture(t, filepath.Join(folder, "photo.png"), 120, 90, red)
	t.Chdir(folder)
	own := filepath.Join(folder, "own")
	d := newDesk(t, own)
	d.Start()
	d.Drop(DropAnywhere, []string{"photo.png"})
	d.until("it is there", func() bool { return d.Stylize.View().Contents[0].Path != "" })
	d.Drop(DropAnywhere, []string{photo})
	d.until("it is painted", d.fine)
	gone := false
	d.Close(func() { gone = true })
	d.until("it is closed", func() bool { return gone })
	t.Chdir(t.TempDir())
	again := newDesk(t, own)
	if v := again.Stylize.View(); len(v.Contents) != 1 || v.Contents[0].Path != photo || len(v.Recent) != 1 {
		t.Errorf("started elsewhere: %+v, recent %v", v.Contents, v.Recent)
	}
}

func TestAFolderMayBeALink(t *testing.T) {
	folder := t.TempDir()
	real, link := mkdir(t, filepath.Join(folder, "real")), filepath.Join(folder, "Pictures")
	picture(t, filepath.Join(real, "a.png"), 120, 90, red)
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	if f := search([]string{link}, ""); len(f.pictures) != 1 {
		t.Errorf("found %+v", f)
	}
}

// TestAllPhotosAreClosedAndBack: the sample takes their place.
func TestAllPhotosAreClosedAndBack(t *testing.T) {
	d, photos, _ := threePictures(t)
	d.Stylize.ShowContent(1)
	d.Stylize.CloseAll()
	if v := d.Stylize.View(); len(v.Contents) != 1 || v.Contents[0].Path != "" || !d.Message().CanUndo {
		t.Fatalf("closed: %+v, %+v", v.Contents, d.Message())
	}
	number := d.Message().Number
	if d.Stylize.CloseAll(); d.Message().Number != number {
		t.Error("the sample is closed")
	}
	later := picture(t, filepath.Join(filepath.Dir(photos[0]), "later.png"), 90, 90, blue)
	d.Drop(DropContent, []string{later})
	d.until("another is there", func() bool { return d.Stylize.View().Contents[0].Path == later })
	d.UndoMessage(number)
	if v := d.Stylize.View(); len(v.Contents) != 4 || v.Contents[v.Current].Path != photos[1] || v.Contents[3].Path != later {
		t.Errorf("back: %+v", v.Contents)
	}
	d.until("it is painted", d.fine)
	d.files.answer = filepath.Dir(photos[0])
	d.Stylize.CloseAll()
	d.Stylize.PickContents()
	d.until("the folder's are there", func() bool { return len(d.Stylize.View().Contents) == 5 }) // the style lies there too
	if d.Program.folder != filepath.Dir(photos[0]) {
		t.Errorf("the next dialog begins in %s", d.Program.folder)
	}
}

// TestASlowFolderDoesNotTakeTheScreen from a photo that was opened after it.
func TestASlowFolderDoesNotTakeTheScreen(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.until("the sample is painted", d.fine)
	slow, quick := picture(t, filepath.Join(folder, "slow.png"), 120, 90, red), picture(t, filepath.Join(folder, "quick.png"), 120, 90, blue)
	d.Stylize.asked = 1 // the folder is being looked at
	d.Stylize.AddContents([]string{quick})
	d.until("the photo is there", func() bool { return d.Stylize.View().Contents[0].Path == quick })
	d.Stylize.asked = 0
	d.Stylize.AddContents([]string{slow}) // its answer comes now
	d.until("both are there", func() bool { return len(d.Stylize.View().Contents) == 2 })
	if v := d.Stylize.View(); v.Contents[v.Current].Path != quick {
		t.Errorf("shown is %s", v.Contents[v.Current].Path)
	}
	d.Stylize.asked = 2 // another one is being looked at
	b, err := os.ReadFile(quick)
	if err != nil {
		t.Fatal(err)
	}
	if went := d.pastePicture(DropContent, b); went != DropContent {
		t.Fatalf("it went to %d", went)
	}
	d.Stylize.asked = 1
	d.Stylize.AddContents([]string{picture(t, filepath.Join(folder, "slower.png"), 120, 90, red)})
	d.until("all are there", func() bool { return len(d.Stylize.View().Contents) == 4 })
	if v := d.Stylize.View(); v.Contents[v.Current].Name != "pasted 1.png" {
		t.Errorf("shown is %s in place of what was pasted", v.Contents[v.Current].Path)
	}
}
