package imaging

import (
	"bytes"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"
)

// format is a file format that can be read.
type format struct {
	name   string
	match  func(head []byte) bool
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	exif   func(data []byte) []byte // the EXIF block, which is a little TIFF file; nil: none

	profile func(data []byte) []byte // the ICC profile; nil: none
}

var formats = []*format{
	{"JPEG", prefix("\xff\xd8\xff"), jpeg.DecodeConfig, jpeg.Decode, jpegExif, jpegProfile},
	{"PNG", prefix("\x89PNG\r\n\x1a\n"), png.DecodeConfig, png.Decode, pngExif, pngProfile},
	{"WebP", isWebP, webpConfig, webp.Decode, webpExif, webpProfile},
	{"TIFF", prefix("II*\x00", "MM\x00*"), tiff.DecodeConfig, tiff.Decode, whole, tiffProfile},
	{"GIF", prefix("GIF87a", "GIF89a"), gif.DecodeConfig, decodeGIF, none, none},
	{"BMP", isBMP, bmp.DecodeConfig, bmp.Decode, none, none},
}

const headLength = 256 // bytes that tell the format: those of the longest list of brands, and more than a packet of MPEG

// formatOf recognises a file by its first bytes.
func formatOf(head []byte, name string) (*format, error) {
	if len(head) == 0 {
		return nil, newProblem("picture.empty", name, "the file is empty; choose another file", nil)
	}
	for _, f := range formats {
		switch {
		case f.name == "TIFF" && f.match(head) && isRaw(name):
			return nil, raw(name)
		case f.match(head):
			return f, nil
		}
	}
	return nil, foreign(head, name)
}

func prefix(magics ...string) func([]byte) bool {
	return func(head []byte) bool {
		for _, m := range magics {
			if bytes.HasPrefix(head, []byte(m)) {
				return true
			}
		}
		return false
	}
}

func isWebP(head []byte) bool {
	return len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP"
}

// errAnimated is a WebP file of several frames, which its decoder takes for one that holds none.
var errAnimated = errors.New("it is animated")

// webpConfig looks at the flags of the extended header, the first chunk if there is one.
func webpConfig(r io.Reader) (image.Config, error) {
	const header, flags, animation = 12, 20, 1 << 1
	head := make([]byte, flags+1)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return image.Config{}, err
	}
	if n == len(head) && string(head[header:header+4]) == "VP8X" && head[flags]&animation != 0 {
		return image.Config{}, errAnimated
	}
	return webp.DecodeConfig(io.MultiReader(bytes.NewReader(head[:n]), r))
}

// isBMP also looks at the reserved bytes, which are zero: "BM" alone begins many a text.
func isBMP(head []byte) bool {
	return len(head) >= 10 && string(head[:2]) == "BM" && string(head[6:10]) == "\x00\x00\x00\x00"
}

// unsupported tells files that are whole but of a kind that their decoder lacks.
func unsupported(err error) bool {
	var j jpeg.UnsupportedError
	var p png.UnsupportedError
	return errors.As(err, &j) || errors.As(err, &p) || errors.Is(err, bmp.ErrUnsupported)
}
