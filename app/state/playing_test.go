package state

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"restyle/internal/testkit"
)

// cinema is a desk with a clip of so many tenths of a second, a frame each, the first of which is shown.
func cinema(t *testing.T, frames int) (d *desk, path string) {
	t.Helper()
	folder := t.TempDir()
	d = newDesk(t, filepath.Join(folder, "own"))
	d.Start()
	d.Video.Play() // there is nothing to play
	path = testkit.Animation(t, filepath.Join(folder, "bar.gif"), frames)
	d.Video.SetShown(true)
	d.Video.Choose(path)
	d.until("a frame is there", d.stands)
	d.Video.Seek(0)
	d.until("the first frame is there", d.stands)
	return d, path
}

// stands tells whether a frame is shown and nothing moves.
func (d *desk) stands() bool {
	v := d.Video.View()
	return v.After != nil && !v.Busy && !v.Playing
}

// plays waits until the frame of a time or a later one is shown.
func (d *desk) plays(at time.Duration) {
	d.t.Helper()
	d.until("it is played", func() bool { v := d.Video.View(); return v.Playing && v.Position >= at })
}

// TestAClipIsPlayed at its own pace, to its end.
func TestAClipIsPlayed(t *testing.T) {
	d, _ := cinema(t, 10)
	before, begun, told := d.Video.View(), time.Now(), map[time.Duration]bool{}
	d.Video.Play()
	var last time.Duration
	d.until("it has been played", func() bool {
		v := d.Video.View()
		if v.Playing && v.After != before.After {
			if told[v.Position] = true; v.Position < last {
				t.Errorf("%v is shown after %v", v.Position, last)
			}
			if last = v.Position; v.Before.Rect.Size() != v.After.Rect.Size() || v.Busy || v.Problem != nil || v.Pixels != before.Pixels {
				t.Errorf("at %v: frames of %v and %v, busy %t: %v", v.Position, v.Before.Rect, v.After.Rect, v.Busy, v.Problem)
			}
		}
		return d.stands()
	})
	if took := time.Since(begun); len(told) < 2 || took < 800*time.Millisecond { // the tenth frame is shown after 900 ms
		t.Errorf("%d different frames in %v", len(told), took)
	}
	if v := d.Video.View(); v.Position < 900*time.Millisecond-time.Microsecond || v.Before == before.Before || v.Before.Rect.Size() != v.Pixels {
		t.Errorf("it stops at %v, with a frame of %v", v.Position, v.Before.Rect)
	}
	d.Video.Play() // anew
	d.plays(0)
	if v := d.Video.View(); v.Position > 800*time.Millisecond {
		t.Errorf("played again it begins at %v", v.Position)
	}
	d.Video.Play()
	if v := d.Video.View(); v.Playing || !v.Busy {
		t.Errorf("stopped: %+v", v)
	}
	d.until("a frame is there", d.stands)
}

// TestWhatIsPlayedFollows the person: the look, the time line, the part, the screen.
func TestWhatIsPlayedFollows(t *testing.T) {
	d, path := cinema(t, 60) // so many that it does not end by itself
	d.Video.Play()
	d.plays(100 * time.Millisecond)
	number := d.Video.number
	d.Stylize.SetStrength(0.25)
	if r := d.Video.film.recipe.Load(); r.look.Strength != 0.25 || d.Video.number != number || !d.Video.View().Playing {
		t.Errorf("in another look it begins anew, or is played at strength %g", r.look.Strength)
	}
	d.Video.Seek(700 * time.Millisecond)
	d.plays(800 * time.Millisecond)
	d.Video.Play()
	d.until("it stands", d.stands)

	d.Video.Seek(200 * time.Millisecond)
	d.Video.BeginHere()
	d.Video.Seek(500 * time.Millisecond)
	d.Video.EndHere()
	d.Video.Seek(0) // outside
	d.until("a frame is there", d.stands)
	d.Video.Play()
	if at := d.Video.View().Position; at != 200*time.Millisecond {
		t.Errorf("a part from 0.2 s on is played from %v on", at)
	}
	d.until("the part has been played", d.stands)
	if at := d.Video.View().Position; at != 500*time.Millisecond {
		t.Errorf("a part up to the frame at 0.5 s stops at %v", at)
	}

	d.Video.WholeClip()
	d.Video.Seek(0)
	d.Video.Play()
	d.plays(100 * time.Millisecond)
	d.Video.SetShown(false)
	if at := d.Video.View().Position; d.Video.View().Playing || !d.Video.stale {
		t.Errorf("out of sight it is played on at %v", at)
	}
	d.Video.SetShown(true)
	d.until("a frame is there again", d.stands)

	d.Video.Seek(0)
	d.Video.Play()
	d.plays(0)
	d.Video.Choose(path)
	d.until("it is open anew", func() bool { return !d.Video.View().Opening && d.stands() })
}

// TestWhatCannotBePlayed is said, and nothing is played.
func TestWhatCannotBePlayed(t *testing.T) {
	d, path := cinema(t, 10)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	d.Video.Play()
	d.until("it has failed", func() bool { return d.Video.View().Problem != nil })
	if v := d.Video.View(); v.Playing || v.Busy {
		t.Errorf("it goes on: %+v", v)
	}
}

// TestPlayedFramesAreInTime: as large as can be painted twelve times a second.
func TestPlayedFramesAreInTime(t *testing.T) {
	d := newDesk(t, t.TempDir())
	v := d.Video
	for _, c := range []struct {
		took       time.Duration // of a whole frame
		rate       float64
		steady     bool
		long, want int
	}{
		{0, 25, true, 1920, 640},
		{30 * time.Millisecond, 25, true, 640, 640},
		{60 * time.Millisecond, 25, false, 640, 640},
		{60 * time.Millisecond, 25, true, 640, 512},
		{60 * time.Millisecond, 5, true, 640, 640},
		{800 * time.Millisecond, 25, true, 1920, 400},
		{9 * time.Second, 25, true, 1920, 320},
		{9 * time.Second, 25, true, 200, 200},
	} {
		v.fastest, v.view.Options.Steady, v.view.Clip = c.took, c.steady, &Clip{Rate: c.rate}
		if got := v.playSize(c.long); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
