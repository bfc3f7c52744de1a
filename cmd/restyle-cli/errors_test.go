package main

import (
	"os"
	"runtime"
	"strings"
	"testing"
)

// refusal is a command line of stylize that has to fail with one sentence.
type refusal struct {
	args string
	code int
	want string
}

// refuseAll runs command lines of stylize that have to fail, with the model "tiny" unless they name one, and leave no file that was not there before.
func refuseAll(t *testing.T, all []refusal) {
	t.Helper()
	before := listing(t)
	for _, c := range all {
		args := append([]string{"stylize"}, strings.Fields(c.args)...)
		if !strings.Contains(c.args, "--model") {
			args = append(args, "--model", "tiny")
		}
		refuse(t, c.code, c.want, args...)
	}
	if after := listing(t); after != before {
		t.Errorf("files before: %s\nafter: %s", before, after)
	}
}

// TestBadInput: whatever is wrong with files, there is one clear sentence and the right exit code.
func TestBadInput(t *testing.T) {
	workplace(t)
	if err := os.MkdirAll("sub/deep", 0o700); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"text.jpg": []byte("this is a text"), "sub/deep/text.jpg": []byte("this is a text"), "empty.jpg": nil, "cut.jpg": truncatedJPEG(t), "huge.png": hugePNG(),
		"clip.mp4": []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00"), "DSC_1.NEF": []byte("II*\x00\x08\x00\x00\x00"),
		"text.safetensors": []byte("this is a text, not a model"), "text.style": []byte("this is a text, not a style"),
	} {
		write(t, name, content)
	}
	refuseAll(t, []refusal{
		{"text.jpg --style leaf.png", exitFailed, "open text.jpg: this is not a picture of a known kind"},
		{"empty.jpg --style leaf.png", exitFailed, "open empty.jpg: the file is empty"},
		{"cut.jpg --style leaf.png", exitFailed, "open cut.jpg: the JPEG file is cut off"},
		{"huge.png --style leaf.png", exitFailed, "open huge.png: 40000 x 40000 pixels are 1600 megapixels, more than the limit"},
		{"missing.jpg --style leaf.png", exitFailed, "open missing.jpg: there is no such file"},
		{"sub/deep/text.jpg --style leaf.png", exitFailed, "open sub/deep/text.jpg: this is not a picture of a known kind"},
		{"photo.png --style sub/deep/text.jpg", exitFailed, "style: open sub/deep/text.jpg: this is not a picture"},
		{"photo.png --style leaf.png --mask sub/deep/text.jpg", exitFailed, "mask: open sub/deep/text.jpg: this is not a picture"},
		{"photo.png --style text.jpg", exitFailed, "style: open text.jpg: this is not a picture"},
		{"photo.png --style empty.jpg", exitFailed, "style: open empty.jpg: the file is empty"},
		{"photo.png --style cut.jpg", exitFailed, "style: open cut.jpg: the JPEG file is cut off"},
		{"photo.png --style huge.png", exitFailed, "style: open huge.png: 40000 x 40000"},
		{"photo.png --style missing.jpg", exitFailed, "style: open missing.jpg: there is no such file"},
		{"photo.png --style small.png", exitFailed, "style small.png is 8 x 8 pixels: want at least 16 x 16"},
		{"photo.png --style text.style", exitFailed, "load style: read weights text.style: this is not a safetensors file"},
		{"photo.png --style missing.style", exitFailed, "no such file"},
		{"photo.png --style leaf.png --model yours", exitFailed, "load model yours: there is none of that name: choose one of"},
		{"photo.png --style leaf.png --model ./text.safetensors", exitFailed, "text.safetensors: this is not a safetensors file"},
		{"photo.png --style leaf.png --model ../tiny", exitFailed, "no such file"},
		{"photo.png --style leaf.png -o photo.png/x.png", exitFailed, "the folder photo.png cannot be written to"},
		{"photo.png --style leaf.png -o missing/x.png", exitFailed, "save missing/x.png: there is no folder missing: make it or choose another"},
		{"photo.png --style leaf.png --memory 1KB", exitFailed, "of memory and 1.0 KB may be used: allow more (--memory)"},
		{"photo.png --style gone.png -o new/deep/", exitFailed, "there is no such file"},
		{"gone.png --style leaf.png -o new/deep/", exitFailed, "open gone.png: there is no such file"},
		{"photo.png --style leaf.png -o photo.png/new/", exitFailed, "make the folder photo.png/new/: photo.png is a file, where a folder is needed: choose another"},
		{"photo.png --style leaf.png --memory 1KB -o new/", exitFailed, "may be used"},
		{"clip.mp4 --style leaf.png", exitFailed, "open clip.mp4: this is a video; use restyle-cli video, or save one of its frames as PNG"},
		{"DSC_1.NEF --style leaf.png", exitFailed, "open DSC_1.NEF: RAW files of cameras cannot be opened; save it as JPEG, PNG or TIFF first"},
		{"photo.png --style leaf.png -o " + strings.Repeat("long", 70) + ".png", exitFailed, ".png: the name is too long: choose a shorter one"},
		{"photo.png --style leaf.png -o new/" + strings.Repeat("long", 70) + ".png", exitFailed, "there is no folder new"},
		{"photo.png --style leaf.png --model text.jpg", exitFailed, "load model text.jpg: this file is no model of Restyle: choose a .safetensors file, or a name of model list"},
	})
}

