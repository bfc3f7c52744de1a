package exif

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// place is the directory that a field stands in.
type place uint8

const (
	main      place = iota // of the picture
	thumbnail              // of the thumbnail
	camera                 // what the camera did
	position               // where it was
	interop                // how files relate; named by camera
)

// Tags that mean something to this package.
const (
	tagWidth, tagHeight       = 0x0100, 0x0101
	tagStrips, tagStripBytes  = 0x0111, 0x0117
	tagOrientation            = 0x0112
	tagThumbnail, tagThumbLen = 0x0201, 0x0202
	tagCamera, tagPosition    = 0x8769, 0x8825
	tagColorSpace             = 0xa001
	tagPixelsX, tagPixelsY    = 0xa002, 0xa003
	tagInterop                = 0xa005
	tagInteropIndex           = 0x0001
)

const (
	kindASCII, kindShort, kindLong = 2, 3, 4

	largest = 64 << 20 // bytes of all values; beyond, a block is no description of a picture
	shared  = 4        // times the size of a block that its values may take together: some programs let two fields share a value
)

// sizes in bytes of a value of each kind.
var sizes = [...]uint64{1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}

// field is an entry of a directory and where its value lies.
type field struct {
	place place
	tag   uint16
	kind  uint16
	count uint32
	at    int // of the value
	bytes int // of the value
}

// span is a piece of a block, [from, to).
type span struct{ from, to int }

// block is a TIFF structure with its fields found.
type block struct {
	data   []byte
	order  binary.ByteOrder
	fields []field
	used   []span // directories but that of the thumbnail, and their values
	small  []span // the thumbnail's directory and its values
	next   int    // where the offset of the thumbnail's directory stands
	room   int    // bytes that further values may take
	seen   [interop + 1]bool
}

var errNone = errors.New("not an EXIF block")

// parse finds the fields of a block; what lies outside it is left out.
func parse(data []byte) (*block, error) {
	b := &block{data: data, room: min(shared*len(data), largest)}
	switch {
	case len(data) < 8:
		return nil, errNone
	case bytes.HasPrefix(data, []byte("II*\x00")):
		b.order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("MM\x00*")):
		b.order = binary.BigEndian
	default:
		return nil, errNone
	}
	b.used = append(b.used, span{0, 8})
	end := b.directory(main, 4)
	if end == 0 {
		return nil, errNone
	}
	b.next = end
	b.directory(thumbnail, end)
	if b.room < 0 {
		return nil, errNone
	}
	return b, nil
}

// directory reads the one whose offset stands at pointer, and those it names. It returns where the offset of the next one stands, or 0. Of each place
// there is one: the first that can be read. All others that a block names are left out, so that no block costs more than its size.
func (b *block) directory(p place, pointer int) (next int) {
	if b.seen[p] || pointer+4 > len(b.data) {
		return 0
	}
	start := uint64(b.order.Uint32(b.data[pointer:]))
	if start < 8 || start+2 > uint64(len(b.data)) {
		return 0
	}
	count := uint64(b.order.Uint16(b.data[start:]))
	end := start + 2 + 12*count
	if end > uint64(len(b.data)) {
		return 0
	}
	b.seen[p] = true
	b.take(p, span{int(start), int(min(end+4, uint64(len(b.data))))})
	for at := start + 2; at < end; at += 12 {
		b.entry(p, int(at))
		if b.room < 0 { // values overlap without end: this block means harm
			return 0
		}
	}
	return int(end)
}

// entry reads 12 bytes: tag, kind, count, and the value or where it is.
func (b *block) entry(p place, at int) {
	f := field{place: p, tag: b.order.Uint16(b.data[at:]), kind: b.order.Uint16(b.data[at+2:]), count: b.order.Uint32(b.data[at+4:]), at: at + 8}
	if int(f.kind) >= len(sizes) || sizes[f.kind] == 0 {
		return
	}
	n := sizes[f.kind] * uint64(f.count)
	if n > 4 {
		from := uint64(b.order.Uint32(b.data[at+8:]))
		if from+n > uint64(len(b.data)) {
			return
		}
		f.at = int(from)
		b.take(p, span{f.at, f.at + int(n)})
	}
	f.bytes = int(n)
	b.room -= f.bytes
	b.fields = append(b.fields, f)
	b.follow(f)
}

// follow reads the directory that a field names. They are at most two deep, and each is read once: no block can send this round in circles.
func (b *block) follow(f field) {
	switch {
	case f.bytes != 4:
	case f.place == main && f.tag == tagCamera:
		b.directory(camera, f.at)
	case f.place == main && f.tag == tagPosition:
		b.directory(position, f.at)
	case f.place == camera && f.tag == tagInterop:
		b.directory(interop, f.at)
	}
}

func (b *block) take(p place, s span) {
	if p == thumbnail {
		b.small = append(b.small, s)
		return
	}
	b.used = append(b.used, s)
}

// find is the first field of that tag, or nil.
func (b *block) find(p place, tag uint16) *field {
	for i, f := range b.fields {
		if f.place == p && f.tag == tag {
			return &b.fields[i]
		}
	}
	return nil
}

// number is the first value of a field of whole numbers.
func (b *block) number(p place, tag uint16) (int, bool) {
	f := b.find(p, tag)
	switch {
	case f == nil || f.count == 0:
		return 0, false
	case f.kind == kindShort:
		return int(b.order.Uint16(b.data[f.at:])), true
	case f.kind == kindLong:
		return int(b.order.Uint32(b.data[f.at:])), true
	}
	return 0, false
}

// set writes the first value of a field of whole numbers, where there is such a field.
func (b *block) set(p place, tag uint16, v int) {
	f := b.find(p, tag)
	switch {
	case f == nil || f.count == 0:
	case f.kind == kindShort && v <= 0xffff:
		b.order.PutUint16(b.data[f.at:], uint16(v))
	case f.kind == kindLong:
		b.order.PutUint32(b.data[f.at:], uint32(v))
	}
}
