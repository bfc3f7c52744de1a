package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"restyle/core/model"
	"restyle/internal/testkit"
)

func TestModelCommands(t *testing.T) {
	workplace(t)
	must(t, "model", "export", "tiny", "-o", "out.safetensors")
	must(t, "model", "import", "out.safetensors", "--name", "second one")
	if out := must(t, "model", "rename", "second one", "renamed"); out != "renamed the model second one to renamed\n" {
		t.Errorf("%q", out)
	}
	list := must(t, "model", "list")
	if !strings.Contains(list, "tiny ") || !strings.Contains(list, "renamed ") || !strings.Contains(list, "art, photo") || strings.Contains(list, "second") {
		t.Errorf("%q", list)
	}
	show := must(t, "model", "show", "renamed")
	if !strings.Contains(show, "name           renamed\n") || !strings.Contains(show, "widths         [4 4 8 8]\n") || !strings.Contains(show, "checksum ") {
		t.Errorf("%q", show)
	}
	must(t, "stylize", "photo.png", "--style", "leaf.png", "--model", "renamed")
	must(t, "model", "import", "out.safetensors", "--name", "第三")
	if list := must(t, "model", "list"); !strings.Contains(list, "\n第三                 trained") || !strings.Contains(list, "\nrenamed              trained") {
		t.Errorf("columns stand apart where letters are wide: %q", list)
	}
	if out := must(t, "model", "remove", "renamed", "第三"); out != "removed the model renamed\nremoved the model 第三\n" {
		t.Errorf("%q", out)
	}
	refuse(t, exitFailed, "there is none of that name", "model", "show", "renamed")
	must(t, "model", "export", "tiny", "-o", "out.onnx", "--mode", "photo")
	if info, err := os.Stat("out.onnx"); err != nil || info.Size() < 10000 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestModelMistakes(t *testing.T) {
	workplace(t)
	write(t, "text.pth", []byte("this is a text"))
	write(t, "damaged.safetensors", []byte("this is a text"))
	write(t, "library/models/damaged.safetensors", []byte("this is a text"))
	artistic, err := model.New(1, tinyModel(t).Config, model.Art)
	if err != nil {
		t.Fatal(err)
	}
	if err := model.NewLibrary("library").Save("artistic", artistic); err != nil {
		t.Fatal(err)
	}
	before := listing(t)
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"import text.pth", exitFailed, "text.pth"},
		{"import damaged.safetensors --name x", exitFailed, "not a safetensors file"},
		{"import --vgg text.pth --art-decoder text.pth --art-sct text.pth --name x", exitFailed, "import VGG-19"},
		{"import --vgg text.pth", exitUsage, "with --name"},
		{"import", exitUsage, "name the files with --vgg"},
		{"import a.safetensors --vgg b.pth", exitUsage, "import one after the other"},
		{"export tiny -o library/models/tiny.safetensors", exitFailed, "the file exists"},
		{"export tiny", exitUsage, "name the file with -o"},
		{"export tiny -o x.onnx --part head", exitUsage, "head"},
		{"export tiny -o x.safetensors --part encoder", exitUsage, "--part: it is for ONNX graphs, and x.safetensors holds the whole model: leave it out, or end the name with .onnx"},
		{"export tiny -o x.safetensors --mode photo", exitUsage, "--mode: it is for ONNX graphs"},
		{"export tiny -o x.txt", exitUsage, "name the file with -o"},
		{"show text.pth", exitFailed, "load model text.pth: this file is no model of Restyle"},
		{"export yours -o x.onnx", exitFailed, "there is none of that name"},
		{"export artistic -o x.onnx --mode photo", exitFailed, "has no photo mode, only art"},
		{"export tiny -o missing/x.onnx", exitFailed, "missing"},
		{"rename tiny a/b", exitUsage, `holds '/'`},
		{"import library/models/tiny.safetensors --name a/b", exitUsage, `holds '/'`},
		{"import --vgg text.pth --art-decoder text.pth --art-sct text.pth --name a/b", exitUsage, `model import: the name "a/b" holds '/'`},
		{"import --vgg text.pth --art-decoder text.pth --art-sct text.pth --name tiny", exitFailed, `model import: there is a model "tiny" already`},
		{"rename tiny tiny", exitFailed, "already"},
		{"remove", exitUsage, "0 arguments given: usage: restyle-cli model remove NAME..."},
		{"remove tiny yours", exitFailed, "there is none of that name"},
		{"remove tiny compact", exitFailed, `remove model: "compact" is built in: only imported and trained models can be changed`},
		{"remove tiny TINY", exitFailed, "remove model: TINY is named twice: name it once"},
		{"show ../tiny.safetensors", exitFailed, "no such file"},
	} {
		refuse(t, c.code, c.want, append([]string{"model"}, strings.Fields(c.args)...)...)
	}
	if after := listing(t); after != before {
		t.Errorf("files before: %s\nafter: %s", before, after)
	}
	if list := must(t, "model", "list"); !strings.Contains(list, "damaged: ") || !strings.Contains(list, "tiny") {
		t.Errorf("%q", list)
	}
}

