package exif

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"
)

// sample is a block as a camera writes it: a main directory, those of camera and interoperability below it, and a thumbnail at the end.
func sample(order binary.AppendByteOrder, mark string, orientation uint16) []byte {
	var b []byte
	short := func(v ...uint16) {
		for _, v := range v {
			b = order.AppendUint16(b, v)
		}
	}
	entry := func(tag, kind uint16, count, value uint32) {
		short(tag, kind)
		b = order.AppendUint32(b, count)
		if kind == kindShort {
			short(uint16(value), 0)
			return
		}
		b = order.AppendUint32(b, value)
	}
	b = append(b, mark...)
	short(42)
	b = order.AppendUint32(b, 8)
	short(3) // at 8: main
	entry(0x010f, kindASCII, 6, 50)
	entry(tagOrientation, kindShort, 1, uint32(orientation))
	entry(tagCamera, kindLong, 1, 56)
	b = order.AppendUint32(b, 140)
	b = append(b, "Leica\x00"...)
	short(4) // at 56: camera
	entry(0x829a, 5, 1, 110)
	entry(tagColorSpace, kindShort, 1, 0xffff)
	entry(tagPixelsX, kindLong, 1, 4000)
	entry(tagInterop, kindLong, 1, 118)
	b = order.AppendUint32(b, 0)
	b = order.AppendUint32(order.AppendUint32(b, 1), 250) // at 110: 1/250 s
	short(1)                                              // at 118: interoperability
	short(tagInteropIndex, kindASCII)
	b = append(order.AppendUint32(b, 4), "R03\x00"...)
	b = append(order.AppendUint32(b, 0), 0, 0, 0, 0)
	short(2) // at 140: thumbnail
	entry(tagThumbnail, kindLong, 1, 170)
	entry(tagThumbLen, kindLong, 1, 20)
	b = order.AppendUint32(b, 0)
	return append(b, "a thumbnail that lies"[:20]...)
}

var orders = map[string]binary.AppendByteOrder{"II": binary.LittleEndian, "MM": binary.BigEndian}

func TestUprightResetsOrientationAndDropsTheThumbnail(t *testing.T) {
	for mark, order := range orders {
		for o := uint16(1); o <= 8; o++ {
			old := sample(order, mark, o)
			if len(old) != 190 || Orientation(old) != int(o) || !AdobeRGB(old) {
				t.Fatalf("%s: %d bytes, orientation %d", mark, len(old), Orientation(old))
			}
			got := Upright(old)
			if Orientation(got) != 1 || !AdobeRGB(got) {
				t.Errorf("%s %d: orientation %d", mark, o, Orientation(got))
			}
			if len(got) != 136 || bytes.Contains(got, []byte("thumbnail")) {
				t.Errorf("%s %d: %d bytes left", mark, o, len(got))
			}
			want := slices.Clone(old[:136])
			order.(binary.ByteOrder).PutUint16(want[30:], 1)
			clear(want[46:50])
			if !bytes.Equal(got, want) {
				t.Errorf("%s %d: more than orientation and thumbnail has changed", mark, o)
			}
			if Orientation(old) != int(o) {
				t.Error("the original has changed")
			}
		}
	}
}

func TestResizedStatesTheSize(t *testing.T) {
	for mark, order := range orders {
		b, err := parse(Resized(sample(order, mark, 1), 321, 123))
		if err != nil {
			t.Fatal(err)
		}
		if w, ok := b.number(camera, tagPixelsX); !ok || w != 321 {
			t.Errorf("%s: width %d, %v", mark, w, ok)
		}
		if _, ok := b.number(camera, tagPixelsY); ok {
			t.Errorf("%s: a field has come from nowhere", mark)
		}
	}
}

// values are all fields of a block as little-endian bytes.
func values(t *testing.T, data []byte) map[[2]uint16]string {
	t.Helper()
	b, err := parse(data)
	if err != nil {
		t.Fatal(err)
	}
	m := map[[2]uint16]string{}
	for _, f := range b.fields {
		if f.tag != tagCamera && f.tag != tagInterop && f.place != thumbnail {
			m[[2]uint16{uint16(f.place), f.tag}] = string(b.little(f).Value)
		}
	}
	return m
}

