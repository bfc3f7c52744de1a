package video

import (
	"cmp"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestSubtitlesOfACut are on screen with the same frames as before, and those at both ends are clipped. They are shown unasked or not as before, too.
func TestSubtitlesOfACut(t *testing.T) {
	srt := shared(t) + "/in.srt"
	if err := writeFile(srt, []byte("1\n00:00:00,500 --> 00:00:02,500\none\n\n2\n00:00:03,000 --> 01:00:00,000\ntwo\n\n3\n00:00:04,500 --> 00:00:05,000\nthree\n")); err != nil {
		t.Fatal(err)
	}
	in := clip(t, "in.mkv", chart+"6:size=64x48:rate=25"+tone+"6 -i "+srt+" -map 0 -map 1 -map 2 -map 2 -c:s srt -disposition:s:0 0 -disposition:s:1 forced -metadata:s:s:1 language=fre -metadata:s:a:0 language=fre -metadata:s:s:0 language=fre -c:a pcm_s16le"+x264)
	for name, early := range map[string]time.Duration{"out.mp4": 0, "out.mkv": 23 * time.Millisecond, "out.webm": 14 * time.Millisecond} { // sound begins before
		out, s := convert(t, in, name, Options{From: time.Second, To: 4 * time.Second}, copyFrame)
		r := probed(t, out)
		if length := seconds(r.Format.Duration); s.Frames != 75 || len(s.Warnings) > 0 || length < 2.9 || length > 3.1 {
			t.Errorf("%s: %s s long, %+v", name, r.Format.Duration, s)
		}
		var want strings.Builder
		for i, cue := range []struct {
			from, to time.Duration
			text     string
		}{{0, 1500 * time.Millisecond, "one"}, {2 * time.Second, 3 * time.Second, "two"}} {
			clock := func(d time.Duration) string {
				d += early
				return fmt.Sprintf("00:00:%02d,%03d", d/time.Second, d%time.Second/time.Millisecond)
			}
			fmt.Fprintf(&want, "%d\n%s --> %s\n%s\n\n", i+1, clock(cue.from), clock(cue.to), cue.text)
		}
		if got := string(ffmpeg(t, "-i "+out+" -map 0:s:0 -f srt -")); got != want.String() {
			t.Errorf("%s: %q, want %q", name, got, want.String())
		}
		purposes := ""
		for _, stream := range r.Streams {
			if stream.CodecType == "subtitle" {
				purposes += fmt.Sprint(stream.Disposition["default"], stream.Disposition["forced"], " ")
			}
			if stream.CodecType != "video" && stream.CodecName != "bin_data" && stream.Tags.Language != "fre" {
				t.Errorf("%s: the language of %s is %q", name, stream.CodecName, stream.Tags.Language)
			}
		}
		first := map[string]string{"out.mp4": "1 0 0 1 "}[name] // where the first of a kind is the default if none is
		if purposes != cmp.Or(first, "0 0 0 1 ") {
			t.Errorf("%s: subtitles are default or forced: %q", name, purposes)
		}
	}
}

func TestClipCues(t *testing.T) {
	const ass = "[Events]\nFormat: Layer, Start, End, Style, Text\n" +
		"Dialogue: 0,0:00:01.00,0:00:02.00,Default,before\n" +
		"Dialogue: 0,0:00:09.50,0:00:10.50,Default,a, b\n" +
		"Dialogue: 0,0:00:10.25,1:01:10.00,Default,long\n" +
		"Dialogue: 0,1:01:10.00,1:01:11.00,Default,behind\n"
	want := "[Events]\nFormat: Layer, Start, End, Style, Text\n" +
		"Dialogue: 0,0:00:00.00,0:00:00.50,Default,a, b\n" +
		"Dialogue: 0,0:00:00.25,1:00:59.99,Default,long\n"
	if got := string(clipCues([]byte(ass), 10*time.Second, time.Hour+70*time.Second-10*time.Millisecond)); got != want {
		t.Errorf("%s", got)
	}
}
