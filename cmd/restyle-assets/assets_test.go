package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"restyle/core/imaging"
	"restyle/core/model"
)

// TestPaintings: every work has a file of its own, in plain letters, and is among the built-in styles.
func TestPaintings(t *testing.T) {
	plain := regexp.MustCompile(`^[a-z0-9-]+$`)
	files, sources := map[string]bool{}, map[string]bool{}
	var names []string
	for _, w := range paintings() {
		if s := w.slug(); !plain.MatchString(s) || files[s] || sources[w.file] {
			t.Errorf("%+v would be the file %q", w, s)
		}
		files[w.slug()], sources[w.file] = true, true
		names = append(names, w.name)
	}
	all, err := model.BuiltInPresets()
	if err != nil {
		t.Fatal(err)
	}
	var built []string
	for _, p := range all {
		built = append(built, p.Name)
	}
	slices.Sort(names)
	slices.Sort(built)
	if !slices.Equal(names, built) {
		t.Errorf("the list and assets/presets differ: run make presets\n%q\n%q", names, built)
	}
}

// TestPicturesOfDocs: what docs/controls.md shows is there, and small.
func TestPicturesOfDocs(t *testing.T) {
	docs := filepath.Join("..", "..", "docs")
	text, err := os.ReadFile(filepath.Join(docs, "controls.md"))
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`\]\((.*\.jpg)\)`).FindAllSubmatch(text, -1)
	if len(shown) != 9 {
		t.Errorf("%d pictures are shown", len(shown))
	}
	for _, s := range shown {
		if info, err := os.Stat(filepath.Join(docs, string(s[1]))); err != nil || info.Size() > 300_000 {
			t.Errorf("%s: %v", s[1], err)
		}
	}
}

func TestSheets(t *testing.T) {
	tiles := []tile{{imaging.New(40, 30), "first"}, {imaging.New(20, 50), "second"}, {imaging.New(10, 10), "third"}}
	if lefts, high := columnsOf(tiles, 2); high != 50 || !slices.Equal(lefts, []int{0, 46, 72}) {
		t.Errorf("columns at %v, %d high", lefts, high)
	}
	path := filepath.Join(t.TempDir(), "sheet.jpg")
	if err := saveSheet(path, tiles, 2); err != nil {
		t.Fatal(err)
	}
	p, err := imaging.Open(path, imaging.Limits{})
	if err != nil || p.Width != 66 || p.Height != 2*(50+wordsHigh)+gap {
		t.Fatalf("%dx%d: %v", p.Width, p.Height, err)
	}
	if p.Pix[0] < 0.9 || p.Pix[3*30*p.Width] > 0.1 || p.Pix[3*(p.Width*p.Height-1)] < 0.9 {
		t.Error("the first tile does not stand black at the bottom of its cell, or the place without one is not white")
	}
}
