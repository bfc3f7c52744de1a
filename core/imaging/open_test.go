package imaging

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"restyle/core/fault"
)

// encoded is scene(w, h) in every format there is an encoder for, with the PSNR that reading it back must reach.
func encoded(t testing.TB, width, height int) map[string][]byte {
	t.Helper()
	img := scene(width, height).ToImage()
	files := map[string][]byte{}
	for name, encode := range map[string]func(*bytes.Buffer) error{
		"jpeg": func(b *bytes.Buffer) error { return jpeg.Encode(b, img, &jpeg.Options{Quality: 95}) },
		"png":  func(b *bytes.Buffer) error { return png.Encode(b, img) },
		"bmp":  func(b *bytes.Buffer) error { return bmp.Encode(b, img) },
		"tiff": func(b *bytes.Buffer) error { return tiff.Encode(b, img, &tiff.Options{Compression: tiff.Deflate}) },
		"gif":  func(b *bytes.Buffer) error { return gif.Encode(b, img, nil) },
	} {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		files[name] = b.Bytes()
	}
	return files
}

func TestDecodeFormats(t *testing.T) {
	floor := map[string]float64{"jpeg": 31, // colour at half resolution costs small pictures most
		"png": 55, "bmp": 55, "tiff": 55, "gif": 20}
	for _, size := range [][2]int{{64, 48}, {33, 17}, {1, 1}, {1, 20}, {19, 1}} {
		for name, data := range encoded(t, size[0], size[1]) {
			p, err := Decode(bytes.NewReader(data), name, Limits{})
			if err != nil {
				t.Fatalf("%s %v: %v", name, size, err)
			}
			if db := psnr(t, p, scene(size[0], size[1])); db < floor[name] && size[0]*size[1] > 100 || db < 15 {
				t.Errorf("%s %v: %.1f dB, want %.0f", name, size, db, floor[name])
			}
			if w, h, err := Probe(bytes.NewReader(data), name, Limits{}); err != nil || w != size[0] || h != size[1] {
				t.Errorf("%s: probe says %d x %d, %v", name, w, h, err)
			}
		}
	}
}

// TestPictureBeyondTheScreen of a GIF is cut to it.
func TestPictureBeyondTheScreen(t *testing.T) {
	img := image.NewPaletted(image.Rect(0, 0, 6, 4), color.Palette{color.RGBA{255, 0, 0, 255}, color.RGBA{0, 0, 255, 255}})
	img.SetColorIndex(3, 2, 1)
	var b bytes.Buffer
	if err := gif.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	file := b.Bytes()
	file[6], file[8] = 4, 3 // the screen
	p, err := Decode(bytes.NewReader(file), "a.gif", Limits{})
	if err != nil || p.Width != 4 || p.Height != 3 || p.Alpha != nil || p.Pix[0] != 1 || p.Pix[len(p.Pix)-1] != 1 {
		t.Errorf("%+v, %v", p, err)
	}
}

// TestPictureOfAnAnimation: the first picture of a GIF may cover a part of its screen; the rest is transparent.
func TestPictureOfAnAnimation(t *testing.T) {
	screen := image.Rect(0, 0, 6, 4)
	for _, part := range []image.Rectangle{screen, image.Rect(2, 1, 5, 3), image.Rect(0, 0, 6, 3)} {
		img := image.NewPaletted(part, color.Palette{color.RGBA{255, 0, 0, 255}, color.RGBA{}})
		img.SetColorIndex(part.Min.X, part.Min.Y, 1)
		var b bytes.Buffer
		if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{img, img}, Delay: []int{5, 5}, Config: image.Config{Width: 6, Height: 4}}); err != nil {
			t.Fatal(err)
		}
		p, err := Decode(bytes.NewReader(b.Bytes()), "a.gif", Limits{})
		d, other := DecodeDocument(bytes.NewReader(b.Bytes()), "a.gif", Limits{})
		width, height, probe := Probe(bytes.NewReader(b.Bytes()), "a.gif", Limits{})
		if err := errors.Join(err, other, probe); err != nil {
			t.Fatal(err)
		}
		if w, h := d.Size(); p.Width != 6 || p.Height != 4 || w != 6 || h != 4 || width != 6 || height != 4 {
			t.Fatalf("%v: %d x %d, as a document %d x %d, probed as %d x %d", part, p.Width, p.Height, w, h, width, height)
		}
		of := d.Picture()
		for i := range 6 * 4 {
			at := image.Pt(i%6, i/6)
			want := float32(0)
			if at.In(part) && at != part.Min {
				want = 1
			}
			if p.alphaAt(i) != want || of.alphaAt(i) != want || want == 1 && p.Pix[3*i] != 1 {
				t.Errorf("%v: pixel %v has the opacity %g, as a document %g, want %g", part, at, p.alphaAt(i), of.alphaAt(i), want)
			}
		}
	}
}

