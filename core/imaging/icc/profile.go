package icc

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// errNone is for bytes that are no profile at all.
var errNone = errors.New("this is not a colour profile")

const (
	header  = 128 // bytes
	mostTag = 200 // tags of a profile that means well
)

// profile is a profile with its tags found.
type profile struct {
	data []byte
	tags map[string][]byte
}

// Space is the four letters of what a profile describes, such as "RGB ", "GRAY" or "CMYK"; empty for bytes that are no profile.
func Space(data []byte) string {
	if len(data) < header+4 || string(data[36:40]) != "acsp" {
		return ""
	}
	return string(data[16:20])
}

func parse(data []byte) (*profile, error) {
	if Space(data) == "" {
		return nil, errNone
	}
	count := binary.BigEndian.Uint32(data[header:])
	if count > mostTag || header+4+12*int(count) > len(data) {
		return nil, errNone
	}
	p := &profile{data, map[string][]byte{}}
	for i := range int(count) {
		entry := data[header+4+12*i:]
		from, n := uint64(binary.BigEndian.Uint32(entry[4:])), uint64(binary.BigEndian.Uint32(entry[8:]))
		if from+n > uint64(len(data)) {
			return nil, fmt.Errorf("the colour profile is cut off")
		}
		p.tags[string(entry[:4])] = data[from : from+n]
	}
	return p, nil
}

// xyz is a tag of one colour.
func (p *profile) xyz(tag string) (v [3]float64, err error) {
	b := p.tags[tag]
	if len(b) < 20 || string(b[:4]) != "XYZ " {
		return v, fmt.Errorf("the colour profile is not made of curves and a matrix")
	}
	for i := range v {
		v[i] = fixed(b[8+4*i:])
	}
	return v, nil
}

// fixed is a number with 16 bits behind the point.
func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }
