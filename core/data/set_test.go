package data

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"restyle/core/fault"
	"restyle/core/imaging"
)

// write makes a file, and its folder, with a grey picture in it.
func write(t *testing.T, path string, width, height int) {
	t.Helper()
	p := imaging.New(width, height)
	for i := range p.Pix {
		p.Pix[i] = 0.5
	}
	var file bytes.Buffer
	if err := png.Encode(&file, p.ToImage()); err != nil {
		t.Fatal(err)
	}
	writeBytes(t, path, file.Bytes())
}

func writeBytes(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestOpen(t *testing.T) {
	root := t.TempDir()
	content, style := filepath.Join(root, "content"), filepath.Join(root, "style")
	write(t, filepath.Join(content, "b.png"), 60, 40)
	write(t, filepath.Join(content, "deep", "no extension"), 900, 1200)
	write(t, filepath.Join(content, ".hidden.png"), 60, 40)
	write(t, filepath.Join(content, "tiny.png"), 8, 8)
	writeBytes(t, filepath.Join(content, "notes.txt"), []byte("no picture"))
	write(t, filepath.Join(style, "s.jpg"), 50, 50) // a PNG in truth
	var events []Event
	set, err := Open(t.Context(), Sources{Content: []string{content}, Style: []string{filepath.Join(style, "s.jpg")}},
		Options{Size: 32}, func(e Event) { events = append(events, e) })
	if err != nil {
		t.Fatal(err)
	}
	if c, s := set.Len(); c != 2 || s != 1 {
		t.Errorf("%d contents and %d styles, want 2 and 1", c, s)
	}
	if p := set.content[1]; p.width != 512 || p.height != 682 {
		t.Errorf("kept at %d x %d, want 512 x 682", p.width, p.height)
	}
	if len(events) != 5 || events[4].Done != 5 || events[4].Total != 5 {
		t.Errorf("events %v", events)
	}
	if files := set.Styles(); len(files) != 1 || files[0] != filepath.Join(style, "s.jpg") {
		t.Errorf("styles %v", files)
	}
	var skipped []string
	for _, s := range set.Skipped() {
		skipped = append(skipped, filepath.Base(s.File))
	}
	if strings.Join(skipped, " ") != "notes.txt tiny.png" {
		t.Errorf("skipped %v", set.Skipped())
	}
	b := batchOf(t, set, 0)
	if v := b.Content[0]; v < 0.49 || v > 0.51 {
		t.Errorf("grey became %g", v)
	}
}

func TestMemoryIsKept(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"a.png", "b.png"} {
		write(t, filepath.Join(root, name), 300, 200)
	}
	set, err := Open(t.Context(), Sources{Content: []string{root}, Style: []string{root}, Memory: 200_000}, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := set.Bytes(); n > 200_000 || n < 190_000 {
		t.Errorf("%d bytes are kept, want nearly 200000", n)
	}
}

// TestFilesThatServeAsBothAreReadOnce: they are one picture in memory, whose share is that of one, and what is wrong with them is told once.
func TestFilesThatServeAsBothAreReadOnce(t *testing.T) {
	root, err := filepath.EvalSymlinks(t.TempDir()) // as that of the files below a folder
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.png", "b.png", "photos/c.png"} {
		write(t, filepath.Join(root, name), 300, 200)
	}
	writeBytes(t, filepath.Join(root, "notes.txt"), []byte("no picture"))
	var events []Event
	set, err := Open(t.Context(), Sources{Content: []string{root}, Style: []string{filepath.Join(root, "notes.txt"), filepath.Join(root, "b.png"), root + "/./a.png"}, Memory: 240_000},
		Options{Size: 32}, func(e Event) { events = append(events, e) })
	if err != nil {
		t.Fatal(err)
	}
	if c, s := set.Len(); c != 3 || s != 2 || set.style[0] != set.content[0] || set.style[1] != set.content[1] {
		t.Errorf("%d contents and %d styles, want 3 and 2 of these", c, s)
	}
	if len(events) != 4 || events[3].Done != 4 || events[3].Total != 4 || events[0].Pixels != 20_000 { // 240 000 bytes of 3 a pixel
		t.Errorf("events %v, want one for each of 4 files of 20000 pixels", events)
	}
	if n := set.Bytes(); n > 180_000 || n < 170_000 {
		t.Errorf("%d bytes are kept, want nearly those of 3 shares of 60000", n)
	}
	if skipped := set.Skipped(); len(skipped) != 1 || filepath.Base(skipped[0].File) != "notes.txt" {
		t.Errorf("skipped %v", skipped)
	}
	if b := batchOf(t, set, 0); b.Items[0].Content == "" || b.Items[0].Style == "" {
		t.Errorf("%v", b.Items)
	}
}

