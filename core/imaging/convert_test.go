package imaging

import (
	"image"
	"image/color"
	"math"
	"testing"
)

// Each kind of image must give the colours that its own model converts to.
func TestFromImageKinds(t *testing.T) {
	r := image.Rect(3, 2, 10, 7) // not at the origin
	palette := color.Palette{color.NRGBA{200, 10, 40, 255}, color.NRGBA{0, 90, 250, 128}, color.Gray{77}}
	cases := map[string]image.Image{
		"ycbcr": image.NewYCbCr(r, image.YCbCrSubsampleRatio420), "gray": image.NewGray(r), "gray16": image.NewGray16(r),
		"nrgba": image.NewNRGBA(r), "rgba": image.NewRGBA(r), "nrgba64": image.NewNRGBA64(r), "rgba64": image.NewRGBA64(r),
		"cmyk": image.NewCMYK(r), "paletted": image.NewPaletted(r, palette), "nycbcra": image.NewNYCbCrA(r, image.YCbCrSubsampleRatio422),
	}
	for name, img := range cases {
		fillNoise(img)
		p := FromImage(img)
		if p.Width != 7 || p.Height != 5 {
			t.Fatalf("%s: %d x %d", name, p.Width, p.Height)
		}
		for i := range 7 * 5 {
			want := color.NRGBA64Model.Convert(img.At(3+i%7, 2+i/7)).(color.NRGBA64)
			a := float32(1)
			if p.Alpha != nil {
				a = p.Alpha[i]
			}
			got := [4]float32{p.Pix[i*3], p.Pix[i*3+1], p.Pix[i*3+2], a}
			for k, w := range [4]uint16{want.R, want.G, want.B, want.A} {
				// The generic conversion multiplies alpha in and out again, and CMYK rounds: 1/255 is its own error.
				if want.A > 0 && math.Abs(float64(got[k])-float64(w)/65535) > 0.004 {
					t.Errorf("%s: pixel %d channel %d is %g, want %g", name, i, k, got[k], float64(w)/65535)
				}
			}
		}
	}
}

// fillNoise sets each pixel through the slice of its kind; images of 8 bits keep alpha above 100 so that colours stay comparable.
func fillNoise(img image.Image) {
	noise := func(pix []byte, low int) {
		for i := range pix {
			pix[i] = byte(low + (i*7919+13)%(256-low))
		}
	}
	switch img := img.(type) {
	case *image.YCbCr:
		noise(img.Y, 0)
		noise(img.Cb, 90)
		noise(img.Cr, 90)
	case *image.NYCbCrA:
		noise(img.Y, 0)
		noise(img.Cb, 90)
		noise(img.Cr, 90)
		noise(img.A, 100)
	case *image.Paletted:
		for i := range img.Pix {
			img.Pix[i] = byte(i % 3)
		}
	case interface {
		Set(x, y int, c color.Color)
		Bounds() image.Rectangle
	}:
		b := img.Bounds()
		for i := range b.Dx() * b.Dy() {
			v := uint16(i * 1777)
			img.Set(b.Min.X+i%b.Dx(), b.Min.Y+i/b.Dx(), color.NRGBA64{v, v * 3, v * 5, 40000 + v%25000})
		}
	}
}

func TestSixteenBitsAreKept(t *testing.T) {
	img := image.NewNRGBA64(image.Rect(0, 0, 1, 1))
	img.SetNRGBA64(0, 0, color.NRGBA64{12345, 54321, 1, 300})
	p := FromImage(img)
	want := []float32{12345. / 65535, 54321. / 65535, 1. / 65535}
	for k, w := range want {
		if p.Pix[k] != w {
			t.Errorf("channel %d is %g, want %g", k, p.Pix[k], w)
		}
	}
	if p.Alpha[0] != 300./65535 {
		t.Errorf("alpha is %g", p.Alpha[0])
	}
}

func TestRounding(t *testing.T) {
	nan := float32(math.NaN())
	p := &Picture{Width: 2, Height: 1, Pix: []float32{-1, 0.5, 2, nan, 254.4 / 255, 254.6 / 255}}
	want := [6]byte{0, 128, 255, 0, 254, 255}
	var rgb [6]byte
	p.RGB24(rgb[:])
	if rgb != want {
		t.Errorf("RGB24 gives %v, want %v", rgb, want)
	}
	if img := p.ToImage(); [3]byte(img.Pix[:3]) != [3]byte(want[:3]) || img.Pix[3] != 255 {
		t.Errorf("ToImage gives %v", img.Pix)
	}
	if back := FromRGB24(want[:], 2, 1); back.Pix[1] != 128./255 || back.Pix[2] != 1 {
		t.Errorf("FromRGB24 gives %v", back.Pix)
	}
}
