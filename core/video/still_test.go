package video

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"restyle/core/fault"
	"restyle/internal/testkit"
)

// TestFrameOnScreen: the frame at a time is the one that is shown then, up to the end of the video.
func TestFrameOnScreen(t *testing.T) {
	sources := many(t, chart+"2:size=32x32:rate=10"+tone+"6 -map 0"+x264+" %/in.mp4 -map 0 -map 1"+x264+" -c:a aac %/in.flv")
	for _, c := range []struct {
		in   string
		at   time.Duration
		want int
	}{
		{sources[0], 0, 0},
		{sources[0], 540 * time.Millisecond, 5},
		{sources[0], 590 * time.Millisecond, 5},
		{sources[0], 600 * time.Millisecond, 6},
		{sources[0], 1950 * time.Millisecond, 19},
		{sources[0], 2 * time.Second, 19},
		{sources[1], 1 * time.Second, 10},
		{sources[1], 2500 * time.Millisecond, 19}, // its sound is longer
		{sources[1], 6 * time.Second, 19},
	} {
		f, err := tools(t).Frame(context.Background(), c.in, c.at, Options{})
		if err != nil {
			t.Errorf("%s at %v: %v", c.in, c.at, err)
		} else if f.Number != c.want {
			t.Errorf("%s at %v: frame %d, want %d", c.in, c.at, f.Number, c.want)
		}
	}
	_, err := tools(t).Frame(context.Background(), sources[0], 2100*time.Millisecond, Options{})
	if err == nil || !strings.Contains(err.Error(), "there is no frame at 0:02.1: it is 0:02 long") || fault.Of(err) != nil {
		t.Error(err)
	}
	for _, from := range []time.Duration{1950 * time.Millisecond, 2 * time.Second} {
		if _, s := convert(t, sources[0], "out.mp4", Options{From: from}, copyFrame); s.Frames != 1 {
			t.Errorf("from %v: %+v", from, s)
		}
	}
	for in, want := range map[string]string{sources[0]: "there is nothing at 0:04: it is 0:02 long", sources[1]: "there are no frames between 0:04 and the end: choose other times"} {
		_, err := tools(t).Convert(context.Background(), in, t.TempDir()+"/out.mp4", Options{From: 4 * time.Second}, copyFrame, nil)
		if err == nil || !strings.Contains(err.Error(), want) || fault.Of(err) != nil { // it is not damaged
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// TestCurrent: what is known of a file holds until that is written again.
func TestCurrent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.gif")
	testkit.Animation(t, path, 2)
	info, err := Tools{}.Probe(context.Background(), path, Rate{})
	if err != nil || !info.Current() {
		t.Fatalf("as it was: %v", err)
	}
	f, err := Tools{}.FrameIn(context.Background(), info, 150*time.Millisecond, 0)
	if err != nil || f.Number != 1 {
		t.Errorf("%v, frame %+v", err, f)
	}
	if _, err := (Tools{}).FrameIn(context.Background(), info, time.Minute, 0); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("behind the end: %v", err)
	}
	if testkit.Animation(t, path, 3); info.Current() {
		t.Error("another file of that name is taken for it")
	}
	if err := os.Remove(path); err != nil || info.Current() {
		t.Errorf("%v, or the file that is gone is taken for it", err)
	}
}

func TestFrameOfPictures(t *testing.T) {
	in := pictures(t, 12, 32, 24)
	for rate, want := range map[Rate]int{{}: 5, {4, 1}: 0, {50, 1}: 10} {
		f, err := Tools{}.Frame(context.Background(), in, 200*time.Millisecond, Options{Rate: rate})
		if err != nil {
			t.Fatal(err)
		}
		if f.Number != want {
			t.Errorf("at %v: frame %d, want %d", rate, f.Number, want)
		}
	}
}
