package weights

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/nlpodyssey/gopickle/types"
)

// storageType is the kind of number of a storage, and how its little-endian bytes become float32.
type storageType struct {
	name   string
	size   int // bytes of a number
	number func([]byte) float32
}

func single(b []byte) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b)) }
func double(b []byte) float32 { return float32(math.Float64frombits(binary.LittleEndian.Uint64(b))) }
func half(b []byte) float32   { return widenHalf(binary.LittleEndian.Uint16(b)) }
func brain(b []byte) float32  { return widenBrain(binary.LittleEndian.Uint16(b)) }

// storage is a block of numbers that tensors are windows of.
type storage struct {
	key   string
	kind  *storageType
	count int    // numbers
	bytes []byte // count*kind.size of them, part of the file
}

// storages collects the storages that a dictionary mentions, by key.
type storages map[string]*storage

// load is the machine's persistent load: ("storage", type, key, place, count[, view]). A key always gives the same storage.
func (s storages) load(id any) (any, error) {
	tuple, ok := id.(*types.Tuple)
	if !ok || tuple.Len() < 5 || tuple.Get(0) != "storage" {
		return nil, refusal("it holds something other than tensors of floats: save only the state_dict with torch.save")
	}
	kind, isKind := tuple.Get(1).(*storageType)
	key, isKey := tuple.Get(2).(string)
	count, isCount := tuple.Get(4).(int)
	if !isKind || !isKey || !isCount || count < 0 || int64(count) > maxFile {
		return nil, refusal("a storage lacks its description: the file is damaged, fetch it again")
	}
	if tuple.Len() > 5 && tuple.Get(5) != nil {
		return nil, refusal("it was written by a very old PyTorch (views of storages): load and save it with a newer one")
	}
	if known := s[key]; known != nil {
		if known.kind != kind || known.count != count {
			return nil, refusal(fmt.Sprintf("storage %.40q is described twice: the file is damaged, fetch it again", key))
		}
		return known, nil
	}
	s[key] = &storage{key: key, kind: kind, count: count}
	return s[key], nil
}

// size is the bytes of the storage.
func (s *storage) size() int64 { return int64(s.count) * int64(s.kind.size) }

// fill gives the storage its bytes, which must be neither fewer nor more.
func (s *storage) fill(b []byte) error {
	if int64(len(b)) != s.size() {
		return fmt.Errorf("storage %.40q has %d bytes, %d numbers of type %s need %d", s.key, len(b), s.count, s.kind.name, s.size())
	}
	s.bytes = b
	return nil
}

// read copies the window out of its storage, in C order. limit is the largest number of elements.
func (r *reference) read(limit int) (Tensor, error) {
	t := Tensor{Shape: r.shape}
	n, err := elements(r.shape, limit)
	if err != nil {
		return t, err
	}
	if err := r.check(n); err != nil {
		return t, err
	}
	t.Data = make([]float32, n)
	if r.contiguous() {
		r.copy(t.Data)
	} else {
		r.gather(t.Data)
	}
	return t, nil
}

// check makes sure that the window lies within the storage.
func (r *reference) check(elements int) error {
	if len(r.shape) != len(r.stride) {
		return errors.New("shape and strides differ in length")
	}
	if elements == 0 {
		return nil
	}
	if r.storage.bytes == nil {
		return fmt.Errorf("storage %.40q is missing", r.storage.key)
	}
	if r.offset < 0 || r.offset >= r.storage.count {
		return fmt.Errorf("offset %d is beyond storage %.40q", r.offset, r.storage.key)
	}
	last := int64(r.offset)
	for i, d := range r.shape {
		if r.stride[i] < 0 || int64(r.stride[i]) > maxFile {
			return fmt.Errorf("strides %v cannot be", r.stride)
		}
		last += int64(d-1) * int64(r.stride[i]) // cannot overflow: all three are at most 2^31
		if last >= int64(r.storage.count) {
			return fmt.Errorf("shape %v reaches beyond storage %.40q", r.shape, r.storage.key)
		}
	}
	return nil
}

// contiguous tells whether the elements lie in C order without gaps. The stride of a dimension of 1 means nothing.
func (r *reference) contiguous() bool {
	expected := 1
	for i := len(r.shape) - 1; i >= 0; i-- {
		if r.shape[i] != 1 && r.stride[i] != expected {
			return false
		}
		expected *= r.shape[i]
	}
	return true
}

// copy reads the elements of dst in a row.
func (r *reference) copy(dst []float32) {
	size := r.storage.kind.size
	for i := range dst {
		dst[i] = r.storage.kind.number(r.storage.bytes[(r.offset+i)*size:])
	}
}

// gather reads the elements of dst one by one, counting up the last dimension first.
func (r *reference) gather(dst []float32) {
	index, at, size := make([]int, len(r.shape)), r.offset, r.storage.kind.size
	for i := range dst {
		dst[i] = r.storage.kind.number(r.storage.bytes[at*size:])
		for d := len(index) - 1; d >= 0; d-- {
			index[d]++
			at += r.stride[d]
			if index[d] < r.shape[d] {
				break
			}
			at -= index[d] * r.stride[d]
			index[d] = 0
		}
	}
}
