package imaging

import (
	"encoding/binary"
	"errors"

	"restyle/core/fault"
)

// more says that a file holds more than the picture that is read of it; nil: it does not.
func (f *format) more(data []byte) error {
	switch {
	case f.name == "GIF" && animated(data):
		return fault.Mark(errors.New("it is animated, and only its first frame is taken; for all of them use it as a video"), "picture.frames")
	case f.name == "TIFF" && paged(data):
		return fault.Mark(errors.New("it has several pages, of which only the first is taken"), "picture.pages")
	}
	return nil
}

// animated tells whether there are two frames in a GIF file, which is: a screen of 13 bytes, its colours, and blocks.
func animated(data []byte) bool {
	const screen, extension, frame = 13, 0x21, 0x2c
	if len(data) < screen {
		return false
	}
	frames, at := 0, screen+colourTable(data[10])
	for at < len(data) && frames < 2 {
		switch data[at] {
		case extension:
			at = behindBlocks(data, at+2)
		case frame:
			if frames++; at+10 > len(data) {
				return frames > 1
			}
			at = behindBlocks(data, at+10+colourTable(data[at+9])+1)
		default: // the end
			return false
		}
	}
	return frames > 1
}

// colourTable is the size of the colours that flags tell of, in bytes.
func colourTable(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// behindBlocks skips blocks, each with its length in front, up to that of length 0.
func behindBlocks(data []byte, at int) int {
	for at < len(data) && data[at] != 0 {
		at += 1 + int(data[at])
	}
	return at + 1
}

// paged tells whether the second directory of a TIFF file is a page, and not a smaller copy of the first.
func paged(data []byte) bool {
	const subfile, smaller, thumbnail, entry = 254, 1, 513, 12 // tags; a bit of the first; bytes of an entry
	var order binary.ByteOrder = binary.LittleEndian
	if len(data) < 8 {
		return false
	}
	if data[0] == 'M' {
		order = binary.BigEndian
	}
	entries := func(at int) []byte { // behind the number of them, with all that follows
		if at < 8 || at > len(data)-2 {
			return nil
		}
		n := int(order.Uint16(data[at:]))
		if n == 0 || len(data)-at-2 < n*entry+4 {
			return nil
		}
		return data[at+2 : at+2+n*entry+4]
	}
	first := entries(int(order.Uint32(data[4:])))
	if first == nil {
		return false
	}
	second := entries(int(order.Uint32(first[len(first)-4:])))
	for e := second; len(e) > entry; e = e[entry:] {
		tag := order.Uint16(e)
		if tag == thumbnail || tag == subfile && order.Uint32(e[8:])&smaller != 0 {
			return false
		}
	}
	return second != nil
}
