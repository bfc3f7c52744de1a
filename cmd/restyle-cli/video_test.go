package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"restyle/core/film"
	"restyle/core/video"
)

// movie makes a clip of a second with sound, by ffmpeg.
func movie(t *testing.T, name, more string) {
	t.Helper()
	found, err := video.FindTools("")
	if err != nil {
		t.Skip("ffmpeg is not installed: run make setup")
	}
	args := "-nostdin -v error -f lavfi -i testsrc2=duration=1:size=64x48:rate=12 -f lavfi -i sine=duration=1 -c:v libx264 -pix_fmt yuv420p -c:a aac " + more + " " + name
	if out, err := exec.Command(found.FFmpeg, strings.Fields(args)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// TestVideo: a film becomes a film, with progress, and frames are those of stylize when steadying is off.
func TestVideo(t *testing.T) {
	workplace(t)
	movie(t, "in.mp4", "")
	out := must(t, strings.Fields("video in.mp4 --style leaf.png --model tiny -o out.mp4")...)
	if !strings.Contains(out, "wrote out.mp4 (64 x 48 pixels, 12 frames, 0:01 long, done in ") {
		t.Error(out)
	}
	must(t, strings.Fields("video in.mp4 --style leaf.png --model tiny --strength 0 -o plain/")...)
	must(t, strings.Fields("video in.mp4 --style leaf.png --model tiny --steady 0 -o frames/")...)
	must(t, strings.Fields("stylize plain/00007.png --style leaf.png --model tiny -o seventh.png")...)
	if !slices.Equal(open(t, "seventh.png").Pix, open(t, "frames/00007.png").Pix) {
		t.Error("a frame is not what stylize makes of it")
	}
	must(t, strings.Fields("video in.mp4 --style leaf.png --model tiny --frame 0.5 -o preview.png")...)
	if !slices.Equal(open(t, "preview.png").Pix, open(t, "frames/00007.png").Pix) {
		t.Error("the preview is another frame")
	}
	bytes := map[string]int64{}
	for _, args := range []string{"usual.jpg", "same.jpg --quality 95", "small.jpg --quality 30"} {
		must(t, strings.Fields("video in.mp4 --style leaf.png --model tiny --frame 0.5 -o "+args)...)
		name, _, _ := strings.Cut(args, " ")
		file, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		bytes[name] = file.Size()
	}
	if bytes["usual.jpg"] != bytes["same.jpg"] || bytes["small.jpg"] > bytes["same.jpg"]*2/3 {
		t.Errorf("the quality of a frame: %v", bytes)
	}
	must(t, strings.Fields("video in.mp4 --style leaf.png --model tiny --size 32 --from 0.5 --to 0:00.75 -o small/")...)
	if files, _ := filepath.Glob("small/*.png"); len(files) != 3 || open(t, files[0]).Width != 32 {
		t.Errorf("%v", files)
	}
}

func TestVideoProgress(t *testing.T) {
	workplace(t)
	movie(t, "in.mp4", "")
	_, _, err := cli(t, strings.Fields("video in.mp4 --style leaf.png --model tiny -o out.gif --progress json")...)
	frames, last := 0, event{}
	for line := range strings.Lines(err) {
		if err := json.Unmarshal([]byte(line), &last); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if last.Event == "frame" {
			if frames++; last.Done != frames || last.Total < 12 {
				t.Errorf("%+v", last)
			}
		}
	}
	if frames != 12 || last.Event != "saved" {
		t.Errorf("%d frames, last %+v", frames, last)
	}
	if _, _, err := cli(t, strings.Fields("video in.mp4 --style leaf.png --model tiny -o out2.gif --progress plain")...); !strings.Contains(err, "in.mp4: frame 7 of 12, ") {
		t.Errorf("%q", err)
	}
}

func TestVideoRefuses(t *testing.T) {
	workplace(t)
	movie(t, "in.mp4", "")
	write(t, "text.mp4", []byte("this is a text"))
	write(t, "text.jpg", []byte("this is a text"))
	write(t, "taken.mp4", []byte("precious"))
	write(t, "own.mp4", []byte("precious"))
	if err := os.Mkdir("frames", 0o700); err != nil {
		t.Fatal(err)
	}
	savePicture(t, "frames/00002.png", 40, 30)
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"in.mp4 -o out.mp4", exitUsage, "video: no style is named"},
		{"in.mp4 --style leaf.png", exitUsage, "video: no result is named"},
		{"--style leaf.png -o out.mp4", exitUsage, "0 arguments given"},
		{"in.mp4 --style leaf.png -o out.mp4 --from 0:70", exitUsage, "--from \"0:70\": want seconds or a time such as 1:30"},
		{"in.mp4 --style leaf.png -o out.mp4 --from 0.5 --to 0.2", exitUsage, "there is nothing"},
		{"in.mp4 --style leaf.png -o out.mp4 --steady 2", exitUsage, "video: --steady 2: want 0 to 1"},
		{"in.mp4 --style leaf.png -o out.mp4 --speed quick", exitUsage, "want fast, balanced or small"},
		{"in.mp4 --style leaf.png -o out.mp4 --rate never", exitUsage, "want frames per second"},
		{"in.mp4 --style leaf.png -o out.mp4 --frame 1 --to 2", exitUsage, "--frame is one frame"},
		{"in.mp4 --style leaf.png -o out.mp4 --frame 1", exitUsage, ".mp4 files cannot be written"},
		{"in.mp4 --style leaf.png -o x.png --frame 1 --speed fast", exitUsage, "video: --frame is one frame: leave --speed out"},
		{"in.mp4 --style leaf.png -o x.png --frame 1 --steady 0.8", exitUsage, "video: --frame is one frame: leave --steady out"},
		{"in.mp4 --style leaf.png -o x.png --frame 1 --ahead 2", exitUsage, "video: --frame is one frame: leave --ahead out"},
		{"in.mp4 --style leaf.png -o x.png --frame 1 --discard", exitUsage, "video: --frame is one frame: leave --discard out"},
		{"in.mp4 --style leaf.png -o x.png --frame 1 --quality 80", exitUsage, "video: --quality: .png files lose nothing: leave it out, or write .jpg"},
		{"in.mp4 --style leaf.png -o x.gif --quality 80", exitUsage, "video: --quality: GIF and PNG files have none: leave it out"},
		{"in.mp4 --style leaf.png -o new/ --quality 80", exitUsage, "video: --quality: GIF and PNG files have none: leave it out"},
		{"in.mp4 --style leaf.png -o new/%03d.png --speed fast", exitUsage, "video: --speed: AVI, GIF and PNG files are written at one speed: leave it out"},
		{"in.mp4 --style leaf.png -o x.avi --speed fast", exitUsage, "video: --speed: AVI, GIF and PNG files are written at one speed"},
		{"in.mp4 --style leaf.png -o out.mp4 --steady 0 --ahead 2", exitUsage, "video: --ahead: with --steady 0 no statistics are averaged: leave one of the two out"},
		{"in.mp4 --style leaf.png -o x.png --frame 1:00 --model tiny", exitFailed, "there is no frame at 1:00: it is 0:01 long"},
		{"in.mp4 --style leaf.png -o out.mp4 --from 2 --model tiny", exitFailed, "open in.mp4: there is nothing at 0:02: it is 0:01 long"},
		{"in.mp4 --style leaf.png -o out.txt --model tiny", exitUsage, "save out.txt: files of this kind cannot be written"},
		{"in.mp4 --style leaf.png -o taken.mp4 --model tiny", exitFailed, "save taken.mp4: the file exists: choose another name, or add --force to overwrite it"},
		{"in.mp4 --style leaf.png -o one.png --model tiny", exitUsage, "-o one.png: one PNG file holds one picture: name a folder"},
		{"in.mp4 --style leaf.png -o missing/x.mp4 --model tiny", exitFailed, "save missing/x.mp4: there is no folder missing: make it or choose another"},
		{"in.mp4 --style leaf.png -o missing/x.png --frame 0 --model tiny", exitFailed, "save missing/x.png: there is no folder missing"},
		{"in.mp4 --style leaf.png --mask own.mp4 -o own.mp4 --force --model tiny", exitFailed, "save own.mp4: this is a file that the result is made from: choose another name"},
		{"in.mp4 --style leaf.png -o leaf.png --frame 0 --force --model tiny", exitFailed, "save leaf.png: this is a file that the result is made from"},
		{"in.mp4 --style leaf.png --mask small.png -o small.png --frame 0 --force --model tiny", exitFailed, "save small.png: this is a file that the result is made from"},
		{"in.mp4 --style frames/00002.png -o frames/ --force --model tiny", exitFailed, "save frames/00002.png: this is a file that the result is made from: choose another folder"},
		{"in.mp4 --style frames/00002.png -o frames/%05d.png --force --model tiny", exitFailed, "save frames/00002.png: this is a file that the result is made from"},
		{"frames --style leaf.png -o frames/ --force --model tiny", exitFailed, "save frames/: the frames are read from this folder: choose another"},
		{"frames --style leaf.png -o frames/x%03d.png --model tiny", exitFailed, "save frames/x%03d.png: the frames are read from this folder: choose another"},
		{"frames --style leaf.png -o frames/00002.png --frame 0 --force --model tiny", exitFailed, "save frames/00002.png: this is a file that the result is made from"},
		{"frames --style leaf.png -o frames/new.png --frame 0 --model tiny", exitFailed, "save frames/new.png: the frames are read from this folder: choose another"},
		{"in.mp4 --style leaf.png -o out.mp4 --to 0", exitUsage, "video: --to 0: there is nothing before it: leave it out, or name a later end"},
		{"text.jpg --style leaf.png -o out.mp4 --model tiny", exitFailed, "open text.jpg: this is no video that ffmpeg can read: choose another file"},
		{"in.mp4 --style leaf.png -o in.mp4 --force --model tiny", exitFailed, "this is the video that is read"},
		{"text.mp4 --style leaf.png -o out.mp4 --model tiny", exitFailed, "open text.mp4: this is no video that ffmpeg can read, or it is cut off: get a complete copy or choose another file"},
		{"missing.mp4 --style leaf.png -o out.mp4 --model tiny", exitFailed, "open missing.mp4: there is no such file"},
		{"frames/%05d.png --style leaf.png -o out.mp4 --model tiny", exitUsage, "open frames/%05d.png: there is no such file: frames are read by the name of their folder: name frames"},
		{"frames/*.png --style leaf.png -o x.png --frame 0 --model tiny", exitUsage, "frames are read by the name of their folder: name frames"},
		{"frames/%05d.mp4 --style leaf.png -o out.mp4 --model tiny", exitFailed, "open frames/%05d.mp4: there is no such file; check the name"},
		{"in.mp4 --style missing.png -o out.mp4 --model tiny", exitFailed, "style: open missing.png: there is no such file"},
		{"in.mp4 --style leaf.png -o out.mp4 --ffmpeg library", exitFailed, "--ffmpeg library: ffmpeg and ffprobe are not in this folder"},
	} {
		before := listing(t)
		refuse(t, c.code, c.want, append([]string{"video"}, strings.Fields(c.args)...)...)
		if after := listing(t); after != before {
			t.Fatalf("%s: files before: %s\nafter: %s", c.args, before, after)
		}
	}
	if b, _ := os.ReadFile("taken.mp4"); string(b) != "precious" {
		t.Error("a file was overwritten")
	}
}

