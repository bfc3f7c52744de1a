package imaging

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// TestRastersReadLikePictures: a raster of a decoded image gives what Decode gives, for each kind of image and each orientation.
func TestRastersReadLikePictures(t *testing.T) {
	rect := image.Rect(0, 0, 37, 71)
	nrgba, deep, gray := image.NewNRGBA(rect), image.NewNRGBA64(rect), image.NewGray(rect)
	for i := range nrgba.Pix {
		nrgba.Pix[i] = byte(i * 13)
	}
	for i := range deep.Pix {
		deep.Pix[i] = byte(i * 31)
	}
	for i := range gray.Pix {
		gray.Pix[i] = byte(i)
	}
	palette := image.NewPaletted(rect, color.Palette{color.Black, color.NRGBA{200, 100, 50, 128}})
	for i := range palette.Pix {
		palette.Pix[i] = byte(i % 2)
	}
	all := []image.Image{nrgba, deep, gray, palette}
	for ratio := image.YCbCrSubsampleRatio444; ratio <= image.YCbCrSubsampleRatio410; ratio++ {
		all = append(all, lumas(rect, ratio))
	}
	sheer := image.NewNYCbCrA(rect, image.YCbCrSubsampleRatio420)
	sheer.YCbCr = *lumas(rect, image.YCbCrSubsampleRatio420)
	for i := range sheer.A {
		sheer.A[i] = byte(i * 3)
	}
	all = append(all, sheer)
	for _, img := range all {
		for o := range 10 {
			want, r := orient(FromImage(img), o), rasterOf(img, o)
			if w, h := r.Size(); w != want.Width || h != want.Height {
				t.Fatalf("%T %d: %d x %d", img, o, w, h)
			}
			got := New(want.Width, want.Height)
			for y := range want.Height {
				r.Row(got.Pix[y*want.Width*3:][:9], 0, y)
				r.Row(got.Pix[y*want.Width*3+9:][:want.Width*3-9], 3, y)
			}
			if i := differs(got.Pix, want.Pix); i >= 0 {
				t.Fatalf("%T %d: value %d is %g, want %g", img, o, i, got.Pix[i], want.Pix[i])
			}
			alpha := make([]float32, len(want.Alpha))
			for i := range alpha {
				r.AlphaRow(alpha[i:i+1], i%want.Width, i/want.Width)
			}
			if differs(alpha, want.Alpha) >= 0 || differs(r.Picture().Alpha, want.Alpha) >= 0 || r.Opaque() != (want.Alpha == nil) {
				t.Errorf("%T %d: alpha", img, o)
			}
		}
	}
}

// differs is the first value that differs, up to rounding, or -1.
func differs(a, b []float32) int {
	if len(a) != len(b) {
		return 0
	}
	for i, v := range a {
		if math.Abs(float64(v-b[i])) > 1e-6 {
			return i
		}
	}
	return -1
}

// lumas is an image of many colours as JPEG files have them.
func lumas(rect image.Rectangle, ratio image.YCbCrSubsampleRatio) *image.YCbCr {
	img := image.NewYCbCr(rect, ratio)
	for _, plane := range [][]byte{img.Y, img.Cb, img.Cr} {
		for i := range plane {
			plane[i] = byte(i * 7)
		}
	}
	return img
}

