package exif

import (
	"bytes"
	"slices"
)

// Orientation is how a picture is stored, 1 (upright) to 8; a block that does not say, or says it wrongly, is upright.
func Orientation(data []byte) int {
	b, err := parse(data)
	if err != nil {
		return 1
	}
	if v, ok := b.number(main, tagOrientation); ok && v >= 1 && v <= 8 {
		return v
	}
	return 1
}

// AdobeRGB tells whether a camera says that the values are Adobe RGB, by the rule of DCF (interoperability index R03).
func AdobeRGB(data []byte) bool {
	b, err := parse(data)
	if err != nil {
		return false
	}
	f := b.find(interop, tagInteropIndex)
	space, _ := b.number(camera, tagColorSpace)
	return f != nil && f.kind == kindASCII && bytes.HasPrefix(b.data[f.at:f.at+f.bytes], []byte("R03")) && space != 1
}

// Upright is a copy of a block for a picture that has been turned upright and repainted: the orientation is 1 and there is no thumbnail. A block
// that cannot be read gives nil.
func Upright(data []byte) []byte {
	b, err := parse(bytes.Clone(data))
	if err != nil {
		return nil
	}
	b.set(main, tagOrientation, 1)
	b.dropThumbnail()
	return b.data
}

// Resized is a copy of a block that states a size in pixels where it states one at all.
func Resized(data []byte, width, height int) []byte {
	b, err := parse(bytes.Clone(data))
	if err != nil {
		return nil
	}
	b.set(main, tagWidth, width)
	b.set(main, tagHeight, height)
	b.set(camera, tagPixelsX, width)
	b.set(camera, tagPixelsY, height)
	return b.data
}

// dropThumbnail unlinks the thumbnail's directory, clears its bytes and cuts them off where they are the end of the block.
func (b *block) dropThumbnail() {
	b.small = append(b.small, b.thumbnailPixels()...)
	if b.next+4 <= len(b.data) {
		clear(b.data[b.next : b.next+4])
	}
	used := merged(b.used)
	for _, s := range b.small {
		if free(used, s) {
			clear(b.data[s.from:s.to])
		}
	}
	end := used[len(used)-1].to // the header is always used
	if len(bytes.Trim(b.data[end:], "\x00")) == 0 {
		b.data = b.data[:end]
	}
}

// thumbnailPixels are those of a JPEG thumbnail, or the strips of a plain one.
func (b *block) thumbnailPixels() (all []span) {
	for _, tags := range [][2]uint16{{tagThumbnail, tagThumbLen}, {tagStrips, tagStripBytes}} {
		from, ok := b.number(thumbnail, tags[0])
		n, long := b.number(thumbnail, tags[1])
		if ok && long && from >= 0 && n >= 0 && from <= len(b.data)-n {
			all = append(all, span{from, from + n})
		}
	}
	return all
}

// merged sorts pieces and makes one of those that overlap, so that it takes a few steps to find what is beside a place.
func merged(all []span) (apart []span) {
	slices.SortFunc(all, func(a, b span) int { return a.from - b.from })
	for _, s := range all {
		if n := len(apart); n > 0 && s.from < apart[n-1].to {
			apart[n-1].to = max(apart[n-1].to, s.to)
			continue
		}
		apart = append(apart, s)
	}
	return apart
}

// free tells whether none of the used pieces, which are merged, has bytes of s.
func free(used []span, s span) bool {
	i, _ := slices.BinarySearchFunc(used, s.from, func(u span, from int) int { return u.to - from - 1 }) // the first that ends behind its beginning
	return i == len(used) || used[i].from >= s.to
}
