package weights

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"maps"
	"math"
	"slices"
)

// Tensor is an array in C order: the last dimension of Shape varies fastest. An empty Shape is a single number.
type Tensor struct {
	Shape []int
	Data  []float32
}

// File is the content of a safetensors file.
type File struct {
	Tensors  map[string]Tensor
	Metadata map[string]string
	Half     bool // Write rounds to float16: half the size, three digits. Reading widens to float32 and leaves Half unset.
}

// checksumKey is the metadata key that Write sets and Decode verifies.
const checksumKey = "checksum"

// Names lists the tensors in alphabetical order.
func (f File) Names() []string { return slices.Sorted(maps.Keys(f.Tensors)) }

// Checksum is the SHA-256, in hexadecimal, of the names, shapes and float32 values in alphabetical order of the names. The metadata does
// not count.
func (f File) Checksum() string {
	h := sha256.New()
	for _, name := range f.Names() {
		t := f.Tensors[name]
		addNumber(h, len(name))
		h.Write([]byte(name))
		addNumber(h, len(t.Shape))
		for _, d := range t.Shape {
			addNumber(h, d)
		}
		addFloats(h, t.Data)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func addNumber(h hash.Hash, n int) { h.Write(binary.LittleEndian.AppendUint64(nil, uint64(n))) }

// addFloats hashes in blocks, so that no copy of the whole tensor is needed.
func addFloats(h hash.Hash, x []float32) {
	var block [4096]byte
	for part := range slices.Chunk(x, len(block)/4) {
		b := block[:0]
		for _, v := range part {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
		h.Write(b)
	}
}

// check finds a Shape that does not describe Data.
func (t Tensor) check() error {
	n, err := elements(t.Shape, len(t.Data))
	if err == nil && n != len(t.Data) {
		err = fmt.Errorf("shape %v needs %d values and there are %d", t.Shape, n, len(t.Data))
	}
	return err
}

// elements is the product of the dimensions. A negative dimension, one beyond 2^31 or a product above limit is an error, so that no
// hostile shape can overflow or ask for memory.
func elements(shape []int, limit int) (int, error) {
	n := int64(1)
	for _, d := range shape {
		if d < 0 || d > math.MaxInt32 {
			return 0, fmt.Errorf("shape %v has a dimension of %d", shape, d)
		}
		if d > 0 && n > math.MaxInt64/int64(d) {
			return 0, fmt.Errorf("shape %v is too large", shape)
		}
		n *= int64(d)
	}
	if n > int64(limit) {
		return 0, fmt.Errorf("shape %v needs %d values and only %d are possible", shape, n, limit)
	}
	return int(n), nil
}