// TestBadArguments: what is wrong with the command line itself is said before anything is done.
func TestBadArguments(t *testing.T) {
	workplace(t)
	refuseAll(t, []refusal{
		{". --style leaf.png -o out.png", exitUsage, "-o out.png: there are the pictures of a folder: name a folder"},
		{". --style leaf.png", exitUsage, ". is a folder: name a folder for the results with -o"},
		{"photo.png --style leaf.png --subsampling 4:1:1", exitUsage, "want 4:4:4, 4:2:2 or 4:2:0"},
		{"photo.png --style leaf.png --depth 12", exitUsage, "--depth 12: want 8 or 16"},
		{"photo.png --style leaf.png --format webp", exitUsage, "--format webp: want jpg, png or tif"},
		{"photo.png --style leaf.png -o x.jpg --depth 16", exitUsage, "--depth 16: JPEG files have 8 bits: leave it out, or write .png or .tif"},
		{"second.jpg photo.png --style leaf.png -o new --format jpg --depth 16", exitUsage, "--depth 16: JPEG files have 8 bits"},
		{"photo.png --style leaf.png -o x.jpg --format png", exitUsage, "--format: it is for results in a folder, and x.jpg is a file: leave it out, or name a folder"},
		{"photo.png --style leaf.png -o x.png --quality 50", exitUsage, "--quality: it is for JPEG files, and x.png is none: leave it out, or write .jpg"},
		{"photo.png --style leaf.png -o x.tif --subsampling 4:2:0", exitUsage, "--subsampling: it is for JPEG files, and x.tif is none"},
		{"photo.png --style leaf.png -o -", exitUsage, "-o -: results are not written to standard output: name a file, or ./- for a folder of that name"},
		{"photo.png --style leaf.png -o x.png --add-style", exitUsage, "--add-style: it is for results in a folder"},
		{"photo.png --style leaf.png --skip --force", exitUsage, "choose one of the two"},
		{"photo.png --style leaf.png --mode oil", exitUsage, `stylize: --mode "oil": want art or photo`},
		{"photo.png --style leaf.png --strength 1.5", exitUsage, "strength 1.5: want 0 to 1"},
		{"photo.png --style leaf.png --strength much", exitUsage, `--strength "much": want a number`},
		{"photo.png --style leaf.png --quality 0", exitUsage, "--quality 0: want 1 to 100"},
		{"photo.png --style leaf.png --size -3", exitUsage, "size -3"},
		{"photo.png --style leaf.png --threads -1", exitUsage, "--threads -1: want 1 or more"},
		{"photo.png --style leaf.png --memory lots", exitUsage, "such as 2GB or 500MB"},
		{"photo.png --style leaf.png --memory 1", exitUsage, "such as 2GB or 500MB"},
		{"photo.png --style leaf.png --progress loud", exitUsage, "want auto, plain or json"},
		{"photo.png --style leaf.png=-1", exitUsage, "is no number of 0 or more"},
		{"photo.png --style leaf.png=NaN", exitUsage, "is no number of 0 or more"},
		{"photo.png --style =2", exitUsage, "--style =2: there is no name before the weight: write FILE=WEIGHT, such as leaf.jpg=0.5"},
		{"photo.png --style leaf.png=0", exitUsage, "stylize: all weights are 0: leave one out, or give a style more, such as --style leaf.png=1"},
		{"photo.png --style gone.png=0 --style leaf.png=0 -o new/", exitUsage, "all weights are 0"},
		{"photo.png --style leaf.png --plain", exitUsage, "--plain: there is nothing else in art mode: leave it out, or add --mode photo"},
		{"photo.png --style leaf.png --colour", exitUsage, "there is no option --colour: see restyle-cli help stylize"},
		{"photo.png", exitUsage, "no style is named: add --style FILE"},
		{"--style leaf.png", exitUsage, "0 arguments given: usage: restyle-cli stylize CONTENT..."},
		{"photo.png --style leaf.png -o out.gif", exitUsage, ".gif files cannot be written"},
		{"photo.png second.jpg --style leaf.png -o out.png", exitUsage, "there are 2 contents: name a folder"},
	})
}

