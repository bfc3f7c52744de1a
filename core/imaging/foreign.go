package imaging

import (
	"encoding/binary"
	"path/filepath"
	"slices"
	"strings"
)

// rawEndings are those of files as cameras' sensors give them. Most are TIFF files with a small picture to look at in front.
var rawEndings = []string{
	".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".fff", ".iiq", ".kdc", ".mef", ".mos", ".mrw", ".nef", ".nrw", ".orf", ".pef", ".raf", ".rw2",
	".rwl", ".sr2", ".srf", ".srw", ".x3f",
}

var heicEndings = []string{".heic", ".heif", ".hif", ".avif"}

// Foreign tells by its ending whether a file is a picture of a kind that cannot be opened: HEIC, AVIF or RAW.
func Foreign(name string) bool {
	return isRaw(name) || slices.Contains(heicEndings, strings.ToLower(filepath.Ext(name)))
}

func isRaw(name string) bool { return slices.Contains(rawEndings, strings.ToLower(filepath.Ext(name))) }

// foreign says what a file is that belongs to no format which can be read.
func foreign(head []byte, name string) error {
	switch {
	case isRaw(name), isBoxes(head) && string(head[8:12]) == "crx ":
		return raw(name)
	case isHEIC(head):
		return newProblem("picture.heic", name, "HEIC and AVIF pictures cannot be opened; save it as JPEG or PNG first", nil)
	case isVideo(head):
		return newProblem("picture.heic", name, "this is a video; use it as a video, or save one of its frames as PNG", nil)
	}
	return newProblem("picture.unknown", name, "this is not a picture of a known kind; choose a JPEG, PNG, WebP, BMP, TIFF or GIF file", nil)
}

func raw(name string) error {
	return newProblem("picture.variant", name, "RAW files of cameras cannot be opened; save it as JPEG, PNG or TIFF first", nil).With("Format", "RAW")
}

// isHEIC looks at the brands of a file of ISO boxes.
func isHEIC(head []byte) bool {
	heic := []string{"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "mif2", "msf1", "avif", "avis"}
	return slices.ContainsFunc(brands(head), func(brand string) bool { return slices.Contains(heic, brand) })
}

// brands are those of a file of ISO boxes: its own, and those that it is compatible with (ISO/IEC 14496-12, 4.3), behind four bytes of a version.
func brands(head []byte) []string {
	if !isBoxes(head) {
		return nil
	}
	all := []string{string(head[8:12])}
	end := min(uint64(binary.BigEndian.Uint32(head)), uint64(len(head)))
	for at := 16; uint64(at)+4 <= end; at += 4 {
		all = append(all, string(head[at:at+4]))
	}
	return all
}

// isVideo knows the files of ISO boxes that are no pictures, Matroska, AVI, Flash, Windows Media, and the program and transport streams of MPEG.
func isVideo(head []byte) bool {
	avi := len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "AVI "
	return isBoxes(head) || avi || isTransport(head) || prefix("\x1aE\xdf\xa3", "FLV\x01", "\x30\x26\xb2\x75\x8e\x66\xcf\x11", "\x00\x00\x01\xba")(head)
}

// isTransport looks for packets of 188 bytes, each of which begins with the same byte (ISO/IEC 13818-1, 2.4.3.2).
func isTransport(head []byte) bool {
	const packet, sync = 188, 0x47
	return len(head) > packet && head[0] == sync && head[packet] == sync
}

func isBoxes(head []byte) bool { return len(head) >= 12 && string(head[4:8]) == "ftyp" }
