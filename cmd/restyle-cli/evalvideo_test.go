package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"restyle/core/imaging"
	"restyle/core/video"
)

// measuredVideo is the report of eval video with --json.
func measuredVideo(t *testing.T, args string) videoReport {
	t.Helper()
	return decode[videoReport](t, must(t, append([]string{"eval", "video", "--json"}, strings.Fields(args)...)...))
}

// withStyle is clips with the pictures and the model of a workplace.
func withStyle(t *testing.T, frames int) {
	t.Helper()
	clips(t, frames)
	t.Setenv("RESTYLE_LIBRARY", "library")
	savePicture(t, "leaf.png", 48, 40)
}

// ffmpeg makes files, or skips the test.
func ffmpeg(t *testing.T, args string) {
	t.Helper()
	found, err := video.FindTools("")
	if err != nil {
		t.Skip("ffmpeg is not installed: run make setup")
	}
	if out, err := exec.Command(found.FFmpeg, strings.Fields("-nostdin -v error "+args)...).CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg %s: %v: %s", args, err, out)
	}
}

// nameless is a report without names, for comparison with one of the same frames.
func nameless(r videoReport) videoReport {
	r.Source = ""
	for i := range r.Versions {
		r.Versions[i].Name = ""
	}
	return r
}

// TestEvalVideoOfFilms: a film without losses has the figures of its frames, and one that is its own version changes as the source does.
func TestEvalVideoOfFilms(t *testing.T) {
	withStyle(t, 12)
	ffmpeg(t, "-framerate 25 -start_number 0 -i source/frame%d.png -framerate 25 -start_number 0 -i flicker/frame%d.png "+
		"-map 0 -c:v ffv1 -pix_fmt bgr0 source.mkv -map 1 -c:v png flicker.mkv")
	frames := measuredVideo(t, "source flicker --style leaf.png --every 5")
	films := measuredVideo(t, "source.mkv flicker.mkv --style leaf.png --every 5")
	if len(films.Versions[0].Errors) != 11+2 || !reflect.DeepEqual(nameless(films), nameless(frames)) {
		t.Errorf("of films %+v\nof their frames %+v", films, frames)
	}
	if mixed := measuredVideo(t, "source flicker.mkv --style leaf.png --every 5"); !reflect.DeepEqual(nameless(mixed), nameless(frames)) {
		t.Errorf("of a folder and a film %+v\nof folders %+v", mixed, frames)
	}
	own := measuredVideo(t, "source.mkv source.mkv").Versions[0]
	if want := measuredVideo(t, "source source").Versions[0]; !reflect.DeepEqual(own.Errors, want.Errors) {
		t.Errorf("the source's own errors are %+v, of its frames %+v", own.Errors, want.Errors)
	}
	if m := own.Mean; m.Distance != 0 || math.Abs(m.SSIM-1) > 1e-9 || m.StyleDistance != nil || m.Frechet != nil {
		t.Errorf("the source against itself: %+v", m)
	}
}

// TestEvalVideoAgreesWithPictures: distances are those of eval picture of every n-th frame, which the mean is of.
func TestEvalVideoAgreesWithPictures(t *testing.T) {
	withStyle(t, 7)
	r := measuredVideo(t, "source flicker --style leaf.png --every 3")
	v := r.Versions[0]
	if r.Style != "leaf.png" || r.Every != 3 || r.Space != "encoder of compact" || len(v.Results) != 3 {
		t.Fatalf("%+v", r)
	}
	var sum score
	for i, got := range v.Results {
		args := fmt.Sprintf("eval picture flicker/frame%d.png --content source/frame%d.png --style leaf.png --json", 3*i, 3*i)
		want := decode[report](t, must(t, strings.Fields(args)...)).Mean
		if got.Frame != 3*i || got.Distance != want.Distance || *got.StyleDistance != want.StyleDistance || got.SSIM != want.SSIM || *got.Frechet != want.Frechet {
			t.Errorf("%+v of frame %d, eval picture says %+v", got, got.Frame, want)
		}
		sum.Distance, sum.StyleDistance, sum.SSIM = sum.Distance+want.Distance/3, sum.StyleDistance+want.StyleDistance/3, sum.SSIM+want.SSIM/3
		sum.Frechet[0], sum.Frechet[1] = sum.Frechet[0]+want.Frechet[0]/3, sum.Frechet[1]+want.Frechet[1]/3
	}
	for i, d := range []float64{v.Mean.Distance - sum.Distance, *v.Mean.StyleDistance - sum.StyleDistance, v.Mean.SSIM - sum.SSIM, v.Mean.Frechet[0] - sum.Frechet[0], v.Mean.Frechet[1] - sum.Frechet[1]} {
		if math.Abs(d) > 1e-9 {
			t.Errorf("mean %d is off by %g", i, d)
		}
	}
	table := must(t, strings.Fields("eval video source flicker --style leaf.png --every 3")...)
	row := fmt.Sprintf("flicker                             3 %8.4f %8.4f %8.3f %9.3f %9.3f\n", v.Mean.Distance, *v.Mean.StyleDistance, v.Mean.SSIM, v.Mean.Frechet[0], v.Mean.Frechet[1])
	if !strings.HasSuffix(table, row) || !strings.Contains(table, "encoder of compact, style leaf.png; mean of one frame in 3\n") {
		t.Errorf("%q is not the end of %q", row, table)
	}
}

