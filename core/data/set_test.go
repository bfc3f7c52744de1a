package data

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"os"
	"path/filepath"
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