func TestTimes(t *testing.T) {
	for s, want := range map[string]time.Duration{"90": 90 * time.Second, "1:30": 90 * time.Second, "0:01:30.5": 90500 * time.Millisecond, "0": 0, "2:00:00": 2 * time.Hour} {
		var f timeFlag
		if err := f.Set(s); err != nil || f.Duration != want {
			t.Errorf("%s: %v %v", s, f.Duration, err)
		}
	}
	for _, s := range []string{"", "x", "-1", "1:60", "1:2:3:4", "NaN", "1e9"} {
		var f timeFlag
		if err := f.Set(s); err == nil {
			t.Errorf("%q is taken for %v", s, f.Duration)
		}
	}
	for d, want := range map[time.Duration]string{90 * time.Second: "1:30", 2*time.Hour + 3*time.Minute: "2:03:00", 1400 * time.Millisecond: "0:01"} {
		if got := clock(d); got != want {
			t.Errorf("%v is %s, want %s", d, got, want)
		}
	}
}

// TestVideoBesideAnother: the folder in which another export works is not called left over.
func TestVideoBesideAnother(t *testing.T) {
	workplace(t)
	movie(t, "in.mp4", "")
	args := strings.Fields("video in.mp4 --style leaf.png --model tiny -o out.mp4 --progress plain")
	first, second := &watcher{text: "frame 1 of"}, ""
	first.found = func() {
		if first.found = func() {}; second == "" {
			_, _, second = cli(t, args[:len(args)-2]...)
		}
	}
	if code := run(&program{ctx: t.Context(), out: io.Discard, err: first}, args); code != exitDone {
		t.Errorf("exit %d, %s", code, first)
	}
	if second != "restyle-cli: save out.mp4: another export is writing it: wait for that one, or choose another name\n" {
		t.Errorf("%q", second)
	}
}

