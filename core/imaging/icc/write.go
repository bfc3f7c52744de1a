package icc

import (
	"encoding/binary"
	"math"
)

// Primaries are the three colours of a space, given as XYZ under D50, whose light is a power of its values.
type Primaries struct {
	Red, Green, Blue [3]float64
	Gamma            float64
}

// AdobeRGB is Adobe RGB (1998), which cameras use without a profile.
func AdobeRGB() Primaries {
	return Primaries{
		Red: [3]float64{0.6097559, 0.3111242, 0.0194811}, Green: [3]float64{0.2052401, 0.6256560, 0.0608902}, Blue: [3]float64{0.1492240, 0.0632197, 0.7448387},
		Gamma: 563. / 256,
	}
}

// Profile writes a profile of version 2.1 of that name, in ASCII.
func (p Primaries) Profile(name string) []byte {
	text := append([]byte("text\x00\x00\x00\x00"), "public domain\x00"...)
	description := binary.BigEndian.AppendUint32([]byte("desc\x00\x00\x00\x00"), uint32(len(name)+1))
	description = append(append(description, name...), make([]byte, 1+8+3+67)...) // no Unicode, no Macintosh script
	gamma := binary.BigEndian.AppendUint16([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"), uint16(math.Round(p.Gamma*256)))
	white := [3]float64{0.9642, 1, 0.8249}
	return assemble([]tag{
		{"desc", description},
		{"cprt", text},
		{"wtpt", xyzTag(white)},
		{"rXYZ", xyzTag(p.Red)},
		{"gXYZ", xyzTag(p.Green)},
		{"bXYZ", xyzTag(p.Blue)},
		{"rTRC", gamma},
		{"gTRC", gamma},
		{"bTRC", gamma},
	})
}

type tag struct {
	name string
	data []byte
}

func xyzTag(v [3]float64) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, x := range v {
		b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(x*65536))))
	}
	return b
}

// assemble writes header, table of tags and tags, each at a multiple of 4.
func assemble(tags []tag) []byte {
	b := make([]byte, header, 1024)
	b[8], b[9] = 2, 0x10
	copy(b[12:], "mntrRGB XYZ ")
	binary.BigEndian.PutUint16(b[24:], 2026) // made on the first of January
	b[27], b[29] = 1, 1
	copy(b[36:], "acsp")
	copy(b[68:], xyzTag([3]float64{0.9642, 1, 0.8249})[8:])
	b = binary.BigEndian.AppendUint32(b, uint32(len(tags)))
	at := header + 4 + 12*len(tags)
	var values []byte
	for _, t := range tags {
		b = binary.BigEndian.AppendUint32(append(b, t.name...), uint32(at+len(values)))
		b = binary.BigEndian.AppendUint32(b, uint32(len(t.data)))
		values = append(values, t.data...)
		values = append(values, make([]byte, (4-len(values)%4)%4)...)
	}
	b = append(b, values...)
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return b
}
