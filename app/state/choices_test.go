package state

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"restyle/core/model"
)

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

func TestChoicesAreRemembered(t *testing.T) {
	folder := t.TempDir()
	photo := picture(t, filepath.Join(folder, "photo.png"), 200, 150, red)
	style := picture(t, filepath.Join(folder, "leaf.png"), 100, 100, blue)
	d := deskWith(t, folder, photo, style)
	d.Stylize.SetMode(model.Photo)
	d.Stylize.SetStrength(0.5)
	d.Settings.SetTheme(DarkTheme)
	d.Settings.SetWindow(1111, 777, 3)
	d.Video.SetOptions(VideoOptions{Size: 960, Steady: false})
	d.Stylize.SetExport(ExportOptions{Size: 2048, Quality: 95})
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
	if o := again.Video.View().Options; o.Size != 960 || o.Steady || v.Export.Size != 2048 {
		t.Errorf("after the next start videos are made as %+v, pictures as %+v", o, v.Export)
	}
	write(t, filepath.Join(d.folder, choicesFile), "{nonsense")
	damaged := newDesk(t, d.folder)
	if m := damaged.Message(); !m.Bad || !strings.Contains(m.Text.String(), "the old file is kept") {
		t.Errorf("damaged settings: %q", m.Text)
	}
	if s := damaged.Settings.View(); s.Quality != 95 || !s.Notifications || !damaged.Video.View().Options.Steady {
		t.Errorf("damaged settings give %+v", s)
	}
}

// TestChoicesThatCannotBeKept are complained of once.
func TestChoicesThatCannotBeKept(t *testing.T) {
	d := newDesk(t, t.TempDir())
	write(t, filepath.Join(d.folder, choicesFile, "in the way"), "a folder where the file should be")
	d.Start()
	d.Settings.SetTheme(DarkTheme)
	d.until("it is told", func() bool { return d.Message().Number > 0 })
	if m := d.Message(); !m.Bad || m.Text.Key != "problem.settings.unwritten" || !strings.Contains(m.Text.String(), d.folder) {
		t.Errorf("message %q", m.Text)
	}
	number := d.Message().Number
	d.Settings.SetTheme(LightTheme)
	d.writeChoices()
	if d.Message().Number != number {
		t.Errorf("it is told again: %q", d.Message().Text)
	}
}

// TestAddressesAreNoMissingFiles: a picture that is dragged out of a browser is not called gone, and files beside it are taken.
func TestAddressesAreNoMissingFiles(t *testing.T) {
	folder := t.TempDir()
	odd := picture(t, filepath.Join(folder, "odd:name.png"), 40, 30, red)
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{
		filepath.Join(here, "https:/example.org/a.jpg"): true, filepath.Join(here, "a.jpg"): false, "https://example.org/a.jpg": true, "https:/example.org/a.jpg": true, "data:image/png;base64,AAAA": true, "smb://server/a.jpg": true,
		odd: false, "/tmp/https://a.jpg": false, "a.jpg": false, `C:\a.jpg`: false, "C:/a.jpg": false, "note:a.jpg": false,
	} {
		if isAddress(path) != want {
			t.Errorf("%s is an address: %t", path, !want)
		}
	}
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Drop(DropStyles, []string{"https://example.org/a.jpg", odd})
	if m := d.Message(); m.Text.Key != "state.drop.address" {
		t.Errorf("said is %q", m.Text)
	}
	d.until("the file is there", func() bool { return d.Stylize.View().Styles[0].Path == odd })
}

