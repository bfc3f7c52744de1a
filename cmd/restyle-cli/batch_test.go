package main

import (
	"bytes"
	"context"
	"image"
	"image/color/palette"
	"image/gif"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"restyle/core/imaging"
)

// holiday makes a folder of pictures with a folder in it, and things that are no pictures.
func holiday(t *testing.T) {
	t.Helper()
	for _, folder := range []string{"holiday/beach", "holiday/.hidden"} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for name, size := range map[string]int{"a.jpg": 24, "b.PNG": 25, "beach/a.tif": 26, ".hidden/z.png": 27} {
		savePicture(t, filepath.Join("holiday", name), size, 20)
	}
	write(t, "holiday/notes.txt", []byte("no picture"))
	write(t, "holiday/.restyle-0123456789abcdef.part", []byte("left by a run that was killed"))
}

// files lists the ordinary files below a folder.
func files(t *testing.T, folder string) []string {
	t.Helper()
	var names []string
	err := filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
		if err == nil && info.Mode().IsRegular() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestFoldersKeepNamesAndShape(t *testing.T) {
	workplace(t)
	holiday(t)
	base := "stylize holiday --style leaf.png --model tiny "
	out := must(t, strings.Fields(base+"-o flat")...)
	if got := files(t, "flat"); !slices.Equal(got, []string{"flat/a.jpg", "flat/b.PNG"}) || !strings.HasSuffix(out, "2 written, 0 skipped, 0 failed\n") {
		t.Errorf("%v, %q", got, out)
	}
	if out := must(t, strings.Fields("stylize holiday/beach --style leaf.png --model tiny -o one")...); !strings.HasSuffix(out, "1 written, 0 skipped, 0 failed\n") {
		t.Errorf("one picture in a folder: %q", out)
	}
	must(t, strings.Fields(base+"-o deep --recursive --format png")...)
	if got := files(t, "deep"); !slices.Equal(got, []string{"deep/a.png", "deep/b.png", "deep/beach/a.png"}) {
		t.Errorf("%v", got)
	}
	// Results inside of the folder that is searched are not searched themselves.
	for range 2 {
		must(t, strings.Fields(base+"-o holiday/painted --recursive --force")...)
	}
	if got := files(t, "holiday/painted"); !slices.Equal(got, []string{"holiday/painted/a.jpg", "holiday/painted/b.PNG", "holiday/painted/beach/a.tif"}) {
		t.Errorf("%v", got)
	}
	write(t, "holiday/beach/bad.jpg", []byte("this is a text"))
	bad := filepath.Join("holiday", "beach", "bad.jpg")
	if code, _, err := cli(t, strings.Fields(base+"-o deep --recursive --skip --format png")...); code != exitFailed || !strings.Contains(err, "open "+bad+": this is not") {
		t.Errorf("exit %d, %q", code, err)
	}
	if err := os.Mkdir("empty", 0o700); err != nil {
		t.Fatal(err)
	}
	refuse(t, exitFailed, "the folder empty holds no pictures: choose another, or search the folders in it too (--recursive)", strings.Fields("stylize empty --style leaf.png --model tiny -o x")...)
}

func TestExistingResultsAreSkippedOrOverwrittenAsStated(t *testing.T) {
	workplace(t)
	base := "stylize photo.png second.jpg wave.jpg --style leaf.png --model tiny -o out "
	if err := os.Mkdir("out", 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, "out/photo.png", []byte("precious"))
	refuse(t, exitFailed, "save out/photo.png: the file exists", strings.Fields(base)...)
	if got := files(t, "out"); len(got) != 1 {
		t.Errorf("a refused run writes %v", got)
	}
	out := must(t, strings.Fields(base+"--skip")...)
	if b, _ := os.ReadFile("out/photo.png"); string(b) != "precious" || !strings.Contains(out, "left out/photo.png as it is") || !strings.HasSuffix(out, "2 written, 1 skipped, 0 failed\n") {
		t.Errorf("%q, %q", b, out)
	}
	refuse(t, exitFailed, "it exists, as do 2 other results: add --skip to leave them or --force to overwrite them", strings.Fields(base)...)
	if out := must(t, strings.Fields(base+"--skip")...); !strings.HasSuffix(out, "0 written, 3 skipped, 0 failed\n") {
		t.Errorf("%q", out)
	}
	refuse(t, exitFailed, "save out/photo.png: it exists, as does 1 other result: add", strings.Fields("stylize photo.png wave.jpg --style leaf.png --model tiny -o out")...)
	must(t, strings.Fields(base+"--force")...)
	open(t, "out/photo.png")
	before, err := os.ReadFile("photo.png")
	if err != nil {
		t.Fatal(err)
	}
	code, _, sentence := cli(t, strings.Fields("stylize photo.png wave.jpg --style leaf.png --model tiny --force -o .")...)
	if after, _ := os.ReadFile("photo.png"); code != exitFailed || !strings.Contains(sentence, "this is the picture it was made from") || !bytes.Equal(before, after) {
		t.Errorf("exit %d, %q", code, sentence)
	}
}

// TestWhatCannotBeOpenedIsNamed: pictures of other kinds in a folder, and all but the first picture of a file.
func TestWhatCannotBeOpenedIsNamed(t *testing.T) {
	workplace(t)
	holiday(t)
	for _, name := range []string{"IMG_1.HEIC", "IMG_2.HEIC", "IMG_3.heif", "IMG_4.avif", "DSC_5.NEF", "DSC_6.ARW"} {
		write(t, "holiday/"+name, nil)
	}
	var film bytes.Buffer
	frame := image.NewPaletted(image.Rect(0, 0, 20, 20), palette.WebSafe)
	if err := gif.EncodeAll(&film, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{5, 5}}); err != nil {
		t.Fatal(err)
	}
	write(t, "holiday/film.gif", film.Bytes())
	_, out, err := cli(t, strings.Fields("stylize holiday --style leaf.png --model tiny -o out")...)
	for _, want := range []string{
		"left out, because HEIC, AVIF and RAW cannot be opened: 6 pictures: holiday/DSC_5.NEF, holiday/DSC_6.ARW, holiday/IMG_1.HEIC, holiday/IMG_2.HEIC, holiday/IMG_3.heif and 1 more: save them",
		"note: holiday/film.gif: it is animated, and only its first frame is taken; for all of them use restyle-cli video",
	} {
		if !strings.Contains(err, filepath.FromSlash(want)) {
			t.Errorf("%q is not in %q", want, err)
		}
	}
	if !strings.HasSuffix(out, "3 written, 0 skipped, 0 failed\n") {
		t.Errorf("%q", out)
	}
}

