package main

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"restyle/assets"
	"restyle/core/imaging"
	"restyle/core/model"
)

func TestStylizeWritesAPictureOfTheContentsSize(t *testing.T) {
	workplace(t)
	for _, c := range []struct {
		args          string
		file          string
		width, height int
	}{
		{"photo.png --style leaf.png", "photo-leaf.png", 40, 30},
		{"second.jpg --style leaf.png --mode photo", "second-leaf.jpg", 33, 47},
		{"--style leaf.png=0.3 -style=wave.jpg=0.7 photo.png -o mixed.jpg", "mixed.jpg", 40, 30},
		{"photo.png --size 20 --style leaf.png -o sized.png --threads 1", "sized.png", 20, 15},
		{"photo.png --style leaf.png -o folder/", "folder/photo.png", 40, 30},
		{"photo.png --style leaf.png -o folder/ --add-style", "folder/photo-leaf.png", 40, 30},
		{"photo.png --style leaf.png -o folder --format tif", "folder/photo.tif", 40, 30},
		{"--style leaf.png -o quality.jpg --quality 40 -- photo.png", "quality.jpg", 40, 30},
	} {
		out := must(t, strings.Fields("stylize --model tiny "+c.args)...)
		if p := open(t, c.file); p.Width != c.width || p.Height != c.height {
			t.Errorf("%s: %dx%d", c.args, p.Width, p.Height)
		}
		if !strings.HasPrefix(out, "wrote "+c.file+" (") {
			t.Errorf("%s: %q", c.args, out)
		}
	}
}

func TestStrengthOnTheCommandLine(t *testing.T) {
	workplace(t)
	must(t, strings.Fields("stylize photo.png --style leaf.png --model tiny --strength 0 -o none.png")...)
	must(t, strings.Fields("stylize photo.png --style leaf.png --model tiny -o full.png")...)
	must(t, strings.Fields("stylize photo.png --style leaf.png --model tiny --strength 0.5 -o half.png")...)
	must(t, strings.Fields("stylize photo.png --style leaf.png --model tiny --keep-color -o kept.png")...)
	content, none, full, half, kept := open(t, "photo.png"), open(t, "none.png"), open(t, "full.png"), open(t, "half.png"), open(t, "kept.png")
	if !slices.Equal(content.Pix, none.Pix) {
		t.Error("strength 0 changes the picture")
	}
	if slices.Equal(content.Pix, full.Pix) || slices.Equal(full.Pix, kept.Pix) {
		t.Error("style or --keep-color changes nothing")
	}
	for i, v := range half.Pix {
		if math.Abs(float64(v-(content.Pix[i]+full.Pix[i])/2)) > 1.01/255 {
			t.Fatalf("value %d at half strength: %g between %g and %g", i, v, content.Pix[i], full.Pix[i])
		}
	}
}

func TestOneBadFileDoesNotStopTheRest(t *testing.T) {
	workplace(t)
	write(t, "text.jpg", []byte("this is a text"))
	code, out, err := cli(t, strings.Fields("stylize photo.png text.jpg missing.jpg second.jpg --style leaf.png --model tiny -o out")...)
	if code != exitFailed || strings.Count(out, "wrote ") != 2 {
		t.Errorf("exit %d, %q", code, out)
	}
	for _, want := range []string{"open text.jpg: this is not a picture", "open missing.jpg: there is no such file", "2 of 4 pictures failed"} {
		if !strings.Contains(err, want) {
			t.Errorf("%q is not in %q", want, err)
		}
	}
	open(t, "out/photo.png")
	open(t, "out/second.jpg")
}

func TestContentsOfOneNameGetFilesOfTheirOwn(t *testing.T) {
	workplace(t)
	for i, folder := range []string{"a", "b"} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		savePicture(t, folder+"/photo.png", 20+i, 20)
	}
	must(t, strings.Fields("stylize a/photo.png b/photo.png --style leaf.png --model tiny -o out")...)
	if p, q := open(t, "out/photo-a.png"), open(t, "out/photo-b.png"); p.Width != 20 || q.Width != 21 {
		t.Errorf("widths %d and %d", p.Width, q.Width)
	}
}