// TestFoldersThatCannotBeReadAreSkipped, like files, unless they are the ones named. A path that is too long for the system cannot be read by anyone.
func TestFoldersThatCannotBeReadAreSkipped(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "a.png"), 30, 30)
	name := strings.Repeat("n", 200)
	deep, path := root, root
	folder, err := os.OpenRoot(root)
	for range 25 {
		if err == nil {
			err = folder.Mkdir(name, 0o755)
		}
		if err != nil {
			t.Skipf("this system makes no such folders: %v", err)
		}
		inner, inside := folder.OpenRoot(name)
		folder.Close()
		folder, err = inner, inside
		path = filepath.Join(path, name)
		if _, unreadable := os.ReadDir(path); unreadable == nil {
			deep = path
		}
	}
	folder.Close()
	if _, err := os.ReadDir(path); err == nil {
		t.Skip("this system reads paths of any length")
	}
	set, err := Open(t.Context(), Sources{Content: []string{root}, Style: []string{root}}, Options{Size: 16}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c, s := set.Len(); c != 1 || s != 1 {
		t.Errorf("%d contents and %d styles, want one of each", c, s)
	}
	if skipped, want := set.Skipped(), filepath.Join(deep, name); len(skipped) != 1 || skipped[0].File != want || skipped[0].Err == nil {
		t.Errorf("%d places are skipped, want one, though both kinds are there", len(skipped))
	}
	if _, _, err := filesBelow(path); err == nil {
		t.Error("the folder that is named cannot be read, and that is no error")
	}
}

// TestTransparentPicturesAreSeenOnWhite, whatever colour is hidden.
func TestTransparentPicturesAreSeenOnWhite(t *testing.T) {
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewNRGBA(image.Rect(0, 0, 20, 20))); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.png")
	writeBytes(t, path, file.Bytes())
	set, err := Open(t.Context(), Sources{Content: []string{path}, Style: []string{path}}, Options{Size: 16}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if p := set.content[0]; p.pix[0] != 255 || slices.Min(p.pix) != 255 {
		t.Errorf("values from %d", slices.Min(p.pix))
	}
}

func TestOpenFails(t *testing.T) {
	root := t.TempDir()
	good, empty := filepath.Join(root, "good"), filepath.Join(root, "empty")
	write(t, filepath.Join(good, "a.png"), 30, 30)
	writeBytes(t, filepath.Join(empty, "notes.txt"), []byte("no picture"))
	for _, c := range []struct {
		content, style []string
		want           string
	}{
		{nil, []string{good}, "no folder of content pictures is chosen"},
		{[]string{good}, []string{empty}, "no readable style picture in"},
		{[]string{filepath.Join(root, "gone")}, []string{good}, "read the pictures in"},
	} {
		_, err := Open(t.Context(), Sources{Content: c.content, Style: c.style}, Options{}, nil)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q in it", err, c.want)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ended, Sources{Content: []string{good}, Style: []string{good}}, Options{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}

// TestOpenValidationPictures reads the real validation pictures where they are at hand.
func TestOpenValidationPictures(t *testing.T) {
	root := "../../../shared/images"
	if _, err := os.Stat(root); err != nil {
		t.Skip("the validation pictures (../shared/images) are not here")
	}
	set, err := Open(t.Context(), Sources{Content: []string{root + "/validation/content"}, Style: []string{root + "/validation/style"}}, Recipe(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if c, s := set.Len(); c != 24 || s != 6 || len(set.Skipped()) != 0 {
		t.Errorf("%d contents, %d styles, skipped %v; want 24, 6 and none", c, s, set.Skipped())
	}
}

// TestPanicOnLoadingIsAnError: pictures are read on goroutines of their own, on which it would end the program.
func TestPanicOnLoadingIsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.png")
	write(t, path, 40, 30)
	var crash *fault.Crash
	_, err := Open(t.Context(), Sources{Content: []string{path}, Style: []string{path}}, small(), func(Event) { panic("no screen") })
	if !errors.As(err, &crash) || crash.Value != "no screen" {
		t.Errorf("%v", err)
	}
}