// TestSkipKnowsNewPictures: a picture that comes beside one of its name is painted, not taken for the one that is done.
func TestSkipKnowsNewPictures(t *testing.T) {
	workplace(t)
	if err := os.Mkdir("c", 0o700); err != nil {
		t.Fatal(err)
	}
	savePicture(t, "c/x.tif", 20, 20)
	args := strings.Fields("stylize c --style leaf.png --model tiny --format png --skip -o out")
	must(t, args...)
	savePicture(t, "c/x.jpg", 24, 20)
	for range 2 {
		must(t, args...)
	}
	if p, q := open(t, "out/x-jpg.png"), open(t, "out/x-tif.png"); p.Width != 24 || q.Width != 20 || len(files(t, "out")) != 3 {
		t.Errorf("widths %d and %d, %v", p.Width, q.Width, files(t, "out"))
	}
}

// TestInterruptedBatchGoesOn: a context that ends between two files leaves whole files, and --skip does the rest.
func TestInterruptedBatchGoesOn(t *testing.T) {
	workplace(t)
	args := strings.Fields("stylize photo.png second.jpg wave.jpg --style leaf.png --model tiny -o out --progress plain")
	ctx, cancel := context.WithCancel(context.Background())
	var out bytes.Buffer
	watch := watcher{text: "second.jpg: decode", found: cancel}
	if code := run(&program{ctx: ctx, out: &out, err: &watch}, args); code != exitInterrupted {
		t.Errorf("exit %d", code)
	}
	if !strings.Contains(out.String(), "1 written, 0 skipped, 0 failed, 2 not begun") || !strings.Contains(watch.String(), "--skip goes on with the rest") {
		t.Errorf("%q, %q", out.String(), watch.String())
	}
	if got := files(t, "out"); !slices.Equal(got, []string{"out/photo.png"}) {
		t.Errorf("%v", got)
	}
	watch = watcher{text: "second.jpg: decode"}
	ctx, watch.found = context.WithCancel(context.Background())
	run(&program{ctx: ctx, out: &out, err: &watch}, append(args, "--force"))
	if !strings.Contains(watch.String(), "with --skip in place of --force it makes those that are not there at all") {
		t.Errorf("with --force: %q", watch.String())
	}
	if out := must(t, append(args, "--skip")...); !strings.HasSuffix(out, "2 written, 1 skipped, 0 failed\n") {
		t.Errorf("%q", out)
	}
}