func TestTakeOutKeepsWhatIsSaidOfThePhotograph(t *testing.T) {
	for mark, order := range orders {
		old := sample(order, mark, 6)
		got := TakeOut(old)
		if Orientation(got) != 1 || !AdobeRGB(got) {
			t.Fatalf("%s: %q", mark, got)
		}
		want, have := values(t, old), values(t, got)
		want[[2]uint16{uint16(main), tagOrientation}] = "\x01\x00"
		if len(want) != 6 || len(have) != len(want) {
			t.Errorf("%s: %d fields, want %d", mark, len(have), len(want))
		}
		for k, v := range want {
			if have[k] != v {
				t.Errorf("%s: field %x is %q, want %q", mark, k, have[k], v)
			}
		}
	}
}

// TestWordsBeginAtEvenOffsets, as TIFF wants of directories and long values, whatever the lengths of those before them.
func TestWordsBeginAtEvenOffsets(t *testing.T) {
	text := func(tag uint16, s string) Entry {
		return Entry{Tag: tag, Kind: 2, Count: uint32(len(s)), Value: []byte(s)}
	}
	for _, base := range []int{8, 10} { // the directory begins there in the file
		head := binary.LittleEndian.AppendUint32([]byte("II*\x00"), uint32(base))
		head = append(head, make([]byte, base-len(head))...)
		file := WriteTIFF(head, base, []Entry{text(270, "castle\x00"), text(315, "somebody\x00")}, Below{camera: {text(37510, "odd, as well!\x00!")}})
		b, err := parse(file)
		if err != nil {
			t.Fatal(err)
		}
		long := 0
		for _, f := range b.fields {
			if f.bytes > 4 {
				long++
			}
			pointer := f.tag == tagCamera
			if f.bytes > 4 && f.at%2 != 0 || pointer && binary.LittleEndian.Uint32(file[f.at:])%2 != 0 {
				t.Errorf("from %d on: field %d is at %d", base, f.tag, f.at)
			}
		}
		if long != 3 {
			t.Errorf("from %d on: %d long values, want 3", base, long)
		}
	}
}

func TestPlainFilesHaveNothingToTakeOut(t *testing.T) {
	plain := WriteTIFF([]byte("II*\x00\x08\x00\x00\x00"), 8, []Entry{Shorts(tagWidth, 5), Longs(tagStrips, 1, 2, 3)}, nil)
	if TakeOut(plain) != nil {
		t.Error("a width is taken for a description")
	}
	if TakeOut([]byte("text")) != nil || Upright([]byte("II*\x00\xff\xff\xff\xff")) != nil || Orientation(nil) != 1 || Resized(nil, 1, 1) != nil {
		t.Error("something is made of nothing")
	}
}

func TestDirectoriesMayLieAnywhere(t *testing.T) {
	entries, below := Description(sample(binary.BigEndian, "MM", 1))
	const base = 1000
	file := WriteTIFF(nil, base, append(entries, Longs(tagStrips, 7, 8, 9)), below)
	whole := append(append([]byte("II*\x00\xe8\x03\x00\x00"), make([]byte, base-8)...), file...)
	b, err := parse(whole)
	if err != nil {
		t.Fatal(err)
	}
	if f := b.find(main, tagStrips); f == nil || !bytes.Equal(b.data[f.at:f.at+12], []byte{7, 0, 0, 0, 8, 0, 0, 0, 9, 0, 0, 0}) {
		t.Errorf("strips: %+v", f)
	}
	if f := b.find(interop, tagInteropIndex); f == nil || string(b.data[f.at:f.at+3]) != "R03" {
		t.Errorf("interoperability: %+v", f)
	}
}

// again is a block of n entries for the directory of the camera, all naming one directory of n entries for that of interoperability, and so on.
func again(n int) []byte {
	order := binary.LittleEndian
	b := []byte("II*\x00\x08\x00\x00\x00")
	for _, tag := range []uint16{tagCamera, tagInterop, tagInteropIndex} {
		next := uint32(len(b) + 2 + 12*n + 4)
		b = order.AppendUint16(b, uint16(n))
		for range n {
			b = order.AppendUint16(order.AppendUint16(b, tag), kindLong)
			b = order.AppendUint32(order.AppendUint32(b, 1), next)
		}
		b = order.AppendUint32(b, 0)
	}
	return b
}

