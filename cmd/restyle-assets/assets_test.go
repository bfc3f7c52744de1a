package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"restyle/assets"
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

// TestPhotographs: the list, the files and the credits are of one piece.
func TestPhotographs(t *testing.T) {
	credits, err := os.ReadFile(filepath.Join("..", "..", "assets", "CREDITS.md"))
	if err != nil {
		t.Fatal(err)
	}
	var listed, built []string
	for _, p := range photographs() {
		if !strings.Contains(string(credits), p.credit()+"\n") {
			t.Errorf("the credits of %s are missing or differ: run make practice", p.name)
		}
		if p.licence != publicDomain && p.licence != ccZero || p.author == "" || p.origin == "" {
			t.Errorf("%+v", p)
		}
		listed = append(listed, strings.ReplaceAll(p.name, "-", " "))
	}
	for _, s := range assets.Practice() {
		built = append(built, s.Name)
	}
	slices.Sort(listed)
	if slices.Sort(built); !slices.Equal(listed, built) {
		t.Errorf("the list and assets/practice differ: run make practice\n%q\n%q", listed, built)
	}
}

// TestResource reads a file of resources that holds a folder "a" with the file "b.webp" of three bytes.
func TestResource(t *testing.T) {
	small := "qres\x00\x00\x00\x01" + "\x00\x00\x00\x33" + "\x00\x00\x00\x14" + "\x00\x00\x00\x1b" + // version 1, tree, files, names
		"\x00\x00\x00\x03xyz" +
		"\x00\x01\x00\x00\x00\x00\x00a" + "\x00\x05\x00\x00\x00\x00\x00b\x00.\x00w\x00e\x00b" +
		"\x00\x00\x00\x00\x00\x02\x00\x00\x00\x01\x00\x00\x00\x01" + // root: one node, from 1 on
		"\x00\x00\x00\x00\x00\x02\x00\x00\x00\x01\x00\x00\x00\x02" +
		"\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
	for _, c := range []struct{ file, suffix, want, problem string }{
		{small, "a/b.web", "xyz", ""},
		{small, "b.web", "xyz", ""},
		{small, "c.web", "", "not exist"},
		{small, "eb", "", "not exist"},
		{small[:60], "b.web", "", "cut off"},
		{"GIF89a", "b.web", "", "no file of Qt resources"},
	} {
		path := filepath.Join(t.TempDir(), "small.rcc")
		if err := os.WriteFile(path, []byte(c.file), 0o644); err != nil {
			t.Fatal(err)
		}
		r, err := openResource(path)
		var got []byte
		if err == nil {
			got, err = r.read(c.suffix)
		}
		if string(got) != c.want || (err == nil) != (c.problem == "") || err != nil && !strings.Contains(err.Error(), c.problem) {
			t.Errorf("%s in %d bytes: %q, %v", c.suffix, len(c.file), got, err)
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

func TestWordsFitBelowTheirTile(t *testing.T) {
	w, err := newWriter()
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]string{"The Scream": "The Scream", "Landscape behind Saint-Paul Hospital": "Landscape behin…", "Mont Sainte-Victoire seen from Bellevue": "Mont Sainte-Vic…"} {
		if got := w.fit(words, 128); got != want {
			t.Errorf("%q is cut to %q, want %q", words, got, want)
		}
	}
	if got := w.fit("anything", 3); got != "…" {
		t.Errorf("cut to %q where nothing fits", got)
	}
}
