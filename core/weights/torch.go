package weights

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/nlpodyssey/gopickle/types"

	"restyle/core/fault"
)

// ReadTorch reads a dictionary of tensors that torch.save wrote, in today's zip format or in the older one (before PyTorch 1.6). It returns
// the tensors and their names in the order of the dictionary. Numbers of 16 and 64 bits become float32. Nothing in the file is run, and
// everything other than tensors of floats is refused by name.
func ReadTorch(path string) (tensors map[string]Tensor, order []string, err error) {
	b, err := readFile(path)
	if err != nil {
		return nil, nil, fault.Mark(fmt.Errorf("read PyTorch checkpoint: %w", err), kindOf(err), "File", filepath.Base(path))
	}
	tensors, order, err = decodeTorch(b)
	if err != nil {
		return nil, nil, fault.Mark(fmt.Errorf("read PyTorch checkpoint %s: %w", path, err), torchKind(err), "File", filepath.Base(path))
	}
	return tensors, order, nil
}

// torchKind is kindOf, and tells what is no checkpoint of plain tensors from what is damaged.
func torchKind(err error) string {
	var refused refusal
	if errors.As(err, &refused) {
		return "torch.content"
	}
	return kindOf(err)
}

func decodeTorch(b []byte) (map[string]Tensor, []string, error) {
	var dictionary any
	var err error
	switch {
	case len(b) == 0:
		err = errors.New("the file is empty: fetch it again")
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		dictionary, err = readZip(b)
	case bytes.HasPrefix(b, []byte{0x80, 2}):
		dictionary, err = readLegacy(b)
	default:
		err = fault.Mark(errors.New("this is not a PyTorch checkpoint: choose a file that torch.save wrote"), "torch.other")
	}
	if err != nil {
		return nil, nil, err
	}
	return collect(dictionary, len(b))
}

// collect reads the tensors of a dictionary. Together they may have as many elements as the file has bytes: twice what a file of halves
// needs, so tensors may share storages, but a small file cannot fill the memory.
func collect(dictionary any, limit int) (map[string]Tensor, []string, error) {
	entries, err := items(dictionary)
	if err != nil {
		return nil, nil, err
	}
	if len(entries) == 0 {
		return nil, nil, fault.Mark(errors.New("it holds no tensors: choose another file"), "torch.content")
	}
	tensors, order := make(map[string]Tensor, len(entries)), make([]string, 0, len(entries))
	for _, e := range entries {
		name, isText := e.Key.(string)
		r, isTensor := e.Value.(*reference)
		if !isText || !isTensor {
			err := fmt.Errorf("its entry %.80q is not a tensor: save only the state_dict with torch.save", fmt.Sprint(e.Key))
			return nil, nil, fault.Mark(err, "torch.content")
		}
		if _, twice := tensors[name]; twice {
			return nil, nil, fmt.Errorf("tensor %.80q occurs twice: the file is damaged, fetch it again", name)
		}
		t, err := r.read(limit)
		if err != nil {
			return nil, nil, fmt.Errorf("tensor %.80q: %w: the file is damaged, fetch it again", name, err)
		}
		limit -= len(t.Data)
		tensors[name], order = t, append(order, name)
	}
	return tensors, order, nil
}

// items lists what a dictionary of either kind holds, in its order.
func items(dictionary any) ([]types.DictEntry, error) {
	switch d := dictionary.(type) {
	case *types.Dict:
		return *d, nil
	case *types.OrderedDict:
		entries := make([]types.DictEntry, 0, d.Len())
		for e := d.List.Front(); e != nil; e = e.Next() {
			o := e.Value.(*types.OrderedDictEntry)
			entries = append(entries, types.DictEntry{Key: o.Key, Value: o.Value})
		}
		return entries, nil
	}
	return nil, fault.Mark(errors.New("it holds no dictionary of tensors: save the state_dict with torch.save"), "torch.content")
}
