package video

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"restyle/core/fault"
	"restyle/core/lock"
)

// TestCancel: from any stage, a conversion ends, transforms no frame more, and leaves nothing.
func TestCancel(t *testing.T) {
	in := clip(t, "in.mp4", chart+"6:size=320x240:rate=25"+tone+"6 -c:a aac"+x264)
	for _, at := range []int{0, 1, 30} {
		folder := t.TempDir()
		ctx, cancel := context.WithCancel(context.Background())
		done := 0
		_, err := tools(t).Convert(ctx, in, folder+"/out.mp4", Options{Part: 12}, func(ctx context.Context, dst *Frame, frames []*Frame) error {
			if done == at {
				cancel()
			}
			done++
			return copyFrame(ctx, dst, frames)
		}, nil)
		if !errors.Is(err, context.Canceled) || done != at+1 {
			t.Errorf("at frame %d: %v after %d frames", at, err, done)
		}
		if left, _ := os.ReadDir(folder); len(left) > 0 {
			t.Errorf("at frame %d: %v is left", at, left)
		}
	}
}

// counter is a FrameFunc whose result depends on all frames before: it inverts, and counts in the upper left corner.
type counter struct{ n byte }

func (c *counter) Save() ([]byte, error) { return []byte{c.n}, nil }
func (c *counter) Load(b []byte) error   { c.n = b[0]; return nil }

func (c *counter) frame(_ context.Context, dst *Frame, frames []*Frame) error {
	c.n++
	for i, v := range frames[0].Pix {
		dst.Pix[i] = 255 - v
	}
	for y := range 16 {
		for x := range 16 * 3 {
			dst.Pix[y*dst.Width*3+x] = 5 * c.n
		}
	}
	return nil
}

var errEnough = errors.New("enough")

// TestResume: an export that failed goes on where it was, and its result is that of one that did not.
func TestResume(t *testing.T) {
	in := clip(t, "in.mp4", twoSeconds)
	for _, name := range []string{"out.mp4", "out/"} {
		var c counter
		o := Options{Part: 9, Keep: true, State: &c}
		out := t.TempDir() + "/" + name
		resumed := 0
		for _, until := range []byte{12, 30, 48} {
			c = counter{}
			s, err := tools(t).Convert(context.Background(), in, out, o, func(ctx context.Context, dst *Frame, frames []*Frame) error {
				if c.n == until && until < 48 {
					return errEnough
				}
				return c.frame(ctx, dst, frames)
			}, nil)
			if until < 48 && !errors.Is(err, errEnough) || until == 48 && err != nil {
				t.Fatalf("%s until %d: %v", name, until, err)
			}
			if s != nil {
				resumed = s.Resumed
			}
		}
		if resumed != 9 && resumed != 18 && resumed != 27 { // the last two of three parts may have been on their way to the disk
			t.Errorf("%s: %d frames were kept", name, resumed)
		}
		clean(t, out)
		sameFrames(t, counted(t, name), strings.TrimSuffix(out, "/"))
	}
}

// TestDiscard: what an export that failed has kept is removed, but not while another one uses it.
func TestDiscard(t *testing.T) {
	in := clip(t, "in.mp4", twoSeconds)
	out := t.TempDir() + "/out.mp4"
	fail := func() {
		var c counter
		_, err := tools(t).Convert(context.Background(), in, out, Options{Part: 9, Keep: true}, func(ctx context.Context, dst *Frame, frames []*Frame) error {
			if c.n == 40 {
				if err := Discard(out); err == nil {
					t.Error("it is discarded while it is written")
				}
				return errEnough
			}
			return c.frame(ctx, dst, frames)
		}, nil)
		if !errors.Is(err, errEnough) {
			t.Fatal(err)
		}
	}
	fail()
	if _, err := os.Stat(WorkFolder(out)); err != nil {
		t.Fatalf("nothing was kept: %v", err)
	}
	for range 2 {
		if err := Discard(out); err != nil {
			t.Error(err)
		}
	}
	clean(t, out)
}

const twoSeconds = chart + "2:size=96x64:rate=24" + tone + "2 -c:a aac" + x264

// wholes are the frames of exports without interruption, by the names of their results.
var wholes = map[string][]*Frame{}

