package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"restyle/core/batch"
)

// TestRecipesMakeTheSameBytes: in every format and with every control, also when the folder has been moved.
func TestRecipesMakeTheSameBytes(t *testing.T) {
	workplace(t)
	maskFile(t, "right.png", 0)
	must(t, strings.Fields("style save wave.jpg --model tiny")...)
	if err := os.Mkdir("made", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{
		"photo.png --style leaf.png -o made/a.jpg --quality 70 --subsampling 4:2:2",
		"second.jpg --style leaf.png=0.3 --mask right.png --style wave=0.7 -o made/b.png --keep-color --strength 0.8",
		"photo.png --style leaf.png -o made/c.tif --mode photo --depth 16 --style-scale 1.5 --size 30",
		"photo.png --style leaf.png -o made/d.png --mode photo --color-only --threads 1",
	} {
		must(t, append(strings.Fields("stylize --recipe --model tiny"), strings.Fields(args)...)...)
	}
	old := contents(t, "made")
	if len(old) != 8 {
		t.Fatalf("%d files", len(old))
	}
	for _, name := range []string{"a.jpg", "b.png", "c.tif", "d.png"} {
		recipe := "made/" + name + batch.RecipeExtension
		refuse(t, exitFailed, "save made/"+name+": the file exists", "recipe", "run", recipe)
		out := must(t, "recipe", "run", recipe, "--threads", "2", "-o", "again/")
		again, err := os.ReadFile("again/" + name)
		if err != nil || string(again) != old["made/"+name] || !strings.Contains(out, "the same bytes as when the recipe was written") {
			t.Errorf("%s: %d bytes, not %d, %v, %q", name, len(again), len(old["made/"+name]), err, out)
		}
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	moved := filepath.Join(t.TempDir(), "moved")
	if err := os.Rename(here, moved); err != nil {
		t.Skipf("the folder cannot be moved: %v", err)
	}
	t.Chdir(moved)
	if out := must(t, "recipe", "run", "made/a.jpg"+batch.RecipeExtension, "--force"); !strings.Contains(out, "the same bytes") {
		t.Errorf("moved: %q", out)
	}
}

// TestProgramsHearWhetherBytesAreTheSame: as an event, while the exit code is that of a result.
func TestProgramsHearWhetherBytesAreTheSame(t *testing.T) {
	workplace(t)
	must(t, strings.Fields("stylize photo.png --style leaf.png --model tiny --recipe -o a.png")...)
	recipe := "a.png" + batch.RecipeExtension
	for _, same := range []bool{true, false} {
		if !same {
			text, err := os.ReadFile(recipe)
			if err != nil {
				t.Fatal(err)
			}
			write(t, recipe, bytes.Replace(text, []byte(`"strength": 1`), []byte(`"strength": 0.5`), 1))
		}
		code, _, err := cli(t, strings.Fields("recipe run "+recipe+" --force --progress json")...)
		lines := strings.Split(strings.TrimSpace(err), "\n")
		last := decode[event](t, lines[len(lines)-1])
		if code != exitDone || last.Event != "repeated" || last.Same == nil || *last.Same != same || !(last.Seconds > 0) || last.File != "a.png" {
			t.Errorf("same %t: exit %d, %s", same, code, lines[len(lines)-1])
		}
		if _, err := os.Stat(recipe); err != nil {
			t.Errorf("same %t: the recipe that was followed is gone: %v", same, err)
		}
	}
	if err := os.Remove("a.png"); err != nil {
		t.Fatal(err)
	}
	refuse(t, exitFailed, "save "+recipe+": there is a recipe of this name: choose another name for the result, or add --force to overwrite it",
		strings.Fields("stylize photo.png --style leaf.png --model tiny --recipe -o a.png")...)
	must(t, "recipe", "run", recipe)
	code, _, err := cli(t, strings.Fields("stylize photo.png --style leaf.png --model tiny --strength 0.3 --force -o a.png")...)
	if code != exitDone || !strings.Contains(err, "note: photo.png: "+recipe+", the recipe of the earlier result, is removed") {
		t.Errorf("exit %d, %q", code, err)
	}
}

// TestRecipesWhoseResultIsGone: the same command makes it again, as after a run that was killed, and that of another look does not.
func TestRecipesWhoseResultIsGone(t *testing.T) {
	workplace(t)
	args := strings.Fields("stylize photo.png second.jpg --style leaf.png --model tiny --recipe --skip -o out")
	must(t, args...)
	before := contents(t, "out")
	if err := os.Remove("out/second.jpg"); err != nil {
		t.Fatal(err)
	}
	code, _, err := cli(t, append(args, "--strength", "0.3")...)
	if code != exitFailed || !strings.Contains(err, "save out/second.jpg"+batch.RecipeExtension+": there is a recipe of this name") || !strings.HasSuffix(err, "1 of 2 pictures failed\n") {
		t.Errorf("another look: exit %d, %q", code, err)
	}
	if out := must(t, args...); !strings.HasSuffix(out, "1 written, 1 skipped, 0 failed\n") || !maps.Equal(contents(t, "out"), before) {
		t.Errorf("%q, or other files than before", out)
	}
}

// TestRecipesFindModelFiles: also one that lay in the current folder when the recipe was written, or does so now.
func TestRecipesFindModelFiles(t *testing.T) {
	workplace(t)
	weights, err := os.ReadFile("library/models/tiny.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	write(t, "mine.safetensors", weights)
	write(t, "mine.bin", weights)
	must(t, strings.Fields("stylize photo.png --style leaf.png --model mine.safetensors --recipe -o out/")...)
	must(t, strings.Fields("stylize photo.png --style leaf.png --model ./mine.bin --recipe -o here.png")...)
	must(t, strings.Fields("recipe run here.png.recipe.json --force")...)
	t.Chdir("out")
	if out := must(t, strings.Fields("recipe run photo.png.recipe.json --force")...); !strings.Contains(out, "the same bytes") {
		t.Error(out)
	}
}

// TestRecipesForOtherContents: the look of a recipe on other pictures is what the command gives.
func TestRecipesForOtherContents(t *testing.T) {
	workplace(t)
	must(t, strings.Fields("stylize photo.png --style leaf.png --model tiny --strength 0.6 --recipe -o a.png")...)
	must(t, strings.Fields("recipe run a.png.recipe.json second.jpg wave.jpg -o out --format png")...)
	must(t, strings.Fields("stylize second.jpg --style leaf.png --model tiny --strength 0.6 -o want.png")...)
	got, _ := os.ReadFile("out/second.png")
	want, err := os.ReadFile("want.png")
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes, want %d, %v", len(got), len(want), err)
	}
}

// TestRecipesKeepTheOutput: how results are stored is the recipe's, unless the command line says otherwise.
func TestRecipesKeepTheOutput(t *testing.T) {
	workplace(t)
	base := "stylize second.jpg --style leaf.png --model tiny "
	must(t, strings.Fields(base+"--quality 60 --subsampling 4:4:4 --recipe -o a.jpg")...)
	must(t, strings.Fields(base+"--quality 20 --subsampling 4:4:4 -o low.jpg")...)
	must(t, strings.Fields("stylize wave.jpg --style leaf.png --model tiny --quality 60 --subsampling 4:4:4 -o wave60.jpg")...)
	for args, want := range map[string]string{"wave.jpg -o x.jpg": "wave60.jpg", "-o y.jpg": "a.jpg", "--quality 20 -o z.jpg": "low.jpg"} {
		out := must(t, strings.Fields("recipe run a.jpg.recipe.json "+args)...)
		got, _ := os.ReadFile(args[strings.LastIndex(args, " ")+1:])
		b, err := os.ReadFile(want)
		if err != nil || !bytes.Equal(got, b) || strings.Contains(out, "other bytes") != (want == "low.jpg") {
			t.Errorf("recipe run %s: %d bytes, want the %d of %s; %q", args, len(got), len(b), want, out)
		}
	}
	refuse(t, exitUsage, "--depth 16: JPEG files have 8 bits", strings.Fields("recipe run a.jpg.recipe.json --depth 16 --force")...)
	refuse(t, exitUsage, "--format: it is for results in a folder, and a.jpg is a file", strings.Fields("recipe run a.jpg.recipe.json --format png --force")...)
}

func TestRecipesNoticeChanges(t *testing.T) {
	workplace(t)
	must(t, strings.Fields("stylize photo.png --style leaf.png --model tiny --recipe -o a.png")...)
	recipe := []string{"recipe", "run", "a.png.recipe.json", "-o", "b.png"}
	text, err := os.ReadFile("a.png.recipe.json")
	if err != nil {
		t.Fatal(err)
	}
	savePicture(t, "leaf.png", 50, 50)
	refuse(t, exitFailed, "the style of the recipe: leaf.png has changed since: bring the old file back, or name it in a command of its own: restyle-cli stylize CONTENT --style \"leaf.png\"", recipe...)
	savePicture(t, "leaf.png", 48, 40)
	savePicture(t, "photo.png", 50, 50)
	refuse(t, exitFailed, "the content of the recipe: photo.png has changed since: bring the old file back, or name it behind the recipe", recipe...)
	if err := os.Remove("photo.png"); err != nil {
		t.Fatal(err)
	}
	refuse(t, exitFailed, "the content of the recipe: there is no file photo.png, whose place is told from the recipe's own: bring it back, or the recipe to where it was", recipe...)
	savePicture(t, "photo.png", 40, 30)
	must(t, recipe...)
	write(t, "d.recipe.json", []byte("{}"))
	write(t, "e.recipe.json", bytes.Replace(text, []byte(`"style_scale"`), []byte(`"style_size"`), 1))
	refuse(t, exitFailed, "its format is \"\", and this version knows restyle-recipe/1: choose a recipe that it wrote", "recipe", "run", "d.recipe.json")
	refuse(t, exitFailed, "this is no recipe of this version", "recipe", "run", "e.recipe.json")
	refuse(t, exitFailed, "this is no recipe of this version", "recipe", "run", "photo.png")
	refuse(t, exitFailed, "no such file", "recipe", "run", "missing.json")
	write(t, "out.png.recipe.json", []byte("a text of mine"))
	refuse(t, exitFailed, "there is a file of this name that is no recipe", strings.Fields("stylize photo.png --style leaf.png --model tiny --recipe -o out.png")...)
	if _, err := os.Stat("out.png"); err == nil {
		t.Error("the result is there without its recipe")
	}
}

// TestRecipesHoldNamesAsTheyAre, or there is none: a name that is no text would be another in it.
func TestRecipesHoldNamesAsTheyAre(t *testing.T) {
	workplace(t)
	const name = "caf\xe9.png"
	if err := os.Rename("photo.png", name); err != nil {
		t.Skip("names of files are texts on this disk:", err)
	}
	before := listing(t)
	refuse(t, exitFailed, `save a.png.recipe.json: the name "caf\xe9.png" is not UTF-8, and a recipe cannot hold it: give the file another name`,
		"stylize", name, "--style", "leaf.png", "--model", "tiny", "--recipe", "-o", "a.png")
	if after := listing(t); after != before {
		t.Errorf("files before: %s\nafter: %s", before, after)
	}
	must(t, "stylize", name, "--style", "leaf.png", "--model", "tiny", "-o", "a.png")
}