// TestAFolderOfVeryManyPhotos: what is left out is said, and all that are open are open again at the next start.
func TestAFolderOfVeryManyPhotos(t *testing.T) {
	folder := t.TempDir()
	one, many := picture(t, filepath.Join(folder, "one.png"), 20, 20, red), mkdir(t, filepath.Join(folder, "holiday"))
	b, err := os.ReadFile(one)
	if err != nil {
		t.Fatal(err)
	}
	for i := range mostFiles {
		write(t, filepath.Join(many, fmt.Sprintf("%04d.png", i)), string(b))
	}
	write(t, filepath.Join(many, "zz.txt"), "no picture")
	own := filepath.Join(folder, "own")
	d := newDesk(t, own)
	d.Start()
	open := func() {
		t.Helper()
		d.Drop(DropContent, []string{many})
		d.until("they are there", func() bool { return len(d.Stylize.View().Contents) == mostFiles })
	}
	if open(); d.Message().Number != 0 {
		t.Errorf("all are there, and it is said: %s", d.Message().Text)
	}
	d.Stylize.CloseAll()
	write(t, filepath.Join(many, "more.png"), string(b))
	if open(); d.Message().Text.Key != "state.drop.most" {
		t.Errorf("one is left out, and it is said: %s", d.Message().Text)
	}
	ended := false
	d.Close(func() { ended = true })
	d.until("it is closed", func() bool { return ended })
	if n := len(newDesk(t, own).Stylize.View().Contents); n != mostFiles {
		t.Errorf("%d are open at the next start", n)
	}
}

// TestAllOpenPhotosAreThereAgain at the next start, but for those that are gone by then.
func TestAllOpenPhotosAreThereAgain(t *testing.T) {
	folder := t.TempDir()
	var paths []string
	for _, name := range []string{"a.png", "b.png", "c.png", "d.png"} {
		paths = append(paths, picture(t, filepath.Join(folder, name), 60, 40, red))
	}
	own := filepath.Join(folder, "own")
	d := newDesk(t, own)
	d.Start()
	d.Drop(DropContent, paths)
	d.until("they are there", func() bool { return len(d.Stylize.View().Contents) == 4 })
	d.Stylize.ShowContent(2)
	ended := false
	d.Close(func() { ended = true })
	d.until("it is closed", func() bool { return ended })
	open := func() (names []string, shown string) {
		v := newDesk(t, own).Stylize.View()
		for _, c := range v.Contents {
			names = append(names, c.Name)
		}
		return names, names[v.Current]
	}
	if names, shown := open(); len(names) != 4 || names[0] != "a.png" || shown != "c.png" {
		t.Errorf("after the next start %v are open and %s is shown", names, shown)
	}
	if err := os.Remove(paths[0]); err != nil {
		t.Fatal(err)
	}
	if names, shown := open(); len(names) != 3 || shown != "c.png" {
		t.Errorf("without a file %v are open and %s is shown", names, shown)
	}
}