// counted are the frames that a counter makes of twoSeconds in parts of 9, without interruption.
func counted(t *testing.T, name string) []*Frame {
	t.Helper()
	if wholes[name] == nil {
		var c counter
		out, _ := convert(t, clip(t, "in.mp4", twoSeconds), name, Options{Part: 9, State: &c}, c.frame)
		_, wholes[name] = frames(t, strings.TrimSuffix(out, "/"))
	}
	return wholes[name]
}

func sameFrames(t *testing.T, want []*Frame, path string) {
	t.Helper()
	_, got := frames(t, path)
	if len(want) != len(got) || len(got) == 0 {
		t.Fatalf("%s: %d frames, want %d", path, len(got), len(want))
	}
	for i := range want {
		if d := difference(want[i], got[i]); d != 0 {
			t.Fatalf("%s: frame %d differs by %g", path, i, d)
		}
	}
}

// TestEncoderThatOutlivesItsExport: what an export that was killed still writes does not reach the parts of the one that goes on.
func TestEncoderThatOutlivesItsExport(t *testing.T) {
	in, out := pictures(t, 12, 32, 24), t.TempDir()+"/out/"
	run := func(until int, each func()) error {
		n := 0
		_, err := Tools{}.Convert(context.Background(), in, out, Options{Part: 4, Keep: true}, func(ctx context.Context, dst *Frame, frames []*Frame) error {
			if n++; n > until {
				return errEnough
			}
			each()
			return copyFrame(ctx, dst, frames)
		}, nil)
		return err
	}
	if err := run(11, func() {}); !errors.Is(err, errEnough) {
		t.Fatal(err)
	}
	parts, err := filepath.Glob(filepath.Join(WorkFolder(out), "part-*[0-9]"))
	if err != nil || len(parts) == 0 || len(parts) > 2 {
		t.Fatalf("%v %v", err, parts)
	}
	late, err := os.Create(filepath.Join(WorkFolder(out), fmt.Sprintf("part-%05d.new", len(parts))))
	if err != nil {
		t.Fatal(err)
	}
	defer late.Close()
	if err := run(99, func() { late.WriteAt([]byte("late"), 0) }); err != nil {
		t.Fatal(err)
	}
	info, err := Tools{}.Probe(context.Background(), in, Rate{})
	if err != nil {
		t.Fatal(err)
	}
	sameFrames(t, read(t, Tools{}, info), strings.TrimSuffix(out, "/"))
}

// fakeFFmpeg is a shell script in ffmpeg's place; REAL stands for the real one.
func fakeFFmpeg(t *testing.T, script string) Tools {
	t.Helper()
	real := tools(t)
	return Tools{fakeTool(t, real.FFmpeg, script), real.FFprobe}
}

// fakeTool is a shell script in the place of a program, for which REAL stands.
func fakeTool(t *testing.T, real, script string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell script")
	}
	path := filepath.Join(t.TempDir(), filepath.Base(real))
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+strings.ReplaceAll(script, "REAL", real)+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestOlderFFmpeg: one that does not know -fps_mode, as before 5.1, reads videos all the same.
func TestOlderFFmpeg(t *testing.T) {
	if known, err := tools(t).list(t.Context(), "-h", "long"); err != nil || !known["-vsync"] || !known["-fps_mode"] {
		t.Skipf("this ffmpeg cannot stand for an older one: %v", err)
	}
	in := clip(t, "in.mp4", chart+"1:size=96x64:rate=24"+x264)
	old := fakeFFmpeg(t, `case "$*" in *fps_mode*) echo "Unrecognized option 'fps_mode'." >&2; exit 1;; *-h*long*) REAL "$@" | sed s/fps_mode/other/;; *) exec REAL "$@";; esac`)
	out := filepath.Join(t.TempDir(), "out.mp4")
	s, err := old.Convert(t.Context(), in, out, Options{From: 500 * time.Millisecond}, copyFrame, nil)
	if err != nil || s.Frames != 12 {
		t.Errorf("%v, %+v", err, s)
	}
	info, err := old.Probe(t.Context(), out, Rate{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(read(t, old, info)); n != 12 {
		t.Errorf("%d frames are read", n)
	}
}

// TestSoundOutlivesSubtitles: subtitles that ffmpeg refuses do not cost the sound.
func TestSoundOutlivesSubtitles(t *testing.T) {
	srt := shared(t) + "/in.srt"
	if err := writeFile(srt, []byte("1\n00:00:00,500 --> 00:00:01,500\nHello\n")); err != nil {
		t.Fatal(err)
	}
	in := clip(t, "in.mkv", chart+"1:size=32x32:rate=10"+tone+"1 -i "+srt+x264+" -c:a aac -c:s srt")
	out := filepath.Join(t.TempDir(), "out.mkv")
	s, err := fakeFFmpeg(t, `case "$*" in *-c:s:*) echo "what is this" >&2; exit 1;; *) exec REAL "$@";; esac`).Convert(context.Background(), in, out, Options{}, copyFrame, nil)
	if err != nil {
		t.Fatal(err)
	}
	if info := probe(t, out); codecs(info) != "aac" || len(info.Subtitles) > 0 || len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0].Error(), "subtitles are left out") {
		t.Errorf("%+v %v", info, s.Warnings)
	}
}

