package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"restyle/core/imaging"
)

// decode reads the JSON that a command prints.
func decode[T any](t *testing.T, out string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	return v
}

// folders makes folders of pictures: contents of 40x30 and 36x50 pixels, styles of 48x40 and 40x64.
func folders(t *testing.T) {
	t.Helper()
	workplace(t)
	for name, size := range map[string][2]int{"c/one.png": {40, 30}, "c/two.jpg": {36, 50}, "s/leaf.png": {48, 40}, "s/wave.jpg": {40, 64}} {
		if err := os.MkdirAll(name[:1], 0o700); err != nil {
			t.Fatal(err)
		}
		savePicture(t, name, size[0], size[1])
	}
}

func TestEvalPictureOfTheContentItself(t *testing.T) {
	workplace(t)
	r := decode[report](t, must(t, strings.Fields("eval picture photo.png --content photo.png --style leaf.png --model tiny --json")...))
	m := r.Mean
	if len(r.Results) != 1 || m.Distance != 0 || math.Abs(m.SSIM-1) > 1e-9 || math.Abs(m.Edges-1) > 1e-9 || math.Abs(m.Color) > 1e-9 || !(m.StyleDistance > 0) {
		t.Errorf("the content against itself: %+v", r)
	}
	r = decode[report](t, must(t, strings.Fields("eval picture leaf.png --content leaf.png --style leaf.png --model tiny --json")...))
	if m := r.Mean; m.StyleDistance > 1e-6 || m.Frechet[0] > 1e-6 || m.Frechet[1] > 1e-6 || m.Color < 0.99 {
		t.Errorf("the style against itself: %+v", r)
	}
}

// TestLinesAreMeasuredInTheResultsOwnSize: at half of it they would be too near to each other to be seen.
func TestLinesAreMeasuredInTheResultsOwnSize(t *testing.T) {
	workplace(t)
	p := imaging.New(1024, 96)
	for i := range p.Pix {
		p.Pix[i] = float32(0.5 + 0.1*math.Sin(2*math.Pi*float64(i/3%p.Width)/4) + 0.01*math.Sin(float64(i*i%1009)))
	}
	if err := imaging.Save("lined.png", p, imaging.SaveOptions{}); err != nil {
		t.Fatal(err)
	}
	r := decode[report](t, must(t, strings.Fields("eval picture lined.png --content lined.png --style leaf.png --model tiny --json")...))
	if !(r.Mean.Lines > 100) {
		t.Errorf("lines are %g", r.Mean.Lines)
	}
}