// TestVideoEnds interrupts and kills the real program in the middle of an export; the same command goes on, to the same frames.
func TestVideoEnds(t *testing.T) {
	if testing.Short() || runtime.GOOS == "windows" {
		t.Skip("builds the program, and sends signals")
	}
	program := build(t)
	workplace(t)
	movie(t, "in.mp4", "-t 1")
	movie(t, "long.mp4", "-vf loop=20:12,scale=160:-2 -t 12")
	args := strings.Fields("video long.mp4 --style leaf.png --model tiny --progress plain -o out.mp4")
	begin := func(signal os.Signal, when func(line string) bool) (int, string) {
		return signalled(t, exec.Command(program, args...), signal, when)
	}
	part := func(name string) func(line string) bool { // parts are finished in the background while the next is written
		return func(string) bool {
			_, err := os.Stat(filepath.Join(video.WorkFolder("out.mp4"), name))
			return err == nil
		}
	}
	if code, said := begin(os.Interrupt, says("frame 3 of")); code != exitInterrupted || strings.Contains(listing(t), ".part") {
		t.Errorf("interrupted early: exit %d, %s, files %s", code, said, listing(t))
	}
	if code, said := begin(os.Interrupt, part("part-00000")); code != exitInterrupted || !strings.Contains(said, "what is finished is kept") || !strings.Contains(listing(t), "part-00000") {
		t.Errorf("interrupted: exit %d, %s, files %s", code, said, listing(t))
	}
	begin(os.Kill, part("part-00001"))
	if !part("part-00001")("") {
		t.Error("killed after the second part: it is not there")
	}
	must(t, args...)
	if files := listing(t); strings.Contains(files, ".part") {
		t.Errorf("files %s", files)
	}
	must(t, strings.Fields("video long.mp4 --style leaf.png --model tiny -o whole.mp4")...)
	must(t, strings.Fields("video out.mp4 --style leaf.png --model tiny --strength 0 --from 3 --to 10 -o a/")...)
	must(t, strings.Fields("video whole.mp4 --style leaf.png --model tiny --strength 0 --from 3 --to 10 -o b/")...)
	for n := 1; n <= 84; n++ {
		name := fmt.Sprintf("/%05d.png", n)
		if !slices.Equal(open(t, "a"+name).Pix, open(t, "b"+name).Pix) {
			t.Fatalf("frame %d is another than without interruption", n)
		}
	}
}