func TestSubtitlesThatAreLeftOut(t *testing.T) {
	for out, want := range map[string]string{"a.mp4": "1 of 2", "a.mkv": "", "a.webm": "1 of 2", "a.avi": ""} {
		f, err := formatOf(out)
		if err != nil {
			t.Fatal(err)
		}
		c := &conversion{format: f, info: &Info{Subtitles: []Stream{{Index: 1, Codec: "hdmv_pgs_subtitle"}, {Index: 2, Codec: "mov_text"}}}}
		c.warnTitles(true)
		if got := said(c.warnings); !strings.Contains(got, want) || (got == "") != (want == "") {
			t.Errorf("%s: %q, want %q", out, got, want)
		}
	}
	mkv, err := formatOf("a.mkv")
	if err != nil {
		t.Fatal(err)
	}
	c := &conversion{format: mkv, info: &Info{Subtitles: []Stream{{Index: 1, Codec: "hdmv_pgs_subtitle"}}}, span: Range{First: 50}, options: Options{From: 2 * time.Second}}
	c.warnTitles(true)
	if got := said(c.warnings); got != "subtitles that are pictures are left out if they are on screen at 0:02" {
		t.Errorf("%q", got)
	}
}

// TestResumeOfAnotherExport: parts of other options or another file are not taken.
func TestResumeOfAnotherExport(t *testing.T) {
	in := clip(t, "in.mp4", chart+"1:size=96x64:rate=24"+x264)
	out := filepath.Join(t.TempDir(), "out.mp4")
	note := ""
	run := func(o Options, until int) (*Summary, error) {
		n := 0
		o.Keep, o.Part, note = true, 6, ""
		return tools(t).Convert(context.Background(), in, out, o, func(ctx context.Context, dst *Frame, frames []*Frame) error {
			if n++; n > until {
				return errEnough
			}
			return copyFrame(ctx, dst, frames)
		}, func(e Event) { note += e.Note })
	}
	finished := func() int { return (&workplace{folder: WorkFolder(out)}).frames() }
	if _, err := run(Options{Key: "a"}, 22); !errors.Is(err, errEnough) || note != "" {
		t.Fatal(err, note)
	}
	want := fmt.Sprintf("the export goes on at frame %d of an earlier one", finished()+1)
	if _, err := run(Options{Key: "a"}, 1); !errors.Is(err, errEnough) || note != want {
		t.Errorf("%v, %q, want %q", err, note, want)
	}
	want = fmt.Sprintf("%d frames of an earlier export with other options, other styles or another video are dropped", finished())
	s, err := run(Options{Key: "b"}, 100)
	if err != nil || s.Resumed != 0 || s.Frames != 24 || note != want {
		t.Errorf("%v %+v, %q, want %q", err, s, note, want)
	}
}

