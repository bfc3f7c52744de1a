package weights

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"unicode/utf8"

	"github.com/nlpodyssey/safetensors"
)

// Write writes f to path in safetensors format: the whole file or, on any error, nothing. Equal content gives equal bytes. The checksum
// of the content, after rounding where Half is set, is stored in the metadata as "checksum".
func Write(path string, f File) error {
	if err := replace(path, func(w io.Writer) error { return encode(w, f) }); err != nil {
		return fmt.Errorf("write weights %s: %w", path, err)
	}
	return nil
}

// encode writes f to w.
func encode(w io.Writer, f File) error {
	views, err := views(f)
	if err != nil {
		return err
	}
	m := maps.Clone(f.Metadata)
	if m == nil {
		m = map[string]string{}
	}
	for k, v := range m {
		if !utf8.ValidString(k) || !utf8.ValidString(v) {
			return fmt.Errorf("metadata %q is not UTF-8 text", k)
		}
	}
	m[checksumKey] = checksum(f)
	return safetensors.SerializeToWriter(views, m, &headerLimit{Writer: w})
}

// checksum is f.Checksum() of the content as it will be read again.
func checksum(f File) string {
	if !f.Half {
		return f.Checksum()
	}
	rounded := File{Tensors: make(map[string]Tensor, len(f.Tensors))}
	for name, t := range f.Tensors {
		data := make([]float32, len(t.Data))
		for i, x := range t.Data {
			data[i] = widenHalf(narrowHalf(x))
		}
		rounded.Tensors[name] = Tensor{Shape: t.Shape, Data: data}
	}
	return rounded.Checksum()
}

// views checks each tensor and presents it to the library.
func views(f File) (map[string]view, error) {
	vs := make(map[string]view, len(f.Tensors))
	for name, t := range f.Tensors {
		if name == "__metadata__" || !utf8.ValidString(name) {
			return nil, fmt.Errorf("tensor %q: this name is not possible", name)
		}
		if err := t.check(); err != nil {
			return nil, fmt.Errorf("tensor %q: %w", name, err)
		}
		if f.Half && overflows(t.Data) {
			return nil, fmt.Errorf("tensor %q: a value is too large for float16, store as float32", name)
		}
		vs[name] = view{t, f.Half}
	}
	return vs, nil
}

// overflows finds a finite value that float16 would turn into infinity.
func overflows(x []float32) bool {
	for _, v := range x {
		if narrowHalf(v)&0x7fff == 0x7c00 && !math.IsInf(float64(v), 0) {
			return true
		}
	}
	return false
}

// view is a Tensor as the library wants it. The bytes of a tensor exist only while it is written.
type view struct {
	Tensor
	half bool
}

func (v view) DType() safetensors.DType {
	if v.half {
		return safetensors.F16
	}
	return safetensors.F32
}

func (v view) Shape() []uint64 {
	shape := make([]uint64, len(v.Tensor.Shape))
	for i, d := range v.Tensor.Shape {
		shape[i] = uint64(d)
	}
	return shape
}

func (v view) DataLen() uint64 { return uint64(len(v.Tensor.Data)) * v.DType().Size() }

func (v view) Data() []byte {
	b := make([]byte, 0, v.DataLen())
	for _, x := range v.Tensor.Data {
		if v.half {
			b = binary.LittleEndian.AppendUint16(b, narrowHalf(x))
		} else {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
	}
	return b
}

// headerLimit refuses a header that Decode would refuse. The library's first call of Write is the header's length.
type headerLimit struct {
	io.Writer
	passed bool
}

func (w *headerLimit) Write(b []byte) (int, error) {
	if !w.passed && (len(b) != 8 || binary.LittleEndian.Uint64(b) > maxHeader) {
		return 0, errors.New("names and metadata are too long for the header")
	}
	w.passed = true
	return w.Writer.Write(b)
}