// A lossless WebP of one transparent pixel.
func webpFile(t testing.TB) []byte {
	data, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// animatedWebP has that pixel as its only frame.
func animatedWebP(t testing.TB) []byte {
	chunk := func(name string, data ...byte) []byte {
		return append(binary.LittleEndian.AppendUint32([]byte(name), uint32(len(data))), data...)
	}
	data := append([]byte("WEBP"), chunk("VP8X", 1<<1, 0, 0, 0, 0, 0, 0, 0, 0, 0)...)
	data = append(data, chunk("ANIM", 0, 0, 0, 0, 0, 0)...)
	data = append(data, chunk("ANMF", append(make([]byte, 16), webpFile(t)[12:]...)...)...)
	return chunk("RIFF", data...)
}

func TestDecodeWebP(t *testing.T) {
	p, err := Decode(bytes.NewReader(webpFile(t)), "dot.webp", Limits{})
	if err != nil || p.Width != 1 || p.Height != 1 || p.Alpha == nil || p.Alpha[0] != 0 {
		t.Errorf("%+v, %v", p, err)
	}
}

// exifBlock is a TIFF structure that holds an orientation only.
func exifBlock(order binary.AppendByteOrder, mark string, orientation uint16) []byte {
	b := order.AppendUint32(order.AppendUint16([]byte(mark), 42), 8)
	b = order.AppendUint16(b, 1)
	b = order.AppendUint16(order.AppendUint16(b, 0x0112), 3)
	b = order.AppendUint16(order.AppendUint32(b, 1), orientation)
	return append(b, 0, 0, 0, 0, 0, 0)
}

// withExif puts the block where the format keeps it. Checksums of PNG chunks are left zero: this reader does not look at them, so the
// chunk stands after the end of the picture, which the decoder does not read.
func withExif(format string, file, block []byte) []byte {
	switch format {
	case "jpeg":
		body := append([]byte("Exif\x00\x00"), block...)
		segment := append(binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(body)+2)), body...)
		return append(segment, file[2:]...)
	case "png":
		chunk := append(binary.BigEndian.AppendUint32(nil, uint32(len(block))), "eXIf"...)
		return append(append(append([]byte{}, file...), append(chunk, block...)...), 0, 0, 0, 0)
	}
	chunk := binary.LittleEndian.AppendUint32([]byte("EXIF"), uint32(len(block)))
	return append(append(append([]byte{}, file...), chunk...), block...)
}

// upside gives, for the stored pixel (x, y) of a w x h picture, its place when upright, straight from the EXIF standard's table of where
// the stored first row and first column belong.
func upside(o, x, y, w, h int) (int, int) {
	switch o {
	case 2: // top, right
		return w - 1 - x, y
	case 3: // bottom, right
		return w - 1 - x, h - 1 - y
	case 4: // bottom, left
		return x, h - 1 - y
	case 5: // left, top
		return y, x
	case 6: // right, top
		return h - 1 - y, x
	case 7: // right, bottom
		return h - 1 - y, w - 1 - x
	case 8: // left, bottom
		return y, w - 1 - x
	}
	return x, y
}

