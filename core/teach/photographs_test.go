package teach

import (
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
