package weights

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"

	"restyle/core/fault"
)

// readZip reads the archive that torch.save writes since PyTorch 1.6: NAME/data.pkl is the dictionary, NAME/data/KEY are the storages.
// PyTorch stores them uncompressed; anything else is refused, so no part can be larger than the file.
func readZip(b []byte) (dictionary any, err error) {
	parts, err := openZip(b)
	if err != nil {
		return nil, err
	}
	if order, ok := parts["byteorder"]; ok && string(order) != "little" {
		return nil, fault.Mark(errors.New("its numbers are big-endian: save it again on an ordinary computer"), "torch.content")
	}
	code, ok := parts["data.pkl"]
	if !ok {
		return nil, fault.Mark(errors.New("this archive is not a PyTorch checkpoint: choose a file that torch.save wrote"), "torch.other")
	}
	known := storages{}
	if dictionary, _, err = unpickle(code, known.load); err != nil {
		return nil, err
	}
	for key, s := range known {
		part, ok := parts["data/"+key]
		if !ok {
			return nil, fmt.Errorf("storage %.40q is missing: the file is damaged, fetch it again", key)
		}
		if err := s.fill(part); err != nil {
			return nil, fmt.Errorf("%w: the file is damaged, fetch it again", err)
		}
	}
	return dictionary, nil
}

// openZip maps the name of each part, without the archive's own folder, to its bytes within b.
func openZip(b []byte) (map[string][]byte, error) {
	archive, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, errors.New("the archive is damaged or cut short: fetch it again")
	}
	parts, left := make(map[string][]byte, len(archive.File)), len(b)
	for _, f := range archive.File {
		_, name, _ := strings.Cut(f.Name, "/")
		if _, twice := parts[name]; twice {
			return nil, fmt.Errorf("its part %.80q occurs twice: the file is damaged, fetch it again", name)
		}
		if parts[name], err = stored(b, f, left); err != nil {
			return nil, fmt.Errorf("its part %.80q %w", f.Name, err)
		}
		left -= len(parts[name])
	}
	return parts, nil
}

// stored is the content of an uncompressed part. limit is its largest size: parts that overlap would otherwise cost any time to check.
func stored(b []byte, f *zip.File, limit int) ([]byte, error) {
	if f.Method != zip.Store || f.UncompressedSize64 != f.CompressedSize64 {
		return nil, errors.New("is compressed, as torch.save never does: choose a file that torch.save wrote")
	}
	at, err := f.DataOffset()
	if err != nil || at < 0 || at > int64(len(b)) || f.UncompressedSize64 > uint64(min(limit, len(b)-int(at))) {
		return nil, errors.New("is damaged or cut short: fetch the file again")
	}
	part := b[at:][:f.UncompressedSize64]
	if crc32.ChecksumIEEE(part) != f.CRC32 {
		return nil, errors.New("does not match its checksum: the file is damaged, fetch it again")
	}
	return part, nil
}
