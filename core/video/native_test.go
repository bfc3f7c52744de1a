package video

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"restyle/core/fault"
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

// TestPicturesBeyondTheScreen of a GIF are seen as far as it reaches.
func TestPicturesBeyondTheScreen(t *testing.T) {
	whole := image.Rect(0, 0, 6, 4)
	in := animation(t, 10, []image.Rectangle{whole, whole}, []byte{gif.DisposalNone, gif.DisposalPrevious})
	file, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err)
	}
	file[6], file[8] = 4, 3 // the screen
	if err := os.WriteFile(in, file, 0o600); err != nil {
		t.Fatal(err)
	}
	info, err := (Tools{}).Probe(t.Context(), in, Rate{})
	if err != nil {
		t.Fatal(err)
	}
	all := read(t, Tools{}, info)
	if len(all) != 2 || info.Width != 4 || info.Height != 3 {
		t.Fatalf("%d frames, %+v", len(all), info)
	}
	for i, f := range all {
		if c := rgb(byte(i + 1)); [3]byte(f.Pix[len(f.Pix)-3:]) != [3]byte{c.R, c.G, c.B} {
			t.Errorf("frame %d: %v, want %v", i, f.Pix, c)
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
		if err == nil && (info.Width < 1 || info.Height < 1 || info.Frames < 0 || info.Rate.Float() <= 0 || info.Rate.Float() > fastest || max(info.Width, info.Height) > largest) {
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
		{"50/1", "25/1", Rate{25, 1}, true},
		{"60000/1001", "30000/1001", Rate{30000, 1001}, true},
		{"1/120", "1/120", Rate{1, 120}, false},
		{"480/1", "480/1", Rate{240, 1}, true},
		{"25/1", "90000/1", Rate{25, 1}, true},
		{"15/1", "2500/67", Rate{48, 1}, true},
		{"25/1", "50/1", Rate{25, 1}, true},
		{"90000/1", "0/0", Rate{}, true},
	} {
		if r, v := chooseRate(c.fits, c.average); r != c.want || v != c.variable {
			t.Errorf("%s %s: %v %v, want %v %v", c.fits, c.average, r, v, c.want, c.variable)
		}
	}
}

func TestParseRate(t *testing.T) {
	for s, want := range map[string]Rate{"25": {25, 1}, "29.97": {30000, 1001}, "23.976": {24000, 1001}, "12.5": {12500, 1000}, "30000/1001": {30000, 1001}, "0": {}, "x": {}, "1/0": {}, "1/100000": {}, "1/100": {1, 100}, "9999": {}, "-3": {}, "1000000000/40000000": {25, 1}, "1234567891/100000000": {12346, 1000}} {
		if r, err := ParseRate(s); r != want || (err == nil) != (want.Num > 0) {
			t.Errorf("%s: %v %v", s, r, err)
		}
	}
}

func TestSoundTakesSpace(t *testing.T) {
	for _, c := range []struct {
		out, codec string
		first      int
		want       float64
	}{
		{"a.mov", "pcm_s24le", 0, 300_000},
		{"a.mov", "pcm_s24le", 9, 40_000},
		{"a.mkv", "truehd", 0, 300_000},
		{"a.mp4", "flac", 0, 300_000},
		{"a.mp4", "aac", 0, 40_000},
		{"a.mp4", "pcm_s16le", 0, 40_000},
		{"a.avi", "aac", 0, 300_000},
		{"a.gif", "aac", 0, 40_000},
	} {
		f, err := formatOf(c.out)
		if err != nil {
			t.Fatal(err)
		}
		v := &conversion{format: f, span: Range{First: c.first}}
		if got := v.soundBytes(Stream{Index: 1, Codec: c.codec}); got != c.want {
			t.Errorf("%s in %s from frame %d: %g bytes, want %g", c.codec, c.out, c.first, got, c.want)
		}
	}
}

// TestWordsOfTools: what ffmpeg says names no place in memory.
func TestWordsOfTools(t *testing.T) {
	var said tail
	said.Write([]byte("[libopus @ 0x55d5c0ffee] Invalid channel layout\n[aost @ 0x1] Error initializing output stream\n"))
	if got := said.String(); got != "Invalid channel layout; Error initializing output stream" {
		t.Errorf("%q", got)
	}
}

// fading is a context that ends by itself once left has counted down.
type fading struct {
	context.Context
	left *atomic.Int32
}

func (f fading) Err() error {
	if f.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestJoiningCanBeCancelled: at any chunk, without ffmpeg, and nothing is left of it.
func TestJoiningCanBeCancelled(t *testing.T) {
	in := pictures(t, 6, 32, 24)
	for _, name := range []string{"a.gif", "a.avi", "new/", "old/"} {
		for _, checks := range []int32{0, 3, 6} {
			folder, left := t.TempDir(), new(atomic.Int32)
			left.Store(math.MaxInt32)
			if err := os.Mkdir(filepath.Join(folder, "old"), 0o777); err != nil {
				t.Fatal(err)
			}
			_, err := Tools{}.Convert(fading{context.Background(), left}, in, folder+"/"+name, Options{Part: 2}, copyFrame, func(e Event) {
				if e.Joining {
					left.Store(checks)
				}
			})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", name, err)
			}
			if got := tree(t, folder); got != "old" {
				t.Errorf("%s after %d checks: %s is left", name, checks, got)
			}
		}
	}
}

// tree lists all that is in a folder.
func tree(t *testing.T, folder string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		if path != folder {
			all = append(all, strings.TrimPrefix(filepath.ToSlash(path), filepath.ToSlash(folder)+"/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

// TestFoldersOfPictures: what is there stays there unless it may be overwritten; then nothing of a longer sequence is left, and all else is.
func TestFoldersOfPictures(t *testing.T) {
	in := pictures(t, 5, 32, 24)
	for _, c := range []struct {
		name, there, out string
		overwrite        bool
		want, left       string // the error; what is in the folder then
	}{
		{"new", "", "o/", false, "", "00001.png 00002.png 00003.png 00004.png 00005.png"},
		{"beside others", "1.png note.txt 00099.png", "o/", false, "", "00001.png 00002.png 00003.png 00004.png 00005.png 00099.png 1.png note.txt"},
		{"the last is there", "00005.png", "o/", false, "00005.png: the file exists", "00005.png"},
		{"one more is there", "00006.png", "o/", false, "00006.png: the file exists", "00006.png"},
		{"a longer one", "a1.png a2.png a6.png a7.png a9.png a06.png", "o/a%d.png", true, "", "a06.png a1.png a2.png a3.png a4.png a5.png a9.png"},
		{"a folder in the way", "00002.png/", "o/", true, "00002.png: there is a folder of this name", "00002.png"},
	} {
		folder, calls := t.TempDir(), 0
		for name := range strings.FieldsSeq(c.there) {
			if err := os.MkdirAll(filepath.Join(folder, "o"), 0o777); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(folder, "o", name)
			if strings.HasSuffix(name, "/") {
				os.Mkdir(path, 0o777)
			} else if err := writeFile(path, []byte("old")); err != nil {
				t.Fatal(err)
			}
		}
		_, err := Tools{}.Convert(context.Background(), in, folder+"/"+c.out, Options{Overwrite: c.overwrite}, func(ctx context.Context, dst *Frame, frames []*Frame) error {
			calls++
			return copyFrame(ctx, dst, frames)
		}, nil)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || calls > 0) {
			t.Errorf("%s: %v after %d frames, want %q", c.name, err, calls, c.want)
		}
		if got := tree(t, filepath.Join(folder, "o")); got != c.left {
			t.Errorf("%s: %s, want %s", c.name, got, c.left)
		}
		if first, err := os.ReadFile(filepath.Join(folder, "o", "a1.png")); err == nil && string(first) == "old" {
			t.Errorf("%s: an old picture is left", c.name)
		}
	}
}

// TestPicturesHere: the workplace and the folder of the pictures may be one.
func TestPicturesHere(t *testing.T) {
	in := pictures(t, 2, 32, 24)
	t.Chdir(t.TempDir())
	for range 2 {
		if _, err := (Tools{}).Convert(context.Background(), in, "a%d.png", Options{Overwrite: true}, copyFrame, nil); err != nil {
			t.Error(err)
		}
		if got := tree(t, "."); got != "a1.png a2.png" {
			t.Error(got)
		}
	}
}

// TestWorkplacesOfPictures: in a folder that is there, and in no other, an export works and keeps its parts, which are none of the folder's pictures. Sequences of
// other names have parts of their own, and those from before there was a folder are gone on with.
func TestWorkplacesOfPictures(t *testing.T) {
	in := pictures(t, 9, 32, 24)
	for _, there := range []bool{true, false} {
		around := t.TempDir()
		folder := filepath.Join(around, "o")
		if err := os.Mkdir(folder, 0o700); err != nil || !there && os.Remove(folder) != nil {
			t.Fatal(err)
		}
		export := func(name string, until int) (int, error) {
			s, err := Tools{}.Convert(t.Context(), in, filepath.Join(folder, name), Options{Part: 3, Keep: true}, func(ctx context.Context, dst *Frame, frames []*Frame) error {
				if frames[0].Number == until {
					return errEnough
				}
				if got, err := os.ReadDir(around); there && (err != nil || len(got) != 1) {
					t.Errorf("beside the folder there are %v, %v", got, err)
				}
				return copyFrame(ctx, dst, frames)
			}, nil)
			if err != nil {
				return 0, err
			}
			return s.Resumed, nil
		}
		if _, err := export("a%d.png", 8); !errors.Is(err, errEnough) {
			t.Fatal(err)
		}
		if n, err := export("b%d.png", -1); n != 0 || err != nil {
			t.Errorf("there: %t: another sequence goes on behind %d frames, %v", there, n, err)
		}
		if info, err := (Tools{}).Probe(t.Context(), folder, Rate{}); err != nil || info.Frames != 9 {
			t.Errorf("there: %t: %+v, %v", there, info, err)
		}
		if n, err := export("a%d.png", -1); n == 0 || err != nil {
			t.Errorf("there: %t: it goes on behind %d frames, %v", there, n, err)
		}
		if got, err := os.ReadDir(folder); err != nil || len(got) != 18 || strings.Contains(tree(t, around), ".restyle") {
			t.Errorf("there: %t: %s, %v", there, tree(t, around), err)
		}
	}
}

// TestPicturesThatAreRead are not overwritten by the result, nor taken for the rest of an older one.
func TestPicturesThatAreRead(t *testing.T) {
	in := pictures(t, 12, 32, 24)
	before := tree(t, in)
	for _, out := range []string{"/f%02d.png", "/../" + filepath.Base(in) + "/f%02d.png"} {
		_, err := Tools{}.Convert(context.Background(), in, in+out, Options{Overwrite: true, To: 200 * time.Millisecond}, copyFrame, nil)
		if f := fault.Of(err); f == nil || f.Name != "save.input" {
			t.Errorf("%s: %v", out, err)
		}
	}
	if got := tree(t, in); got != before {
		t.Errorf("%s, were %s", got, before)
	}
}

// TestFramesMayBeLinks to pictures elsewhere: none is left out, and none of these is overwritten.
func TestFramesMayBeLinks(t *testing.T) {
	in, links := pictures(t, 3, 32, 24), t.TempDir()
	files, err := filepath.Glob(filepath.Join(in, "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, in) { // the last is a folder, and no frame
		if err := os.Symlink(file, filepath.Join(links, filepath.Base(file)+".png")); err != nil {
			t.Skipf("no links can be made here: %v", err)
		}
	}
	before := tree(t, in)
	info, err := Tools{}.Probe(t.Context(), links, Rate{})
	if err != nil || info.Frames != 3 || info.Bytes == 0 {
		t.Fatalf("%+v, %v", info, err)
	}
	_, err = Tools{}.Convert(t.Context(), links, in+"/f%02d.png", Options{Overwrite: true}, copyFrame, nil)
	if f := fault.Of(err); f == nil || f.Name != "save.input" || tree(t, in) != before {
		t.Errorf("%v, %s", err, tree(t, in))
	}
	if err := os.Chtimes(files[0], time.Time{}, time.Unix(1e9, 0)); err != nil {
		t.Fatal(err)
	}
	if later, err := (Tools{}).Probe(t.Context(), links, Rate{}); err != nil || later.changed == info.changed {
		t.Errorf("a picture that was written again goes unnoticed, %v", err)
	}
	if err := os.Remove(files[2]); err != nil {
		t.Fatal(err)
	}
	if _, err = (Tools{}).Convert(t.Context(), links, t.TempDir()+"/out/", Options{}, copyFrame, nil); err == nil || !strings.Contains(err.Error(), "there is no such file") {
		t.Errorf("a link that leads nowhere: %v", err)
	}
}

// TestPicturesThatCannotBeMoved: then all is as it was.
func TestPicturesThatCannotBeMoved(t *testing.T) {
	folder := t.TempDir()
	whole := filepath.Join(folder, "whole")
	for _, path := range []string{"whole/1.png", "whole/2.png", "whole/4.png", "1.png", "3.png", "4.png", "5.png"} {
		path = filepath.Join(folder, path)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(path), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	before := tree(t, folder)
	if err := settle(whole, folder, "%d.png", 4); err == nil { // the third is missing
		t.Error("it can be moved")
	}
	if got := tree(t, folder); got != before {
		t.Errorf("%s, was %s", got, before)
	}
	if b, err := os.ReadFile(filepath.Join(folder, "1.png")); err != nil || string(b) != filepath.Join(folder, "1.png") {
		t.Errorf("%s %v", b, err)
	}
}

// animation writes a GIF of 6x4 pixels, whose pictures are rectangles of the colours of their place in the palette, each shown for delay hundredths.
func animation(t *testing.T, delay int, rects []image.Rectangle, disposal []byte) string {
	t.Helper()
	all := &gif.GIF{Config: image.Config{Width: 6, Height: 4}, Disposal: disposal}
	for i, r := range rects {
		p := image.NewPaletted(r, color.Palette{color.RGBA{}, rgb(1), rgb(2), rgb(3), rgb(4)})
		for k := range p.Pix {
			p.Pix[k] = byte(i%4 + 1)
		}
		all.Image, all.Delay = append(all.Image, p), append(all.Delay, delay)
	}
	path := filepath.Join(t.TempDir(), "in.gif")
	var b bytes.Buffer
	if err := errors.Join(gif.EncodeAll(&b, all), os.WriteFile(path, b.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	return path
}

// rgb is a colour by its number, 0 is white.
func rgb(i byte) color.RGBA { return color.RGBA{255 - 50*i, 255 - 20*i, 255 - 40*i, 255} }

// TestFrameOutside: before the beginning and behind the end there is no frame.
func TestFrameOutside(t *testing.T) {
	whole := image.Rect(0, 0, 6, 4)
	for _, in := range []string{pictures(t, 2, 32, 24), animation(t, 10, []image.Rectangle{whole, whole}, make([]byte, 2))} {
		for at, want := range map[time.Duration]string{-time.Second: "begins at 0", -1: "begins at 0", time.Hour: "there is no frame at 1:00:00"} {
			if f, err := (Tools{}).Frame(context.Background(), in, at, Options{}); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v: %v %v, want %q", at, f, err, want)
			}
		}
		if f, err := (Tools{}).Frame(context.Background(), in, 0, Options{}); err != nil || f.Number != 0 {
			t.Errorf("%v", err)
		}
	}
}

// TestDisposal: what a picture leaves behind is what its file says: itself, nothing, or what was there before.
func TestDisposal(t *testing.T) {
	const stays, cleared, undone = gif.DisposalNone, gif.DisposalBackground, gif.DisposalPrevious
	whole, left, right := image.Rect(0, 0, 6, 4), image.Rect(0, 0, 3, 4), image.Rect(3, 0, 6, 4)
	for _, c := range []struct {
		rects    []image.Rectangle
		disposal []byte
		want     string // colours at the left and at the right, for each frame
	}{
		{[]image.Rectangle{whole, left, right}, []byte{stays, stays, stays}, "11 21 23"},
		{[]image.Rectangle{whole, left, right}, []byte{stays, cleared, stays}, "11 21 03"},
		{[]image.Rectangle{whole, left, right}, []byte{stays, undone, stays}, "11 21 13"},
		{[]image.Rectangle{whole, left, left, right}, []byte{stays, undone, undone, stays}, "11 21 31 14"},
		{[]image.Rectangle{whole, left, right}, []byte{undone, stays, stays}, "11 20 23"},
		{[]image.Rectangle{whole, left, whole, right}, []byte{stays, cleared, undone, stays}, "11 21 33 04"},
	} {
		info, err := Tools{}.Probe(context.Background(), animation(t, 10, c.rects, c.disposal), Rate{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range read(t, Tools{}, info) {
			word := ""
			for _, x := range []int{1, 4} {
				for i := range byte(5) {
					if c := rgb(i); [3]byte(f.Pix[3*(6+x):]) == [3]byte{c.R, c.G, c.B} {
						word += fmt.Sprint(i)
					}
				}
			}
			got = append(got, word)
		}
		if all := strings.Join(got, " "); all != c.want {
			t.Errorf("%v: %s, want %s", c.disposal, all, c.want)
		}
	}
}

// TestRatesOfGIFs: frames are left out where fewer are asked for, and where readers would take short delays for a mistake.
func TestRatesOfGIFs(t *testing.T) {
	moving := animation(t, 10, slices.Repeat([]image.Rectangle{image.Rect(0, 0, 6, 4)}, 20), slices.Repeat([]byte{gif.DisposalNone}, 20))
	for _, c := range []struct {
		in     string
		rate   Rate
		want   Rate
		frames []int // of the source
	}{
		{moving, Rate{}, Rate{10, 1}, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19}},
		{moving, Rate{5, 1}, Rate{5, 1}, []int{0, 2, 4, 6, 8, 10, 12, 14, 16, 18}},
		{moving, Rate{30, 1}, Rate{10, 1}, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19}},
		{pictures(t, 12, 32, 24), Rate{60, 1}, Rate{50, 1}, []int{0, 1, 2, 3, 4, 6, 7, 8, 9, 10}},
		{pictures(t, 12, 32, 24), Rate{50, 1}, Rate{50, 1}, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}},
	} {
		info, err := Tools{}.Probe(context.Background(), c.in, c.rate)
		if err != nil {
			t.Fatal(err)
		}
		source, out := read(t, Tools{}, info), filepath.Join(t.TempDir(), "out.gif")
		n := 0
		s, err := Tools{}.Convert(context.Background(), c.in, out, Options{Rate: c.rate}, func(ctx context.Context, dst *Frame, frames []*Frame) error {
			if n < len(c.frames) && !bytes.Equal(frames[0].Pix, source[c.frames[n]].Pix) {
				t.Errorf("%v: frame %d is not %d of the source", c.rate, n, c.frames[n])
			}
			n++
			return copyFrame(ctx, dst, frames)
		}, nil)
		if err != nil || s.Rate != c.want || s.Frames != len(c.frames) || len(s.Warnings) > 0 {
			t.Errorf("%v: %v %+v, want %d frames", c.rate, err, s, len(c.frames))
			continue
		}
		file, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		all, err := gif.DecodeAll(bytes.NewReader(file))
		if err != nil || slices.Min(all.Delay) < 2 || slices.Max(all.Delay) != 100/c.want.Num {
			t.Errorf("%v: %v, delays %v", c.rate, err, all.Delay)
		}
	}
}

// TestSettingsThatChangeNothing drop no finished parts.
func TestSettingsThatChangeNothing(t *testing.T) {
	in := pictures(t, 9, 32, 24)
	for name, resumed := range map[string][2]bool{"a.gif": {true, true}, "a/": {true, true}, "a.avi": {false, true}} {
		for i, other := range []Options{{Quality: 50}, {Speed: Fast}} {
			out := t.TempDir() + "/" + name
			run := func(o Options, until int) (*Summary, error) {
				o.Part, o.Keep = 3, true
				return Tools{}.Convert(t.Context(), in, out, o, func(ctx context.Context, dst *Frame, frames []*Frame) error {
					if frames[0].Number == until {
						return errEnough
					}
					return copyFrame(ctx, dst, frames)
				}, nil)
			}
			if _, err := run(Options{}, 8); !errors.Is(err, errEnough) {
				t.Fatal(err)
			}
			if s, err := run(other, -1); err != nil || s.Resumed > 0 != resumed[i] {
				t.Errorf("%s, %+v: %v, %+v", name, other, err, s)
			}
		}
	}
}

// TestHiddenFilesAreNoFrames: as a Mac leaves them on disks of others.
func TestHiddenFilesAreNoFrames(t *testing.T) {
	in := pictures(t, 2, 32, 24)
	if err := os.WriteFile(filepath.Join(in, "._f00.png"), []byte("Mac OS X"), 0o600); err != nil {
		t.Fatal(err)
	}
	if info, err := (Tools{}).Probe(t.Context(), in, Rate{}); err != nil || info.Frames != 2 {
		t.Errorf("%+v, %v", info, err)
	}
}

// TestFramesThatAreTurned by what stands at the end of their files, behind more bytes than are looked at first, have the shape that they are seen in.
func TestFramesThatAreTurned(t *testing.T) {
	folder := t.TempDir()
	noise := imaging.New(200, 150)
	for i := range noise.Pix {
		noise.Pix[i] = rand.Float32()
	}
	chunk := append([]byte("eXIf"), "II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00"...) // orientation 6
	chunk = binary.BigEndian.AppendUint32(append([]byte{0, 0, 0, byte(len(chunk) - 4)}, chunk...), crc32.ChecksumIEEE(chunk))
	for _, name := range []string{"0.png", "1.png"} {
		path := filepath.Join(folder, name)
		if err := imaging.Save(path, noise, imaging.SaveOptions{}); err != nil {
			t.Fatal(err)
		}
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		const end = 12 // bytes of the last chunk
		if err := os.WriteFile(path, slices.Insert(file, len(file)-end, chunk...), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if info, err := (Tools{}).Probe(t.Context(), folder, Rate{}); err != nil || info.Frames != 2 || info.Width != 150 {
		t.Errorf("%+v, %v", info, err)
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
