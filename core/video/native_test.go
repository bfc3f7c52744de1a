package video

import (
	"bytes"
	"context"
	"fmt"
	"image/gif"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"restyle/core/imaging"
)

// pictures writes numbered pictures of a moving gradient.
func pictures(t testing.TB, n, width, height int) string {
	t.Helper()
	folder := t.TempDir()
	for i := range n {
		p := imaging.New(width, height)
		for k := range p.Pix {
			x, y := float64(k/3%width), float64(k/3/width)
			p.Pix[k] = float32(0.5 + 0.4*math.Sin(x/9+float64(i)/3+float64(k%3)*math.Pi/2)*math.Cos(y/7))
		}
		if err := imaging.Save(filepath.Join(folder, "f"+string(rune('0'+i/10))+string(rune('0'+i%10))+".png"), p, imaging.SaveOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// TestWithoutFFmpeg: folders and GIFs are read and written, AVIs written, by this package alone.
func TestWithoutFFmpeg(t *testing.T) {
	in := pictures(t, 12, 60, 41)
	var none Tools
	info, err := none.Probe(context.Background(), in, Rate{10, 1})
	if err != nil || info.Frames != 12 || info.Width != 60 || info.Rate != (Rate{10, 1}) {
		t.Fatalf("%v %+v", err, info)
	}
	source := read(t, none, info)
	for name, most := range map[string]float64{"a.gif": 9, "a/": 0} {
		out := t.TempDir() + "/" + name
		s, err := none.Convert(context.Background(), in, out, Options{Rate: Rate{10, 1}, Part: 5}, copyFrame, nil)
		if err != nil || s.Frames != 12 {
			t.Fatalf("%s: %v %+v", name, err, s)
		}
		clean(t, out)
		got, err := none.Probe(context.Background(), strings.TrimSuffix(out, "/"), Rate{10, 1})
		if err != nil || got.Rate != (Rate{10, 1}) || got.Frames != 12 {
			t.Fatalf("%s: %v %+v", name, err, got)
		}
		for i, f := range read(t, none, got) {
			if d := difference(source[i], f); d > most {
				t.Errorf("%s: frame %d differs by %.1f", name, i, d)
			}
		}
	}
	if _, err := none.Convert(context.Background(), in, filepath.Join(t.TempDir(), "a.mp4"), Options{}, copyFrame, nil); err == nil || !strings.Contains(err.Error(), "ffmpeg is not installed: install it with") {
		t.Error(err)
	}
}

func read(t testing.TB, tools Tools, info *Info) []*Frame {
	t.Helper()
	r, err := tools.Read(context.Background(), info, Range{0, info.Frames, info.Width, info.Height})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var all []*Frame
	for {
		f := NewFrame(info.Width, info.Height)
		if err := r.Read(f); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
}

func TestFilmWithoutFFmpeg(t *testing.T) {
	path := filepath.Join(t.TempDir(), "in.mp4")
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := (Tools{}).Probe(context.Background(), path, Rate{}); err == nil || !strings.Contains(err.Error(), "open "+path+": ffmpeg is not installed: install it with") {
		t.Error(err)
	}
	if _, err := FindTools(t.TempDir()); err != ErrNoFFmpeg {
		t.Error(err)
	}
}

// TestAVIWithoutFFmpeg lets ffmpeg read what was written without it.
func TestAVIWithoutFFmpeg(t *testing.T) {
	in := pictures(t, 12, 60, 41)
	out := filepath.Join(t.TempDir(), "a.avi")
	if _, err := (Tools{}).Convert(context.Background(), in, out, Options{Rate: Rate{30000, 1001}, Part: 5}, copyFrame, nil); err != nil {
		t.Fatal(err)
	}
	source, err := Tools{}.Probe(context.Background(), in, Rate{})
	if err != nil {
		t.Fatal(err)
	}
	want := read(t, Tools{}, source)
	info, got := frames(t, out)
	if info.Rate != (Rate{30000, 1001}) || len(got) != 12 || info.Width != 60 || info.Height != 41 {
		t.Fatalf("%+v, %d frames", info, len(got))
	}
	for i := range got {
		if d := difference(want[i], got[i]); d > 6 {
			t.Errorf("frame %d differs by %.1f", i, d)
		}
	}
}

// TestGIFIsReadAsImageGIFDoes: against the standard library's decoder, which other programs agree with.
func TestGIFIsReadAsImageGIFDoes(t *testing.T) {
	in := clip(t, "in.gif", chart+"1:size=48x40:rate=10") // pictures that cover parts of the canvas only
	file, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err)
	}
	all, err := gif.DecodeAll(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	info, got := frames(t, in)
	if len(got) != len(all.Image) || info.Rate != (Rate{10, 1}) {
		t.Fatalf("%d frames, want %d; %v", len(got), len(all.Image), info.Rate)
	}
	video := ffmpeg(t, "-i "+in+" -f rawvideo -pix_fmt rgb24 -")
	for i, f := range got {
		if !bytes.Equal(f.Pix, video[i*len(f.Pix):][:len(f.Pix)]) {
			t.Errorf("frame %d is not what ffmpeg reads", i)
		}
	}
}

func FuzzGIF(f *testing.F) {
	f.Add([]byte("GIF89a\x02\x00\x02\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x05\x00\x00\x00,\x00\x00\x00\x00\x02\x00\x02\x00\x00\x02\x03\x44\x02\x05\x00;"))
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := newGIFBlocks(bytes.NewReader(b))
		if err != nil {
			return
		}
		for {
			p, err := g.next()
			if err != nil {
				return
			}
			if img, err := g.decode(p); err == nil && img == nil {
				t.Error("there is neither a picture nor an error")
			}
		}
	})
}

func FuzzReport(f *testing.F) {
	f.Add([]byte(`{"streams":[{"codec_type":"video","width":9,"height":9,"r_frame_rate":"90000/1","avg_frame_rate":"30/1","sample_aspect_ratio":"4:3","side_data_list":[{"rotation":-90}]}],"format":{"duration":"2"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		info, err := readReport(b, "x")
		if err == nil && (info.Width < 1 || info.Height < 1 || info.Frames < 1 || info.Rate.Float() <= 0 || info.Rate.Float() > fastest || max(info.Width, info.Height) > largest) {
			t.Errorf("%s: %+v", b, info)
		}
	})
}

func TestRateOfFiles(t *testing.T) {
	for _, c := range []struct {
		fits, average string
		want          Rate
		variable      bool
	}{
		{"25/1", "25/1", Rate{25, 1}, false},
		{"30000/1001", "30000/1001", Rate{30000, 1001}, false},
		{"90000/1", "30/1", Rate{30, 1}, true},
		{"90000/1", "2997/100", Rate{30000, 1001}, true},
		{"60/1", "55/1", Rate{60, 1}, true},
		{"120/1", "29/1", Rate{30000, 1001}, true},
		{"0/0", "24/1", Rate{24, 1}, true},
		{"24/1", "0/0", Rate{24, 1}, true},
	} {
		if r, v := chooseRate(c.fits, c.average); r != c.want || v != c.variable {
			t.Errorf("%s %s: %v %v, want %v %v", c.fits, c.average, r, v, c.want, c.variable)
		}
	}
}

func TestParseRate(t *testing.T) {
	for s, want := range map[string]Rate{"25": {25, 1}, "29.97": {30000, 1001}, "23.976": {24000, 1001}, "12.5": {12500, 1000}, "30000/1001": {30000, 1001}, "0": {}, "x": {}, "1/0": {}, "9999": {}, "-3": {}} {
		if r, err := ParseRate(s); r != want || (err == nil) != (want.Num > 0) {
			t.Errorf("%s: %v %v", s, r, err)
		}
	}
}

// TestFramesOfOtherShapes: a picture of a folder is scaled if it is smaller or larger than the first, and refused if it would be stretched.
func TestFramesOfOtherShapes(t *testing.T) {
	folder := t.TempDir()
	for i, size := range [][2]int{{48, 36}, {96, 72}, {31, 23}, {32, 24}} { // 31 x 23: as near as whole pixels come
		if err := imaging.Save(filepath.Join(folder, fmt.Sprintf("%d.png", i)), imaging.New(size[0], size[1]), imaging.SaveOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if info, err := (Tools{}).Probe(t.Context(), folder, Rate{}); err != nil || info.Frames != 4 || info.Width != 48 {
		t.Errorf("%+v, %v", info, err)
	}
	odd := filepath.Join(folder, "3.tif")
	if err := imaging.Save(odd, imaging.New(1, 1), imaging.SaveOptions{}); err != nil {
		t.Fatal(err)
	}
	want := "open " + odd + ": its shape is another than that of 0.png, 1 x 1 pixels and not 48 x 36: take it out of the folder"
	if _, err := (Tools{}).Probe(t.Context(), folder, Rate{}); err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}
