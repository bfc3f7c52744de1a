package testkit

import (
	"compress/gzip"
	"image"
	"image/color"
	"image/gif"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Checkpoints writes the small golden checkpoints in the formats of the authors' code to a folder, which is made, and returns it.
func Checkpoints(t testing.TB, folder string) string {
	t.Helper()
	packed, err := filepath.Glob(filepath.Join(root(t), "core/weights/testdata/golden/*.gz"))
	if err != nil || len(packed) != 5 {
		t.Fatalf("golden checkpoints: %d files, %v", len(packed), err)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, path := range packed {
		name := strings.TrimSuffix(filepath.Base(path), ".gz")
		if err := os.WriteFile(filepath.Join(folder, name), Unpack(t, path), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// Unpack is the content of a gzip file.
func Unpack(t testing.TB, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Animation writes a GIF of 96x64 pixels, ten frames a second, in which a bar moves, and returns its path.
func Animation(t testing.TB, path string, frames int) string {
	t.Helper()
	const width, height, bar = 96, 64, 12
	g := &gif.GIF{}
	for i := range frames {
		img := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.RGBA{40, 90, 160, 255}, color.RGBA{240, 200, 80, 255}})
		for y := range height {
			for x := 4 * i; x < 4*i+bar; x++ {
				img.SetColorIndex(x, y, 1)
			}
		}
		g.Image, g.Delay = append(g.Image, img), append(g.Delay, 10)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := gif.EncodeAll(f, g); err != nil {
		t.Fatal(err)
	}
	return path
}