func TestOrientation(t *testing.T) {
	const w, h = 48, 32
	files, stored := encoded(t, w, h), scene(w, h)
	for o := 0; o <= 9; o++ {
		for _, format := range []string{"jpeg", "png"} {
			block := exifBlock(binary.BigEndian, "MM", uint16(o))
			if o%2 == 0 {
				block = exifBlock(binary.LittleEndian, "II", uint16(o))
			}
			data := withExif(format, files[format], block)
			p, err := Decode(bytes.NewReader(data), format, Limits{})
			if err != nil {
				t.Fatal(err)
			}
			want := New(p.Width, p.Height)
			for i := range w * h {
				x, y := upside(o, i%w, i/w, w, h)
				copy(want.Pix[(y*want.Width+x)*3:][:3], stored.Pix[i*3:])
			}
			if db := psnr(t, p, want); db < 35 {
				t.Errorf("%s orientation %d: %.1f dB", format, o, db)
			}
			if pw, ph, err := Probe(bytes.NewReader(data), format, Limits{}); err != nil || pw != p.Width || ph != p.Height {
				t.Errorf("%s orientation %d: probe says %d x %d, decode %d x %d", format, o, pw, ph, p.Width, p.Height)
			}
		}
	}
	data := withExif("webp", webpFile(t), exifBlock(binary.LittleEndian, "II", 6))
	if f := formats[2]; f.orientation(data) != 6 || formats[3].orientation(exifBlock(binary.BigEndian, "MM", 8)) != 8 {
		t.Error("the orientation of WebP or TIFF is not found")
	}
}

func TestSixteenBitFiles(t *testing.T) {
	img := image.NewNRGBA64(image.Rect(0, 0, 2, 1))
	img.SetNRGBA64(0, 0, color.NRGBA64{12345, 54321, 1, 65535})
	img.SetNRGBA64(1, 0, color.NRGBA64{40000, 50000, 60001, 30000})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	p, err := Decode(&b, "deep.png", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if [3]float32(p.Pix[3:]) != [3]float32{40000. / 65535, 50000. / 65535, 60001. / 65535} || p.Alpha[1] != 30000./65535 {
		t.Errorf("read back as %v, alpha %v", p.Pix, p.Alpha)
	}
}

// pngHeader is the beginning of a PNG of any size.
func pngHeader(width, height uint32) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err)
	}
	data := b.Bytes()
	binary.BigEndian.PutUint32(data[16:], width)
	binary.BigEndian.PutUint32(data[20:], height)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