// TestRepetitionsCostNothing: a directory is read once, however often it is named, and values do not share bytes without end.
func TestRepetitionsCostNothing(t *testing.T) {
	const n = 60
	b, err := parse(again(n))
	if err != nil || len(b.fields) != 3*n {
		t.Errorf("%d fields of 3 directories of %d: %v", len(b.fields), n, err)
	}
	const values = 1000
	greedy := greedy(values, 0, 12*values)
	if b, err := parse(greedy); err == nil {
		t.Errorf("%d bytes of %d values are found in a block of %d bytes", bytesOf(b), len(b.fields), len(greedy))
	}
	if b, err := parse(sample(binary.LittleEndian, "II", 1)); err != nil || len(b.fields) != 10 {
		t.Errorf("%d fields: %v", len(b.fields), err)
	}
}

// bytesOf are those of all values.
func bytesOf(b *block) (n int) {
	for _, f := range b.fields {
		n += f.bytes
	}
	return n
}

// greedy is a block of so many values in the main directory and in that of the thumbnail, all of which are the first bytes of their directory.
func greedy(first, small int, bytes uint32) []byte {
	order := binary.LittleEndian
	b := []byte("II*\x00\x08\x00\x00\x00")
	for _, n := range []int{first, small} {
		start := uint32(len(b))
		b = order.AppendUint16(b, uint16(n))
		for range n {
			b = order.AppendUint16(order.AppendUint16(b, 0x9000), 7)
			b = order.AppendUint32(order.AppendUint32(b, bytes), start)
		}
		b = order.AppendUint32(b, uint32(len(b)+4))
	}
	return b
}

// TestManyFieldsOfAThumbnail has billions of pairs to look at where each field is compared with all others.
func TestManyFieldsOfAThumbnail(t *testing.T) {
	const n = 65000
	old := greedy(n, n, 5)
	want := old[:8+2+12*n+4]
	got := Upright(old)
	if clear(want[len(want)-4:]); !bytes.Equal(got, want) {
		t.Errorf("%d bytes are left of %d, want %d", len(got), len(old), len(want))
	}
}

func TestFreePieces(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var used []span
		for range random.IntN(9) {
			from := random.IntN(40)
			used = append(used, span{from, from + 1 + random.IntN(9)})
		}
		apart := merged(slices.Clone(used))
		for from := range 50 {
			s := span{from, from + 1 + random.IntN(9)}
			want := !slices.ContainsFunc(used, func(u span) bool { return s.from < u.to && u.from < s.to })
			if got := free(apart, s); got != want {
				t.Fatalf("%v beside %v: %v", s, used, got)
			}
		}
	}
}

// FuzzBlock: whatever the bytes are, edits keep to their promises.
func FuzzBlock(f *testing.F) {
	f.Add(sample(binary.LittleEndian, "II", 6))
	f.Add(sample(binary.BigEndian, "MM", 3))
	f.Add(sample(binary.BigEndian, "MM", 3)[:100])
	f.Add(again(9))
	f.Add(greedy(9, 9, 30))
	f.Fuzz(func(t *testing.T, data []byte) {
		if b, err := parse(data); err == nil && (12*len(b.fields) > 5*len(data) || bytesOf(b) > shared*len(data)) {
			t.Fatalf("%d fields with %d bytes are found in %d bytes", len(b.fields), bytesOf(b), len(data))
		}
		old := slices.Clone(data)
		got := Upright(data)
		if len(got) > len(data) {
			t.Fatal("the block has grown")
		}
		Resized(data, 5, 7)
		AdobeRGB(data)
		if out := TakeOut(data); out != nil && Orientation(out) != 1 {
			t.Fatalf("taken out: orientation %d", Orientation(out))
		}
		if !bytes.Equal(old, data) {
			t.Fatal("the original has changed")
		}
	})
}
