package video

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestFormats converts into each format; every frame must be there, at its time, and look like its source.
func TestFormats(t *testing.T) {
	in := clip(t, "in.mp4", chart+"2:size=96x64:rate=24"+tone+"2 -c:a aac"+x264+" -crf 1")
	_, source := frames(t, in)
	for name, most := range map[string]float64{"out.mp4": 6, "out.mov": 6, "out.mkv": 6, "out.webm": 12, "out.avi": 6, "out.gif": 24, "out/": 2} {
		out, s := convert(t, in, name, Options{Quality: 95, Part: 24}, copyFrame)
		info, got := frames(t, strings.TrimSuffix(out, "/"))
		if name == "out.mkv" && len(got) == 49 { // its times cannot be negative, so those of the sound begin before 0 and those of frames a little after
			got = got[1:]
		}
		if s.Frames != 48 || len(got) != 48 || info.Width != 96 || info.Height != 64 {
			t.Errorf("%s: %d frames written, %d read, %dx%d", name, s.Frames, len(got), info.Width, info.Height)
			continue
		}
		for i := range got {
			if d := difference(source[i], got[i]); d > most {
				t.Errorf("%s: frame %d differs by %.1f", name, i, d)
			}
		}
		want := map[string]string{"out.mp4": "aac", "out.mov": "aac", "out.mkv": "aac", "out.webm": "opus", "out.avi": "pcm_s16le"}[name]
		if got := codecs(info); got != want {
			t.Errorf("%s: sound is %q, want %q", name, got, want)
		}
	}
}

// codecs are those of the sound.
func codecs(info *Info) string {
	var all []string
	for _, s := range info.Sound {
		all = append(all, s.Codec)
	}
	return strings.Join(all, " ")
}

// packets are the checksums of the packets of every track of sound.
func packets(t *testing.T, path string) (sums []string) {
	t.Helper()
	for line := range strings.Lines(string(ffmpeg(t, "-i "+path+" -map 0:a -c copy -f streamhash -"))) {
		_, sum, _ := strings.Cut(line, "=")
		sums = append(sums, sum)
	}
	return sums
}

// TestSound: tracks are copied packet by packet where the format can hold their codec. Where it cannot there is still sound, as long as the source's.
func TestSound(t *testing.T) {
	sources := many(t, chart+"2:size=64x48:rate=25"+tone+"2 -map 0 -map 1 -map 1 -map 1 -map 1"+x264+
		" -c:a:0 aac -c:a:1 libmp3lame -c:a:2 libopus -c:a:3 libvorbis %/many.mkv -map 0 -map 1 -map 1"+x264+" -c:a:0 pcm_s16le -c:a:1 aac %/pcm.mov")
	for _, c := range []struct {
		in, out, want string
		copied        []bool
	}{
		{sources[0], "out.mp4", "aac mp3 opus aac", []bool{true, true, true, false}},
		{sources[0], "out.webm", "opus opus opus vorbis", []bool{false, false, true, true}},
		{sources[0], "out.mkv", "aac mp3 opus vorbis", []bool{true, true, true, true}},
		{sources[1], "out.mov", "pcm_s16le aac", []bool{true, true}},
		{sources[1], "out.mp4", "aac aac", []bool{false, true}},
		{sources[1], "out.avi", "pcm_s16le pcm_s16le", []bool{true, false}},
	} {
		out, s := convert(t, c.in, c.out, Options{}, copyFrame)
		if got := codecs(probe(t, out)); got != c.want || len(s.Warnings) > 0 {
			t.Errorf("%s to %s: sound is %s, want %s; %v", c.in, c.out, got, c.want, s.Warnings)
			continue
		}
		before, after := packets(t, c.in), packets(t, out)
		for i, copied := range c.copied {
			if copied && (before[i] != after[i] || len(after[i]) < 20) {
				t.Errorf("%s to %s: track %d is %s, was %s", c.in, c.out, i, after[i], before[i])
			}
			if !copied {
				lasts(t, out, i, 2)
			}
		}
	}
}

// TestSurround: sound of a film with loudspeakers at the sides, which WebM knows at the back only, is there, and so is that of tracks without any place, or with
// more places than the encoder knows.
func TestSurround(t *testing.T) {
	places := "0" + strings.Repeat("|0.1", 23)
	for _, in := range many(t, chart+"1:size=32x32:rate=10"+tone+"1 -f lavfi -i aevalsrc="+places+":channel_layout=22.2:duration=1 -map 0 -map 1 -c:a tta"+x264+
		" %/none.mkv -map 0 -map 2 -c:a pcm_s24le"+x264+" %/all.mov") {
		if out, s := convert(t, in, "out.mp4", Options{}, copyFrame); codecs(probe(t, out)) != "aac" || len(s.Warnings) > 0 {
			t.Errorf("%s: %+v", in, s)
		}
	}
	in := clip(t, "in.mkv", chart+"1:size=32x32:rate=10 -f lavfi -i aevalsrc=0.1|0.1|0.1|0|0.2|0.2:channel_layout=5.1(side):duration=1 -c:a ac3"+x264)
	if out, s := convert(t, in, "out.webm", Options{}, copyFrame); codecs(probe(t, out)) != "opus" || len(s.Warnings) > 0 {
		t.Errorf("%+v", s)
	}
}

