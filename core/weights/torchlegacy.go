package weights

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/big"

	"github.com/nlpodyssey/gopickle/types"

	"restyle/core/fault"
)

// The first two pickles of the format before PyTorch 1.6.
const (
	legacyMagic    = "1950a86a20f9469cfc6c"
	legacyProtocol = 1001
)

var errCutShort = errors.New("the file is damaged or cut short: fetch it again")

// readLegacy reads five pickles (magic number, protocol, system, dictionary, keys of the storages) and then, for each key, the count of
// numbers as 8 bytes and the numbers.
func readLegacy(b []byte) (dictionary any, err error) {
	if b, err = checkSystem(b); err != nil {
		return nil, err
	}
	known := storages{}
	dictionary, b, err = unpickle(b, known.load)
	if err != nil {
		return nil, err
	}
	keys, b, err := unpickle(b, nil)
	if err != nil {
		return nil, err
	}
	list, ok := keys.(*types.List)
	if !ok || list.Len() != len(known) {
		return nil, errCutShort
	}
	for _, key := range *list {
		name, _ := key.(string)
		if b, err = known.fillNext(name, b); err != nil {
			return nil, err
		}
	}
	return dictionary, nil
}

// checkSystem reads the three pickles before the dictionary and returns what follows them.
func checkSystem(b []byte) ([]byte, error) {
	magic, b, err := unpickle(b, nil)
	if n, ok := magic.(*big.Int); err != nil || !ok || n.Text(16) != legacyMagic {
		return nil, fault.Mark(errors.New("this is not a PyTorch checkpoint: choose a file that torch.save wrote"), "torch.other")
	}
	protocol, b, err := unpickle(b, nil)
	if err != nil || protocol != legacyProtocol {
		return nil, errors.New("its version of the PyTorch format is unknown: save it again with a newer PyTorch")
	}
	system, b, err := unpickle(b, nil)
	d, ok := system.(*types.Dict)
	if err != nil || !ok {
		return nil, errCutShort
	}
	if little, _ := d.Get("little_endian"); little != true {
		return nil, fault.Mark(errors.New("its numbers are big-endian: save it again on an ordinary computer"), "torch.content")
	}
	return b, nil
}

// fillNext gives the storage of that key the bytes at the start of b and returns what follows them.
func (s storages) fillNext(key string, b []byte) ([]byte, error) {
	next, ok := s[key]
	if !ok || next.bytes != nil {
		return nil, fmt.Errorf("storage %.40q is not in the dictionary: the file is damaged, fetch it again", key)
	}
	size := next.size()
	if len(b) < 8 || binary.LittleEndian.Uint64(b) != uint64(next.count) || int64(len(b)-8) < size {
		return nil, errCutShort
	}
	return b[8+size:], next.fill(b[8:][:size])
}
