package state

import (
	"image/gif"
	"os"
	"path/filepath"
	"testing"
	"time"

	"restyle/internal/testkit"
)

// TestAPartOfAClip is made from the frame where it was begun to the one where it was ended, and takes its share of the time.
func TestAPartOfAClip(t *testing.T) {
	const frame = 100 * time.Millisecond
	folder := t.TempDir()
	d := newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Video.BeginHere() // there is no clip yet
	d.Video.EndHere()
	path := testkit.Animation(t, filepath.Join(folder, "bar.gif"), 6)
	d.Video.Choose(path)
	ready := func() bool { return d.Video.View().After != nil && !d.Video.View().Busy }
	d.until("a frame is there", ready)
	whole := d.Video.View().Estimate
	at := func(when time.Duration, do func(), want Part) {
		t.Helper()
		d.Video.Seek(when)
		if do(); d.Video.View().Part != want {
			t.Errorf("at %v: %+v, want %+v", when, d.Video.View().Part, want)
		}
	}
	at(250*time.Millisecond, d.Video.BeginHere, Part{From: 2 * frame}) // in the middle of a frame
	at(time.Hour, d.Video.EndHere, Part{From: 2 * frame})              // the last one, as without
	at(frame, d.Video.EndHere, Part{To: 2 * frame})                    // before the beginning
	at(3*frame, d.Video.BeginHere, Part{From: 3 * frame})              // behind the end
	at(0, d.Video.WholeClip, Part{})
	at(2*frame, d.Video.EndHere, Part{To: 3 * frame})
	at(2*frame, d.Video.BeginHere, Part{2 * frame, 3 * frame}) // a single frame
	at(4*frame, d.Video.EndHere, Part{2 * frame, 5 * frame})
	d.until("the frame is there", ready)
	d.Video.SetOptions(VideoOptions{})
	if e := d.Video.View().Estimate; whole <= 0 || e < 3*d.Video.fastest-time.Microsecond || e > 3*d.Video.fastest+time.Microsecond {
		t.Errorf("three frames take %v, of %v each; all took %v", e, d.Video.fastest, whole)
	}
	out := filepath.Join(folder, "made.gif")
	d.Video.ExportTo(out)
	d.Video.WholeClip() // is for the next export
	d.until("it is made", func() bool { return d.Jobs.View()[0].Ended() })
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if g, err := gif.DecodeAll(f); err != nil || len(g.Image) != 3 {
		t.Errorf("made %v, %v", g, err)
	}
	d.Video.BeginHere()
	d.Video.Choose(path)
	d.until("it is open again", func() bool { return !d.Video.View().Opening && ready() })
	if p := d.Video.View().Part; !p.Whole() {
		t.Errorf("a clip just opened: %+v", p)
	}
}