// lasts looks that a track of sound is so long.
func lasts(t *testing.T, path string, track int, want float64) {
	t.Helper()
	pcm := ffmpeg(t, fmt.Sprintf("-i %s -map 0:a:%d -ac 1 -ar 8000 -f s16le -", path, track))
	if length := float64(len(pcm)) / 16000; math.Abs(length-want) > 0.06 {
		t.Errorf("%s: track %d is %.3f s long, want %.3f", path, track, length, want)
	}
}

// TestRates: results last as long as their sources, within a frame, whatever the rate.
func TestRates(t *testing.T) {
	args := ""
	rates := []string{"24000/1001", "25", "60", "7"}
	for _, rate := range rates {
		args += chart + "3:size=64x48:rate=" + rate + " "
	}
	args += tone[1:] + "3"
	for i := range rates {
		args += fmt.Sprintf(" -map %d -map %d -c:a aac%s %%/%d.mp4", i, len(rates), x264, i)
	}
	for i, in := range many(t, args) {
		out, s := convert(t, in, "out.mp4", Options{}, copyFrame)
		before := probe(t, in)
		after, got := frames(t, out)
		if before.Rate != after.Rate || len(got) != s.Frames || math.Abs(after.Duration().Seconds()-3) > 1/before.Rate.Float() {
			t.Errorf("%s: %v becomes %v, %v long, %d of %d frames", rates[i], before.Rate, after.Rate, after.Duration(), len(got), s.Frames)
		}
	}
}

// TestOneFrameIsLeft, however short a video is for the rate that is asked for, or that GIF files have.
func TestOneFrameIsLeft(t *testing.T) {
	ins := many(t, chart+"1:size=32x24:rate=120 -frames:v 1"+x264+" %/short.mp4 -frames:v 12"+x264+" %/long.mp4 -frames:v 1 -r 960"+x264+" %/fast.mp4")
	for _, c := range []struct {
		in, out string
		rate    Rate
	}{{ins[0], "out.mp4", Rate{25, 1}}, {ins[0], "out.gif", Rate{}}, {ins[0], "out.gif", Rate{60, 1}}, {ins[1], "out.mkv", Rate{1, 3}}, {ins[2], "out.mp4", Rate{}}} {
		if _, s := convert(t, c.in, c.out, Options{Rate: c.rate}, copyFrame); s.Frames != 1 {
			t.Errorf("%s at %v: %d frames", c.out, c.rate, s.Frames)
		}
		if f, err := tools(t).Frame(context.Background(), c.in, 0, Options{Rate: c.rate}); err != nil || f.Number != 0 {
			t.Errorf("%v: %v", c.rate, err)
		}
	}
}

// TestVariableRate: frames of a source whose rate changes appear at their times.
func TestVariableRate(t *testing.T) {
	// 2 s of 10 frames per second, then 2 s of 30: brightness grows with time.
	in := clip(t, "in.mp4", "-f lavfi -i color=black:size=64x48:rate=30:duration=4 -vf geq=lum='16+50*T':cb=128:cr=128,select='gte(t\\,2)+not(mod(n\\,3))' -fps_mode vfr"+x264+" -crf 1")
	out, s := convert(t, in, "out.mp4", Options{Quality: 95}, copyFrame)
	info, got := frames(t, out)
	if math.Abs(info.Duration().Seconds()-4) > 1.01/info.Rate.Float() || len(got) != s.Frames {
		t.Errorf("%v long, %d frames", info.Duration(), len(got))
	}
	for i, f := range got {
		at := info.Rate.Time(i).Seconds()
		want := 50 * at * 255 / 219
		if diff := want - float64(f.Pix[3*(24*64+32)+1]); diff < -4 || diff > 50./10*255/219+4 {
			t.Errorf("frame %d at %.2f s is %d bright, want %.0f", i, at, f.Pix[3*(24*64+32)+1], want)
		}
	}
}