// TestDamagedVideoGoesOn: an export that was interrupted when all that can be read was done is finished by the next call.
func TestDamagedVideoGoesOn(t *testing.T) {
	whole, err := os.ReadFile(clip(t, "in.mp4", chart+"4:size=96x64:rate=24"+x264+" -g 12 -movflags +faststart"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	in, out := filepath.Join(folder, "in.mp4"), filepath.Join(folder, "out.mp4")
	if err := os.WriteFile(in, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	read := 0
	_, err = tools(t).Convert(ctx, in, out, Options{Keep: true, Part: 10}, copyFrame, func(e Event) {
		if e.Joining {
			read = e.Done
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	s, err := tools(t).Convert(context.Background(), in, out, Options{Keep: true, Part: 10}, copyFrame, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.Frames != read || s.Resumed != read || len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0].Error(), "it ends early or is damaged") {
		t.Errorf("%d frames were read; %+v", read, s)
	}
	clean(t, out)
}

// TestJoinerThatOutlivesItsExport: what an export that was killed when it joined still writes does not reach the result of the one that goes on.
func TestJoinerThatOutlivesItsExport(t *testing.T) {
	in, out := pictures(t, 12, 32, 24), filepath.Join(t.TempDir(), "out.gif")
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Tools{}.Convert(ctx, in, out, Options{Part: 4, Keep: true}, copyFrame, func(e Event) {
		if e.Joining {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	late, err := os.Create(filepath.Join(WorkFolder(out), "whole.gif"))
	if err != nil {
		t.Fatal(err)
	}
	defer late.Close()
	if s, err := (Tools{}).Convert(context.Background(), in, out, Options{Part: 4, Keep: true}, copyFrame, nil); err != nil || s.Resumed != 12 {
		t.Fatalf("%v %+v", err, s)
	}
	if _, err := late.WriteAt([]byte("late"), 0); err != nil {
		t.Fatal(err)
	}
	if info, err := (Tools{}).Probe(context.Background(), out, Rate{}); err != nil || info.Frames != 12 {
		t.Errorf("%v %+v", err, info)
	}
}

// TestLocks: only a lock that somebody holds is another export, and a disk that knows no locks does without.
func TestLocks(t *testing.T) {
	w := &workplace{folder: t.TempDir()}
	for failure, want := range map[error]error{
		syscall.ENOLCK: nil, errors.ErrUnsupported: nil, lock.ErrHeld: lock.ErrHeld, fs.ErrPermission: fs.ErrPermission,
	} {
		held, err := w.claim(func(string) (*lock.Lock, error) { return nil, fmt.Errorf("lock it: %w", failure) })
		if held != nil || !errors.Is(err, want) {
			t.Errorf("%v: %v", failure, err)
		}
	}
	w.leave()
	in, out := pictures(t, 2, 32, 24), filepath.Join(t.TempDir(), "out.gif")
	if err := os.MkdirAll(filepath.Join(WorkFolder(out), "lock"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := Tools{}.Convert(context.Background(), in, out, Options{}, copyFrame, nil)
	if err == nil || strings.Contains(err.Error(), "another export") || !strings.Contains(err.Error(), "cannot be locked (") {
		t.Error(err)
	}
	if err := Discard(out); err != nil {
		t.Error(err)
	}
	clean(t, out)
}

// TestResumeOfAnotherState: whatever has become of the source or of the parts, an export that goes on has the frames of one that was not interrupted.
func TestResumeOfAnotherState(t *testing.T) {
	later := time.Now().Add(time.Hour)
	ends := func(b string) func(in, work string) error {
		return func(_, work string) error {
			paths, err := filepath.Glob(filepath.Join(work, "*.end"))
			for _, path := range paths {
				err = errors.Join(err, writeFile(path, []byte(b)))
			}
			return err
		}
	}
	for name, c := range map[string]struct {
		change  func(in, work string) error
		resumed bool
	}{
		"as it was": {func(string, string) error { return nil }, true},
		"a picture was written again": {func(in, _ string) error {
			return os.Chtimes(filepath.Join(in, "f00.png"), later, later)
		}, false},
		"the end is cut off":         {ends(""), false},
		"the end is of another part": {ends(`{"Frames":99}`), false},
		"the end is damaged":         {ends(`{"Frames":3,"State":7}`), false},
		"the job is cut off": {func(_, work string) error {
			return os.Truncate(filepath.Join(work, "job.json"), 5)
		}, false},
	} {
		in, out := pictures(t, 12, 32, 24), t.TempDir()+"/a.gif"
		run := func(until int) (*Summary, error) {
			return Tools{}.Convert(context.Background(), in, out, Options{Part: 3, Keep: true}, func(ctx context.Context, dst *Frame, frames []*Frame) error {
				if frames[0].Number == until {
					return errEnough
				}
				return copyFrame(ctx, dst, frames)
			}, nil)
		}
		if _, err := run(11); !errors.Is(err, errEnough) {
			t.Fatal(err)
		}
		if err := c.change(in, WorkFolder(out)); err != nil {
			t.Fatal(err)
		}
		s, err := run(-1)
		if err != nil || s.Frames != 12 || s.Resumed > 0 != c.resumed {
			t.Errorf("%s: %v %+v", name, err, s)
			continue
		}
		if info, err := (Tools{}).Probe(context.Background(), out, Rate{}); err != nil || info.Frames != 12 {
			t.Errorf("%s: %v %+v", name, err, info)
		}
	}
}

// TestKilled ends the whole process by force while a helper converts, several times, until it is done.
func TestKilled(t *testing.T) {
	if in := os.Getenv("RESTYLE_TEST_IN"); in != "" {
		convertSlowly(in, os.Getenv("RESTYLE_TEST_OUT"))
		return
	}
	in := clip(t, "in.mp4", twoSeconds)
	out := filepath.Join(t.TempDir(), "out.mp4")
	kills := 0
	for ; ; kills++ {
		child := exec.Command(os.Args[0], "-test.run", "^TestKilled$")
		child.Env = append(os.Environ(), "RESTYLE_TEST_IN="+in, "RESTYLE_TEST_OUT="+out)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- child.Wait() }()
		if kills >= 3 {
			if err := <-ended; err != nil {
				t.Fatal(err)
			}
			break
		}
		want := kills + 1 // parts
		for range 1000 {
			if _, err := os.Stat(filepath.Join(WorkFolder(out), fmt.Sprintf("part-%05d", want-1))); err == nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		child.Process.Kill()
		<-ended
	}
	clean(t, out)
	sameFrames(t, counted(t, "out.mp4"), out)
}

func convertSlowly(in, out string) {
	found, err := FindTools("")
	var c counter
	if err == nil {
		_, err = found.Convert(context.Background(), in, out, Options{Part: 9, Keep: true, State: &c}, func(ctx context.Context, dst *Frame, frames []*Frame) error {
			time.Sleep(10 * time.Millisecond)
			return c.frame(ctx, dst, frames)
		}, nil)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// TestBadInputs: one sentence that says what, and nothing is left.
func TestBadInputs(t *testing.T) {
	folder := t.TempDir()
	in := clip(t, "in.mp4", chart+"1:size=96x64:rate=24"+x264)
	sound := clip(t, "sound.wav", "-f lavfi -i sine=duration=1")
	whole, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"text.mp4": []byte("this is a text"), "text.jpg": []byte("this is a text"), "cut.mp4": whole[:len(whole)/2], "empty.mp4": nil, "bad.gif": []byte("GIF89a"), "taken.mp4": []byte("precious")} {
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	at := func(name string) string { return filepath.Join(folder, name) }
	for _, c := range []struct {
		in, out string
		options Options
		want    string
	}{
		{at("missing.mp4"), at("o.mp4"), Options{}, "open " + at("missing.mp4") + ": there is no such file"},
		{at("text.mp4"), at("o.mp4"), Options{}, "open " + at("text.mp4") + ": this is no video that ffmpeg can read, or it is cut off: get a complete copy or choose another file"},
		{at("cut.mp4"), at("o.mp4"), Options{}, "open " + at("cut.mp4") + ": this is no video that ffmpeg can read, or it is cut off: get"},
		{at("text.jpg"), at("o.mp4"), Options{}, "open " + at("text.jpg") + ": this is no video that ffmpeg can read: choose another file"},
		{at("empty.mp4"), at("o.mp4"), Options{}, "open " + at("empty.mp4") + ": this is no video that ffmpeg can read"},
		{at("bad.gif"), at("o.mp4"), Options{}, "open " + at("bad.gif") + ": the file is cut off"},
		{sound, at("o.mp4"), Options{}, "open " + sound + ": there is no picture in it, only sound"},
		{t.TempDir(), at("o.mp4"), Options{}, "there are no pictures in this folder"},
		{in, at("o.txt"), Options{}, "save " + at("o.txt") + ": files of this kind cannot be written"},
		{in, at("o.png"), Options{}, "save o.png: one PNG file holds one picture: name a folder, such as frames/, or numbered files, such as o%05d.png"},
		{in, at("%d-%d.png"), Options{}, "or numbered files, such as x%05d.png"},
		{in, at(strings.Repeat("long", 60) + ".mp4"), Options{}, ".mp4: the name is too long: choose a shorter one"},
		{in, at("taken.mp4"), Options{}, "save " + at("taken.mp4") + ": the file exists"},
		{in, in, Options{Overwrite: true}, "save " + in + ": this is the video that is read"},
		{in, at("taken.mp4"), Options{Overwrite: true, Inputs: []string{at("taken.mp4")}}, "save " + at("taken.mp4") + ": this is a file that the result is made from"},
		{in, at("o.mp4"), Options{From: 5 * time.Second}, "open " + in + ": there is nothing at 0:05: it is 0:01 long"},
		{in, at("o.mp4"), Options{From: 2, To: 1}, "there is nothing"},
		{in, at("o.mp4"), Options{Size: 3}, "size 3: want 16 or more"},
		{in, at("o.mp4"), Options{Quality: 101}, "quality 101: want 1 to 100"},
	} {
		_, err := tools(t).Convert(context.Background(), c.in, c.out, c.options, copyFrame, nil)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "0x") {
			t.Errorf("%s to %s: %v, want %q", c.in, c.out, err, c.want)
		}
		clean(t, c.out)
	}
	if b, _ := os.ReadFile(at("taken.mp4")); string(b) != "precious" {
		t.Error("a file was overwritten")
	}
}

// TestLinkThatLeadsNowhere is a name that is taken, as of any other file.
func TestLinkThatLeadsNowhere(t *testing.T) {
	in, out := pictures(t, 2, 32, 24), filepath.Join(t.TempDir(), "out.avi")
	if err := os.Symlink("nowhere", out); err != nil {
		t.Skipf("no link can be made here: %v", err)
	}
	for _, overwrite := range []bool{false, true} {
		_, err := Tools{}.Convert(t.Context(), in, out, Options{Overwrite: overwrite}, copyFrame, nil)
		if led, gone := os.Readlink(out); (err == nil) != overwrite || (gone != nil) != overwrite {
			t.Errorf("overwrite %t: %v, %s", overwrite, err, led)
		}
	}
}

// TestSpecialFiles are refused before they are opened, which would wait for ever.
func TestSpecialFiles(t *testing.T) {
	for _, name := range []string{"pipe.gif", "pipe.mp4"} {
		path := filepath.Join(t.TempDir(), name)
		if err := exec.Command("mkfifo", path).Run(); err != nil {
			t.Skipf("no pipe can be made here: %v", err)
		}
		if _, err := tools(t).Probe(t.Context(), path, Rate{}); err == nil || !strings.Contains(err.Error(), "open "+path+": this is not an ordinary file; choose a video") {
			t.Error(err)
		}
	}
}

// TestForbiddenVideo: that a file may not be read is said in the words of all others.
func TestForbiddenVideo(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("everything is permitted to this user")
	}
	path := filepath.Join(t.TempDir(), "in.mp4")
	if err := os.WriteFile(path, nil, 0o000); err != nil {
		t.Fatal(err)
	}
	_, err := tools(t).Probe(t.Context(), path, Rate{})
	if f := fault.Of(err); f == nil || f.Name != "file.forbidden" || !strings.Contains(err.Error(), "reading it is not permitted") {
		t.Error(err)
	}
}

// TestDamagedVideo: what can be read of a file that is cut off is converted, and the summary says so.
func TestDamagedVideo(t *testing.T) {
	in := clip(t, "in.mp4", chart+"4:size=96x64:rate=24"+x264+" -g 12 -movflags +faststart")
	whole, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err)
	}
	in = filepath.Join(t.TempDir(), "in.mp4")
	if err := os.WriteFile(in, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	_, s := convert(t, in, "out.mp4", Options{}, copyFrame)
	if s.Frames < 24 || s.Frames > 80 || len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0].Error(), "in.mp4 could be read for") {
		t.Errorf("%+v", s)
	}
}

// TestFewFramesThatAreMissing: a fiftieth is, up to two seconds, or half a second where the decoder complains.
func TestFewFramesThatAreMissing(t *testing.T) {
	for _, c := range []struct {
		planned    int
		rate       Rate
		complained bool
		want       int
	}{
		{172800, Rate{24, 1}, false, 48}, {172800, Rate{24, 1}, true, 12}, {24, Rate{24, 1}, true, 2}, {500, Rate{24, 1}, false, 10}, {24, Rate{24, 1}, false, 2}, {600, Rate{1, 2}, false, 2},
	} {
		v := &conversion{info: &Info{Frames: c.planned}, picture: picture{rate: c.rate}}
		if got := v.tolerated(c.complained); got != c.want {
			t.Errorf("%+v: %d frames", c, got)
		}
	}
	in := clip(t, "in.mp4", chart+"60:size=32x32:rate=10"+x264)
	for end, warned := range map[string]bool{"": false, "; echo partial file >&2": true, "; exit 69": true} {
		script := fmt.Sprintf(`case "$*" in *pipe:1*) REAL "$@" 2>/dev/null | head -c %d%s;; *) exec REAL "$@";; esac`, (600-8)*3*32*32, end)
		out := filepath.Join(t.TempDir(), "out.mp4")
		s, err := fakeFFmpeg(t, script).Convert(t.Context(), in, out, Options{}, copyFrame, nil)
		if err != nil || s.Frames != 592 || (len(s.Warnings) == 1) != warned {
			t.Errorf("%q: %v, %+v", end, err, s)
		}
	}
}

func TestFailureOfTheFrameFunc(t *testing.T) {
	in := clip(t, "in.mp4", chart+"1:size=96x64:rate=24"+x264)
	out := filepath.Join(t.TempDir(), "out.mp4")
	_, err := tools(t).Convert(context.Background(), in, out, Options{}, func(_ context.Context, _ *Frame, frames []*Frame) error {
		if frames[0].Number == 7 {
			return errEnough
		}
		return nil
	}, nil)
	if !errors.Is(err, errEnough) || !strings.Contains(err.Error(), in+": frame 7: ") {
		t.Error(err)
	}
	clean(t, out)
}

// TestPanics: whoever panics, the export ends with an error that says so, and the name is free for the next one.
func TestPanics(t *testing.T) {
	in := pictures(t, 12, 32, 24)
	for name, c := range map[string]struct {
		transform func(dst, src *Frame)
		report    func(Event)
		state     sour
	}{
		"transform": {transform: func(_, src *Frame) { panicIf(src.Number == 5) }},
		"report":    {report: func(e Event) { panicIf(e.Done == 4) }},
		"joining":   {report: func(e Event) { panicIf(e.Joining) }},
		"state":     {state: true},
		"decoder":   {transform: func(_, src *Frame) { src.Pix = nil }}, // frames are used again
		"encoder":   {transform: func(dst, _ *Frame) { dst.Pix = dst.Pix[:3] }},
	} {
		out := filepath.Join(t.TempDir(), "a.gif")
		_, err := Tools{}.Convert(context.Background(), in, out, Options{Part: 3, State: &c.state}, func(_ context.Context, dst *Frame, frames []*Frame) error {
			if c.transform != nil {
				c.transform(dst, frames[0])
			}
			return nil
		}, c.report)
		var crash *fault.Crash
		if !errors.As(err, &crash) || !strings.Contains(err.Error(), "unforeseen error: ") || len(crash.Stack) == 0 {
			t.Errorf("%s: %v", name, err)
		}
		clean(t, out)
		if _, err := (Tools{}).Convert(context.Background(), in, out, Options{}, copyFrame, nil); err != nil {
			t.Errorf("behind %s: %v", name, err)
		}
	}
}

func panicIf(yes bool) {
	if yes {
		panic("out of paint")
	}
}

// sour is a State that cannot be saved once it is true.
type sour bool

func (s *sour) Save() ([]byte, error) { panicIf(bool(*s)); return nil, nil }
func (s *sour) Load([]byte) error     { return nil }

// TestPanicOfAClosingWriter: parts are finished on a goroutine of its own.
func TestPanicOfAClosingWriter(t *testing.T) {
	e := &encoding{pipeline: &pipeline{}, open: closing{}}
	var crash *fault.Crash
	if err := errors.Join(e.next(end{}), e.settle()); !errors.As(err, &crash) {
		t.Errorf("%v", err)
	}
}

// closing is a Writer that panics when it is closed.
type closing struct{ Writer }

func (closing) Close() error { panic("out of paint") }

// TestFullDisk works on a disk of its own of 300 kB, where it may make one.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk).Run(); err != nil {
		t.Skipf("a small disk cannot be made here: %v", err)
	}
	defer exec.Command("umount", "-l", disk).Run()
	in := clip(t, "in.mp4", chart+"2:size=320x240:rate=24"+x264)
	for name, want := range map[string]string{"out.mp4": "are needed on the disk", "big.mp4": "the disk is full"} {
		o := Options{Part: 5, Size: 100, Quality: 100}
		if name == "out.mp4" {
			o.Size = 0
		}
		out := filepath.Join(disk, name)
		_, err := tools(t).Convert(context.Background(), in, out, o, func(_ context.Context, dst *Frame, _ []*Frame) error {
			for i := range dst.Pix { // noise, which no encoder makes small
				dst.Pix[i] = byte(rand.Uint32())
			}
			return nil
		}, nil)
		if err == nil || !strings.HasPrefix(err.Error(), "save "+out+": ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
		if left, _ := os.ReadDir(disk); len(left) > 0 {
			t.Errorf("%s: %v is left", name, left)
		}
	}
}

// TestFailingTools: what a broken ffmpeg says reaches the user.
func TestFailingTools(t *testing.T) {
	in := clip(t, "in.mp4", chart+"1:size=96x64:rate=24"+x264)
	for _, c := range []struct{ script, want string }{
		{`case "$*" in *-encoders*) echo " V....D libx264";; *pipe:0*) echo "it is broken" >&2; exit 1;; *) exec REAL "$@";; esac`, "out.mp4: encode: it is broken"},
		{`case "$*" in *-encoders*) echo " V....D libx264";; *pipe:0*) cat >/dev/null; echo "it breaks at the end" >&2; exit 1;; *) exec REAL "$@";; esac`, "out.mp4: encode: it breaks at the end"},
		{`case "$*" in *-encoders*) echo " V....D libx264";; *pipe:1*) echo "cannot decode" >&2; exit 1;; *) exec REAL "$@";; esac`, "open " + in + ": no frame can be decoded (cannot decode)"},
		{`case "$*" in *-encoders*) echo " V....D libx264";; *concat*) echo "cannot join" >&2; exit 1;; *) exec REAL "$@";; esac`, "out.mp4: cannot join"},
		{`echo " V..... nothing"`, "this ffmpeg cannot write .mp4 files"},
	} {
		fake := fakeFFmpeg(t, c.script)
		out := filepath.Join(t.TempDir(), "out.mp4")
		_, err := fake.Convert(context.Background(), in, out, Options{}, copyFrame, nil)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
		clean(t, out)
	}
}

// TestWebMWithoutVP9: an ffmpeg that has the older encoder only writes WebM files with it, every frame at its time.
func TestWebMWithoutVP9(t *testing.T) {
	in := clip(t, "in.mp4", chart+"1:size=64x48:rate=24"+x264)
	if list := string(ffmpeg(t, "-encoders")); !strings.Contains(list, " libvpx ") {
		t.Skip("this ffmpeg has no libvpx")
	}
	out := filepath.Join(t.TempDir(), "out.webm")
	old := fakeFFmpeg(t, `case "$*" in *-encoders*) echo " V....D libvpx";; *) exec REAL "$@";; esac`)
	if _, err := old.Convert(t.Context(), in, out, Options{Part: 10, Quality: 95}, copyFrame, nil); err != nil {
		t.Fatal(err)
	}
	_, want := frames(t, in)
	info, got := frames(t, out)
	if len(got) != 24 || info.Rate != (Rate{24, 1}) {
		t.Fatalf("%d frames, %+v", len(got), info)
	}
	for i, f := range got {
		if d := difference(want[i], f); d > 12 {
			t.Errorf("frame %d differs by %.1f", i, d)
		}
	}
}

// said are some warnings as one text.
func said(warnings []error) (all string) {
	for _, w := range warnings {
		all += w.Error()
	}
	return all
}
