package state

import (
	"errors"
	"fmt"
	"image/gif"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"restyle/core/fault"
	"restyle/core/film"
	"restyle/core/video"
	"restyle/internal/testkit"
)

func TestClipIsPreviewedAndConverted(t *testing.T) {
	folder := t.TempDir()
	path := testkit.Animation(t, filepath.Join(folder, "bar.gif"), 6)
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Drop(DropVideo, []string{path})
	d.until("a frame is there", func() bool { v := d.Video.View(); return v.After != nil && !v.Busy })
	v := d.Video.View()
	if v.Clip == nil || v.Clip.Width != 96 || v.Clip.Height != 64 || v.Clip.Frames != 6 || v.Clip.Sound {
		t.Fatalf("clip %+v", v.Clip)
	}
	if !compact(v.Before) || !compact(v.After) || v.Before.Rect != v.After.Rect || v.Estimate <= 0 {
		t.Errorf("frames %v and %v, estimate %v", v.Before.Rect, v.After.Rect, v.Estimate)
	}
	first := v.Before
	d.Video.Seek(500 * time.Millisecond)
	d.until("another frame is there", func() bool { v := d.Video.View(); return v.Before != first && !v.Busy })
	out := filepath.Join(folder, "made.gif")
	d.files.answer = out
	d.Video.Export()
	if id := d.Video.View().Running; id == 0 {
		t.Fatal("no job runs")
	}
	d.until("it is made", func() bool { return d.Jobs.View()[0].Ended() })
	if j := d.Jobs.View()[0]; j.Status != JobDone || j.Path != out || d.Video.View().Running != 0 {
		t.Fatalf("job %+v: %+v", j, j.Problem)
	}
	if s := d.Jobs.View()[0].Outcome.String(); !strings.Contains(s, " % less flicker: 0.") {
		t.Errorf("of the video is told %q", s)
	}
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if g, err := gif.DecodeAll(f); err != nil || len(g.Image) != 6 {
		t.Errorf("made %v, %v", g, err)
	}
	letter := write(t, filepath.Join(folder, "letter.mp4"), "dear all")
	d.Drop(DropAnywhere, []string{letter})
	d.until("the problem is told", func() bool { return strings.Contains(d.Message().Text.String(), "letter.mp4") })
}

func TestWhatIsToldOfAVideo(t *testing.T) {
	for _, c := range []struct {
		before, after float64
		pairs         int
		done, outcome string
	}{
		{0.0214, 0.0109, 8, "Saved as a.mp4. It flickers 49 % less than frames painted one by one.", "49 % less flicker: 0.021 → 0.011"},
		{0.02, 0.021, 8, "Saved as a.mp4.", "Flicker: 0.020 → 0.021"},
		{0, 0, 8, "Saved as a.mp4.", ""},
		{0.02, 0.01, 0, "Saved as a.mp4.", ""},
	} {
		r := filmed("folder/a.mp4", &film.Summary{FlickerBefore: c.before, FlickerAfter: c.after, FlickerPairs: c.pairs})
		if r.done.String() != c.done || r.outcome.String() != c.outcome {
			t.Errorf("%v: %q and %q", c, r.done, r.outcome)
		}
	}
	r := filmed("folder/a.mp4", &film.Summary{Summary: video.Summary{Warnings: []error{
		fault.Mark(errors.New("x"), "video.short", "File", "c.mkv", "Read", "0:01", "Length", "0:02"), errors.New("it is blue"),
	}}})
	if want := "Saved as a.mp4, but: c.mkv could be read for 0:01 of 0:02: it ends early or is damaged. It is blue."; r.done.String() != want || !r.bad || r.outcome.Empty() {
		t.Errorf("%q, %q; want %q", r.done, r.outcome, want)
	}
}

// TestConversionIsOfTheClipThatWasShown when it was asked for: while a dialog of the system is open, the person can go on.
func TestConversionIsOfTheClipThatWasShown(t *testing.T) {
	folder := t.TempDir()
	short, long := testkit.Animation(t, filepath.Join(folder, "short.gif"), 2), testkit.Animation(t, filepath.Join(folder, "long.gif"), 4)
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	open := func(path string) {
		d.Video.Choose(path)
		d.until("the clip is open", func() bool { v := d.Video.View(); return v.Clip != nil && v.Clip.Path == path && !v.Busy })
	}
	open(short)
	d.Video.Export()
	open(long)
	d.Video.SetOptions(VideoOptions{Size: 32})
	out := filepath.Join(folder, "made.gif")
	d.files.waiting(out, nil)
	d.until("it is made", func() bool { return d.Jobs.View()[0].Ended() })
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	g, err := gif.DecodeAll(f)
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Image) != 2 || g.Config.Width != 96 {
		t.Errorf("%q was asked for; it has %d frames of %d pixels", d.files.asked[0], len(g.Image), g.Config.Width)
	}
}

