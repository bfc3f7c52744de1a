package video

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"
)

// first is the first frame of a file.
func first(t *testing.T, path string) *Frame {
	t.Helper()
	info := probe(t, path)
	got := readAll(t, info, Range{0, 1, info.Width, info.Height})
	if len(got) != 1 {
		t.Fatalf("%s: %d frames", path, len(got))
	}
	return got[0]
}

// TestReadingDarkensNothing: greys become what they should on average, and not less.
func TestReadingDarkensNothing(t *testing.T) {
	f := first(t, clip(t, "in.mkv", "-f lavfi -i color=black:size=64x16:rate=5:duration=0.2,format=yuv420p,geq=lum=16+3*X:cb=128:cr=128 -c:v ffv1"))
	off := 0.0
	for i, v := range f.Pix {
		off += float64(v) - float64(3*(i/3%64))*255/219
	}
	if off /= float64(len(f.Pix)); math.Abs(off) > 0.2 {
		t.Errorf("greys are off by %.2f of 255", off)
	}
}

// TestTransparentFilms are put on white, whatever colour is hidden.
func TestTransparentFilms(t *testing.T) {
	red := "-f lavfi -i color=red@%g:size=32x32:rate=5:duration=0.2,format=rgba "
	for _, alpha := range []float64{0, 0.5, 1} {
		for _, in := range many(t, fmt.Sprintf(red, alpha)+"-c:v qtrle -pix_fmt argb %/a.mov -c:v prores_ks -pix_fmt yuva444p10le %/b.mov") {
			f := first(t, in)
			for k, want := range []float64{255, 255 * (1 - alpha), 255 * (1 - alpha)} {
				if got := float64(f.Pix[3*(16*32+16)+k]); math.Abs(got-want) > 5 {
					t.Errorf("%s of %g: channel %d is %g, want %g", in, alpha, k, got, want)
				}
			}
		}
	}
}

const hdr = "-f lavfi -i color=black:size=32x32:rate=5:duration=0.4,format=yuv420p10le,geq=lum=572:cb=512:cr=512 -c:v ffv1 -color_trc smpte2084 -color_primaries bt2020 -colorspace bt2020nc -color_range tv"

// TestHDR: what is white on paper is nearly white.
func TestHDR(t *testing.T) {
	in := clip(t, "in.mkv", hdr)
	if filters := string(ffmpeg(t, "-filters")); !strings.Contains(filters, " zscale ") || !strings.Contains(filters, " tonemap ") {
		t.Skip("this ffmpeg has no zscale")
	}
	for _, size := range []int{0, 17} { // zscale refuses odd sides of some pixels
		if f, err := tools(t).Frame(context.Background(), in, 0, Options{Size: size}); err != nil || f.Pix[0] < 205 || f.Pix[0] > 225 {
			t.Errorf("size %d: %v, white is %v", size, err, f)
		}
	}
	if _, s := convert(t, in, "out.mp4", Options{}, copyFrame); len(s.Warnings) > 0 {
		t.Error(s.Warnings)
	}
}

// TestHDRWithoutZscale: it is read all the same, and the summary says what it lacks.
func TestHDRWithoutZscale(t *testing.T) {
	plain := tools(t)
	plain.FFmpeg = fakeTool(t, plain.FFmpeg, `case "$*" in *-filters*) echo " .S. scale V->V";; *) exec REAL "$@";; esac`)
	s, err := plain.Convert(context.Background(), clip(t, "in.mkv", hdr), filepath.Join(t.TempDir(), "out.mp4"), Options{}, copyFrame, nil)
	if err != nil || s.Frames == 0 || len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0].Error(), "the video is HDR") {
		t.Errorf("%v %+v", err, s)
	}
}

// TestMatrix: frames without a name of their colours have those of their size.
func TestMatrix(t *testing.T) {
	for size, want := range map[[2]int]string{{720, 576}: "", {640, 480}: "", {1280, 534}: "bt709", {960, 720}: "bt709", {1920, 1080}: "bt709"} {
		b := fmt.Sprintf(`{"streams":[{"codec_type":"video","width":%d,"height":%d,"r_frame_rate":"25/1","avg_frame_rate":"25/1"}]}`, size[0], size[1])
		if info, err := readReport([]byte(b), "x"); err != nil || info.matrix != want {
			t.Errorf("%v: %v %q, want %q", size, err, info.matrix, want)
		}
	}
}

// TestFourthBytesOfRawAVI mean nothing, though ffprobe calls them transparency.
func TestFourthBytesOfRawAVI(t *testing.T) {
	for _, c := range []struct {
		format, codec string
		want          bool
	}{{"avi", "rawvideo", false}, {"mov,mp4,m4a,3gp,3g2,mj2", "rawvideo", true}, {"avi", "qtrle", true}} {
		i := &Info{}
		s := reportStream{CodecName: c.codec, Width: 16, Height: 16, PixFmt: "bgra", RFrameRate: "25/1", AvgFrameRate: "25/1"}
		if err := i.picture(s, reportFormat{FormatName: c.format, Duration: "1"}); err != nil || i.clear != c.want {
			t.Errorf("%+v: transparent: %v, %v", c, i.clear, err)
		}
	}
}
