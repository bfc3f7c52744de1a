package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/nn"
)

// cli runs a command line in this process.
func cli(t *testing.T, args ...string) (code int, out, err string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(&program{ctx: context.Background(), out: &o, err: &e}, args)
	return code, o.String(), e.String()
}

// must runs a command line that has to succeed and returns its output.
func must(t *testing.T, args ...string) string {
	t.Helper()
	code, out, err := cli(t, args...)
	if code != exitDone {
		t.Fatalf("restyle-cli %s: exit %d: %s", strings.Join(args, " "), code, err)
	}
	return out
}

// refuse runs a command line that has to fail with one sentence.
func refuse(t *testing.T, code int, want string, args ...string) {
	t.Helper()
	got, out, err := cli(t, args...)
	if got != code || !strings.Contains(err, want) {
		t.Errorf("restyle-cli %s: exit %d: %q, want exit %d with %q", strings.Join(args, " "), got, err, code, want)
	}
	if !strings.HasPrefix(err, "restyle-cli: ") || strings.Count(err, "\n") != 1 || out != "" {
		t.Errorf("restyle-cli %s: not one sentence on standard error: %q, output %q", strings.Join(args, " "), err, out)
	}
}

// workplace makes a folder with pictures and a library that holds the model "tiny", and makes it the current one.
func workplace(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	t.Setenv("RESTYLE_LIBRARY", "library")
	if err := model.NewLibrary("library").Save("tiny", tinyModel(t)); err != nil {
		t.Fatal(err)
	}
	for name, size := range map[string][2]int{"photo.png": {40, 30}, "second.jpg": {33, 47}, "leaf.png": {48, 40}, "wave.jpg": {40, 64}, "small.png": {8, 8}} {
		savePicture(t, name, size[0], size[1])
	}
}

func tinyModel(t *testing.T) *model.Model {
	t.Helper()
	m, err := model.Build(nn.Fresh(1), model.Config{Widths: [4]int{4, 4, 8, 8}, Hidden: [2][]int{{8, 8}, {8}}}, model.Modes()...)
	if err != nil {
		t.Fatal(err)
	}
	m.Origin = model.Origin{Kind: "trained"}
	return m
}

// savePicture writes soft noise, which is not the same in any two files.
func savePicture(t *testing.T, path string, width, height int) {
	t.Helper()
	p := imaging.New(width, height)
	random := rand.New(rand.NewPCG(uint64(width), uint64(height)))
	for i := range p.Pix {
		p.Pix[i] = 0.2 + 0.6*random.Float32()
	}
	if err := imaging.Save(path, p, imaging.SaveOptions{}); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, path string) *imaging.Picture {
	t.Helper()
	p, err := imaging.Open(path, imaging.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// listing is all files below the current folder.
func listing(t *testing.T) string {
	t.Helper()
	var names []string
	err := filepath.Walk(".", func(path string, info os.FileInfo, err error) error {
		names = append(names, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, " ")
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// hugePNG is the first bytes of a picture of 40 000 x 40 000 pixels.
func hugePNG() []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	header := []byte("IHDR")
	header = binary.BigEndian.AppendUint32(header, 40000)
	header = binary.BigEndian.AppendUint32(header, 40000)
	header = append(header, 8, 2, 0, 0, 0)
	b = binary.BigEndian.AppendUint32(b, 13)
	b = append(b, header...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(header))
}

// truncatedJPEG is the first half of a picture.
func truncatedJPEG(t *testing.T) []byte {
	t.Helper()
	p := imaging.New(64, 64)
	img := p.ToImage()
	for i := range 64 {
		img.Set(i, i, color.White)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()[:b.Len()*3/4]
}