func TestNothingIsOverwritten(t *testing.T) {
	workplace(t)
	write(t, "out.png", []byte("precious"))
	refuse(t, exitFailed, "save out.png: the file exists: choose another name, or add --force", strings.Fields("stylize photo.png --style leaf.png --model tiny -o out.png")...)
	if b, _ := os.ReadFile("out.png"); string(b) != "precious" {
		t.Error("the file is gone")
	}
	must(t, strings.Fields("stylize photo.png --style leaf.png --model tiny -o out.png --force")...)
	open(t, "out.png")
	before := open(t, "photo.png")
	refuse(t, exitFailed, "this is the picture it was made from", strings.Fields("stylize photo.png --style leaf.png --model tiny -o photo.png --force")...)
	refuse(t, exitFailed, "this is the picture it was made from", strings.Fields("stylize photo.png --style leaf.png --model tiny -o leaf.png --force")...)
	if !slices.Equal(open(t, "photo.png").Pix, before.Pix) {
		t.Error("the content has changed")
	}
}

func TestProgressAndQuiet(t *testing.T) {
	workplace(t)
	args := strings.Fields("stylize photo.png --style leaf.png --model tiny --force -o out.png --progress")
	_, _, err := cli(t, append(args, "json")...)
	var stages []string
	for line := range strings.Lines(err) {
		var e event
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		stages = append(stages, e.Event+" "+e.Stage)
	}
	if got := strings.Join(stages, ", "); got != "stage encode, stage transform, stage decode, saved " {
		t.Errorf("%q", got)
	}
	if _, _, err := cli(t, append(args, "plain")...); !strings.Contains(err, "photo.png: decode (3 of 3)\n") {
		t.Errorf("%q", err)
	}
	if _, out, err := cli(t, append(args, "auto")...); err != "" || out == "" {
		t.Errorf("auto, no terminal: %q %q", out, err)
	}
	if _, out, err := cli(t, append(args, "plain", "--quiet")...); out != "" || err != "" {
		t.Errorf("quiet: %q %q", out, err)
	}
}

// TestEventsAreAllThatProgramsRead: with --progress json every line of standard error is an event, whatever happens, and with --quiet only errors are said.
func TestEventsAreAllThatProgramsRead(t *testing.T) {
	workplace(t)
	write(t, "text.jpg", []byte("this is a text"))
	write(t, "taken.png", nil)
	must(t, strings.Fields("style save leaf.png --model tiny --mode photo")...)
	base := " --progress json --model tiny "
	for args, want := range map[string][]string{
		"stylize photo.png text.jpg --style leaf.png -o out" + base:     {"stage", "stage", "stage", "saved", "failed text.jpg open text.jpg: this is not a picture"},
		"stylize text.jpg --style leaf.png -o x.png" + base:             {"failed text.jpg open text.jpg: this is not a picture"},
		"stylize photo.png --style gone.png -o x.png" + base:            {"failed  style: open gone.png: there is no such file"},
		"stylize photo.png --style leaf.png -o taken.png" + base:        {"failed  save taken.png: the file exists"},
		"stylize photo.png --style leaf.png --skip -o taken.png" + base: {"skipped taken.png"},
		"stylize photo.png --progress json":                             {"failed  stylize: no style is named"},
		"stylize photo.png --progress json --weights 3":                 {"failed  stylize: there is no option --weights"},
		"stylize photo.png --style leaf --mode art -o again.png" + base: {"note  style leaf was saved", "stage", "stage", "stage", "saved again.png"},
		"demo" + base: {"stage castle", "stage castle", "stage castle", "saved "},
	} {
		_, _, err := cli(t, strings.Fields(args)...)
		var got []string
		for line := range strings.Lines(err) {
			e := decode[event](t, line)
			got = append(got, strings.TrimSpace(e.Event+" "+e.File+" "+e.Message))
		}
		if !slices.EqualFunc(got, want, strings.HasPrefix) {
			t.Errorf("%s: %q", args, got)
		}
	}
	for _, args := range []string{"stylize photo.png --style leaf --mode art -o quiet.png --model tiny", "demo --model tiny -o quiet.jpg"} {
		if code, out, err := cli(t, append(strings.Fields(args), "--quiet")...); code != exitDone || out != "" || err != "" {
			t.Errorf("%s --quiet: exit %d, %q, %q", args, code, out, err)
		}
	}
}