// TestHiddenColoursAreNotMeasured: what is transparent counts as white.
func TestHiddenColoursAreNotMeasured(t *testing.T) {
	clips(t, 1)
	savePicture(t, "photo.png", 40, 30)
	hidden := open(t, "photo.png")
	hidden.Alpha = make([]float32, 40*30)
	for i := range hidden.Alpha {
		hidden.Alpha[i] = float32(i % 40 / 20)
	}
	for name, p := range map[string]*imaging.Picture{"hidden.png": hidden, "white.png": imaging.Flatten(hidden)} {
		if err := imaging.Save(name, p, imaging.SaveOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range []string{
		"picture X --content photo.png --style photo.png", "picture photo.png --content X --style photo.png", "picture photo.png --content photo.png --style X",
		"model --content X --style photo.png --crop 32", "model --content photo.png --style X --crop 32", "video source steady --style X",
	} {
		figures := func(name string) (all []float64) {
			out := must(t, append(strings.Fields(strings.ReplaceAll("eval "+args, "X", name)), "--json")...)
			for _, number := range regexp.MustCompile(`: ([0-9.]+)`).FindAllStringSubmatch(out, -1) {
				v, err := strconv.ParseFloat(number[1], 64)
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, v)
			}
			return all
		}
		got, want := figures("hidden.png"), figures("white.png")
		if !slices.EqualFunc(got, want, func(a, b float64) bool { return math.Abs(a-b) <= 1e-3*b+1e-6 }) || len(want) == 0 {
			t.Errorf("eval %s: %v, want %v", args, got, want)
		}
	}
}

// TestEvalPairsAgreesWithPictures: the folder's mean is that of its pictures, found by name and at the size that they were stylized with.
func TestEvalPairsAgreesWithPictures(t *testing.T) {
	folders(t)
	must(t, strings.Fields("stylize c/one.png c/two.jpg --style s/leaf.png --model tiny --add-style -o out")...)
	must(t, strings.Fields("stylize c/one.png --style s/wave.jpg --model tiny --size 20 --add-style -o out/")...)
	all := decode[report](t, must(t, strings.Fields("eval pairs out --content c --style s --model tiny --json")...))
	if len(all.Results) != 3 || len(all.Styles) != 2 || all.Mean.Count != 3 {
		t.Fatalf("%+v", all)
	}
	sum := 0.0
	for name, style := range map[string]string{"one-leaf.png": "leaf.png", "two-leaf.jpg": "leaf.png", "one-wave.png": "wave.jpg"} {
		content := map[byte]string{'o': "one.png", 't': "two.jpg"}[name[0]]
		r := decode[report](t, must(t, strings.Fields(fmt.Sprintf("eval picture out/%s --content c/%s --style s/%s --model tiny --json", name, content, style))...))
		sum += r.Mean.StyleDistance
	}
	if math.Abs(sum/3-all.Mean.StyleDistance) > 1e-6*sum {
		t.Errorf("mean style distance %g, of the pictures %g", all.Mean.StyleDistance, sum/3)
	}
	table := must(t, strings.Fields("eval pairs out --content c --style s --model tiny")...)
	for _, want := range []string{"leaf.png", "wave.jpg", "mean", fmt.Sprintf("%8.3f", all.Mean.StyleDistance)} {
		if !strings.Contains(table, want) {
			t.Errorf("%q is not in %q", want, table)
		}
	}
}

func TestEvalModel(t *testing.T) {
	folders(t)
	r := decode[report](t, must(t, strings.Fields("eval model --content c --style s --crop 32 --model tiny --mode photo --json --sheet sheet.png --plot plot.png")...))
	if len(r.Results) != 4 || r.Mode != "photo" || r.Crop != 32 || r.Mean.Count != 4 || r.Styles[1].Count != 2 {
		t.Errorf("%+v", r)
	}
	sheet := open(t, "sheet.png")
	if sheet.Width != 3*32 || sheet.Height != 3*32 {
		t.Fatalf("the sheet is %dx%d", sheet.Width, sheet.Height)
	}
	crop := middle(open(t, "c/one.png"), 32)
	for y := range 32 { // the first content in the second line of the sheet
		from := ((32 + y) * sheet.Width) * 3
		for i, v := range crop.Pix[y*96 : (y+1)*96] {
			if math.Abs(float64(v-sheet.Pix[from+i])) > 0.51/255 {
				t.Fatalf("line %d of the content on the sheet is another", y)
			}
		}
	}
	checkPlot(t, "plot.png")
	refuse(t, exitFailed, "save plot.png: the file exists", strings.Fields("eval model --content c --style s --model tiny --plot plot.png")...)
}

// TestEvalLeavesOutWhatCannotBeOpened: the rest is measured, and the exit code tells.
func TestEvalLeavesOutWhatCannotBeOpened(t *testing.T) {
	folders(t)
	must(t, strings.Fields("stylize c/one.png c/two.jpg --style s/leaf.png --model tiny --add-style -o out")...)
	write(t, "c/bad.jpg", []byte("this is a text"))
	write(t, "s/bad.png", []byte("this is a text"))
	write(t, "out/bad-leaf.jpg", []byte("this is a text"))
	for args, c := range map[string]struct {
		results int
		failed  string
	}{"eval pairs out --content c --style s": {2, "1 of 3 pictures failed"}, "eval model --content c --style s --crop 32 --sheet sheet.png": {4, "2 of 6 pictures failed"}} {
		code, out, err := cli(t, strings.Fields(args+" --model tiny --json")...)
		if r := decode[report](t, out); code != exitFailed || len(r.Results) != c.results || r.Mean.Count != c.results || !strings.Contains(err, "bad") || !strings.Contains(err, c.failed) {
			t.Errorf("%s: exit %d, %d results, %q", args, code, len(r.Results), err)
		}
	}
	if code, out, err := cli(t, strings.Fields("eval pairs out/bad-leaf.jpg --content c --style s --model tiny")...); code != exitFailed || out != "" || !strings.Contains(err, "this is not a picture") {
		t.Errorf("nothing measured: exit %d, %q, %q", code, out, err)
	}
	refuse(t, exitUsage, "eval model: --sheet and --plot are one file, x.png: name two", strings.Fields("eval model --content c --style s --model tiny --sheet x.png --plot ./x.png")...)
}

// clips writes frames of a picture that moves by 2 pixels a frame: as it is, and flickering by ±0.05.
func clips(t *testing.T, frames int) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, folder := range []string{"source", "steady", "flicker"} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		for i := range frames {
			p := imaging.New(72, 48)
			for k := range p.Pix {
				x, y := float64(k/3%72+2*i), float64(k/3/72)
				v := 0.5 + 0.2*math.Sin(x/4+float64(k%3))*math.Cos(y/5) + 0.1*math.Sin(x/9+y/7)
				if folder == "flicker" {
					v += 0.05 * float64(2*(i%2)-1)
				}
				p.Pix[k] = float32(v)
			}
			if err := imaging.Save(fmt.Sprintf("%s/frame%d.png", folder, i), p, imaging.SaveOptions{}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestEvalVideo(t *testing.T) {
	clips(t, 12)
	r := decode[videoReport](t, must(t, strings.Fields("eval video source steady flicker --intervals 1,2 --plot plot.png --json")...))
	if r.Frames != 12 || r.Width != 72 || r.Height != 48 || len(r.Versions) != 2 || len(r.Versions[0].Errors) != 11+10 {
		t.Fatalf("%+v", r)
	}
	for i, want := range [2][2]float64{{0, 0}, {0.1, 0}} {
		for k, m := range r.Versions[i].Means {
			if m.Visible == nil || math.Abs(*m.Visible-want[k]) > 0.006 || m.Pairs != 11-k {
				t.Errorf("%s at interval %d: %v of %d pairs, want %g", r.Versions[i].Name, m.Interval, m.Visible, m.Pairs, want[k])
			}
		}
	}
	checkPlot(t, "plot.png")
	table := must(t, strings.Fields("eval video source flicker --frames 5")...)
	if !strings.Contains(table, "5 frames") || strings.Count(table, "flicker") != 3 || !strings.Contains(table, " -") {
		t.Errorf("%q", table)
	}
}

// TestEvalVideoWithoutPairs: where nothing could be compared no error is told, and none is drawn.
func TestEvalVideoWithoutPairs(t *testing.T) {
	clips(t, 1)
	if out := must(t, strings.Fields("eval video source flicker")...); !strings.Contains(out, "source: 1 frame of 72 x 48 pixels;") {
		t.Errorf("%q", out)
	}
	if out := must(t, strings.Fields("eval video source flicker --json")...); !strings.Contains(out, `"errors": []`) || strings.Contains(out, "rmse") {
		t.Errorf("%s", out)
	}
	code, out, err := cli(t, strings.Fields("eval video source flicker --plot empty.png")...)
	if code != exitFailed || !strings.Contains(out, "source: 1 frame of 72 x 48 pixels;") || err != "restyle-cli: plot empty.png: no two frames could be compared: take more frames, or a shorter interval\n" {
		t.Errorf("exit %d: %q %q", code, out, err)
	}
	if _, err := os.Stat("empty.png"); err == nil {
		t.Error("an empty plot was written")
	}
}

func TestEvalRefuses(t *testing.T) {
	folders(t)
	if err := os.Mkdir("empty", 0o700); err != nil {
		t.Fatal(err)
	}
	savePicture(t, "odd.png", 40, 20)
	for name, width := range map[string]int{"still": 20, "other": 40} {
		if err := os.Mkdir(name, 0o700); err != nil {
			t.Fatal(err)
		}
		savePicture(t, name+"/1.png", width, 20)
	}
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"picture photo.png --style leaf.png", exitUsage, "no content is named"},
		{"picture photo.png --content photo.png", exitUsage, "no style is named"},
		{"picture photo.png --content photo.png --style leaf.png --size 3", exitUsage, "--size 3: want 16 or more"},
		{"picture odd.png --content photo.png --style leaf.png --model tiny", exitFailed, "measure odd.png: it has 40 x 20 pixels, its content photo.png 40 x 30: want the same shape: choose what it was made from"},
		{"picture missing.png --content photo.png --style leaf.png --model tiny", exitFailed, "open missing.png: there is no such file"},
		{"picture photo.png --content photo.png --style leaf.png --teacher leaf.png", exitFailed, "load teacher"},
		{"pairs c --content c --style s --model tiny", exitFailed, "measure c/one.png: no content and style make this name"},
		{"pairs empty --content c --style s --model tiny", exitFailed, "open the folder empty: there are no pictures in it"},
		{"model --content c", exitUsage, "no styles are named"},
		{"model --content c --style nowhere --model tiny", exitFailed, "open nowhere: there is no such file or folder: check the name"},
		{"model --content c --style s --crop 8", exitUsage, "--crop 8: want 16 to 4096"},
		{"model --content c --style s --sheet sheet.gif", exitUsage, ".gif files cannot be written"},
		{"model --content c --style s --rows 2", exitUsage, "eval model: --rows: there is no sheet: leave it out, or add --sheet FILE"},
		{"video c", exitUsage, "1 argument given"},
		{"pairs nowhere --content c --style s --model tiny", exitFailed, "open nowhere: there is no such file or folder: check the name"},
		{"model --content c --style s --model tiny --sheet c/one.png --force", exitFailed, "save c/one.png: this is a file that the result is made from: choose another name"},
		{"model --content c --style s --model tiny --plot s/leaf.png --force", exitFailed, "save s/leaf.png: this is a file that the result is made from"},
		{"video c s --plot s/leaf.png --force", exitFailed, "save s/leaf.png: this is a file that the result is made from"},
		{"model --content c --style s --model tiny --plain", exitUsage, "--plain: there is nothing else in art mode"},
		{"model --content c --style s --model tiny --plot missing/p.png", exitFailed, "there is no folder missing: make it or choose another"},
		{"picture photo.png --content c --style leaf.png --model tiny", exitFailed, "open c: this is a folder; choose a picture inside it"},
		{"video nowhere c", exitFailed, "open nowhere: there is no such file; check the name or choose another file"},
		{"video c c", exitFailed, "open c/two.jpg: its shape is another than that of one.png"},
		{"video still still --style small.png --model leaf.png", exitFailed, "load model leaf.png: this file is no model of Restyle"},
		{"video still still --style nowhere --model tiny", exitFailed, `there is no file and no style called "nowhere"`},
		{"video still still --style", exitUsage, "eval video: --style: its value is missing"},
		{"video still other --model tiny", exitFailed, "measure other: its frames have 40 x 20 pixels, those of still 20 x 20: want the same shape"},
		{"video still still --every -1", exitUsage, "eval video: --every -1: want 1 or more"},
		{"video still still --ffmpeg still", exitFailed, "--ffmpeg still: ffmpeg and ffprobe are not in this folder"},
		{"video c s --frames -1", exitUsage, "eval video: --frames -1: want 1 or more"},
		{"video c s --size -1", exitUsage, "eval video: --size -1: want 16 or more"},
		{"video c s --size 15", exitUsage, "eval video: --size 15: want 16 or more"},
		{"video c s --intervals 0", exitUsage, "an interval of 0 frames: want 1 to 1000"},
		{"video c s --intervals some", exitUsage, "--intervals some: want numbers of frames such as 1,10"},
	} {
		refuse(t, c.code, c.want, append([]string{"eval"}, strings.Fields(c.args)...)...)
	}
}

func TestListsLeaveOutHiddenFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"10.png", "9.png", "._9.png"} {
		write(t, name, nil)
	}
	if got, err := listPictures("."); strings.Join(got, " ") != "9.png 10.png" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestFramesAreSortedByNumber(t *testing.T) {
	names := []string{"f10.png", "f9.png", "f1.png", "f010.png", "e2.png", "f1a.png"}
	slices.SortFunc(names, imaging.ByNumber)
	if got := strings.Join(names, " "); got != "e2.png f1.png f1a.png f9.png f010.png f10.png" {
		t.Errorf("%s", got)
	}
}
