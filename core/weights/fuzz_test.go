package weights

import (
	"bytes"
	"runtime"
	"testing"
)

// Whatever Decode accepts can be written and read again, with the same checksum.
func FuzzDecode(f *testing.F) {
	for seed := range uint64(4) {
		file := sample(seed)
		file.Half = seed%2 == 1
		var b bytes.Buffer
		if err := encode(&b, file); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
		f.Add(b.Bytes()[:b.Len()/2])
	}
	f.Add(raw(`{"a":{"dtype":"BF16","shape":[1,2],"data_offsets":[0,4]},"__metadata__":{"k":"v"}}`, 4))
	f.Add(raw(`{"a":{"dtype":"F32","shape":[18446744073709551615,0],"data_offsets":[0,0]}}`, 0))
	f.Add([]byte("<!DOCTYPE html>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var file File
		var err error
		checkMemory(t, len(b), func() { file, err = Decode(b) })
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := encode(&again, file); err != nil {
			t.Fatalf("cannot be written again: %v", err)
		}
		second, err := Decode(again.Bytes())
		if err != nil || second.Checksum() != file.Checksum() {
			t.Fatalf("written again it reads as %v, was %v (%v)", second, file, err)
		}
	})
}

// Whatever ReadTorch accepts is a list of sound tensors of bounded size.
func FuzzReadTorch(f *testing.F) {
	three := make([]byte, 12)
	for _, w := range []window{
		{kind: "FloatStorage", count: 3, shape: []int{3}, stride: []int{1}},
		{kind: "HalfStorage", count: 6, offset: 1, shape: []int{2, 2}, stride: []int{1, 2}},
		{kind: "BFloat16Storage", count: 6, shape: []int{1 << 20}, stride: []int{0}},
	} {
		f.Add(dictionary(w))
		f.Add(archive(f, dictionary(w), three))
		f.Add(legacy(dictionary(w), w.count, three))
	}
	f.Add(archive(f, []byte("\x80\x02X\xff\xff\xff\x7f."), three))
	f.Add(bomb(f))
	f.Fuzz(func(t *testing.T, b []byte) {
		tryTorch(t, b)
		tryTorch(t, legacy(b, 3, three)) // random bytes seldom have the frame around the dictionary
		tryTorch(t, archive(t, b, three))
	})
}

func tryTorch(t *testing.T, b []byte) {
	var tensors map[string]Tensor
	var order []string
	var err error
	checkMemory(t, len(b), func() { tensors, order, err = decodeTorch(b) })
	if err != nil {
		return
	}
	if len(order) != len(tensors) {
		t.Fatalf("%d names of %d tensors", len(order), len(tensors))
	}
	for _, name := range order {
		if err := tensors[name].check(); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
	}
}

// checkMemory fails if f allocates, all in all, more than 8 MB and 400 times the length of its input. The limit on the
// instructions of a pickle keeps the factor, that of empty dictionaries, from mattering in large files.
func checkMemory(t *testing.T, length int, f func()) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20+400*uint64(length) {
		t.Fatalf("%d bytes of memory for %d of input", used, length)
	}
}