// TestMissingPlaces: the system's words about a path give way to what to do.
func TestMissingPlaces(t *testing.T) {
	workplace(t)
	for args, want := range map[string]string{
		"train --style missing --name x":                      "read the pictures in missing: there is no such file or folder: check the name",
		"train --style . --recipe missing.json --name x":      "missing.json: there is no such file or folder: check the name",
		"model import --vgg missing.pth --name x":             "missing.pth: there is no such file or folder: check the name",
		"train --style . --library photo.png/inside --name x": "a file stands where a folder is needed: choose another place",
		"recipe run .":                        "open the recipe .: this is a folder: choose a file",
		"train --style . --recipe . --name x": "read the recipe: .: this is a folder: choose a file",
	} {
		refuse(t, exitFailed, want, strings.Fields(args)...)
	}
}

// TestWithoutHome: what is built in needs no library, and all else says how to name one.
func TestWithoutHome(t *testing.T) {
	workplace(t)
	for _, name := range []string{"RESTYLE_LIBRARY", "HOME", "XDG_CONFIG_HOME", "AppData", "home"} {
		t.Setenv(name, "")
	}
	must(t, "stylize", "photo.png", "--style", "leaf.png", "-o", "out.png")
	must(t, "stylize", "photo.png", "--style", "leaf.png", "--model", "library/models/tiny.safetensors", "-o", "tiny.png")
	refuse(t, exitFailed, `there is no file and no style called "leaf"`, "stylize", "photo.png", "--style", "leaf", "-o", "none.png")
	const advice = "there is no folder for models and styles, because the environment names no home: name one with --library FOLDER, or in RESTYLE_LIBRARY"
	for _, args := range []string{"stylize photo.png --style leaf.png --model tiny", "model show tiny", "style save leaf.png", "style remove leaf", "train --style . --name x"} {
		refuse(t, exitFailed, advice, strings.Fields(args)...)
	}
	for args, want := range map[string]string{"model list": "compact  ", "style list": "The Starry Night"} {
		code, out, err := cli(t, strings.Fields(args)...)
		if code != exitDone || !strings.Contains(out, want) || err != "restyle-cli: this is what is built in: "+advice+"\n" {
			t.Errorf("%s: exit %d, %q, %q", args, code, out, err)
		}
		if code, quiet, err := cli(t, append(strings.Fields(args), "--quiet")...); code != exitDone || quiet != out || err != "" {
			t.Errorf("%s --quiet: exit %d, %q, %q", args, code, quiet, err)
		}
	}
	must(t, "model", "show", "compact")
	must(t, "model", "export", "compact", "-o", "compact.safetensors")
	must(t, "model", "show", "library/models/tiny.safetensors")
	must(t, "model", "list", "--library", "library")
}

func TestUnwritableFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the superuser may write anywhere")
	}
	if runtime.GOOS == "windows" {
		t.Skip("folders have no such permission here")
	}
	workplace(t)
	if err := os.Mkdir("locked", 0o500); err != nil {
		t.Fatal(err)
	}
	refuse(t, exitFailed, "make the folder locked/new/: the folder locked cannot be written to (permission denied): choose another", strings.Fields("stylize photo.png --style leaf.png --model tiny -o locked/new/")...)
	refuse(t, exitFailed, "the folder locked cannot be written to (permission denied)", strings.Fields("stylize photo.png --style leaf.png --model tiny -o locked/x.png")...)
}