func TestStyleIsKeptInTheLibrary(t *testing.T) {
	folder := t.TempDir()
	path := picture(t, filepath.Join(folder, "leaf.png"), 120, 100, blue)
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Drop(DropStyles, []string{path})
	d.until("it is selected", func() bool { return d.Stylize.View().Styles[0].Weight == 1 && d.fine() })
	for name, bad := range map[string]bool{"kept/one": true, `kept\one`: true, " ": true, "my leaf": false} {
		if said := d.Stylize.CheckStyleName(name); said.Empty() == bad {
			t.Errorf("of the name %q it is said: %q", name, said)
		}
	}
	d.Stylize.SaveStyle("file:"+path, "../leaf")
	if m := d.Message(); !m.Bad {
		t.Errorf("a style can be called ../leaf: %q", m.Text)
	}
	d.Stylize.SaveStyle("file:"+path, "my leaf")
	d.until("it is kept", func() bool { return d.Message().Text.Key == "state.style.saved" })
	shown := d.Stylize.View().After.Pix
	saved := filepath.Join(d.styleFolder(), "my leaf.style")
	if at := d.Stylize.style("file:" + saved); at != 1 {
		t.Errorf("the kept style is number %d of the strip, not the one after the picture", at)
	}
	d.Stylize.SelectStyle("file:" + saved)
	d.until("it is painted", d.fine)
	if v := d.Stylize.View(); v.Problem != nil || !bytes.Equal(v.After.Pix, shown) || v.CanScale {
		t.Errorf("the kept style gives another picture than its own; problem %v, can scale %v", v.Problem, v.CanScale)
	}
	d.Stylize.RemoveStyle("file:" + saved)
	d.Stylize.DeleteStyle("file:" + saved)
	d.Answer(d.Question(), 0)
	if at := d.Stylize.style("file:" + saved); at < 0 || !d.Stylize.View().Styles[at].Kept || !exists(saved) {
		t.Fatal("it goes without consent")
	}
	before := d.Stylize.style("file:" + saved)
	d.Stylize.DeleteStyle("file:" + saved)
	d.Answer(d.Question(), 1)
	if exists(saved) || d.Stylize.style("file:"+saved) >= 0 || !d.Message().CanUndo {
		t.Fatal("it cannot be deleted")
	}
	d.UndoMessage(d.Message().Number)
	if at := d.Stylize.style("file:" + saved); at != before || d.Stylize.View().Styles[at].Weight != 1 || !exists(saved) {
		t.Errorf("brought back, it is at %d of the strip, not %d and selected", at, before)
	}
	d.Stylize.RemoveStyle("file:" + path)
	if d.Stylize.style("file:"+path) >= 0 || !exists(path) {
		t.Error("a style that is taken off the strip loses its file, or stays")
	}
}

// TestWhatIsGoneIsTold at the next start, once for all that was open, chosen or to be learnt from.
func TestWhatIsGoneIsTold(t *testing.T) {
	folder := t.TempDir()
	photo, style := picture(t, filepath.Join(folder, "photo.png"), 200, 150, red), picture(t, filepath.Join(folder, "leaf.png"), 100, 100, blue)
	d := deskWith(t, folder, photo, style)
	d.give([]string{style})
	close := func() {
		gone := false
		d.Close(func() { gone = true })
		d.until("it is closed", func() bool { return gone })
	}
	if close(); os.Remove(style) != nil {
		t.Fatal()
	}
	d = newDesk(t, d.folder)
	if m := d.Message(); !m.Bad || m.Text.String() != "leaf.png is not there any more." {
		t.Errorf("without the style: %q", m.Text)
	}
	d.Start()
	d.until("the photo is painted", d.fine)
	if close(); os.Remove(photo) != nil {
		t.Fatal()
	}
	picture(t, style, 100, 100, blue)
	d = newDesk(t, d.folder)
	if m := d.Message(); m.Text.String() != "photo.png is not there any more." {
		t.Errorf("without the photo: %q", m.Text)
	}
}

// TestDropsTellWhereTheyWent, for the window to show that screen.
func TestDropsTellWhereTheyWent(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	name := func(names ...string) (paths []string) {
		for _, n := range names {
			paths = append(paths, filepath.Join(folder, n))
		}
		return paths
	}
	for _, c := range []struct {
		at    Place
		files []string
		went  Place
	}{
		{DropAnywhere, name("a.jpg"), DropContent},
		{DropAnywhere, name("a.mp4"), DropVideo},
		{DropContent, name("a.mp4", "b.jpg"), DropContent},
		{DropContent, name("a.safetensors"), DropModels},
		{DropContent, name("a.safetensors", "b.mov"), DropVideo},
		{DropAnywhere, name("a.style"), DropStyles},
		{DropTrainStyles, name("a.jpg"), DropTrainStyles},
		{DropVideo, name("a.gif"), DropVideo},
		{DropModels, nil, DropModels},
	} {
		if went := d.Drop(c.at, c.files); went != c.went {
			t.Errorf("%v at place %d went to %d, want %d", c.files, c.at, went, c.went)
		}
	}
	d.until("all are looked at", func() bool { return !d.Video.View().Opening })
}
