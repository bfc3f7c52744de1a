package teach

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestPhotographsToPractiseOn(t *testing.T) {
	folder := t.TempDir()
	own := []string{"a.jpg", "b.jpg", "c.jpg", "d.jpg"}
	for _, c := range []struct {
		contents               []string
		practice, held         int
		firstPractice, preview string // base names
	}{
		{nil, 39, 4, "ajanta.jpg", "castle.jpg"},
		{own[:3], 3, 4, "a.jpg", "castle.jpg"},
		{own, 3, 5, "a.jpg", "d.jpg"},
	} {
		practice, held, err := Photographs(c.contents, folder, "castle")
		if err != nil {
			t.Fatal(err)
		}
		if len(practice) != c.practice || len(held) != c.held || filepath.Base(practice[0]) != c.firstPractice || filepath.Base(held[len(held)-1]) != c.preview {
			t.Errorf("%v: practises on %d such as %s, holds out %v", c.contents, len(practice), practice[0], held)
		}
		for _, path := range held {
			if slices.Contains(practice, path) {
				t.Errorf("%v: practises on %s, which is held out", c.contents, path)
			}
		}
		if _, err := os.Stat(held[0]); err != nil {
			t.Error(err)
		}
	}
}

// TestCutOffPhotographsAreWrittenAgain, as a program that was killed may leave them.
func TestCutOffPhotographsAreWrittenAgain(t *testing.T) {
	folder := t.TempDir()
	_, held, err := Photographs(nil, folder, "")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(held[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(held[0], whole[:100], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Photographs(nil, folder, ""); err != nil {
		t.Fatal(err)
	}
	if again, err := os.ReadFile(held[0]); err != nil || !bytes.Equal(again, whole) {
		t.Errorf("%d bytes of %d are back: %v", len(again), len(whole), err)
	}
	if left, err := filepath.Glob(filepath.Join(folder, "photos", ".*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