func TestCommandsAndHelp(t *testing.T) {
	workplace(t)
	if code, _, err := cli(t); code != exitUsage || !strings.Contains(err, "Commands:") {
		t.Errorf("without arguments: exit %d, %q", code, err)
	}
	refuse(t, exitUsage, "paint photo.jpg: there is no such command", "paint", "photo.jpg")
	refuse(t, exitUsage, "help paint: there is no such command: see restyle-cli help", "help", "paint")
	for args, want := range map[string]string{
		"model lst":              "model lst: there is no such command: did you mean restyle-cli model list?",
		"styel list":             "did you mean restyle-cli style list?",
		"help trian":             "help trian: there is no such command: did you mean restyle-cli train?",
		"videos in.mp4":          "did you mean restyle-cli video?",
		"mdel":                   "did you mean restyle-cli model?",
		"--library x style list": "--library: options stand behind the command: restyle-cli COMMAND --library: see restyle-cli help",
		"model frobnice":         "model frobnice: there is no such command: see restyle-cli help model",
	} {
		refuse(t, exitUsage, want, strings.Fields(args)...)
	}
	for _, word := range []string{"model", "style", "eval", "recipe"} {
		code, out, err := cli(t, word)
		if code != exitUsage || out != "" || !strings.HasPrefix(err, "restyle-cli: "+word+": name one of its commands:\n  "+word+" ") {
			t.Errorf("%s alone: exit %d, %q, %q", word, code, out, err)
		}
		if out := must(t, word, "--help"); out != must(t, "help", word) {
			t.Errorf("%s --help: %q", word, out)
		}
	}
	for _, args := range [][]string{{"help"}, {"--help"}, {"-h"}} {
		if out := must(t, args...); !strings.Contains(out, "restyle-cli stylize photo.jpg --style painting.jpg") {
			t.Errorf("%v: %q", args, out)
		}
	}
	for _, c := range commands() {
		out := must(t, append([]string{"help"}, strings.Fields(c.name)...)...)
		if c.name != "help" && (!strings.Contains(out, "Usage: restyle-cli "+c.name) || must(t, append(strings.Fields(c.name), "--help")...) != out) {
			t.Errorf("help %s: %q", c.name, out)
		}
	}
	if out := must(t, "help", "model"); !strings.Contains(out, "model import") || strings.Contains(out, "style save") {
		t.Errorf("help model: %q", out)
	}
	if out := must(t, "version"); !strings.HasPrefix(out, "restyle-cli ") {
		t.Errorf("version: %q", out)
	}
}

// TestMistypedOptions: what is wrong with an option is said in the words of the help texts, with what to do.
func TestMistypedOptions(t *testing.T) {
	workplace(t)
	savePicture(t, "-dash.png", 20, 20)
	for args, want := range map[string]string{
		"stylize photo.png --style":                     "stylize: --style: its value is missing: see restyle-cli help stylize",
		"stylize photo.png -o":                          "stylize: -o: its value is missing",
		"stylize photo.png --size 1.5":                  `stylize: --size "1.5": want a whole number: see restyle-cli help stylize`,
		"stylize photo.png --size 99999999999999999999": `--size "99999999999999999999": want a whole number that is not as large`,
		"stylize photo.png --strength 1e999":            `--strength "1e999": want a number that is not as large`,
		"stylize photo.png --force=maybe":               `--force="maybe": want no value`,
		"train --seed -1":                               `train: --seed "-1": want a whole number of 0 or more`,
		"stylize -dash.png --style leaf.png":            "stylize: -dash.png is taken for an option: write ./-dash.png for the file",
		"stylize photo.png --styel leaf.png":            "there is no option --styel: did you mean --style?",
		"stylize photo.png --keep-colour":               "there is no option --keep-colour: did you mean --keep-color?",
		"stylize photo.png --strenght=0.5":              "there is no option --strenght: did you mean --strength?",
		"stylize photo.png --colour":                    "there is no option --colour: see restyle-cli help stylize",
		"stylize photo.png --output x.png":              "there is no option --output: did you mean -o?",
		"stylize photo.png --overwrite":                 "there is no option --overwrite: did you mean --force?",
		"video clip.mp4 --fps=12":                       "there is no option --fps: did you mean --rate?",
		"model show tiny --overwrite":                   "there is no option --overwrite: see restyle-cli help model show",
		"model show one two":                            "model show: 2 arguments given: usage: restyle-cli model show NAME|FILE",
		"version now":                                   "version: 1 argument given: usage: restyle-cli version",
	} {
		refuse(t, exitUsage, want, strings.Fields(args)...)
	}
	refuse(t, exitUsage, "stylize: an argument is empty: write a name in its place", "stylize", "", "--style", "leaf.png")
	refuse(t, exitUsage, "model show: an argument is empty", "model", "show", "")
	refuse(t, exitUsage, `stylize: --style "": want a name`, "stylize", "photo.png", "--style", "")
	must(t, strings.Fields("stylize ./-dash.png --style leaf.png --model tiny -o out.png")...)
}

func TestAmountsOfMemory(t *testing.T) {
	for text, want := range map[string]int64{"2GB": 2e9, "1.5gib": 3 << 29, "500 MB": 0, "7": 0, "2": 0, "0.5kB": 0, "1000": 1000, "3k": 3000, "-1GB": 0, "1TB": 0, "GB": 0, "infGB": 0, "NaN": 0} {
		var b bytesFlag
		err := b.Set(text)
		if (want > 0) != (err == nil) || want > 0 && int64(b) != want {
			t.Errorf("%s: %d, %v", text, b, err)
		}
	}
}