// TestEvalVideoTakesNamesOfStyles: a built-in picture, and that of a saved style; a painting that is not at hand cannot be measured against.
func TestEvalVideoTakesNamesOfStyles(t *testing.T) {
	withStyle(t, 1)
	must(t, strings.Fields("style save leaf.png --name mine")...)
	style := func(name string) float64 {
		r := decode[videoReport](t, must(t, "eval", "video", "source", "flicker", "--json", "--style", name))
		return *r.Versions[0].Mean.StyleDistance
	}
	if leaf, mine, terrace := style("leaf.png"), style("mine"), style("cafe terrace"); mine != leaf || terrace == leaf {
		t.Errorf("style distance to the picture %g, to the style made from it %g, to another %g", leaf, mine, terrace)
	}
	refuse(t, exitFailed, "style The Starry Night: the picture that it was made from is not at hand", "eval", "video", "source", "flicker", "--style", "The Starry Night")
}

// saveGIF writes frames of ten colours, one every delay hundredths of a second, and their PNG files into a folder.
func saveGIF(t *testing.T, name string, frames, delay int) {
	t.Helper()
	if err := os.Mkdir(name, 0o700); err != nil {
		t.Fatal(err)
	}
	var palette color.Palette
	for i := range 10 {
		palette = append(palette, color.Gray{uint8(25 * i)})
	}
	g := &gif.GIF{}
	for n := range frames {
		img := image.NewPaletted(image.Rect(0, 0, 64, 48), palette)
		for i := range img.Pix {
			img.Pix[i] = uint8(5 + 4*math.Sin(float64(i%64+n)/5)*math.Cos(float64(i/64)/6))
		}
		g.Image, g.Delay = append(g.Image, img), append(g.Delay, delay)
		if err := imaging.Save(fmt.Sprintf("%s/%d.png", name, n), imaging.FromImage(img), imaging.SaveOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	write(t, name+".gif", b.Bytes())
}

// TestEvalVideoWithoutFFmpeg: animations are read all the same, and films are refused in one sentence.
func TestEvalVideoWithoutFFmpeg(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("PATH", "")
	saveGIF(t, "wave", 12, 10)
	saveGIF(t, "fast", 12, 5)
	saveGIF(t, "short", 5, 10)
	if gifs, frames := measuredVideo(t, "wave.gif wave.gif --every 4"), measuredVideo(t, "wave wave --every 4"); gifs.Frames != 12 || !reflect.DeepEqual(nameless(gifs), nameless(frames)) {
		t.Errorf("of the GIF %+v\nof its frames %+v", gifs, frames)
	}
	if r := measuredVideo(t, "wave.gif wave.gif"); r.Every != 10 || len(r.Versions[0].Results) != 2 {
		t.Errorf("without --every: %d results, one frame in %d", len(r.Versions[0].Results), r.Every)
	}
	refuse(t, exitFailed, "measure fast.gif: it has 20 frames a second, and wave.gif has 10: frames are compared by their numbers: want the same rate, or folders of frames", "eval", "video", "wave.gif", "fast.gif")
	write(t, "clip.mp4", []byte("a video"))
	refuse(t, exitFailed, "open clip.mp4: ffmpeg is not installed", "eval", "video", "wave.gif", "clip.mp4")
	for _, names := range []string{"wave.gif short.gif", "short wave.gif"} {
		code, out, err := cli(t, strings.Fields("eval video --json "+names)...)
		short := names[strings.Index(names, "short"):]
		short, _, _ = strings.Cut(short, " ")
		if r := decode[videoReport](t, out); code != exitDone || r.Frames != 5 || err != "restyle-cli: "+short+" ends after 5 frames, before the others: no more are measured\n" {
			t.Errorf("%s: exit %d, %d frames, %q", names, code, r.Frames, err)
		}
	}
	if _, _, err := cli(t, strings.Fields("eval video wave.gif short.gif --frames 4")...); err != "" {
		t.Errorf("of the first four frames: %q", err)
	}
}

// TestEvalVideoOfOtherSizes: all are brought to the size of the smallest; a column and a row that were added to have even sides are cut off.
func TestEvalVideoOfOtherSizes(t *testing.T) {
	withStyle(t, 3)
	for name, change := range map[string]func(*imaging.Picture) *imaging.Picture{
		"small": func(p *imaging.Picture) *imaging.Picture { return imaging.Resize(p, 36, 24) },
		"odd":   func(p *imaging.Picture) *imaging.Picture { return imaging.Crop(p, image.Rect(0, 0, 71, 47)) },
	} {
		if err := os.Mkdir(name, 0o700); err != nil {
			t.Fatal(err)
		}
		for i := range 3 {
			file := fmt.Sprintf("frame%d.png", i)
			if err := imaging.Save(filepath.Join(name, file), change(open(t, filepath.Join("source", file))), imaging.SaveOptions{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for args, want := range map[string]string{
		"source small": "restyle-cli: source has frames of 72 x 48 pixels: they are brought to 36 x 24, the size of the smallest video\n",
		"small source": "restyle-cli: source has frames of 72 x 48 pixels: they are brought to 36 x 24, the size of the smallest video\n",
		"odd source":   "restyle-cli: source has frames of 72 x 48 pixels: they are brought to 71 x 47, the size of the smallest video\n",
	} {
		code, out, err := cli(t, strings.Fields("eval video --json --every 1 "+args)...)
		r := decode[videoReport](t, out)
		if code != exitDone || err != want || !strings.Contains(want, fmt.Sprintf("brought to %d x %d,", r.Width, r.Height)) || !(r.Versions[0].Mean.SSIM > 0.9999) {
			t.Errorf("%s: exit %d, %q, %+v", args, code, err, r)
		}
	}
	if r := measuredVideo(t, "odd source --every 1"); math.Abs(r.Versions[0].Mean.SSIM-1) > 1e-9 {
		t.Errorf("what was cut off leaves %+v", r.Versions[0].Mean)
	}
	if r := measuredVideo(t, "source steady --size 24"); r.Width != 24 || r.Height != 16 {
		t.Errorf("with --size 24 frames of %d x %d are compared", r.Width, r.Height)
	}
}

// TestEvalVideoProgress: a line for each frame, and Ctrl-C ends between two.
func TestEvalVideoProgress(t *testing.T) {
	withStyle(t, 12)
	_, _, lines := cli(t, strings.Fields("eval video source flicker --progress json")...)
	n := 0
	for line := range strings.Lines(lines) {
		var e event
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		if n++; e.Event != "measured" || e.File != "source" || e.Done != n || e.Total != 12 || (e.Left > 0) != (n < 12) {
			t.Errorf("%+v", e)
		}
	}
	if n != 12 {
		t.Errorf("%d events", n)
	}
	for _, args := range []string{"source flicker", "source flicker --style leaf.png --every 1"} {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		var out bytes.Buffer
		err := &trigger{word: "frame 3 of 12, ", pull: cancel}
		code := run(&program{ctx: ctx, out: &out, err: err}, append([]string{"eval", "video", "--progress", "plain"}, strings.Fields(args)...))
		told := regexp.MustCompile(`, \d+:\d\d left\n`).ReplaceAllString(err.String(), ", so long\n")
		if want := "frame 1 of 12, so long\nframe 2 of 12, so long\nframe 3 of 12, so long\nrestyle-cli: interrupted\n"; code != exitInterrupted || out.Len() > 0 || told != want {
			t.Errorf("%s: exit %d, %q, %q", args, code, out.String(), err.String())
		}
	}
}

// trigger does something once a word is written.
type trigger struct {
	bytes.Buffer
	word string
	pull func()
}

func (w *trigger) Write(b []byte) (int, error) {
	if strings.Contains(string(b), w.word) {
		w.pull()
	}
	return w.Buffer.Write(b)
}

// countedReader gives a number of frames, and counts them.
type countedReader struct{ left, given int }

func (r *countedReader) Read(*video.Frame) error {
	if r.left == 0 {
		return io.EOF
	}
	r.left, r.given = r.left-1, r.given+1
	return nil
}

func (r *countedReader) Close() error { return nil }

// TestFootageIsReadFrameByFrame: nothing is read ahead or kept, and a video without frames is told from one that is over.
func TestFootageIsReadFrameByFrame(t *testing.T) {
	long, short := &countedReader{left: 100}, &countedReader{left: 2}
	f := &footage{width: 16, height: 16, all: []*clip{{name: "long", reader: long, frame: video.NewFrame(16, 16)}, {name: "short", reader: short, frame: video.NewFrame(16, 16)}}}
	for n := 1; n <= 2; n++ {
		if pictures, err := f.next(); err != nil || len(pictures) != 2 || long.given != n || short.given != n {
			t.Errorf("frame %d: %d pictures, %d and %d frames read, %v", n, len(pictures), long.given, short.given, err)
		}
	}
	if _, err := f.next(); err != io.EOF || f.read != 2 || len(f.short()) != 1 || f.short()[0].name != "short" {
		t.Errorf("%v after %d frames, ended by %v", err, f.read, f.short())
	}
	f.read = 0
	if _, err := f.next(); err == nil || err.Error() != "open short: there are no frames in it: choose another file" {
		t.Errorf("without any frame: %v", err)
	}
}
