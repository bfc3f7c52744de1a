package imaging

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"restyle/core/fault"
)

func TestSaveRoundTrip(t *testing.T) {
	folder := t.TempDir()
	for name, floor := range map[string]float64{"a.jpg": 31, "b.JPEG": 31, "c.png": 55, "d.tif": 55, "e.TIFF": 55} {
		for _, size := range [][2]int{{64, 48}, {31, 17}} {
			path := filepath.Join(folder, name)
			if err := Save(path, scene(size[0], size[1]), SaveOptions{}); err != nil {
				t.Fatal(err)
			}
			p, err := Open(path, Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if db := psnr(t, p, scene(size[0], size[1])); db < floor {
				t.Errorf("%s %v: %.1f dB, want %.0f", name, size, db, floor)
			}
		}
	}
	onlyFiles(t, folder, 5)
}

// onlyFiles checks that nothing temporary is left.
func onlyFiles(t *testing.T, folder string, want int) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != want {
		t.Errorf("the folder holds %v, want %d files (%v)", entries, want, err)
	}
}

func TestSaveAlpha(t *testing.T) {
	p := New(2, 1)
	p.Pix[0] = 1
	p.setAlpha(1, 0)
	folder := t.TempDir()
	for _, name := range []string{"a.png", "a.jpg"} {
		if err := Save(filepath.Join(folder, name), p, SaveOptions{Quality: 100}); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := Open(filepath.Join(folder, "a.png"), Limits{})
	if err != nil || kept.Alpha == nil || kept.Alpha[0] != 1 || kept.Alpha[1] != 0 || kept.Pix[0] != 1 {
		t.Errorf("PNG keeps %+v, %v", kept, err)
	}
	white, err := Open(filepath.Join(folder, "a.jpg"), Limits{})
	if err != nil || white.Alpha != nil || slices.Min(white.Pix[3:]) < 0.98 {
		t.Errorf("JPEG shows %+v, %v", white, err)
	}
}

func TestSaveRefuses(t *testing.T) {
	folder := t.TempDir()
	input := filepath.Join(folder, "in.png")
	if err := Save(input, scene(8, 8), SaveOptions{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path    string
		options SaveOptions
		want    string
	}{
		{"out.webp", SaveOptions{}, "save out.webp: .webp files cannot be written; end the name with .jpg, .jpeg, .png, .tif or .tiff"},
		{"out", SaveOptions{}, "save out: the name has no ending; end it with .jpg, .jpeg, .png, .tif or .tiff"},
		{"out.jpg", SaveOptions{Subsampling: "4:1:1"}, "save out.jpg: subsampling \"4:1:1\": want 4:4:4, 4:2:2 or 4:2:0"},
		{"out.jpg", SaveOptions{Quality: 101}, "save out.jpg: JPEG quality 101: choose 1 to 100"},
		{"in.png", SaveOptions{Inputs: []string{input}}, "save in.png: this is the picture it was made from; choose another name"},
		{"gone/out.png", SaveOptions{}, "there is no folder"},
	} {
		if err := Save(filepath.Join(folder, c.path), scene(8, 8), c.options); err == nil || !strings.Contains(strings.Replace(err.Error(), folder+string(filepath.Separator), "", 1), c.want) {
			t.Errorf("%s gives\n%v, want\n%s", c.path, err, c.want)
		}
	}
	if err := Save(input, scene(9, 8), SaveOptions{Inputs: []string{input}, Overwrite: true}); err != nil {
		t.Errorf("overwriting when told: %v", err)
	}
	if err := Save(filepath.Join(folder, "none.png"), New(0, 0), SaveOptions{}); err == nil {
		t.Error("a picture without pixels is saved")
	}
	onlyFiles(t, folder, 1)
}

// A failure in the middle of writing must leave the old file as it was and nothing beside it.
func TestFailedSaveLeavesTheOldFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.png")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left")
	err := replace(path, false, func(f *os.File) error {
		if _, err := f.Write(make([]byte, 1<<17)); err != nil {
			return err
		}
		return full
	})
	if !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "old" {
		t.Errorf("the old file is now %q, %v", data, err)
	}
	onlyFiles(t, folder, 1)
}