// TestVideoAgain: an export that finds parts of an earlier one says what becomes of them.
func TestVideoAgain(t *testing.T) {
	workplace(t)
	movie(t, "in.mp4", "-vf loop=20:12 -t 9")
	args := strings.Fields("video in.mp4 --style leaf.png --model tiny -o out.mp4 --size 32 --steady 0 --progress json")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	finished := filepath.Join(video.WorkFolder("out.mp4"), "part-00000")
	w := &watcher{text: `"event":"frame"`, found: func() {
		if _, err := os.Stat(finished); err == nil {
			cancel()
		}
	}}
	if code := run(&program{ctx: ctx, out: io.Discard, err: w}, args); code != exitInterrupted {
		t.Fatalf("exit %d: %s", code, w)
	}
	code, _, err := cli(t, append(args, "--quality", "50")...)
	if code != exitDone || !strings.Contains(err, ` frames of an earlier export with other options`) || !strings.Contains(err, `"event":"note","file":"in.mp4"`) {
		t.Errorf("exit %d: %s", code, err)
	}
}

// TestFlickerIsToldOfWhatFlickers: beside next to nothing a percentage would be of thousands.
func TestFlickerIsToldOfWhatFlickers(t *testing.T) {
	for _, c := range []struct {
		before, after float64
		pairs         int
		want          string
	}{
		{0.0134, 0.0067, 5, "; flicker 0.0067, without --steady 0.0134: -50 %)"}, {0.013400, 0.013380, 5, "; flicker 0.0134, without --steady 0.0134: +0 %)"}, {1e-9, 0.0363, 5, "done in 5:00, 0.00 frames a second)"}, {0.0134, 0.0067, 0, "done in 5:00, 0.00 frames a second)"},
	} {
		s := &film.Summary{FlickerBefore: c.before, FlickerAfter: c.after, FlickerPairs: c.pairs}
		s.Frames, s.Rate = 1, video.Rate{Num: 1, Den: 1}
		if got := filmSummary(s, 300*time.Second); !strings.HasSuffix(got, c.want) {
			t.Errorf("%q, want %q", got, c.want)
		}
		if e := filmed("a.mp4", s); strings.Contains(c.want, "flicker") != (e == event{File: "a.mp4", Flicker: c.after, Unsteadied: c.before}) {
			t.Errorf("for programs: %+v", e)
		}
	}
}