// TestSharedColoursLieBetweenTheirSamples: colours that rise evenly do so from pixel to pixel, however many share a sample; without sharing they are those of
// color.YCbCrToRGB.
func TestSharedColoursLieBetweenTheirSamples(t *testing.T) {
	const side = 64
	for ratio, s := range sharing {
		if s.columns == 2 {
			continue // which no camera writes
		}
		img := image.NewYCbCr(image.Rect(0, 0, side, side), ratio)
		for i := range img.Y {
			img.Y[i] = 128
		}
		// A sample's value is that of its place: the middle of the pixels that share it.
		blue := func(x, y float64) float64 { return 70 + 1.5*x + 0.25*y }
		rows := side >> s.rows
		for y := range rows {
			for x := range img.CStride {
				column, row := (float64(x)+0.5)*float64(int(1)<<s.columns)-0.5, (float64(y)+0.5)*float64(int(1)<<s.rows)-0.5
				img.Cb[y*img.CStride+x], img.Cr[y*img.CStride+x] = byte(math.Round(blue(column, row))), 128
			}
		}
		p := FromImage(img)
		for i := range side * side {
			x, y := i%side, i/side
			want := (128 + 1.772*(blue(float64(x), float64(y))-128)) / 255
			if x == 0 || y == 0 || x == side-1 || y == side-1 || want < 0 || want > 1 {
				continue // the colour of the outermost samples goes on to the border
			}
			if off := math.Abs(float64(p.Pix[3*i+2]) - want); off > 1.5/255 {
				t.Fatalf("%v: blue of %d, %d is %.4f, want %.4f", ratio, x, y, p.Pix[3*i+2], want)
			}
		}
		if ratio != image.YCbCrSubsampleRatio444 {
			continue
		}
		img = lumas(image.Rect(0, 0, 37, 71), ratio)
		p = FromImage(img)
		for i := range 37 * 71 {
			r, g, b := color.YCbCrToRGB(img.Y[i], img.Cb[i], img.Cr[i])
			if [3]float32(p.Pix[3*i:3*i+3]) != [3]float32{levels8[r], levels8[g], levels8[b]} {
				t.Fatalf("pixel %d is %v, want %d %d %d", i, p.Pix[3*i:3*i+3], r, g, b)
			}
		}
	}
}

// TestJPEGFilesStayAsTheyAre: a raster of a JPEG file takes no more memory than that, and every format is written of it as of its colours.
func TestJPEGFilesStayAsTheyAre(t *testing.T) {
	img := lumas(image.Rect(0, 0, 71, 37), image.YCbCrSubsampleRatio420)
	r := rasterOf(img, 1)
	if want := int64(71*37 + 2*36*19); r.Bytes() != want || r.Depth() != 8 {
		t.Errorf("%d bytes of %d bits, want %d", r.Bytes(), r.Depth(), want)
	}
	for _, ending := range []string{".png", ".tif", ".jpg"} {
		a, b := filepath.Join(t.TempDir(), "a"+ending), filepath.Join(t.TempDir(), "b"+ending)
		if err := errors.Join(SaveDocument(a, &Document{Pixels: r, Depth: 8}, SaveOptions{}), Save(b, FromImage(img), SaveOptions{})); err != nil {
			t.Fatal(err)
		}
		one, errOne := os.ReadFile(a)
		other, errOther := os.ReadFile(b)
		if err := errors.Join(errOne, errOther); err != nil || !bytes.Equal(one, other) {
			t.Errorf("%s: other bytes than those of its colours, %v", ending, err)
		}
	}
}

// TestRastersSaveLikePictures, bit by bit.
func TestRastersSaveLikePictures(t *testing.T) {
	t.Chdir(t.TempDir())
	img := image.NewNRGBA(image.Rect(0, 0, 33, 21))
	for i := range img.Pix {
		img.Pix[i] = byte(i * i)
	}
	var file bytes.Buffer
	if err := png.Encode(&file, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("in.png", file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	from, err := OpenRaster("in.png", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	r, p := NewRaster(33, 21), New(33, 21)
	for i := range p.Pix {
		p.Pix[i] = float32(i%300)/250 - 0.1
	}
	for y := range 21 {
		r.SetRow(p.Pix[y*99:y*99+99], 0, y)
	}
	for _, alpha := range []bool{false, true} {
		if alpha {
			r.TakeAlpha(from)
			p.Alpha = from.Picture().Alpha
		}
		for _, name := range []string{".png", ".jpg", ".tif"} {
			if err := Save("a"+name, p, SaveOptions{}); err != nil {
				t.Fatal(err)
			}
			if err := SaveDocument("b"+name, &Document{Pixels: r}, SaveOptions{}); err != nil {
				t.Fatal(err)
			}
			a, _ := os.ReadFile("a" + name)
			b, _ := os.ReadFile("b" + name)
			if len(a) == 0 || !bytes.Equal(a, b) {
				t.Errorf("%s, alpha %v: the files differ", name, alpha)
			}
		}
	}
}

func TestRastersOfBadFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("text.png", []byte("text that is long enough"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"missing.png", ".", "text.png"} {
		_, want := Open(name, Limits{})
		if _, err := OpenRaster(name, Limits{}); err == nil || err.Error() != want.Error() {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
}