// TestTheClipChosenLastIsShown, however long it takes to look at another that was chosen before.
func TestTheClipChosenLastIsShown(t *testing.T) {
	folder := t.TempDir()
	first, last := testkit.Animation(t, filepath.Join(folder, "first.gif"), 2), testkit.Animation(t, filepath.Join(folder, "last.gif"), 3)
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	info, err := d.Video.tools.Probe(t.Context(), first, video.Rate{})
	if err != nil {
		t.Fatal(err)
	}
	d.Video.Choose(first)
	slow := d.Video.choice
	d.Video.Choose(last)
	d.Video.opened(slow, first, nil, os.ErrNotExist)
	if v := d.Video.View(); v.Problem != nil || !v.Opening {
		t.Errorf("what is wrong with the first clip is said of the last: %v", v.Problem)
	}
	d.until("the last one is open", func() bool { return !d.Video.View().Opening })
	d.Video.opened(slow, first, info, nil)
	if clip := d.Video.View().Clip; clip == nil || clip.Path != last {
		t.Errorf("%v is shown", clip)
	}
}

// TestEstimatesOfVideos are of the fastest frame so far: others were slowed down.
func TestEstimatesOfVideos(t *testing.T) {
	d := newDesk(t, t.TempDir())
	v := d.Video
	v.view.Clip = &Clip{Frames: 10}
	v.SetOptions(VideoOptions{})
	for _, c := range []struct{ took, want time.Duration }{{3 * time.Second, 30 * time.Second}, {time.Second, 10 * time.Second}, {2 * time.Second, 10 * time.Second}} {
		if v.showFrame(v.number, madeFrame{took: c.took}); v.view.Estimate != c.want {
			t.Errorf("after a frame of %v: %v", c.took, v.view.Estimate)
		}
	}
	v.lookChanged()
	if v.showFrame(v.number, madeFrame{took: 4 * time.Second}); v.view.Estimate != 40*time.Second {
		t.Errorf("in another look: %v", v.view.Estimate)
	}
	if v.SetOptions(VideoOptions{Steady: true}); v.view.Estimate != 68*time.Second || v.fastest != 4*time.Second {
		t.Errorf("kept from flickering: %v", v.view.Estimate)
	}
}

// TestMoreMemoryServesTheVideo, too.
func TestMoreMemoryServesTheVideo(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Settings.SetMemory(1 << 10)
	d.Video.Choose(testkit.Animation(t, filepath.Join(folder, "clip.gif"), 3))
	d.until("there is too little", func() bool { return d.Video.View().Problem != nil })
	d.Settings.SetMemory(0)
	d.Video.SetShown(true) // nobody looks at it before
	d.until("the frame is there", func() bool { v := d.Video.View(); return v.Problem == nil && v.After != nil })
}

// TestCancelledVideoLeavesNothing, but one that ends with the program leaves what the same export goes on from.
func TestCancelledVideoLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	clip, out := testkit.Animation(t, filepath.Join(folder, "long.gif"), 200), filepath.Join(folder, "results", "made.gif")
	if err := os.Mkdir(filepath.Dir(out), 0o755); err != nil {
		t.Fatal(err)
	}
	kept := func() bool { return exists(filepath.Join(video.WorkFolder(out), "part-00000")) }
	begin := func(d *desk) {
		d.Start()
		d.Video.Choose(clip)
		d.until("the clip is open", func() bool { return d.Video.View().Clip != nil })
		d.Video.ExportTo(out)
		d.until("a part is finished", kept)
	}
	d := newDesk(t, filepath.Join(folder, "own"))
	begin(d)
	gone := false
	d.Close(func() { gone = true })
	if q := d.Question(); q == nil || q.Text.Key != "state.close.video" {
		t.Fatalf("closing asks %+v", q)
	}
	d.Answer(d.Question(), 1)
	d.until("it is closed", func() bool { return gone })
	if !kept() {
		t.Error("what was made until the program ended is gone")
	}
	again := newDesk(t, filepath.Join(folder, "own"))
	begin(again)
	again.Jobs.Cancel(again.Jobs.View()[0].ID)
	if q := again.Question(); q == nil || q.Text.Key != "state.video.cancel" {
		t.Fatalf("before the work of an earlier export is thrown away it asks %+v", q)
	}
	again.Answer(again.Question(), 1)
	again.until("it is cancelled", func() bool { return again.Jobs.View()[0].Ended() })
	if left, err := os.ReadDir(filepath.Dir(out)); again.Jobs.View()[0].Status != JobCancelled || len(left) > 0 || err != nil {
		t.Errorf("job %+v left %v, %v", again.Jobs.View()[0], left, err)
	}
}

