package weights

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"github.com/nlpodyssey/safetensors"

	"restyle/core/fault"
)

const (
	maxFile   = 2 << 30 // bytes; the largest model of the paper has 100 million
	maxHeader = 1 << 20 // bytes of JSON, room for some ten thousand tensors
)

// Read reads the safetensors file at path. Tensors of type F16 and BF16 are widened; other types than these and F32 are refused. A
// checksum in the metadata must agree with the content.
func Read(path string) (File, error) {
	b, err := readFile(path)
	if err != nil {
		return File{}, fault.Mark(fmt.Errorf("read weights: %w", err), kindOf(err), "File", filepath.Base(path))
	}
	f, err := Decode(b)
	if err != nil {
		return File{}, fault.Mark(fmt.Errorf("read weights %s: %w", path, err), kindOf(err), "File", filepath.Base(path))
	}
	return f, nil
}

// kindOf is the name of an error of reading a file: the one it has, that of the system's refusal, or damaged.
func kindOf(err error) string {
	switch f := fault.Of(err); {
	case f != nil:
		return f.Name
	case errors.Is(err, fs.ErrNotExist):
		return "file.missing"
	case errors.Is(err, fs.ErrPermission):
		return "file.forbidden"
	}
	return "weights.damaged"
}

// readFile is os.ReadFile for regular files of a sane size; its errors name the file.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fault.Mark(fmt.Errorf("%s is not a file: choose a file", path), "weights.other")
	}
	if info.Size() > maxFile {
		return nil, fault.Mark(fmt.Errorf("%s has %d bytes, more than any model: choose another file", path, info.Size()), "weights.other")
	}
	return os.ReadFile(path)
}

// Decode is Read for the bytes of a file, for example embedded ones. The result does not refer to b.
func Decode(b []byte) (File, error) {
	if err := checkLength(b); err != nil {
		return File{}, err
	}
	parsed, err := parse(b)
	if err != nil {
		return File{}, err
	}
	f := File{Tensors: make(map[string]Tensor, parsed.Len())}
	for _, named := range parsed.Tensors() {
		t, err := widen(named.TensorView)
		if err != nil {
			return File{}, fmt.Errorf("tensor %q: %w", named.Name, err)
		}
		f.Tensors[named.Name] = t
	}
	if f.Metadata, err = metadata(b); err != nil {
		return File{}, err
	}
	if want, ok := f.Metadata[checksumKey]; ok && want != f.Checksum() {
		return File{}, errors.New("the content does not match its checksum: the file is damaged, fetch or export it again")
	}
	return f, nil
}

// checkLength looks at the first 8 bytes, the length of the header, before anything is parsed.
func checkLength(b []byte) error {
	if len(b) == 0 {
		return errors.New("the file is empty: fetch or export it again")
	}
	if len(b) < 8 {
		return fault.Mark(errors.New("this is not a safetensors file: choose another file"), "weights.other")
	}
	switch n := binary.LittleEndian.Uint64(b); {
	case n > maxHeader || n < 2:
		return fault.Mark(errors.New("this is not a safetensors file (its first 8 bytes are no length of a header): choose another file"), "weights.other")
	case n > uint64(len(b)-8):
		return errors.New("the file ends within its header: fetch or export it again")
	}
	return nil
}

// parse lets the library check types, shapes and offsets (without gap or overlap up to the end), after what it does not check.
func parse(b []byte) (safetensors.SafeTensors, error) {
	header := b[8 : 8+binary.LittleEndian.Uint64(b)]
	if err := checkNames(header); err != nil {
		return safetensors.SafeTensors{}, fmt.Errorf("the header is damaged (%w): fetch or export the file again", err)
	}
	parsed, err := safetensors.Deserialize(b)
	if err != nil {
		return parsed, fmt.Errorf("the file is damaged or cut short (%w): fetch or export it again", err)
	}
	return parsed, nil
}

func metadata(b []byte) (map[string]string, error) {
	_, m, err := safetensors.ReadMetadata(b)
	return m.Metadata(), err
}

func widen(v safetensors.TensorView) (Tensor, error) {
	t := Tensor{Shape: make([]int, len(v.Shape()))}
	for i, d := range v.Shape() {
		if d > math.MaxInt32 {
			return t, fmt.Errorf("shape %v is too large: the file is damaged, fetch or export it again", v.Shape())
		}
		t.Shape[i] = int(d)
	}
	convert, ok := converters[v.DType()]
	if !ok {
		return t, fmt.Errorf("numbers of type %v cannot be read: save the file with F32, F16 or BF16", v.DType())
	}
	t.Data = convert(v.Data())
	return t, nil
}

var converters = map[safetensors.DType]func([]byte) []float32{
	safetensors.F32:  floats,
	safetensors.F16:  func(b []byte) []float32 { return shorts(b, widenHalf) },
	safetensors.BF16: func(b []byte) []float32 { return shorts(b, widenBrain) },
}

// floats reads little-endian float32.
func floats(b []byte) []float32 {
	dst := make([]float32, len(b)/4)
	for i := range dst {
		dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return dst
}

// shorts reads little-endian 16-bit numbers.
func shorts(b []byte, widen func(uint16) float32) []float32 {
	dst := make([]float32, len(b)/2)
	for i := range dst {
		dst[i] = widen(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return dst
}
