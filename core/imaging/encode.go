package imaging

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"

	"restyle/core/imaging/exif"
	"restyle/core/imaging/jpeg"
)

// block is the EXIF block for a file of d's size; nil: none.
func (d *Document) block() []byte {
	if d.Exif == nil {
		return nil
	}
	width, height := d.Size()
	return exif.Resized(d.Exif, width, height)
}

func encodeJPEG(f *os.File, d *Document, o SaveOptions) error {
	options, err := o.jpeg()
	if err != nil {
		return err
	}
	options.Segments = append(jpeg.Exif(d.block()), jpeg.ICC(d.Profile)...)
	return jpeg.Encode(f, onWhite{d.Pixels}, options)
}

// onWhite is a raster of 8 bits a channel, with white behind transparent pixels.
type onWhite struct{ raster *Raster }

func (w onWhite) Size() (width, height int) { return w.raster.Size() }

func (w onWhite) RGB(dst []byte, y int) {
	if r := w.raster; r.narrow != nil && r.opaque {
		for src := r.narrow.Pix[y*r.narrow.Stride:]; len(dst) > 0; src, dst = src[4:], dst[3:] {
			dst[0], dst[1], dst[2] = src[0], src[1], src[2]
		}
		return
	}
	var row [3 * 64]float32
	var alpha [64]float32
	for x := 0; len(dst) > 0; x += len(alpha) {
		n := min(len(alpha), len(dst)/3)
		w.raster.Row(row[:3*n], x, y)
		w.raster.AlphaRow(alpha[:n], x, y)
		for i, v := range row[:3*n] {
			a := alpha[i/3]
			dst[i] = round8(v*a + 1 - a)
		}
		dst = dst[3*n:]
	}
}

func encodePNG(f *os.File, d *Document, _ SaveOptions) error {
	return buffered(f, func(w io.Writer) error {
		var chunks []byte
		if d.Profile != nil {
			chunks = appendChunk(chunks, "iCCP", compressed(append([]byte("profile\x00"), 0), d.Profile))
		}
		if block := d.block(); block != nil {
			chunks = appendChunk(chunks, "eXIf", block)
		}
		return png.Encode(&inserter{w: w, after: pngStart, insert: chunks}, withoutGarbage(d.Pixels.packed().stored()))
	})
}

// withoutGarbage is an image that the PNG encoder, which asks for one colour after the other of 16-bit images, writes without an allocation for each.
func withoutGarbage(img image.Image) image.Image {
	if deep, ok := img.(*image.NRGBA64); ok && deep.Opaque() {
		return &oneColor{NRGBA64: deep}
	}
	return img
}

// oneColor is an opaque image whose colours all lie in one place: the next one replaces the one before.
type oneColor struct {
	*image.NRGBA64
	now opaqueColor
}

func (c *oneColor) At(x, y int) color.Color {
	copy(c.now[:], c.Pix[c.PixOffset(x, y):])
	return &c.now
}

// opaqueColor is red, green and blue of 16 bits each, the high byte first.
type opaqueColor [6]byte

func (c *opaqueColor) RGBA() (r, g, b, a uint32) {
	return uint32(c[0])<<8 | uint32(c[1]), uint32(c[2])<<8 | uint32(c[3]), uint32(c[4])<<8 | uint32(c[5]), 0xffff
}

// pngStart is the length of the signature and of the first chunk, behind which others may stand.
const pngStart = 8 + 25

// compressed appends data to dst in the form of zlib.
func compressed(dst, data []byte) []byte {
	b := bytes.NewBuffer(dst)
	w := zlib.NewWriter(b)
	w.Write(data) // a buffer takes everything
	w.Close()
	return b.Bytes()
}

// appendChunk appends a chunk of a PNG file: length, name, data, checksum.
func appendChunk(dst []byte, name string, data []byte) []byte {
	dst = append(binary.BigEndian.AppendUint32(dst, uint32(len(data))), name...)
	dst = append(dst, data...)
	return binary.BigEndian.AppendUint32(dst, crc32.ChecksumIEEE(dst[len(dst)-len(data)-4:]))
}

// inserter passes bytes on and puts some of its own behind the first ones.
type inserter struct {
	w      io.Writer
	after  int // bytes still to pass before
	insert []byte
}

func (i *inserter) Write(p []byte) (int, error) {
	if len(i.insert) == 0 || len(p) < i.after {
		i.after -= len(p)
		return i.w.Write(p)
	}
	n, err := i.w.Write(p[:i.after])
	if err != nil {
		return n, err
	}
	insert := i.insert
	i.insert = nil
	if _, err := i.w.Write(insert); err != nil {
		return n, err
	}
	m, err := i.w.Write(p[n:])
	return n + m, err
}
