package imaging

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
	"math"
	"os"
	"strings"
	"testing"

	"restyle/core/fault"
	"restyle/core/imaging/exif"
	"restyle/core/imaging/icc"
)

// wideGamut is a profile with the colours of Display P3.
func wideGamut() []byte {
	return icc.Primaries{
		Red: [3]float64{0.515121, 0.241196, -0.001053}, Green: [3]float64{0.291977, 0.692245, 0.041885}, Blue: [3]float64{0.157104, 0.066574, 0.784073}, Gamma: 2.2,
	}.Profile("wide")
}

// photograph is a document with everything that there is to keep.
func photograph(width, height, depth int, alpha bool) *Document {
	d := &Document{Pixels: newRaster(width, height, depth), Profile: wideGamut(), Depth: depth}
	d.Exif = exifBlock(binary.BigEndian, "MM", 1)
	random := scene(width, height)
	for y := range height {
		d.Pixels.SetRow(random.Pix[3*width*y:3*width*(y+1)], 0, y)
	}
	if alpha {
		mask := deep(&Picture{Width: width, Height: height, Pix: random.Pix, Alpha: random.Pix[:width*height]})
		d.Pixels.TakeAlpha(mask)
	}
	return d
}

// deep is a picture in 16 bits.
func deep(p *Picture) *Raster {
	r := &Raster{wide: image.NewNRGBA64(p.Bounds()), opaque: p.Alpha == nil}
	for i := range p.Width * p.Height {
		r.set(i, p.Pix[3*i:3*i+3], p.alphaAt(i))
	}
	return r
}

// saved is d as it comes back from a file.
func saved(t *testing.T, path string, d *Document) *Document {
	t.Helper()
	if err := SaveDocument(path, d, SaveOptions{}); err != nil {
		t.Fatal(err)
	}
	back, err := OpenDocument(path, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return back
}

// TestDocumentsKeepWhatTheyAre: pixels of any depth, alpha, profile and EXIF come back from each format that can hold them.
func TestDocumentsKeepWhatTheyAre(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"a.png", "a.tif", "a.jpg"} {
		for _, depth := range []int{8, 16} {
			for _, alpha := range []bool{false, true} {
				d := photograph(71, 53, depth, alpha)
				got := saved(t, name, d)
				if !bytes.Equal(got.Profile, d.Profile) || exif.Orientation(got.Exif) != 1 || got.Exif == nil || len(got.Notes) > 0 {
					t.Errorf("%s %d %v: profile of %d bytes, EXIF of %d, %q", name, depth, alpha, len(got.Profile), len(got.Exif), got.Note())
				}
				if name == "a.jpg" {
					continue
				}
				if got.Depth != depth || got.Pixels.Opaque() == alpha || differs(got.Pixels.Picture().Pix, d.Pixels.Picture().Pix) >= 0 ||
					differs(got.Pixels.Picture().Alpha, d.Pixels.Picture().Alpha) >= 0 {
					t.Errorf("%s %d %v: other pixels", name, depth, alpha)
				}
			}
		}
	}
}

// TestColoursAreConvertedThereAndBack: what goes through sRGB without change comes out bit by bit, 8 bits and 16.
func TestColoursAreConvertedThereAndBack(t *testing.T) {
	t.Chdir(t.TempDir())
	d := saved(t, "a.png", photograph(64, 48, 8, true))
	like := d.Like(0)
	row := make([]float32, 3*64)
	for y := range 48 {
		d.Row(row, 0, y)
		like.SetRow(row, 0, y)
	}
	like.Pixels.TakeAlpha(d.Pixels)
	if !bytes.Equal(like.Pixels.narrow.Pix, d.Pixels.narrow.Pix) {
		t.Error("pixels have changed on the way")
	}
	if !bytes.Equal(d.Duplicate(0).Pixels.narrow.Pix, d.Pixels.narrow.Pix) || d.Duplicate(16).Pixels.wide == nil {
		t.Error("a duplicate differs")
	}
}

