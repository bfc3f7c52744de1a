package jpeg

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math"
	"strings"
	"testing"

	"restyle/core/fault"
)

// picture is soft shapes with noise, and sharp red on blue at the right.
type picture struct{ width, height int }

func (p picture) Size() (width, height int) { return p.width, p.height }

func (p picture) at(x, y int) [3]byte {
	if x > p.width*3/4 {
		return [2][3]byte{{230, 20, 10}, {10, 30, 220}}[(x/3+y/3)%2]
	}
	v := 128 + 80*math.Sin(float64(x)/9)*math.Cos(float64(y)/7)
	return [3]byte{byte(v), byte(255 - v), byte(60 + (x*7919+y*104729)%13)}
}

func (p picture) RGB(dst []byte, y int) {
	for x := range p.width {
		c := p.at(x, y)
		copy(dst[3*x:], c[:])
	}
}

func (p picture) image() image.Image {
	img := image.NewRGBA(image.Rect(0, 0, p.width, p.height))
	for y := range p.height {
		for x := range p.width {
			c := p.at(x, y)
			img.SetRGBA(x, y, color.RGBA{c[0], c[1], c[2], 255})
		}
	}
	return img
}

// psnr of a file against the picture, over all channels, in dB.
func psnr(t *testing.T, file []byte, p picture) float64 {
	t.Helper()
	img, err := jpeg.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds() != image.Rect(0, 0, p.width, p.height) {
		t.Fatalf("size %v", img.Bounds())
	}
	sum := 0.0
	for y := range p.height {
		for x := range p.width {
			r, g, b, _ := img.At(x, y).RGBA()
			for c, v := range [3]uint32{r, g, b} {
				d := float64(v>>8) - float64(p.at(x, y)[c])
				sum += d * d
			}
		}
	}
	return 10 * math.Log10(255*255*float64(3*p.width*p.height)/sum)
}

func encoded(t *testing.T, p Rows, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, p, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestAsGoodAsTheStandardLibrary: at 4:2:0, which is all it has, files are as large and pictures as close.
func TestAsGoodAsTheStandardLibrary(t *testing.T) {
	p := picture{203, 117}
	for _, quality := range []int{1, 10, 50, 75, 90, 95, 100} {
		var theirs bytes.Buffer
		if err := jpeg.Encode(&theirs, p.image(), &jpeg.Options{Quality: quality}); err != nil {
			t.Fatal(err)
		}
		ours := encoded(t, p, Options{Quality: quality, Subsampling: Quarter})
		a, b := psnr(t, ours, p), psnr(t, theirs.Bytes(), p)
		if a < b-0.1 || float64(len(ours)) > 1.03*float64(theirs.Len()) {
			t.Errorf("quality %d: %.2f dB and %d bytes, want %.2f dB and %d bytes", quality, a, len(ours), b, theirs.Len())
		}
	}
}

// parts are the contents of a file's segments, those of one kind one after the other, up to the codes of the pixels. Tables of codes, which may be in any
// order, have a kind for each.
func parts(t *testing.T, file []byte) map[string]string {
	t.Helper()
	all := map[string]string{}
	for at := 2; ; {
		marker, size := file[at+1], int(binary.BigEndian.Uint16(file[at+2:]))
		data := file[at+4 : at+2+size]
		for marker == codeTable && len(data) > 0 {
			symbols := 0
			for _, n := range data[1:17] {
				symbols += int(n)
			}
			all[fmt.Sprintf("%x %x", marker, data[0])] = string(data[1 : 17+symbols])
			data = data[17+symbols:]
		}
		all[fmt.Sprintf("%x", marker)] += string(data)
		if at += 2 + size; marker == startOfScan {
			return all
		}
	}
}

// TestTablesAreTheStandards: the standard library has those of annex K, too, scaled in the same way.
func TestTablesAreTheStandards(t *testing.T) {
	p := picture{32, 32}
	for _, quality := range []int{1, 25, 50, 75, 95, 100} {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, p.image(), &jpeg.Options{Quality: quality}); err != nil {
			t.Fatal(err)
		}
		want, got := parts(t, b.Bytes()), parts(t, encoded(t, p, Options{Quality: quality, Subsampling: Quarter}))
		for _, kind := range []string{"db", "c0", "c4 0", "c4 1", "c4 10", "c4 11", "da"} {
			if want[kind] == "" || got[kind] != want[kind] {
				t.Errorf("quality %d, segment %s: %x, want %x", quality, kind, got[kind], want[kind])
			}
		}
	}
}

