package imaging

import (
	"bytes"
	"encoding/binary"
)

// upright is the EXIF orientation of a picture that is stored as it is seen; 2 to 8 are the mirrored and turned ones.
const upright = 1

func noExif([]byte) []byte { return nil }

// orientation is the EXIF orientation of a file, 1 to 8; a file that does not say, or says it wrongly, is upright.
func (f *format) orientation(data []byte) int {
	block := bytes.TrimPrefix(f.exif(data), []byte("Exif\x00\x00"))
	if len(block) < 8 {
		return upright
	}
	var order binary.ByteOrder = binary.LittleEndian
	if block[0] == 'M' {
		order = binary.BigEndian
	}
	return firstOrientation(block, order)
}

// firstOrientation looks through the first directory of a TIFF structure: a count, then entries of 12 bytes (tag, type, count, value).
func firstOrientation(block []byte, order binary.ByteOrder) int {
	const orientationTag, short = 0x0112, 3
	start := uint64(order.Uint32(block[4:]))
	if start+2 > uint64(len(block)) {
		return upright
	}
	entries := block[start+2:]
	for n := order.Uint16(block[start:]); n > 0 && len(entries) >= 12; n-- {
		if order.Uint16(entries) == orientationTag && order.Uint16(entries[2:]) == short {
			if value := int(order.Uint16(entries[8:])); value >= 1 && value <= 8 {
				return value
			}
			return upright
		}
		entries = entries[12:]
	}
	return upright
}

// jpegExif finds the APP1 segment that holds EXIF, before the scan begins.
func jpegExif(data []byte) []byte {
	const app1, startOfScan = 0xe1, 0xda
	for at := 2; at+4 <= len(data) && data[at] == 0xff; {
		marker := data[at+1]
		if marker == 0xff { // padding
			at++
			continue
		}
		end := at + 2 + int(binary.BigEndian.Uint16(data[at+2:]))
		if marker == startOfScan || end > len(data) || end < at+4 {
			return nil
		}
		if body := data[at+4 : end]; marker == app1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return body
		}
		at = end
	}
	return nil
}

// pngExif finds the eXIf chunk. A chunk is its length, its name, its data and a checksum.
func pngExif(data []byte) []byte {
	for at := 8; at+12 <= len(data); {
		length := int64(binary.BigEndian.Uint32(data[at:]))
		end := int64(at) + 8 + length
		if end+4 > int64(len(data)) {
			return nil
		}
		if string(data[at+4:at+8]) == "eXIf" {
			return data[at+8 : end]
		}
		at = int(end + 4)
	}
	return nil
}

// webpExif finds the EXIF chunk. A chunk is its name, its length and its data, padded to an even length.
func webpExif(data []byte) []byte {
	for at := 12; at+8 <= len(data); {
		length := int64(binary.LittleEndian.Uint32(data[at+4:]))
		end := int64(at) + 8 + length
		if end > int64(len(data)) {
			return nil
		}
		if string(data[at:at+4]) == "EXIF" {
			return data[at+8 : end]
		}
		at = int(end + length&1)
	}
	return nil
}