// TestLinesFitTheTerminal: what is shown again and again on one line takes no more columns than there are, and keeps its end.
func TestLinesFitTheTerminal(t *testing.T) {
	t.Setenv("COLUMNS", "40")
	var err bytes.Buffer
	p := (&program{err: &err}).progress(common{})
	p.how = "bar"
	for _, line := range []string{"photo.png: decode (3 of 3)", "/a/folder/deep/in/the/file/system/photo.png: decode (3 of 3)", "写真/写真/写真/写真/写真/写真.png: decode (3 of 3)"} {
		err.Reset()
		p.show(event{}, line)
		got := strings.TrimPrefix(err.String(), "\r\x1b[K")
		if wide := width([]rune(line)) > 39; width([]rune(got)) > 39 || strings.Contains(got, "…") != wide || !strings.HasSuffix(got, "decode (3 of 3)") {
			t.Errorf("%q is shown as %q, of %d columns", line, got, width([]rune(got)))
		}
	}
}

// TestQuietSaysNothingButErrors: neither results nor notes, which are said without it.
func TestQuietSaysNothingButErrors(t *testing.T) {
	workplace(t)
	trainingPictures(t)
	write(t, "photos/text.jpg", []byte("this is a text"))
	must(t, strings.Fields("style save leaf.png --model tiny")...)
	other := tinyModel(t)
	other.Params("")[0].Value[0]++
	if err := model.NewLibrary("library").Save("other", other); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ args, said string }{
		{"demo --model tiny -o demo.jpg --force", "With pictures of your own"},
		{"model export tiny -o tiny.safetensors --force", "wrote "},
		{"stylize photo.png --style leaf --model other --force -o x.png", "its picture was read again"},
		{"style save wave.jpg --model tiny --force", "wrote "},
		{trainTiny + "--name mine --steps 1 --force", "left out: "},
	} {
		code, out, err := cli(t, strings.Fields(c.args)...)
		if code != exitDone || !strings.Contains(out+err, c.said) {
			t.Errorf("%s: exit %d: %q %q, want %q", c.args, code, out, err, c.said)
		}
		if code, out, err := cli(t, strings.Fields(c.args+" --quiet")...); code != exitDone || out+err != "" {
			t.Errorf("%s --quiet: exit %d, it says %q %q", c.args, code, out, err)
		}
	}
	refuse(t, exitFailed, "there is none of that name", strings.Fields("stylize photo.png --style leaf --model lost --quiet")...)
}

// TestWeightsOfStyles: a weight of 0 leaves a style out, and weights count relative to each other.
func TestWeightsOfStyles(t *testing.T) {
	workplace(t)
	base := "stylize photo.png --model tiny --force -o "
	must(t, strings.Fields(base+"one.png --style leaf.png")...)
	must(t, strings.Fields(base+"zero.png --style leaf.png=5 --style wave.jpg=0")...)
	must(t, strings.Fields(base+"both.png --style leaf.png=1 --style wave.jpg=1")...)
	must(t, strings.Fields(base+"same.png --style wave.jpg=0.2 --style leaf.png=0.2")...)
	one, zero, both, same := open(t, "one.png"), open(t, "zero.png"), open(t, "both.png"), open(t, "same.png")
	if !slices.Equal(one.Pix, zero.Pix) {
		t.Error("a style of weight 0 counts")
	}
	if slices.Equal(one.Pix, both.Pix) {
		t.Error("the second style does not count")
	}
	for i := range both.Pix {
		if math.Abs(float64(both.Pix[i]-same.Pix[i])) > 1.01/255 {
			t.Fatal("equal weights give different results")
		}
	}
}

