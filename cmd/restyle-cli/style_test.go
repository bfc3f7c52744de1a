package main

import (
	"os"
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

// TestNamesOfBuiltInStylesAreTheirs: a style of the library would stand in for them.
func TestNamesOfBuiltInStylesAreTheirs(t *testing.T) {
	workplace(t)
	for _, name := range []string{"The Starry Night", "the great wave", "Café Terrace at Night"} {
		refuse(t, exitFailed, "style save: the style \""+name+"\" is built in: choose another name with --name", "style", "save", "leaf.png", "--model", "tiny", "--name", name)
	}
	must(t, "style", "save", "leaf.png", "--model", "tiny", "--name", "mine")
	refuse(t, exitFailed, "style save: the style \"The Starry Night\" is built in: choose another name with -o", "style", "save", "leaf.png", "--model", "tiny", "-o", "library/styles/The Starry Night.style")
	must(t, "style", "save", "leaf.png", "--model", "tiny", "-o", "The Starry Night.style")
}

// TestPicturesOfSavedStylesAreSpared where they are read anew: no result takes their place, not even with --force.
func TestPicturesOfSavedStylesAreSpared(t *testing.T) {
	workplace(t)
	must(t, strings.Fields("style save wave.jpg --model tiny --name mine")...)
	must(t, strings.Fields("style save wave.jpg --mode art --model tiny --name art")...)
	for _, name := range []string{"frames", "plain"} {
		if err := os.Mkdir(name, 0o700); err != nil {
			t.Fatal(err)
		}
		savePicture(t, name+"/00001.png", 40, 30)
	}
	before, err := os.ReadFile("wave.jpg")
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{
		"stylize photo.png --style mine --style-scale 1.5 -o wave.jpg",
		"stylize photo.png --style art --mode photo -o wave.jpg", // it lacks the mode
		"video frames --style mine --style-scale 1.5 --frame 0 -o wave.jpg",
		"eval video frames plain --style mine --plot wave.jpg",
	} {
		code, _, said := cli(t, append(strings.Fields(args), "--force", "--model", "tiny")...)
		if after, err := os.ReadFile("wave.jpg"); code != exitFailed || !strings.Contains(said, "save wave.jpg: this is ") || !slices.Equal(before, after) {
			t.Errorf("%s: exit %d, %q, %v", args, code, said, err)
		}
	}
}

// TestMisspeltStyles: the style that is spelt almost so comes before those that share words.
func TestMisspeltStyles(t *testing.T) {
	workplace(t)
	for wrong, want := range map[string]string{"The Stary Night": "The Starry Night", "The Gret Wave": "The Great Wave", "a starry sky": "The Starry Night"} {
		refuse(t, exitFailed, "did you mean \""+want+"\"?", "stylize", "photo.png", "--style", wrong)
	}
}

// TestPlain: in photo mode --plain is another picture, and in art mode, where it says nothing, it is refused.
func TestPlain(t *testing.T) {
	workplace(t)
	args := "stylize photo.png --style leaf.png --model tiny --mode "
	must(t, strings.Fields(args+"photo -o sharp.png")...)
	must(t, strings.Fields(args+"photo --plain -o plain.png")...)
	if slices.Equal(open(t, "sharp.png").Pix, open(t, "plain.png").Pix) {
		t.Error("--plain changes nothing")
	}
	refuse(t, exitUsage, "--plain: there is nothing else in art mode", strings.Fields(args+"art --plain -o x.png")...)
	must(t, strings.Fields("style save leaf.png --model tiny --mode photo")...)
	must(t, strings.Fields("stylize photo.png --style leaf --model tiny --plain -o chosen.png")...) // the style chooses the mode
}

// TestModeBeforeStyles: a style that serves one mode chooses it, wherever it stands among the styles.
func TestModeBeforeStyles(t *testing.T) {
	workplace(t)
	must(t, strings.Fields("style save leaf.png --model tiny --mode photo -o glass.style")...)
	if err := os.Remove("leaf.png"); err != nil { // it cannot be encoded for another mode
		t.Fatal(err)
	}
	must(t, strings.Fields("stylize photo.png --model tiny -o a.png --style glass.style --style wave.jpg")...)
	must(t, strings.Fields("stylize photo.png --model tiny -o b.png --style wave.jpg --style glass.style")...)
	must(t, strings.Fields("stylize photo.png --model tiny -o c.png --style wave.jpg --style glass.style --mode photo")...)
	a, b, c := open(t, "a.png"), open(t, "b.png"), open(t, "c.png")
	if !slices.Equal(b.Pix, c.Pix) {
		t.Error("the mode is not that of the style")
	}
	for i := range a.Pix {
		if d := a.Pix[i] - b.Pix[i]; max(d, -d) > 1.01/255 {
			t.Fatal("the order of styles counts")
		}
	}
}

// TestStyleNames: a style is saved under the name that it is given, is found by it in small and capital letters, and is not saved twice.
func TestStyleNames(t *testing.T) {
	workplace(t)
	must(t, "style", "save", "leaf.png", "--model", "tiny", "--name", "My Glass")
	must(t, "style", "save", "leaf.png", "--model", "tiny", "--name", "Pane", "-o", "library/styles/window.style", "--style-scale", "2")
	list := must(t, "style", "list")
	if !strings.Contains(list, "My Glass                         for art and photo, model tiny, from leaf.png\n") || !strings.Contains(list, `window                           "Pane", for art`) {
		t.Errorf("%q", list)
	}
	must(t, "stylize", "photo.png", "--style", "my glass", "--model", "tiny", "-o", "a.png")
	must(t, "stylize", "photo.png", "--style", "leaf.png", "--model", "tiny", "-o", "b.png")
	if !slices.Equal(open(t, "a.png").Pix, open(t, "b.png").Pix) {
		t.Error("another style")
	}
	refuse(t, exitFailed, "My Glass.style: the file exists", "style", "save", "wave.jpg", "--model", "tiny", "--name", "my GLASS")
	refuse(t, exitFailed, `"The Starry Night" is a style already, and no picture: use it as it is, with --style, or name a picture`, "style", "save", "The Starry Night")
	refuse(t, exitFailed, `"my glass" is a style already`, "style", "save", "my glass")
	refuse(t, exitFailed, "style save: library/styles/window.style is a style already, and no picture: use it as it is, with --style, or copy it into the folder styles of the library",
		"style", "save", "library/styles/window.style")
	for _, name := range []string{"E=mc2", "x=2", "file.style"} { // of which a weight, or a file, could be read
		must(t, "style", "save", "leaf.png", "--model", "tiny", "--name", name)
		must(t, "stylize", "photo.png", "--style", name, "--style", name+"=0.5", "--model", "tiny", "-o", name+".png")
	}
	must(t, "style", "save", "leaf.png", "--model", "tiny", "--name", "星夜 x")
	if list := must(t, "style", "list"); !strings.Contains(list, "\n星夜 x                           for art and photo") {
		t.Errorf("columns stand apart where letters are wide: %q", list)
	}
	refuse(t, exitUsage, `style save: the name "a/b" cannot be that of a file: choose another, or name the file with -o`, "style", "save", "leaf.png", "--model", "tiny", "--name", "a/b")
	refuse(t, exitUsage, "style save: --style-scale 100: want 0.125 to 8", "style", "save", "leaf.png", "--model", "tiny", "--style-scale", "100")
	refuse(t, exitUsage, "--style-scale 1: the style Pane was saved at 2: leave --style-scale out", "stylize", "photo.png", "--style", "window", "--style-scale", "1", "--model", "tiny")
	must(t, "stylize", "photo.png", "--style", "window", "--model", "tiny", "-o", "c.png")
	t.Setenv("RESTYLE_LIBRARY", "none")
	refuse(t, exitFailed, "gone.png: there is no such file", "style", "save", "gone.png")
	if _, err := os.Stat("none"); err == nil {
		t.Error("a style that is not saved leaves its folder")
	}
}