// watcher calls found when a text has been written to it.
type watcher struct {
	bytes.Buffer
	text  string
	found func()
}

func (w *watcher) Write(b []byte) (int, error) {
	n, err := w.Buffer.Write(b)
	if strings.Contains(w.String(), w.text) {
		w.found()
	}
	return n, err
}

// TestKilledAtAnyMoment: a program that is killed while it writes leaves old results, new results or none, but never half of one, and what it leaves
// besides does not disturb the next run.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() || runtime.GOOS == "windows" {
		t.Skip("builds the program and kills it")
	}
	program := build(t)
	workplace(t)
	savePicture(t, "large.png", 700, 500)
	savePicture(t, "more.png", 700, 501)
	args := strings.Fields("stylize large.png more.png --style leaf.png --model tiny --force --recipe --format tif -o out")
	begun := time.Now()
	if text, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	whole := time.Since(begun)
	old := contents(t, "out")
	random := rand.New(rand.NewPCG(1, 2))
	killed := 0
	for range 15 {
		c := exec.Command(program, args...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Float64() * float64(whole)))
		c.Process.Kill()
		if c.Wait() != nil {
			killed++
		}
		for name, b := range contents(t, "out") {
			if old[name] != b && !strings.HasSuffix(name, ".part") {
				t.Fatalf("%s is not what it was: %d bytes, not %d", name, len(b), len(old[name]))
			}
		}
		if random.IntN(2) == 0 {
			os.Remove("out/more.tif") // the next one has to make it
			open(t, "out/large.tif")
		} else if text, err := exec.Command(program, args...).CombinedOutput(); err != nil {
			t.Fatalf("after a kill: %v: %s", err, text)
		}
	}
	t.Logf("%d of 15 runs were killed before they ended, and left %d temporary files", killed, len(files(t, "out"))-len(old))
	if killed == 0 {
		t.Error("no run was killed in time")
	}
	must(t, strings.Fields("stylize out --style leaf.png --model tiny -o again --recursive")...)
	for _, name := range files(t, "again") {
		open(t, name)
	}
}

// contents are the files of a folder by name.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, name := range files(t, folder) {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = string(b)
	}
	return all
}

// TestPhotographersFiles: 16 bits, alpha, profile and subsampling go through the command.
func TestPhotographersFiles(t *testing.T) {
	workplace(t)
	p := open(t, "photo.png")
	p.Alpha = slices.Repeat([]float32{0.25, 1}, 600)
	deep := imaging.NewDocument(p).Like(16)
	for y := range p.Height {
		deep.SetRow(p.Pix[3*y*p.Width:3*(y+1)*p.Width], 0, y)
	}
	deep.Pixels.TakeAlpha(imaging.NewDocument(p).Pixels)
	if err := imaging.SaveDocument("deep.tif", deep, imaging.SaveOptions{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args, file string
		depth      int
		opaque     bool
	}{
		{"deep.tif -o out.tif", "out.tif", 16, false},
		{"deep.tif -o out.png", "out.png", 16, false},
		{"deep.tif -o eight.png --depth 8", "eight.png", 8, false},
		{"photo.png -o deep.png --depth 16", "deep.png", 16, true},
		{"deep.tif -o out.jpg --quality 80 --subsampling 4:2:0", "out.jpg", 8, true},
	} {
		must(t, strings.Fields("stylize --style leaf.png --model tiny "+c.args)...)
		d, err := imaging.OpenDocument(c.file, imaging.Limits{})
		if err != nil || d.Depth != c.depth || d.Pixels.Opaque() != c.opaque {
			t.Errorf("%s: %+v, %v", c.args, d, err)
		}
	}
}