func TestBuiltInStylesAndDemo(t *testing.T) {
	workplace(t)
	must(t, "stylize", "photo.png", "--style", strings.ToUpper(assets.Styles()[0].Name), "--model", "tiny", "-o", "out.png")
	for name, want := range map[string]string{
		"Road to Tarascone": `did you mean "road to tarascon"?`,
		"starry night":      `did you mean "The Starry Night"?`,
		"nonsense":          "restyle-cli style list shows the styles",
		"gone.jpg":          "there is no such file",
	} {
		refuse(t, exitFailed, want, "stylize", "photo.png", "--style", name, "--model", "tiny", "-o", "none.png")
	}
	for _, file := range []string{"restyled.jpg", "restyled-2.jpg"} {
		out := must(t, "demo", "--model", "tiny")
		if p := open(t, file); max(p.Width, p.Height) < 256 || !strings.Contains(out, file) || !strings.Contains(out, "restyle-cli stylize PHOTO.jpg --style PAINTING.jpg") {
			t.Errorf("%s: %q", file, out)
		}
	}
	if out := must(t, "demo", "--style", "the starry night", "--quiet"); !filepath.IsAbs(out) || filepath.Base(out) != "restyled-3.jpg\n" {
		t.Errorf("quiet, without a name: %q", out)
	}
	open(t, "restyled-3.jpg")
	comes := &watcher{text: "decode"}
	comes.found = func() {
		if _, err := os.Stat("restyled-4.jpg"); err != nil {
			write(t, "restyled-4.jpg", []byte("precious"))
		}
	}
	var out bytes.Buffer
	code := run(&program{ctx: t.Context(), out: &out, err: comes}, strings.Fields("demo --model tiny --progress plain"))
	if b, _ := os.ReadFile("restyled-4.jpg"); code != exitDone || string(b) != "precious" || !strings.Contains(out.String(), "restyled-5.jpg") {
		t.Errorf("a name that is taken meanwhile: exit %d, %s%s", code, &out, comes)
	}
	open(t, "restyled-5.jpg")
	write(t, "mine.png", nil)
	refuse(t, exitFailed, "save mine.png: the file exists: choose another name, or add --force", "demo", "--model", "tiny", "-o", "mine.png")
	must(t, "demo", "--model", "tiny", "-o", "mine.png", "--force")
	open(t, "mine.png")
	refuse(t, exitUsage, "demo: --force: without -o nothing is overwritten", "demo", "--force")
	refuse(t, exitUsage, "demo: save mine.gif: .gif files cannot be written", "demo", "-o", "mine.gif")
	refuse(t, exitUsage, `demo: there is no built-in photograph called "cat": choose one of`, "demo", "--model", "tiny", "--photo", "cat")
	refuse(t, exitUsage, `demo: there is no built-in style called "starry": did you mean "The Starry Night"?`, "demo", "--style", "starry")
}

func TestAlphaIsKept(t *testing.T) {
	workplace(t)
	p := imaging.New(20, 20)
	p.Alpha = make([]float32, 400)
	for i := range p.Alpha {
		p.Alpha[i] = float32(i%256) / 255
	}
	if err := imaging.Save("glass.png", p, imaging.SaveOptions{}); err != nil {
		t.Fatal(err)
	}
	must(t, strings.Fields("stylize glass.png --style leaf.png --model tiny -o out.png")...)
	if got := open(t, "out.png"); !slices.Equal(got.Alpha, open(t, "glass.png").Alpha) {
		t.Error("alpha changed")
	}
}

func TestSmallStyleSaysWhich(t *testing.T) {
	workplace(t)
	refuse(t, exitFailed, "style small.png is 8 x 8 pixels: want at least 16 x 16", strings.Fields("stylize photo.png --style small.png --model tiny")...)
}