func TestBadInputs(t *testing.T) {
	files := encoded(t, 64, 48)
	folder := t.TempDir() // sentences name it: there may be several files of one name
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"notes.txt", []byte("BM: a text, not a bitmap"), "open notes.txt: this is not a picture of a known kind; choose a JPEG, PNG, WebP, BMP, TIFF or GIF file"},
		{"empty.png", nil, "open empty.png: the file is empty; choose another file"},
		{"cut.jpg", files["jpeg"][:len(files["jpeg"])/2], "open cut.jpg: the JPEG file is cut off; get a complete copy"},
		{"cut.png", files["png"][:len(files["png"])/2], "open cut.png: the PNG file is cut off; get a complete copy"},
		{"head.png", files["png"][:12], "open head.png: the PNG file is cut off; get a complete copy"},
		{"film.webp", animatedWebP(t), "open film.webp: animated WebP pictures cannot be read; save it as a GIF, or one of its frames as PNG"},
		{"vast.png", pngHeader(100000, 100000), "open vast.png: 100000 x 100000 pixels are 10000 megapixels, more than the limit of 250; make the picture smaller first"},
		{"wide.png", pngHeader(40000, 40000), "open wide.png: 40000 x 40000 pixels are 1600 megapixels, more than the limit of 250; make the picture smaller first"},
		{"phone.jpg", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "open phone.jpg: HEIC and AVIF pictures cannot be opened; save it as JPEG or PNG first"},
		{"clip.mp4", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00"), "open clip.mp4: this is a video; use it as a video, or save one of its frames as PNG"},
		{"clip.mkv", []byte("\x1aE\xdf\xa3, and more of it"), "open clip.mkv: this is a video; use it as a video, or save one of its frames as PNG"},
		{"still.heif", []byte("\x00\x00\x00\x1cftypisom\x00\x00\x00\x00mp42mif1heic"), "open still.heif: HEIC and AVIF pictures cannot be opened; save it as JPEG or PNG first"},
		{"short.mp4", []byte("\x00\x00\x00\x14ftypisom\x00\x00\x00\x00mp42mif1"), "open short.mp4: this is a video; use it as a video, or save one of its frames as PNG"},
		{"clip.ts", slices.Concat([]byte("G"), make([]byte, 187), []byte("G"), make([]byte, 187)), "open clip.ts: this is a video; use it as a video, or save one of its frames as PNG"},
		{"text.ts", slices.Concat([]byte("G"), make([]byte, 400)), "open text.ts: this is not a picture of a known kind; choose a JPEG, PNG, WebP, BMP, TIFF or GIF file"},
		{"clip.mpg", []byte("\x00\x00\x01\xba and more of it"), "open clip.mpg: this is a video; use it as a video, or save one of its frames as PNG"},
		{"clip.flv", []byte("FLV\x01\x05"), "open clip.flv: this is a video; use it as a video, or save one of its frames as PNG"},
		{"clip.wmv", []byte("\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9"), "open clip.wmv: this is a video; use it as a video, or save one of its frames as PNG"},
		{"DSC_0001.NEF", files["tiff"], "open DSC_0001.NEF: RAW files of cameras cannot be opened; save it as JPEG, PNG or TIFF first"},
		{"fuji.raf", []byte("FUJIFILMCCD-RAW "), "open fuji.raf: RAW files of cameras cannot be opened; save it as JPEG, PNG or TIFF first"},
	} {
		path := filepath.Join(folder, c.name)
		if err := os.WriteFile(path, c.data, 0o644); err != nil {
			t.Fatal(err)
		}
		if p, err := Open(path, Limits{}); p != nil || err == nil || err.Error() != strings.Replace(c.want, c.name, path, 1) || fault.Of(err).Data["File"] != c.name {
			t.Errorf("%s gives\n%v, want\n%s", c.name, err, c.want)
		}
	}
	if _, err := Open(folder, Limits{}); err == nil || !strings.Contains(err.Error(), "this is a folder; choose a picture inside it") {
		t.Errorf("folder: %v", err)
	}
	_, err := Open(filepath.Join(folder, "gone.jpg"), Limits{})
	if !errors.Is(err, fs.ErrNotExist) || err.Error() != "open "+filepath.Join(folder, "gone.jpg")+": there is no such file; check the name or choose another file" {
		t.Errorf("missing file: %v", err)
	}
	if _, err := Decode(bytes.NewReader(files["bmp"]), "big.bmp", Limits{Bytes: 100}); err == nil || !strings.Contains(err.Error(), "larger than the limit") {
		t.Errorf("large file: %v", err)
	}
}

func TestPanicsOfDecodersAreErrors(t *testing.T) {
	err := guard(func() error { panic("index out of range") })
	if err == nil || !strings.Contains(err.Error(), "index out of range") {
		t.Errorf("error %v", err)
	}
}

// FuzzDecode: whatever the bytes are, the answer is a picture of the promised layout or an error, never a panic.
func FuzzDecode(f *testing.F) {
	for _, data := range encoded(f, 9, 6) {
		f.Add(data)
	}
	f.Add(webpFile(f))
	f.Add(animatedWebP(f))
	small := image.NewPaletted(image.Rect(0, 0, 3, 3), palette.Plan9[:5])
	var b bytes.Buffer
	if err := gif.Encode(&b, small, nil); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(withExif("png", encoded(f, 5, 3)["png"], exifBlock(binary.BigEndian, "MM", 3)))
	f.Add(withExif("jpeg", encoded(f, 5, 3)["jpeg"], exifBlock(binary.LittleEndian, "II", 6)))
	f.Fuzz(func(t *testing.T, data []byte) {
		limits := Limits{Pixels: 1 << 16, Bytes: 1 << 20}
		p, err := Decode(bytes.NewReader(data), "fuzz", limits)
		if d, other := DecodeDocument(bytes.NewReader(data), "fuzz", limits); (d == nil) != (p == nil) || (other == nil) != (err == nil) {
			t.Fatalf("document %v and error %v, picture %v and error %v", d != nil, other, p != nil, err)
		}
		if (p == nil) == (err == nil) {
			t.Fatalf("picture %v and error %v", p != nil, err)
		}
		if p != nil && (len(p.Pix) != p.Width*p.Height*3 || p.Alpha != nil && len(p.Alpha) != p.Width*p.Height) {
			t.Fatalf("%d x %d has %d and %d floats", p.Width, p.Height, len(p.Pix), len(p.Alpha))
		}
	})
}