// TestNames: whatever files are called, and wherever they are seen from, ffmpeg takes a name for nothing but that.
func TestNames(t *testing.T) {
	const name = `-50%d a*[b] what? #1 it's "so"; c\d|e`
	source, err := os.ReadFile(clip(t, "in.mp4", chart+"1:size=32x32:rate=5"+tone+"1 -c:a aac"+x264))
	if err != nil {
		t.Fatal(err)
	}
	near := tools(t)
	t.Chdir(t.TempDir())
	if err := errors.Join(os.WriteFile(name+" in.mp4", source, 0o600), os.Symlink(near.FFmpeg, "ffmpeg")); err != nil {
		t.Skip(err) // not on this system
	}
	near.FFmpeg = "./ffmpeg"
	for _, ending := range []string{".gif", ".mp4", "/"} {
		s, err := near.Convert(context.Background(), name+" in.mp4", name+ending, Options{Part: 3}, copyFrame, nil)
		if err != nil || s.Frames != 5 || len(s.Warnings) > 0 {
			t.Errorf("%s: %v %+v", ending, err, s)
			continue
		}
		clean(t, name+ending)
		if info := probe(t, strings.TrimSuffix(name+ending, "/")); info.Frames != 5 || len(info.Sound) != strings.Count(ending, "mp4") {
			t.Errorf("%s: %+v", ending, info)
		}
	}
}

// TestShapes: rotated, odd and non-square sources come out upright and square.
func TestShapes(t *testing.T) {
	source := chart + "1:size=96x64:rate=10"
	sources := many(t, source+" -vf scale=65:47,setsar=1 -c:v ffv1 %/odd.mkv -vf setsar=2/1"+x264+" %/tall.mkv -vf scale=64:33,setsar=1 -c:v ffv1 %/high.mkv"+
		" -vf scale=2:4,setsar=1,setfield=tff -c:v ffv1 %/tiny.mkv")
	if info, all := frames(t, sources[3]); info.Width != 2 || info.Height != 4 || len(all) != 10 {
		t.Errorf("fields of two columns: %d frames, %+v", len(all), info)
	}
	for i, c := range []struct {
		name          string
		width, height int // as probed
	}{{"odd", 65, 47}, {"tall pixels", 192, 64}, {"odd height", 64, 33}} {
		in := sources[i]
		info, source := frames(t, in)
		if info.Width != c.width || info.Height != c.height {
			t.Errorf("%s: %dx%d", c.name, info.Width, info.Height)
		}
		out, s := convert(t, in, "out.mp4", Options{Quality: 100}, copyFrame)
		after, got := frames(t, out)
		if s.Width != even(c.width) || s.Height != even(c.height) || after.Width != even(c.width) || after.Height != even(c.height) {
			t.Errorf("%s: becomes %dx%d", c.name, after.Width, after.Height)
		}
		cut := NewFrame(c.width, c.height)
		for y := range c.height {
			copy(cut.Pix[3*y*c.width:3*(y+1)*c.width], got[5].Pix[3*y*after.Width:])
		}
		if d := difference(source[5], cut); d > 9 {
			t.Errorf("%s: differs by %.1f", c.name, d)
		}
	}
}

func TestRotation(t *testing.T) {
	flat := clip(t, "flat.mp4", chart+"1:size=96x64:rate=10"+x264+" -crf 1")
	turned := filepath.Join(t.TempDir(), "turned.mp4")
	if exec.Command(tools(t).FFmpeg, "-v", "quiet", "-display_rotation", "90", "-i", flat, "-c", "copy", turned).Run() != nil { // from ffmpeg 6 on
		turned = clip(t, "turned.mov", "-i "+flat+" -c copy -metadata:s:v rotate=270")
	}
	out, s := convert(t, turned, "out.mp4", Options{Quality: 95}, copyFrame)
	_, upright := frames(t, out)
	if s.Width != 64 || s.Height != 96 {
		t.Fatalf("%dx%d", s.Width, s.Height)
	}
	want := NewFrame(64, 96)
	copy(want.Pix, ffmpeg(t, "-i "+turned+" -vf format=gbrp -f rawvideo -pix_fmt rgb24 -")[5*len(want.Pix):])
	if d := difference(want, upright[5]); d > 8 {
		t.Errorf("the upright picture differs by %.1f", d)
	}
}

// TestTrim: a cut begins at its frame and has its sound.
func TestTrim(t *testing.T) {
	in := clip(t, "in.mp4", chart+"6:size=96x64:rate=25"+tone+"6 -c:a aac"+x264+" -crf 1 -g 50")
	_, source := frames(t, in)
	out, s := convert(t, in, "out.mp4", Options{From: 2500 * time.Millisecond, To: 4 * time.Second, Quality: 95, Part: 12}, copyFrame)
	info, got := frames(t, out)
	if s.Frames != 38 && s.Frames != 37 || len(got) != s.Frames || len(info.Sound) != 1 {
		t.Fatalf("%d frames, %d read, %d tracks", s.Frames, len(got), len(info.Sound))
	}
	first := info.Rate.Frame(2500 * time.Millisecond)
	for i, f := range got {
		if d := difference(source[first+i], f); d > 6 {
			t.Errorf("frame %d differs by %.1f from frame %d of the source", i, d, first+i)
		}
	}
	lasts(t, out, 0, 1.5)
}

