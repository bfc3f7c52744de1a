package state

import (
	"image/gif"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
