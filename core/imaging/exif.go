package imaging

import (
	"bytes"
	"encoding/binary"

	"restyle/core/imaging/exif"
)

func none([]byte) []byte { return nil }

// orientation is the EXIF orientation of a file, 1 to 8; a file that does not say, or says it wrongly, is upright.
func (f *format) orientation(data []byte) int {
	return exif.Orientation(bytes.TrimPrefix(f.exif(data), exifName))
}

// about is what a file says about its photograph, made true of the upright picture; nil: nothing.
func (f *format) about(data []byte) []byte {
	if f.name == "TIFF" {
		return exif.TakeOut(data)
	}
	if block := bytes.TrimPrefix(f.exif(data), exifName); len(block) > 0 {
		return exif.Upright(block)
	}
	return nil
}

// exifName begins the segment of JPEG files, and by mistake the block of some others.
var exifName = []byte("Exif\x00\x00")

// whole is the block of a TIFF file: the file itself.
func whole(data []byte) []byte { return data }

// jpegExif finds the APP1 segment that holds EXIF.
func jpegExif(data []byte) (found []byte) {
	const app1 = 0xe1
	jpegSegments(data, func(marker byte, body []byte) bool {
		if marker == app1 && bytes.HasPrefix(body, exifName) {
			found = body
		}
		return found == nil
	})
	return found
}

// jpegSegments shows each segment before the scan until the answer is no.
func jpegSegments(data []byte, see func(marker byte, body []byte) bool) {
	const startOfScan = 0xda
	for at := 2; at+4 <= len(data) && data[at] == 0xff; {
		marker := data[at+1]
		if marker == 0xff { // padding
			at++
			continue
		}
		end := at + 2 + int(binary.BigEndian.Uint16(data[at+2:]))
		if marker == startOfScan || end > len(data) || end < at+4 || !see(marker, data[at+4:end]) {
			return
		}
		at = end
	}
}

func pngExif(data []byte) []byte { return pngChunk(data, "eXIf") }

// pngChunk finds a chunk. A chunk is its length, its name, its data and a checksum.
func pngChunk(data []byte, name string) []byte {
	for at := 8; at+12 <= len(data); {
		length := int64(binary.BigEndian.Uint32(data[at:]))
		end := int64(at) + 8 + length
		if end+4 > int64(len(data)) {
			return nil
		}
		if string(data[at+4:at+8]) == name {
			return data[at+8 : end]
		}
		at = int(end + 4)
	}
	return nil
}

func webpExif(data []byte) []byte { return webpChunk(data, "EXIF") }

// webpChunk finds a chunk. A chunk is its name, its length and its data, padded to an even length.
func webpChunk(data []byte, name string) []byte {
	for at := 12; at+8 <= len(data); {
		length := int64(binary.LittleEndian.Uint32(data[at+4:]))
		end := int64(at) + 8 + length
		if end > int64(len(data)) {
			return nil
		}
		if string(data[at:at+4]) == name {
			return data[at+8 : end]
		}
		at = int(end + length&1)
	}
	return nil
}