// TestFramesDoNotDependOnTheBeginning: frame n is the same wherever reading begins.
func TestFramesDoNotDependOnTheBeginning(t *testing.T) {
	for _, c := range []struct{ name, args string }{
		{"in.mkv", chart + "4:size=64x48:rate=30000/1001" + x264 + " -g 40"},
		{"in.mkv", chart + "4:size=64x48:rate=30 -vf select='not(mod(n\\,7))+lt(mod(n\\,11)\\,4)' -fps_mode vfr" + x264 + " -g 40"},
		{"in.mkv", chart + "4:size=64x48:rate=24" + tone + "5 -vf setpts=PTS+0.21/TB -c:a aac" + x264},
		{"in.ts", chart + "5:size=64x48:rate=24" + tone + "5 -c:a aac" + x264 + " -g 120"},
		{"in.h264", chart + "5:size=64x48:rate=24" + x264 + " -g 120"},
		{"in.mjpeg", chart + "5:size=160x120:rate=24 -c:v mjpeg"},
		{"in.avi", chart + "5:size=64x48:rate=24 -c:v mpeg4 -bf 2 -g 60"},
		{"in.flv", chart + "5:size=160x120:rate=24" + tone + "5 -c:a mp3 -ar 44100" + x264 + " -bf 2 -g 50"},
	} {
		in := clip(t, c.name, c.args)
		info, all := frames(t, in)
		for _, first := range []int{1, 25, 48, 95} {
			got := readAll(t, info, Range{first, len(all), info.Width, info.Height})
			if len(got) != len(all)-first {
				t.Errorf("%s from %d: %d frames of %d", c.name, first, len(got), len(all)-first)
				continue
			}
			for i, f := range got {
				if f.Number != first+i || !bytes.Equal(f.Pix, all[first+i].Pix) {
					t.Errorf("%s from %d: frame %d is another (number %d)", c.name, first, first+i, f.Number)
					break
				}
			}
		}
	}
}

func TestSubtitlesAndMetadataAreKept(t *testing.T) {
	srt := t.TempDir() + "/in.srt"
	if err := writeFile(srt, []byte("1\n00:00:00,500 --> 00:00:01,500\nHello\n")); err != nil {
		t.Fatal(err)
	}
	named := " -metadata title=Name -metadata:s:s:0 language=fre" + x264
	sources := many(t, chart+"2:size=64x48:rate=25 -i "+srt+tone+"2 -map 0 -map 1 -c:s srt"+named+" %/in.mkv -map 0 -map 1 -map 2 -c:s mov_text -c:a aac"+named+" %/in.mp4")
	for _, c := range []struct {
		in, out string
		sound   int
	}{{sources[0], "out.mp4", 0}, {sources[0], "out.mkv", 0}, {sources[0], "out.webm", 0}, {sources[1], "out.mkv", 1}} {
		out, s := convert(t, c.in, c.out, Options{}, copyFrame)
		text := string(ffmpeg(t, "-i "+out+" -map 0:s -f srt - -f ffmetadata "+out+".txt"))
		if !strings.Contains(text, "Hello") || c.sound == 0 && !strings.Contains(text, "00:00:00,500") { // MKV moves all by what sound begins early
			t.Errorf("%s to %s: %q", c.in, c.out, text)
		}
		if meta, err := os.ReadFile(out + ".txt"); err != nil || !strings.Contains(string(meta), "title=Name") {
			t.Errorf("%s to %s: %v %q", c.in, c.out, err, meta)
		}
		if info := probe(t, out); len(info.Sound) != c.sound || len(s.Warnings) > 0 {
			t.Errorf("%s to %s: %d tracks of sound, %v", c.in, c.out, len(info.Sound), s.Warnings)
		}
	}
}

func TestAheadShowsTheFramesThatFollow(t *testing.T) {
	in := clip(t, "in.mp4", chart+"1:size=32x32:rate=10"+x264)
	var seen []string
	convert(t, in, "out.mp4", Options{Ahead: 2}, func(_ context.Context, dst *Frame, frames []*Frame) error {
		var numbers []int
		for _, f := range frames {
			numbers = append(numbers, f.Number)
		}
		seen = append(seen, fmt.Sprint(numbers))
		return nil
	})
	if got := strings.Join(seen, ""); got != "[0 1 2][1 2 3][2 3 4][3 4 5][4 5 6][5 6 7][6 7 8][7 8 9][8 9][9]" {
		t.Error(got)
	}
}
