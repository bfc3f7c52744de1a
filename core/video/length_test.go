package video

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestUnknownLength: files that do not say how long they are, as those of recorders and bare streams, are read to their end, and cut where they are told to.
func TestUnknownLength(t *testing.T) {
	for _, in := range many(t, chart+"4:size=64x48:rate=25"+x264+" -f matroska -live 1 %/in.mkv"+x264+" -f h264 %/in.h264") {
		if info := probe(t, in); info.Frames != 100 {
			t.Errorf("%s: %d frames", in, info.Frames)
		}
		for _, c := range []struct {
			from, to time.Duration
			want     int
		}{{0, 0, 100}, {3 * time.Second, 0, 25}, {time.Second, 2 * time.Second, 25}} {
			if _, s := convert(t, in, "out.mp4", Options{From: c.from, To: c.to}, copyFrame); s.Frames != c.want || len(s.Warnings) > 0 {
				t.Errorf("%s from %v to %v: %+v, want %d frames", in, c.from, c.to, s, c.want)
			}
		}
	}
}

// TestLengthThatStaysUnknown: without any packet that can be counted there is no bound.
func TestLengthThatStaysUnknown(t *testing.T) {
	in := many(t, chart+"4:size=64x48:rate=25"+x264+" -f matroska -live 1 %/in.mkv"+x264+" -f h264 %/in.h264")[0]
	blind := tools(t)
	blind.FFprobe = fakeTool(t, blind.FFprobe, `case "$*" in *packet=*) ;; *) exec REAL "$@";; esac`)
	for _, c := range []struct {
		from, to time.Duration
		want     int
	}{{0, 0, 20}, {3 * time.Second, 0, 5}, {time.Second, 2 * time.Second, 5}} {
		s, err := blind.Convert(context.Background(), in, filepath.Join(t.TempDir(), "out.mp4"), Options{From: c.from, To: c.to, Rate: Rate{5, 1}}, copyFrame, nil)
		if err != nil || s.Frames != c.want || len(s.Warnings) > 0 {
			t.Errorf("from %v to %v: %v %+v", c.from, c.to, err, s)
		}
	}
	for at, want := range map[time.Duration]int{time.Second: 25, time.Hour: 99} {
		f, err := blind.Frame(context.Background(), in, at, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if f.Number != want {
			t.Errorf("at %v: frame %d, want %d", at, f.Number, want)
		}
	}
}

func TestLastEnd(t *testing.T) {
	for packets, want := range map[string]float64{
		"":                                       0,
		"1.5,1.5,0.5\n3.5,2,0.25\n2.5,N/A,0.5\n": 2.75,
		"1.5,1.5,N/A\n":                          0.5,
		"1.5,1.5,0.5\nN/A,2,0.5\nN/A,2.5,0.5\n":  2,
		"N/A,N/A,0.04\nN/A,N/A,0.04\nN/A,N/A,0.04\n":     0.12,
		"N/A,N/A,0.04\n2.000000,2.000000,0.500000,aside": 1.5,
	} {
		for _, jumps := range []bool{false, true} {
			if got := lastEnd([]byte(packets), 1, Rate{25, 1}, jumps); math.Abs(got-want) > 1e-9 {
				t.Errorf("%q ends at %g, want %g", packets, got, want)
			}
		}
	}
	for packets, want := range map[string][2]float64{ // of clocks that may not jump, and that may
		"1,1,1\n2,2,1\n1,1,1\n2,2,1\n":       {2, 4},
		"1,1,1\n2,2,1\n3600,3600,1\n":        {3600, 3},
		"1.1,1,.1\n1.3,1.1,.1\n1.2,1.2,.1\n": {0.4, 0.4},
		"1,1,1\n9,9,1\n":                     {9, 9},
	} {
		for i, jumps := range []bool{false, true} {
			if got := lastEnd([]byte(packets), 1, Rate{25, 1}, jumps); math.Abs(got-want[i]) > 1e-9 {
				t.Errorf("%q ends at %g, want %g", packets, got, want[i])
			}
		}
	}
}

// told is what ffprobe tells of a file.
type told struct {
	Streams []struct {
		CodecType string `json:"codec_type"`
		CodecName string `json:"codec_name"`
		StartTime string `json:"start_time"`
		Duration  string
		Tags      struct{ Language string }

		Disposition map[string]int
	}
	Format reportFormat
}

func probed(t *testing.T, path string) (r told) {
	t.Helper()
	out, err := exec.Command(tools(t).FFprobe, "-v", "error", "-of", "json", "-show_format", "-show_streams", path).Output()
	if err := errors.Join(err, json.Unmarshal(out, &r)); err != nil {
		t.Fatal(err)
	}
	return r
}

// TestSoundKeepsItsPlace: sound or picture that begins later than the other does so in the result, and its end is there.
func TestSoundKeepsItsPlace(t *testing.T) {
	const late = 1.5
	pictures := chart + "2:size=64x48:rate=25"
	sound := tone + "2"
	both := x264 + " -fps_mode passthrough -c:a aac"
	ts, mp4 := " -f mpegts", " -f mp4"
	laterSound := many(t, pictures+" -itsoffset 1.5"+sound+both+ts+" %/a.ts"+both+mp4+" %/a.mp4")
	laterPicture := many(t, "-itsoffset 1.5 "+pictures+sound+both+ts+" %/b.ts"+both+mp4+" %/b.mp4"+both+" %/b.mkv")
	for _, in := range laterSound {
		out, s := convert(t, in, "out.mp4", Options{}, copyFrame)
		for _, stream := range probed(t, out).Streams {
			if want := map[string]float64{"audio": late}[stream.CodecType]; math.Abs(seconds(stream.StartTime)-want) > 0.06 {
				t.Errorf("%s: %s begins at %s, want %g", in, stream.CodecType, stream.StartTime, want)
			}
		}
		if s.Frames != 50 || len(s.Warnings) > 0 {
			t.Errorf("%s: %+v", in, s)
		}
	}
	for _, in := range laterPicture {
		out, s := convert(t, in, "out.mp4", Options{}, copyFrame)
		if math.Abs(float64(s.Frames)-(2+late)*25) > 2 || math.Abs(float64(probe(t, in).Frames-s.Frames)) > 1 || len(s.Warnings) > 0 {
			t.Errorf("%s: %+v", in, s)
		}
		_, got := frames(t, in)
		still := 0 // how long the first frame is on screen
		for still+1 < len(got) && difference(got[0], got[still+1]) == 0 {
			still++
		}
		if math.Abs(float64(still)-late*25) > 3 {
			t.Errorf("%s: the picture begins to move at frame %d", in, still)
		}
		lasts(t, out, 0, 2)
	}
}

// appended is a file of the bytes of others.
func appended(t *testing.T, parts []string) string {
	t.Helper()
	var whole []byte
	for _, part := range parts {
		b, err := os.ReadFile(part)
		if err != nil {
			t.Fatal(err)
		}
		whole = append(whole, b...)
	}
	path := filepath.Join(t.TempDir(), "in.ts")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestClockThatJumps: recordings that were appended to each other are all there, with their sound.
func TestClockThatJumps(t *testing.T) {
	for name, offsets := range map[string][2]string{"back": {"0", "0"}, "ahead": {"0", "3600"}} {
		var parts []string
		for i, offset := range offsets {
			parts = append(parts, clip(t, "part.ts", chart+"2:size=64x48:rate=25"+tone+fmt.Sprint(2, " -c:a aac", x264, " -bf ", 2*i, " -output_ts_offset ", offset)))
		}
		in := appended(t, parts)
		info, all := frames(t, in)
		if math.Abs(float64(info.Frames)-100) > 3 || math.Abs(float64(len(all))-100) > 3 {
			t.Fatalf("%s: %d frames of %d", name, len(all), info.Frames)
		}
		for _, n := range []int{10, 40, 80} { // the second recording shows what the first does
			if d, other := difference(all[n], all[(n+50)%100]), difference(all[n], all[(n+25)%100]); d > other/2 {
				t.Errorf("%s: frame %d differs by %g from that 50 later, and by %g from that 25 later", name, n, d, other)
			}
		}
		got := readAll(t, info, Range{70, len(all), info.Width, info.Height})
		if len(got) != len(all)-70 || difference(got[0], all[70]) != 0 {
			t.Errorf("%s: read from frame 70 on, there are %d", name, len(got))
		}
		for _, from := range []float64{0, 1.5, 3} {
			out, s := convert(t, in, "out.mp4", Options{From: time.Duration(from * float64(time.Second))}, copyFrame)
			if len(s.Warnings) > 0 || len(probed(t, out).Streams) != 2 {
				t.Errorf("%s from %g: %v, %d streams", name, from, s.Warnings, len(probed(t, out).Streams))
			}
			for _, stream := range probed(t, out).Streams { // each recording's sound ends with a little silence
				if length := seconds(stream.Duration); math.Abs(length-4+from) > 0.15 {
					t.Errorf("%s from %g: %s is %g s long", name, from, stream.CodecType, length)
				}
			}
		}
	}
}

// TestSizeThatChanges: frames of another size in between are scaled, and nothing stands still there.
func TestSizeThatChanges(t *testing.T) {
	for name, how := range map[string]string{"whole frames": "", "fields": " -flags +ilme+ildct"} {
		in := appended(t, many(t, chart+"1:size=96x64:rate=25 "+chart+"1:size=160x120:rate=25 -map 0"+x264+how+" %/a.ts -map 1"+x264+how+" -output_ts_offset 1 %/b.ts"))
		info, got := frames(t, in)
		if info.Width != 96 || info.laced != (how != "") || len(got) < 49 || len(got) > 51 {
			t.Errorf("%s: %d frames, %+v", name, len(got), info)
		}
		for i := 1; i < len(got); i++ {
			if difference(got[i-1], got[i]) == 0 {
				t.Errorf("%s: frame %d is that before it", name, i)
			}
		}
	}
}

// TestWrongLength: bare MPEG pictures, whose length ffmpeg guesses, are read to their end. Of a file that says it is much shorter than it is, a warning tells.
func TestWrongLength(t *testing.T) {
	made := many(t, chart+"8:size=64x48:rate=25 -c:v mpeg1video -q:v 3 %/in.m1v"+x264+" %/in.flv")
	if _, s := convert(t, made[0], "out.mp4", Options{}, copyFrame); s.Frames < 199 || s.Frames > 201 || len(s.Warnings) > 0 {
		t.Errorf("bare pictures: %+v", s)
	}
	film, err := os.ReadFile(made[1])
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(film, []byte("duration")) + len("duration\x00") // a number in 8 bytes follows
	film = slices.Concat(film[:at], binary.BigEndian.AppendUint64(nil, math.Float64bits(1)), film[at+8:])
	in := filepath.Join(t.TempDir(), "in.flv")
	if err := os.WriteFile(in, film, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, from := range []time.Duration{0, time.Second / 2} {
		if _, s := convert(t, in, "out.mp4", Options{From: from}, copyFrame); len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0].Error(), "says that it is 0:01 long and goes on") {
			t.Errorf("a film of 8 seconds that says 1, from %v: %+v", from, s)
		}
	}
}

// TestScrambledChannel: beside pictures that nobody can see, and sound that is announced and not there, all else is read.
func TestScrambledChannel(t *testing.T) {
	in := clip(t, "in.ts", chart+"2:size=64x48:rate=25 "+chart+"2:size=96x64:rate=25"+tone+"2 -map 0 -map 1 -map 2 -map 2 -c:a aac"+x264)
	const packet, first = 188, 0x100 // bytes, and the number of the first stream
	for hidden, want := range []struct {
		width int
		sound string
	}{{96, "aac aac"}, {64, "aac aac"}, {64, "aac"}} {
		film, err := os.ReadFile(in)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(film); i += packet {
			if number := int(binary.BigEndian.Uint16(film[i+1:]) & 0x1fff); number != first+hidden {
				continue
			}
			if hidden > 1 {
				binary.BigEndian.PutUint16(film[i+1:], 0x1fff) // padding
				continue
			}
			for j := i + 32; j < i+packet; j++ { // behind the headers
				film[j] = byte(j * j >> 3)
			}
		}
		path := filepath.Join(t.TempDir(), "in.ts")
		if err := os.WriteFile(path, film, 0o600); err != nil {
			t.Fatal(err)
		}
		out, s := convert(t, path, "out.mp4", Options{}, copyFrame)
		if s.Width != want.width || s.Frames < 49 || s.Frames > 53 || len(s.Warnings) > 0 || codecs(probe(t, out)) != want.sound {
			t.Errorf("stream %d is scrambled: %+v, sound %q", hidden, s, codecs(probe(t, out)))
		}
	}
}