func TestSubsampling(t *testing.T) {
	p := picture{203, 117}
	ratios := map[Subsampling]image.YCbCrSubsampleRatio{
		Full: image.YCbCrSubsampleRatio444, Half: image.YCbCrSubsampleRatio422, Quarter: image.YCbCrSubsampleRatio420,
	}
	var quality [3]float64
	for s, ratio := range ratios {
		file := encoded(t, p, Options{Quality: 95, Subsampling: s})
		img, err := jpeg.Decode(bytes.NewReader(file))
		if err != nil || img.(*image.YCbCr).SubsampleRatio != ratio {
			t.Errorf("%v: %v, %v", s, img.(*image.YCbCr).SubsampleRatio, err)
		}
		quality[s] = psnr(t, file, p)
		for _, text := range []string{s.String(), strings.ReplaceAll(s.String(), ":", "")} {
			if back, err := ParseSubsampling(text); back != s || err != nil {
				t.Errorf("%s: %v, %v", text, back, err)
			}
		}
	}
	if quality[Full] < 38 || quality[Full] < quality[Half]+3 || quality[Half] < quality[Quarter]+0.5 {
		t.Errorf("4:4:4 is %.1f dB, 4:2:2 %.1f, 4:2:0 %.1f", quality[Full], quality[Half], quality[Quarter])
	}
	if _, err := ParseSubsampling("4:1:1"); err == nil {
		t.Error("4:1:1 is taken")
	}
}

// TestThreadsDoNotMatter: files are the same bytes, and those of several bands are right.
func TestThreadsDoNotMatter(t *testing.T) {
	for _, p := range []picture{{1030, 300}, {70, 900}, {4200, 17}} {
		want := encoded(t, p, Options{Quality: 92, Threads: 1})
		if db := psnr(t, want, p); db < 36 || !bytes.Contains(want, []byte{0xff, restart}) {
			t.Errorf("%v: %.1f dB, or one band", p, db)
		}
		for n := 2; n < 6; n++ {
			if !bytes.Equal(want, encoded(t, p, Options{Quality: 92, Threads: n})) {
				t.Errorf("%v: %d threads give other bytes", p, n)
			}
		}
	}
}

// faulty is a picture that panics in its last row.
type faulty struct{ picture }

func (f faulty) RGB(dst []byte, y int) {
	if y == f.height-1 {
		panic("no such row")
	}
	f.picture.RGB(dst, y)
}

// TestPanicsOfPicturesAreErrors: bands are encoded on goroutines of their own, on which a panic would end the program.
func TestPanicsOfPicturesAreErrors(t *testing.T) {
	for n := 1; n < 4; n++ {
		var crash *fault.Crash
		if err := Encode(io.Discard, faulty{picture{1030, 300}}, Options{Quality: 90, Threads: n}); !errors.As(err, &crash) || crash.Value != "no such row" {
			t.Errorf("%d threads: %v", n, err)
		}
	}
}

func TestAllSizes(t *testing.T) {
	for _, s := range []Subsampling{Full, Half, Quarter} {
		for n := 1; n <= 34; n++ {
			p := picture{n, 35 - n}
			if db := psnr(t, encoded(t, p, Options{Quality: 100, Subsampling: s}), p); db < 10 || s == Full && db < 38 {
				t.Errorf("%v %d x %d: %.1f dB", s, n, 35-n, db)
			}
		}
	}
}