// TestSaveSaysWhatIsWrong: the disk is named only where the system says so of the file that is written.
func TestSaveSaysWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	odd := errors.New("the recipe is odd")
	after := func(err error) SaveOptions { return SaveOptions{Finished: func(string) error { return err }} }
	_, gone := os.Open(filepath.Join(folder, "gone"))
	if err := os.WriteFile(filepath.Join(folder, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, name, want string // name is that of the fault
		picture          *Picture
		options          SaveOptions
	}{
		{"wide.jpg", "save.large", "wide.jpg: a side is over 65535 pixels, more than a JPEG file can have; make the picture smaller, or choose .png or .tif", New(65536, 1), SaveOptions{}},
		{"none.tif", "picture.nopixels", "none.tif: the picture has no pixels", New(0, 0), SaveOptions{}},
		{"odd.png", "", odd.Error(), New(2, 2), after(odd)},
		{"other.png", "", gone.Error(), New(2, 2), after(gone)},
		{"file/a.png", "save.nofolder", "there is no folder", New(2, 2), SaveOptions{}},
		{strings.Repeat("long", 100) + ".png", "name.long", "the name is too long; choose a shorter one", New(2, 2), SaveOptions{}},
	} {
		err := Save(filepath.Join(folder, c.path), c.picture, c.options)
		if err == nil || !strings.Contains(err.Error(), c.want) || c.name != "save.failed" && strings.Contains(err.Error(), "disk") {
			t.Errorf("%.20s: %v, want %s", c.path, err, c.want)
			continue
		}
		if f := fault.Of(err); c.name == "" && f != nil || c.name != "" && (f == nil || f.Name != c.name) {
			t.Errorf("%.20s: %v is called %+v, want %q", c.path, err, f, c.name)
		}
	}
	onlyFiles(t, folder, 1)
}

// TestNewFilesReplaceNone: not even one that comes while the new one is written.
func TestNewFilesReplaceNone(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.png")
	o := SaveOptions{New: true, Finished: func(string) error { return os.WriteFile(path, []byte("precious"), 0o600) }}
	err := Save(path, scene(8, 8), o)
	if f := fault.Of(err); !errors.Is(err, fs.ErrExist) || f == nil || f.Name != "save.busy" || !strings.Contains(err.Error(), "a file of this name has come meanwhile; choose another name") {
		t.Errorf("%v", err)
	}
	if err := Create(path, func(w io.Writer) error { return nil }); !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v", err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "precious" {
		t.Errorf("%q, %v", b, err)
	}
	onlyFiles(t, folder, 1)
	if err := Save(filepath.Join(folder, "b.png"), scene(8, 8), SaveOptions{New: true}); err != nil {
		t.Error(err)
	}
	onlyFiles(t, folder, 2)
}

// TestFoldersThatTakeNoFiles are there, whatever the system says.
func TestFoldersThatTakeNoFiles(t *testing.T) {
	if _, err := os.Stat("/proc/self"); err != nil {
		t.Skip("there is no such folder here")
	}
	if err := Save("/proc/x.png", scene(8, 8), SaveOptions{}); err == nil || !strings.Contains(err.Error(), "save /proc/x.png: the folder /proc takes no files; choose another") {
		t.Errorf("%v", err)
	}
}

// TestReplaceWritesAllOrNothing: what is not files of pictures is written as safely as these.
func TestReplaceWritesAllOrNothing(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "words.txt")
	say := func(words string, err error) error {
		return Replace(path, func(w io.Writer) error {
			_, written := io.WriteString(w, words)
			return errors.Join(written, err)
		})
	}
	if err := say("old", nil); err != nil {
		t.Fatal(err)
	}
	if err := say("half of the ne", errors.New("out of breath")); err == nil {
		t.Error("an error is kept quiet")
	}
	if b, err := os.ReadFile(path); string(b) != "old" || err != nil {
		t.Errorf("after a failure there is %q, %v", b, err)
	}
	if err := say("new", nil); err != nil {
		t.Error(err)
	}
	if b, err := os.ReadFile(path); string(b) != "new" || err != nil {
		t.Errorf("replaced, there is %q, %v", b, err)
	}
	onlyFiles(t, folder, 1)
}
