package imaging

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"image"
	"io"

	"restyle/core/fault"
	"restyle/core/imaging/exif"
	"restyle/core/imaging/icc"
)

// largestProfile is the most bytes of a colour profile; the largest in use are those of printers, below 4 MB.
const largestProfile = 16 << 20

// jpegProfile joins the segments of a profile, which are numbered.
func jpegProfile(data []byte) []byte {
	const app2, name = 0xe2, "ICC_PROFILE\x00"
	parts := map[byte][]byte{}
	count := byte(0)
	jpegSegments(data, func(marker byte, body []byte) bool {
		if marker == app2 && len(body) > len(name)+2 && string(body[:len(name)]) == name {
			parts[body[len(name)]], count = body[len(name)+2:], body[len(name)+1]
		}
		return true
	})
	var profile []byte
	for i := 1; i <= int(count); i++ {
		part, ok := parts[byte(i)]
		if !ok {
			return nil
		}
		profile = append(profile, part...)
	}
	return profile
}

// pngProfile is in a chunk of a name, a zero, the method of compression and the compressed profile.
func pngProfile(data []byte) []byte {
	_, rest, ok := bytes.Cut(pngChunk(data, "iCCP"), []byte{0})
	if !ok || len(rest) < 2 || rest[0] != 0 {
		return nil
	}
	r, err := zlib.NewReader(bytes.NewReader(rest[1:]))
	if err != nil {
		return nil
	}
	profile, err := io.ReadAll(io.LimitReader(r, largestProfile))
	if err != nil {
		return nil
	}
	return profile
}

func webpProfile(data []byte) []byte { return webpChunk(data, "ICCP") }

func tiffProfile(data []byte) []byte { return exif.Profile(data) }

// colors are those of the values of a picture.
type colors struct {
	profile   []byte         // nil: sRGB
	transform *icc.Transform // nil: values are sRGB, or taken for it
	note      error          // what could not be done; nil: nothing
}

// colorsOf finds out what the values of a decoded file mean.
func (f *format) colorsOf(data []byte, img image.Image) colors {
	profile := f.profile(data)
	if len(profile) == 0 {
		if exif.AdobeRGB(bytes.TrimPrefix(f.exif(data), exifName)) {
			profile = icc.AdobeRGB().Profile("Adobe RGB (1998)")
		} else {
			return colors{}
		}
	}
	if _, cmyk := img.(*image.CMYK); cmyk || icc.Space(profile) == "CMYK" {
		return colors{note: fault.Mark(errors.New("its CMYK colours are converted without its profile, the result is sRGB"), "picture.cmyk")}
	}
	transform, err := icc.New(profile)
	switch {
	case err != nil && icc.Space(profile) != "RGB ":
		return colors{note: fault.Mark(fmt.Errorf("%w: it is left out and the values are taken for sRGB", err), "picture.noprofile")}
	case err != nil:
		note := fault.Mark(fmt.Errorf("%w: it is kept, and for painting the values are taken for sRGB", err), "picture.oddprofile")
		return colors{profile: bytes.Clone(profile), note: note}
	case transform.Gray():
		return colors{transform: transform}
	case transform.Identity():
		return colors{profile: bytes.Clone(profile)}
	}
	return colors{bytes.Clone(profile), transform, nil}
}

// toSRGB converts a picture, clipping what sRGB does not have.
func (c colors) toSRGB(p *Picture) *Picture {
	if c.transform != nil {
		c.transform.ToSRGB(p.Pix)
		clip(p.Pix)
	}
	return p
}