// TestHarshPictures: the largest coefficients there are have codes.
func TestHarshPictures(t *testing.T) {
	p := checks{64, 64}
	file := encoded(t, p, Options{Quality: 100})
	img, err := jpeg.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for y := range 64 {
		for x := range 64 {
			if r, _, _, _ := img.At(x, y).RGBA(); math.Abs(float64(r>>8)-255*float64(p.at(x, y))) > 3 {
				t.Fatalf("pixel %d, %d is %d", x, y, r>>8)
			}
		}
	}
}

type checks struct{ width, height int }

func (p checks) Size() (width, height int) { return p.width, p.height }
func (p checks) at(x, y int) int           { return (x + y + x/8*y/8) % 2 }
func (p checks) RGB(dst []byte, y int) {
	for x := range p.width {
		v := byte(255 * p.at(x, y))
		dst[3*x], dst[3*x+1], dst[3*x+2] = v, v, v
	}
}

func TestSegments(t *testing.T) {
	profile := bytes.Repeat([]byte("colour"), 25000)
	segments := append(Exif([]byte("block")), ICC(profile)...)
	p := picture{16, 16}
	file := encoded(t, p, Options{Quality: 90, Segments: segments})
	psnr(t, file, p)
	if len(segments) != 4 || !bytes.Contains(file, []byte("\xff\xe1\x00\x0dExif\x00\x00block")) || !bytes.Contains(file, []byte("ICC_PROFILE\x00\x03\x03")) {
		t.Errorf("%d segments", len(segments))
	}
	var joined []byte
	for _, s := range segments[1:] {
		joined = append(joined, s.Data[14:]...)
	}
	if !bytes.Equal(joined, profile) {
		t.Error("the profile is not all there")
	}
	if Exif(make([]byte, 1<<16)) != nil || Exif(nil) != nil || ICC(nil) != nil {
		t.Error("segments of what does not fit, or of nothing")
	}
}

func TestRefusals(t *testing.T) {
	for want, c := range map[string]struct {
		rows    Rows
		options Options
	}{
		"JPEG quality 0: choose 1 to 100":     {picture{8, 8}, Options{}},
		"JPEG quality 101: choose 1 to 100":   {picture{8, 8}, Options{Quality: 101}},
		"there is no subsampling number 3":    {picture{8, 8}, Options{Quality: 90, Subsampling: 3}},
		"the picture has no pixels":           {picture{0, 8}, Options{Quality: 90}},
		"a side is over 65535 pixels":         {picture{65536, 1}, Options{Quality: 90}},
		"a segment of 70000 bytes does not f": {picture{8, 8}, Options{Quality: 90, Segments: []Segment{{1, make([]byte, 70000)}}}},
	} {
		if err := Encode(new(bytes.Buffer), c.rows, c.options); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	full := errors.New("disk full")
	if err := Encode(failing{full}, picture{300, 300}, Options{Quality: 90}); !errors.Is(err, full) {
		t.Errorf("a writer that fails: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func BenchmarkEncode(b *testing.B) {
	p := picture{1024, 1024}
	rows := make([][]byte, 1024)
	for y := range rows {
		rows[y] = make([]byte, 3*1024)
		p.RGB(rows[y], y)
	}
	img := p.image()
	b.Run("ours", func(b *testing.B) {
		b.SetBytes(3 << 20)
		for b.Loop() {
			if err := Encode(new(bytes.Buffer), stored(rows), Options{Quality: 95, Subsampling: Quarter}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("standard", func(b *testing.B) {
		b.SetBytes(3 << 20)
		for b.Loop() {
			if err := jpeg.Encode(new(bytes.Buffer), img, &jpeg.Options{Quality: 95}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

type stored [][]byte

func (s stored) Size() (width, height int) { return len(s[0]) / 3, len(s) }
func (s stored) RGB(dst []byte, y int)     { copy(dst, s[y]) }
