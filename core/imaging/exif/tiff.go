package exif

import (
	"encoding/binary"
	"slices"
)

// Entry is a field of a TIFF directory with its value in little-endian order.
type Entry struct {
	Tag, Kind uint16
	Count     uint32
	Value     []byte
}

// Shorts and Longs are entries of whole numbers.
func Shorts(tag uint16, values ...uint16) Entry {
	e := Entry{Tag: tag, Kind: kindShort, Count: uint32(len(values))}
	for _, v := range values {
		e.Value = binary.LittleEndian.AppendUint16(e.Value, v)
	}
	return e
}

// Longs is Shorts of 32 bits.
func Longs(tag uint16, values ...uint32) Entry {
	e := Entry{Tag: tag, Kind: kindLong, Count: uint32(len(values))}
	for _, v := range values {
		e.Value = binary.LittleEndian.AppendUint32(e.Value, v)
	}
	return e
}

// Bytes is an entry without meaning of its own, such as a colour profile.
func Bytes(tag uint16, value []byte) Entry { return Entry{tag, 7, uint32(len(value)), value} }

// described are the fields of a main directory that speak of the photograph rather than of how its pixels are stored: title, camera, resolution,
// program, dates, artist, computer, rating, copyright, and the same as Windows writes them.
var described = []uint16{
	0x010d, 0x010e, 0x010f, 0x0110, 0x011a, 0x011b, 0x0128, 0x0131, 0x0132, 0x013b, 0x013c, 0x4746, 0x4749, 0x8298, 0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f,
}

// TakeOut makes an EXIF block of what a TIFF file says about its photograph, upright; nil if it says nothing.
func TakeOut(file []byte) []byte {
	b, err := parse(file)
	if err != nil {
		return nil
	}
	entries, below := b.description()
	if len(entries) == 0 && len(below) == 0 {
		return nil
	}
	return WriteTIFF([]byte("II*\x00\x08\x00\x00\x00"), 8, append(entries, Shorts(tagOrientation, 1)), below)
}

// Below are the directories that a main directory names.
type Below map[place][]Entry

// Description is what a block says about its photograph: fields for a main directory, and the directories below it.
func Description(data []byte) ([]Entry, Below) {
	b, err := parse(data)
	if err != nil {
		return nil, nil
	}
	return b.description()
}

func (b *block) description() (entries []Entry, below Below) {
	below = Below{}
	for _, f := range b.fields {
		switch {
		case f.place == thumbnail:
		case f.place == main && slices.Contains(described, f.tag):
			entries = append(entries, b.little(f))
		case f.place != main && f.tag != tagInterop:
			below[f.place] = append(below[f.place], b.little(f))
		}
	}
	return entries, below
}

// little copies a field's value into little-endian order.
func (b *block) little(f field) Entry {
	e := Entry{f.tag, f.kind, f.count, slices.Clone(b.data[f.at : f.at+f.bytes])}
	if b.order == binary.ByteOrder(binary.LittleEndian) {
		return e
	}
	unit := int(sizes[f.kind])
	if f.kind == 5 || f.kind == 10 { // fractions are two numbers
		unit = 4
	}
	for at := 0; at < len(e.Value); at += unit {
		slices.Reverse(e.Value[at : at+unit])
	}
	return e
}

// WriteTIFF appends a main directory and those below it to dst, which will lie at offset base-len(dst) of a little-endian TIFF file: the directory
// begins at base, an even number.
func WriteTIFF(dst []byte, base int, entries []Entry, below Below) []byte {
	w := &writer{data: dst, shift: base - len(dst)}
	w.tree(main, entries, below)
	return w.data
}

// children are the directories below each, with the tags that name them.
var children = map[place][]child{main: {{camera, tagCamera}, {position, tagPosition}}, camera: {{interop, tagInterop}}}

type child struct {
	place place
	tag   uint16
}

// tree writes a directory and then those below it.
func (w *writer) tree(p place, entries []Entry, below Below) {
	entries = slices.Clone(entries)
	for _, c := range children[p] {
		if len(below[c.place]) > 0 {
			entries = append(entries, Longs(c.tag, 0))
		}
	}
	pointers := w.directory(entries)
	for _, c := range children[p] {
		if len(below[c.place]) > 0 {
			w.point(pointers[c.tag])
			w.tree(c.place, below[c.place], below)
		}
	}
}

// writer appends directories.
type writer struct {
	data  []byte
	shift int // offset in the file of the first byte of data
}

// directory writes a directory, which it sorts by tag as the format wants, and its values; of each tag it returns where the value or its offset stands.
func (w *writer) directory(entries []Entry) map[uint16]int {
	slices.SortStableFunc(entries, func(a, b Entry) int { return int(a.Tag) - int(b.Tag) })
	entries = slices.CompactFunc(entries, func(a, b Entry) bool { return a.Tag == b.Tag })
	le, places := binary.LittleEndian, map[uint16]int{}
	w.data = le.AppendUint16(w.data, uint16(len(entries)))
	for _, e := range entries {
		w.data = le.AppendUint32(le.AppendUint16(le.AppendUint16(w.data, e.Tag), e.Kind), e.Count)
		places[e.Tag] = len(w.data)
		w.data = append(w.data, 0, 0, 0, 0)
		if len(e.Value) <= 4 {
			copy(w.data[len(w.data)-4:], e.Value)
		}
	}
	w.data = append(w.data, 0, 0, 0, 0) // there is no next one
	for _, e := range entries {
		if len(e.Value) > 4 {
			w.point(places[e.Tag])
			w.data = append(w.data, e.Value...)
			w.even()
		}
	}
	w.even()
	return places
}

// point makes the offset at a place that of what is written next.
func (w *writer) point(at int) {
	binary.LittleEndian.PutUint32(w.data[at:], uint32(len(w.data)+w.shift))
}

func (w *writer) even() {
	if (len(w.data)+w.shift)%2 != 0 {
		w.data = append(w.data, 0)
	}
}

// Profile is the colour profile of a TIFF file; nil if there is none.
func Profile(file []byte) []byte {
	const tagProfile = 34675
	b, err := parse(file)
	if err != nil {
		return nil
	}
	f := b.find(main, tagProfile)
	if f == nil {
		return nil
	}
	return b.data[f.at : f.at+f.bytes]
}