// TestImportedCheckpointsStylize imports the authors' file formats at full width.
func TestImportedCheckpointsStylize(t *testing.T) {
	folder := filepath.Dir(testkit.Shared(t, "golden/checkpoints/vgg_normalised.pth.gz"))
	workplace(t)
	args := []string{"model", "import", "--name", "full"}
	for flag, name := range map[string]string{"--vgg": "vgg_normalised.pth", "--photo-decoder": "photo.decoder_iter_160000.pth.tar", "--photo-sct": "photo.sct_iter_160000.pth.tar"} {
		write(t, name, testkit.Unpack(t, filepath.Join(folder, name+".gz")))
		args = append(args, flag, name)
	}
	must(t, args...)
	must(t, "stylize", "photo.png", "--style", "leaf.png", "--model", "full", "--mode", "photo", "-o", "out.png")
	if p := open(t, "out.png"); p.Width != 40 || p.Height != 30 {
		t.Errorf("%dx%d", p.Width, p.Height)
	}
	refuse(t, exitFailed, "has no art mode, only photo", "stylize", "photo.png", "--style", "leaf.png", "--model", "full")
}

func TestStylePresets(t *testing.T) {
	workplace(t)
	must(t, "style", "save", "leaf.png", "--model", "tiny")
	must(t, "style", "save", "wave.jpg", "-o", "w.style", "--model", "tiny", "--mode", "photo")
	list := must(t, "style", "list")
	if !strings.Contains(list, "leaf ") || !strings.Contains(list, "for art and photo, model tiny, from leaf.png") || !strings.Contains(list, "built in") {
		t.Errorf("%q", list)
	}
	// a preset does what its picture does, and brings its mode
	for _, c := range [][2]string{{"leaf.png", "leaf"}, {"wave.jpg --mode photo", "w.style"}} {
		must(t, strings.Fields("stylize photo.png --model tiny --force -o a.png --style "+c[0])...)
		must(t, strings.Fields("stylize photo.png --model tiny --force -o b.png --style "+c[1])...)
		a, err := os.ReadFile("a.png")
		b, err2 := os.ReadFile("b.png")
		if err != nil || err2 != nil || string(a) != string(b) {
			t.Errorf("%s and %s give different results", c[0], c[1])
		}
	}
	other := tinyModel(t)
	other.Params("")[0].Value[0]++
	if err := model.NewLibrary("library").Save("other", other); err != nil {
		t.Fatal(err)
	}
	// while its picture is there, a preset serves any model and mode
	for _, c := range [][2]string{{"leaf.png --model other", "leaf --model other"}, {"wave.jpg --model tiny", "w.style --mode art --model tiny"}} {
		must(t, strings.Fields("stylize photo.png --force -o a.png --style "+c[0])...)
		code, _, err := cli(t, strings.Fields("stylize photo.png --force -o b.png --style "+c[1])...)
		if code != exitDone || !strings.Contains(err, "its picture was read again") || !slices.Equal(open(t, "a.png").Pix, open(t, "b.png").Pix) {
			t.Errorf("%s: exit %d, %q, or another result than of its picture", c[1], code, err)
		}
	}
	must(t, strings.Fields("stylize photo.png --model tiny --style leaf --style-scale 2 -o scaled.png")...)
	for _, picture := range []string{"leaf.png", "wave.jpg"} {
		if err := os.Rename(picture, "moved-"+picture); err != nil {
			t.Fatal(err)
		}
	}
	for want, args := range map[string]string{
		"style w was saved for the photo mode, not for art":      "stylize photo.png --model tiny --mode art --style w.style",
		"the picture wave.jpg that style w was made from is not": "stylize photo.png --model tiny --style leaf --mode art --style w.style",
		"was saved with another model (tiny) than other: choose": "stylize photo.png --model other --style leaf",
		"the file exists":            "style save moved-leaf.png --model tiny -o library/styles/leaf.style",
		"style small.png is 8 x 8":   "style save small.png --model tiny -o s.style",
		"there is no folder missing": "style save moved-leaf.png --model tiny -o missing/s.style",
		"open missing.png: there is": "style save missing.png --model tiny",
	} {
		refuse(t, exitFailed, want, strings.Fields(args)...)
	}
	refuse(t, exitUsage, "its picture is not at hand", strings.Fields("stylize photo.png --model tiny --style leaf --style-scale 2 -o s.png")...)
	refuse(t, exitUsage, "end the name with .style", strings.Fields("style save moved-leaf.png --model tiny -o s.txt")...)
}