// maskFile writes a mask that is black in the left half and white in the right one, or the other way round.
func maskFile(t *testing.T, path string, left float32) {
	t.Helper()
	p := imaging.New(40, 30)
	for i := range p.Pix {
		if p.Pix[i] = left; i/3%40 >= 20 {
			p.Pix[i] = 1 - left
		}
	}
	if err := imaging.Save(path, p, imaging.SaveOptions{}); err != nil {
		t.Fatal(err)
	}
}

// TestMasksOnTheCommandLine: a style with a mask leaves the rest of the picture alone, and a mask belongs to the style before it.
func TestMasksOnTheCommandLine(t *testing.T) {
	workplace(t)
	maskFile(t, "right.png", 0)
	maskFile(t, "left.png", 1)
	base := "stylize photo.png --model tiny -o "
	must(t, strings.Fields(base+"masked.png --style leaf.png --mask right.png")...)
	must(t, strings.Fields(base+"full.png --style leaf.png")...)
	must(t, strings.Fields(base+"both.png --style leaf.png --mask right.png --style wave.jpg --mask left.png")...)
	must(t, strings.Fields(base+"swapped.png --style leaf.png --mask left.png --style wave.jpg --mask right.png")...)
	content, masked, full := open(t, "photo.png"), open(t, "masked.png"), open(t, "full.png")
	for i, v := range masked.Pix {
		want := content.Pix[i]
		if i/3%40 >= 20 {
			want = full.Pix[i]
		}
		if v != want {
			t.Fatalf("pixel %d is %g, want %g", i/3, v, want)
		}
	}
	if slices.Equal(open(t, "both.png").Pix, open(t, "swapped.png").Pix) {
		t.Error("masks do not belong to styles")
	}
	refuse(t, exitUsage, "--mask \"right.png\": name the style that it belongs to before it", strings.Fields(base+"x.png --mask right.png --style leaf.png")...)
	refuse(t, exitUsage, "has a mask already", strings.Fields(base+"x.png --style leaf.png --mask right.png --mask left.png")...)
	refuse(t, exitFailed, "mask: open missing.png: there is no such file", strings.Fields(base+"x.png --style leaf.png --mask missing.png")...)
}

func TestStyleScaleAndColorOnly(t *testing.T) {
	workplace(t)
	base := "stylize photo.png --model tiny --style leaf.png -o "
	for _, args := range []string{"plain.png", "large.png --style-scale 2", "color.png --color-only"} {
		must(t, strings.Fields(base+args)...)
	}
	content, plain, color := open(t, "photo.png"), open(t, "plain.png"), open(t, "color.png")
	if slices.Equal(plain.Pix, open(t, "large.png").Pix) {
		t.Error("--style-scale changes nothing")
	}
	luma := func(p *imaging.Picture, i int) float64 {
		return 0.299*float64(p.Pix[i]) + 0.587*float64(p.Pix[i+1]) + 0.114*float64(p.Pix[i+2])
	}
	for i := 0; i < len(color.Pix); i += 3 {
		if math.Abs(luma(color, i)-luma(content, i)) > 1.0/255 {
			t.Fatalf("--color-only: pixel %d has another brightness", i/3)
		}
	}
	if slices.Equal(color.Pix, content.Pix) {
		t.Error("--color-only changes nothing")
	}
	refuse(t, exitUsage, "choose one of the two", strings.Fields(base+"x.png --color-only --keep-color")...)
	refuse(t, exitUsage, "--style-scale 100: want 0.125 to 8", strings.Fields(base+"x.png --style-scale 100")...)
	must(t, strings.Fields("style save leaf.png --model tiny -o leaf.style")...)
	if err := os.Remove("leaf.png"); err != nil {
		t.Fatal(err)
	}
	refuse(t, exitUsage, "was saved as it is seen", strings.Fields("stylize photo.png --model tiny --style leaf.style --style-scale 2 -o x.png")...)
}