// TestFailedVideoKeepsItsParts and says so: the same export goes on there.
func TestFailedVideoKeepsItsParts(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, filepath.Join(folder, "own"))
	whole := d.Video.tools.FFmpeg
	if whole == "" {
		t.Skip("ffmpeg is not installed")
	}
	// It does all but put the parts together.
	broken := write(t, filepath.Join(folder, "ffmpeg"), "#!/bin/sh\ncase \"$*\" in *concat*) echo no >&2; exit 1;; esac\nexec "+whole+" \"$@\"\n")
	if err := os.Chmod(broken, 0o755); err != nil {
		t.Fatal(err)
	}
	d.Start()
	d.Video.Choose(testkit.Animation(t, filepath.Join(folder, "clip.gif"), 3))
	d.until("the clip is open", func() bool { v := d.Video.View(); return v.Clip != nil && !v.Busy })
	out := filepath.Join(folder, "made.mp4")
	export := func(ffmpeg string) JobView {
		d.Video.tools.FFmpeg = ffmpeg
		d.Video.ExportTo(out)
		d.until("it has ended", func() bool { v := d.Jobs.View(); return d.Video.View().Running == 0 && v[0].Ended() })
		return d.Jobs.View()[0]
	}
	j := export(broken)
	if _, err := os.Stat(video.WorkFolder(out)); j.Status != JobFailed || err != nil {
		t.Fatalf("job %+v: %+v, parts: %v", j, j.Problem, err)
	}
	if s := j.Problem.Sentence.String(); !strings.Contains(s, "made.mp4: no. What is done of the video is kept") {
		t.Errorf("it says %q", s)
	}
	if j := export(whole); j.Status != JobDone {
		t.Errorf("job %+v: %+v", j, j.Problem)
	}
	if _, err := os.Stat(video.WorkFolder(out)); err == nil {
		t.Error("the parts are still there")
	}
}

// TestFramesAreMadeForTheEye: moving a slider elsewhere makes none, and coming back one.
func TestFramesAreMadeForTheEye(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Video.Choose(testkit.Animation(t, filepath.Join(folder, "bar.gif"), 3))
	there := func() bool { v := d.Video.View(); return v.After != nil && !v.Busy }
	d.until("a frame is there", there)
	first, number := d.Video.View().After, d.Video.number
	d.Stylize.SetStrength(0.3)
	d.Stylize.SetStrength(0.4)
	if d.until("the picture is painted", d.fine); d.Video.number != number || d.Video.View().After != first {
		t.Error("a frame was made that nobody sees")
	}
	d.Video.SetShown(true)
	d.until("it is made anew", func() bool { return there() && d.Video.View().After != first })
	d.Video.SetShown(false)
	d.Video.SetShown(true)
	if d.Stylize.SetStrength(0.5); d.Video.number != number+2 {
		t.Errorf("in sight and after a change, %d frames were asked for", d.Video.number-number)
	}
	d.until("it is made", there)
}

