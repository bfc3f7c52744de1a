package state

import (
	"image/gif"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	if s := d.Jobs.View()[0].Outcome.String(); !strings.HasSuffix(s, " % less flicker") {
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
	d.until("the problem is told", func() bool { return d.Video.View().Problem != nil })
	if s := d.Video.View().Problem.Sentence.String(); !strings.Contains(s, "letter.mp4") {
		t.Errorf("problem %q", s)
	}
}

func TestWhatIsToldOfAVideo(t *testing.T) {
	for _, c := range []struct {
		before, after float64
		pairs         int
		done, outcome string
	}{
		{0.0214, 0.0109, 8, "Saved as a.mp4. It flickers 49 % less than frames painted one by one.", "49 % less flicker"},
		{0.02, 0.02, 8, "Saved as a.mp4.", ""},
		{0, 0, 8, "Saved as a.mp4.", ""},
		{0.02, 0.01, 0, "Saved as a.mp4.", ""},
	} {
		r := filmed("folder/a.mp4", &film.Summary{FlickerBefore: c.before, FlickerAfter: c.after, FlickerPairs: c.pairs})
		if r.done.String() != c.done || r.outcome.String() != c.outcome {
			t.Errorf("%v: %q and %q", c, r.done, r.outcome)
		}
	}
	r := filmed("folder/a.mp4", &film.Summary{Summary: video.Summary{Warnings: []string{"c.mkv ends early", "the subtitles are left out"}}})
	if want := "Saved as a.mp4, but: c.mkv ends early; the subtitles are left out."; r.done.String() != want || !r.bad || r.outcome.Empty() {
		t.Errorf("%q, %q; want %q", r.done, r.outcome, want)
	}
}