// TestOpenGivesSRGB: saturated colours of a wide space look more so in sRGB; grey stays.
func TestOpenGivesSRGB(t *testing.T) {
	t.Chdir(t.TempDir())
	d := &Document{Pixels: NewRaster(3, 1), Profile: wideGamut(), Depth: 8}
	d.Pixels.SetRow([]float32{0.8, 0.4, 0.4, 0.5, 0.5, 0.5, 0, 1, 0}, 0, 0)
	back := saved(t, "a.png", d)
	p, err := Open("a.png", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := []float32{0.854, 0.380, 0.392, 0.504, 0.504, 0.504, 0, 1, 0}
	for i, v := range p.Pix {
		if math.Abs(float64(v-want[i])) > 0.015 || v < 0 || v > 1 {
			t.Errorf("value %d is %.3f, want %.3f", i, v, want[i])
		}
	}
	extended := make([]float32, 9)
	back.Row(extended, 0, 0)
	if extended[6] > -0.3 || extended[7] < 1.005 {
		t.Errorf("green is %v: want values outside sRGB", extended[6:])
	}
	if differs(back.Picture().Pix, p.Pix) >= 0 {
		t.Error("Document.Picture and Open differ")
	}
}

// TestOrientationIsReset: a turned photograph is upright, and its EXIF says so.
func TestOrientationIsReset(t *testing.T) {
	t.Chdir(t.TempDir())
	file := withExif("jpeg", encoded(t, 48, 32)["jpeg"], exifBlock(binary.LittleEndian, "II", 6))
	d, err := DecodeDocument(bytes.NewReader(file), "turned.jpg", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if w, h := d.Size(); w != 32 || h != 48 || exif.Orientation(d.Exif) != 1 {
		t.Errorf("%d x %d, orientation %d", w, h, exif.Orientation(d.Exif))
	}
	for _, name := range []string{"a.jpg", "a.png", "a.tiff"} {
		back := saved(t, name, d)
		if w, h := back.Size(); w != 32 || h != 48 || exif.Orientation(back.Exif) != 1 {
			t.Errorf("%s: %d x %d, orientation %d", name, w, h, exif.Orientation(back.Exif))
		}
	}
}

func TestProfilesThatCannotBeUsed(t *testing.T) {
	paper := wideGamut()
	copy(paper[16:], "CMYK")
	tables := wideGamut()
	copy(tables[20:], "Lab ")
	for _, c := range []struct {
		profile []byte
		note    string
		kept    bool
	}{
		{paper, "its CMYK colours are converted without its profile", false},
		{tables, "not made of curves and a matrix: it is kept", true},
		{[]byte("no profile"), "this is not a colour profile: it is left out", false},
	} {
		f := *formats[1]
		f.profile = func([]byte) []byte { return c.profile }
		got := f.colorsOf(nil, image.NewNRGBA(image.Rect(0, 0, 1, 1)))
		if got.note == nil || !strings.Contains(got.note.Error(), c.note) || fault.Of(got.note) == nil || (got.profile != nil) != c.kept || got.transform != nil {
			t.Errorf("%q, kept %v; want %q", got.note, got.profile != nil, c.note)
		}
	}
	cmyk := *formats[0]
	cmyk.profile = func([]byte) []byte { return wideGamut() }
	if got := cmyk.colorsOf(nil, image.NewCMYK(image.Rect(0, 0, 1, 1))); got.profile != nil || fault.Of(got.note) == nil {
		t.Errorf("CMYK: %+v", got)
	}
}

// TestGreyPictures: a profile for grey cannot hold colours, so the result is sRGB.
func TestGreyPictures(t *testing.T) {
	grey := icc.Primaries{Gamma: 1}.Profile("grey")
	copy(grey[16:], "GRAY")
	grey = bytes.Replace(grey, []byte("rTRC"), []byte("kTRC"), 1)
	var b bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, 2, 1))
	img.Pix[0], img.Pix[1] = 55, 255
	if err := png.Encode(&inserter{w: &b, after: pngStart, insert: appendChunk(nil, "iCCP", compressed([]byte("g\x00\x00"), grey))}, img); err != nil {
		t.Fatal(err)
	}
	d, err := DecodeDocument(&b, "grey.png", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	row := make([]float32, 6)
	d.Row(row, 0, 0)
	if math.Abs(float64(row[0])-0.5) > 0.01 || row[3] < 0.999 || d.Like(0).Profile != nil {
		t.Errorf("%v", row)
	}
	d.Duplicate(0).Pixels.Row(row, 0, 0)
	if math.Abs(float64(row[0])-0.5) > 0.01 {
		t.Errorf("the duplicate has %v", row)
	}
}

// TestShrinkingRowByRow gives what Resize gives.
func TestShrinkingRowByRow(t *testing.T) {
	for _, alpha := range []bool{false, true} {
		for _, depth := range []int{8, 16} {
			d := photograph(97, 61, depth, alpha)
			small := d.FitLongSide(31)
			want := Resize(d.Pixels.Picture(), 31, 19)
			got := small.Pixels.Picture()
			if got.Width != 31 || got.Height != 19 || small.Depth != depth || !bytes.Equal(small.Profile, d.Profile) {
				t.Fatalf("%d x %d", got.Width, got.Height)
			}
			for i, v := range got.Pix {
				if math.Abs(float64(v-want.Pix[i])) > 2./65535 && (!alpha || want.Alpha[i/3] > 0.05) {
					t.Fatalf("depth %d, alpha %v: value %d is %g, want %g", depth, alpha, i, v, want.Pix[i])
				}
			}
			for i, v := range got.Alpha {
				if math.Abs(float64(v-want.Alpha[i])) > 1./65535 {
					t.Fatalf("opacity %d is %g, want %g", i, v, want.Alpha[i])
				}
			}
		}
	}
	if d := photograph(20, 10, 8, false); d.FitLongSide(20) != d || d.FitLongSide(0) != d {
		t.Error("what fits is copied")
	}
}

// TestManyStrips: a TIFF file of many strips is whole.
func TestManyStrips(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, depth := range []int{8, 16} {
		d := photograph(1201, 333, depth, true)
		if got := saved(t, "a.tif", d); differs(got.Pixels.Picture().Pix, d.Pixels.Picture().Pix) >= 0 {
			t.Errorf("depth %d: other pixels", depth)
		}
		data, err := os.ReadFile("a.tif")
		if err != nil {
			t.Fatal(err)
		}
		if len(exif.Profile(data)) == 0 {
			t.Error("no profile")
		}
	}
}

// TestRowsAreConvertedByManyAtOnce finds races.
func TestRowsAreConvertedByManyAtOnce(t *testing.T) {
	t.Chdir(t.TempDir())
	d := saved(t, "a.png", photograph(64, 64, 16, false))
	to := d.Like(0)
	done := make(chan bool)
	for part := range 4 {
		go func() {
			row := make([]float32, 3*64)
			for y := part * 16; y < part*16+16; y++ {
				d.Row(row, 0, y)
				to.SetRow(row, 0, y)
			}
			done <- true
		}()
	}
	for range 4 {
		<-done
	}
	if i := differs(to.Pixels.Picture().Pix, d.Pixels.Picture().Pix); i >= 0 {
		a, b := to.Pixels.Picture().Pix[i], d.Pixels.Picture().Pix[i]
		if math.Abs(float64(a-b)) > 0.1/255 {
			t.Errorf("value %d is %g, want %g", i, a, b)
		}
	}
}