// TestWhyAClipWasNotOpenedIsTold until another is chosen, whatever becomes of the frame of the one before.
func TestWhyAClipWasNotOpenedIsTold(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	clip := testkit.Animation(t, filepath.Join(folder, "bar.gif"), 3)
	d.Video.Choose(clip)
	d.until("a frame is there", func() bool { return d.Video.View().After != nil && !d.Video.View().Busy })
	d.Video.Choose(write(t, filepath.Join(folder, "letter.mp4"), "dear all"))
	d.until("it is told", func() bool { return d.Message().Text.Key == "problem.video.unknown" })
	if v := d.Video.View(); v.Problem != nil || v.Clip.Path != clip || v.Opening {
		t.Errorf("the clip that stays is blamed: %v, and is %s", v.Problem, v.Clip.Path)
	}
	d.Video.frameFailed(d.Video.number, errors.New("the frame is bad"))
	d.Video.Choose(clip)
	d.until("it is opened", func() bool {
		if v := d.Video.View(); !v.Opening && v.Busy && v.Problem != nil {
			t.Fatalf("it is blamed for the one before: %s", v.Problem.Sentence)
		}
		return !d.Video.View().Opening && !d.Video.View().Busy
	})
	if p := d.Video.View().Problem; p != nil {
		t.Errorf("opened, and still: %s", p.Sentence)
	}
}

func TestSeveralClipsAtOnce(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	bad := write(t, filepath.Join(folder, "a.mp4"), "x")
	d.Drop(DropVideo, []string{bad, bad})
	d.until("it is looked at", func() bool { return !d.Video.View().Opening })
	if v, m := d.Video.View(), d.Message(); v.Problem == nil || m.Number != 0 {
		t.Errorf("of a clip that cannot be opened the problem is %v, said is %q", v.Problem, m.Text)
	}
	titles, clip := write(t, filepath.Join(folder, "a.srt"), "x"), testkit.Animation(t, filepath.Join(folder, "bar.gif"), 3)
	photo := picture(t, filepath.Join(folder, "photo.png"), 40, 30, red)
	for i, files := range [][]string{{titles, clip}, {photo, clip}} {
		number := d.Message().Number
		if went := d.Drop(DropVideo, files); went != DropVideo {
			t.Errorf("files %d went to %d", i, went)
		}
		d.until("it is opened", func() bool { return d.Message().Number > number })
		if m := d.Message(); m.Text.String() != "One video at a time: bar.gif was opened." {
			t.Errorf("files %d: %q", i, m.Text)
		}
	}
	if went := d.Drop(DropVideo, []string{photo}); went != DropContent {
		t.Errorf("a photo went to %d", went)
	}
	d.until("the photo is shown", func() bool { return d.Stylize.View().Contents[0].Path == photo })
	d.Video.Choose(mkdir(t, filepath.Join(folder, "empty")))
	d.until("it is told", func() bool { return d.Message().Text.Key == "problem.video.empty" })
}

// TestCancellingAVideoAsks what becomes of what is made, once that took a while.
func TestCancellingAVideoAsks(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Video.Choose(testkit.Animation(t, filepath.Join(folder, "bar.gif"), 60))
	d.until("a frame is there", func() bool { return d.Video.View().After != nil && !d.Video.View().Busy })
	d.Video.precious = 0
	for choice, want := range []JobStatus{JobDone, JobCancelled, JobCancelled} {
		d.Video.ExportTo(filepath.Join(folder, fmt.Sprint(choice, ".gif")))
		id := d.Video.View().Running
		d.Jobs.Pause(id)
		d.Jobs.Cancel(id)
		d.Jobs.Cancel(id)
		q := d.Question()
		if q == nil || q.Text.Key != "state.video.cancel" || len(d.questions) != 1 {
			t.Fatalf("cancelling asks %d questions: %+v", len(d.questions), q)
		}
		if d.Answer(q, choice); choice == 0 {
			d.Jobs.Resume(id)
		}
		d.jobsEnd()
		if j := d.Jobs.View()[0]; j.Status != want {
			t.Errorf("answer %d: job %+v", choice, j)
		}
	}
}

// TestTheLastFrameIsAtTheEndOfTheTimeLine, not behind it.
func TestTheLastFrameIsAtTheEndOfTheTimeLine(t *testing.T) {
	folder := t.TempDir()
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Video.Choose(testkit.Animation(t, filepath.Join(folder, "bar.gif"), 6))
	ready := func() bool { return d.Video.View().After != nil && !d.Video.View().Busy }
	d.until("a frame is there", ready)
	d.Video.Seek(time.Hour)
	d.until("the last is there", ready)
	v := d.Video.View()
	if frame := v.Clip.Duration / 6; v.Problem != nil || v.Position != v.Clip.Last() || v.Clip.Last() > v.Clip.Duration-frame*9/10 {
		t.Errorf("at %v of %v: %+v", v.Position, v.Clip.Duration, v.Problem)
	}
}
