package main

import (
	"slices"
	"strings"
	"testing"
)

// TestBuiltInPresets serve both modes of the default model, and say so to others.
func TestBuiltInPresets(t *testing.T) {
	workplace(t)
	if list := must(t, "style", "list"); !strings.Contains(list, "The Starry Night                 built in, Vincent van Gogh, 1889\n") {
		t.Errorf("%q", list)
	}
	for i, mode := range []string{"art", "photo"} {
		must(t, "stylize", "photo.png", "--style", "the starry night", "--mode", mode, "-o", []string{"a.png", "b.png"}[i])
	}
	if slices.Equal(open(t, "a.png").Pix, open(t, "b.png").Pix) {
		t.Error("a built-in style does the same in both modes")
	}
	refuse(t, exitFailed, "is built in for the model compact, and the painting does not come with the program", "stylize", "photo.png", "--style", "The Starry Night", "--model", "tiny")
	if code, _, err := cli(t, "stylize", "photo.png", "--style", "Café Terrace at Night", "--model", "tiny", "-o", "c.png"); code != exitDone || !strings.Contains(err, "its picture was read again") {
		t.Errorf("exit %d, %q", code, err)
	}
}

// TestPlain: in photo mode alone, --plain is another picture.
func TestPlain(t *testing.T) {
	workplace(t)
	for _, mode := range []string{"art", "photo"} {
		args := "stylize photo.png --style leaf.png --model tiny --mode " + mode
		must(t, strings.Fields(args+" -o "+mode+"-sharp.png")...)
		must(t, strings.Fields(args+" --plain -o "+mode+"-plain.png")...)
		if same := slices.Equal(open(t, mode+"-sharp.png").Pix, open(t, mode+"-plain.png").Pix); same != (mode == "art") {
			t.Errorf("%s mode: --plain is the same: %v", mode, same)
		}
	}
}
