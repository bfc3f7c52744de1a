package weights

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// sample is a file with random names, shapes and numbers.
func sample(seed uint64) File {
	r := rand.New(rand.NewPCG(seed, 1))
	f := File{Tensors: map[string]Tensor{}, Metadata: map[string]string{"from": "a <test> & \"more\"\n"}}
	for range r.IntN(6) {
		t, n := Tensor{Shape: []int{}}, 1
		for range r.IntN(5) {
			t.Shape = append(t.Shape, r.IntN(5))
			n *= t.Shape[len(t.Shape)-1]
		}
		t.Data = make([]float32, n)
		for i := range t.Data {
			t.Data[i] = float32(r.NormFloat64())
		}
		f.Tensors[fmt.Sprintf("größe.%d", r.IntN(1000))] = t
	}
	return f
}

func TestRoundTrip(t *testing.T) {
	for seed := range uint64(50) {
		f := sample(seed)
		path := filepath.Join(t.TempDir(), "x.safetensors")
		if err := Write(path, f); err != nil {
			t.Fatal(err)
		}
		got, err := Read(path)
		if err != nil {
			t.Fatal(err)
		}
		want := maps.Clone(f.Metadata)
		want["checksum"] = f.Checksum()
		if !reflect.DeepEqual(got.Tensors, f.Tensors) || !maps.Equal(got.Metadata, want) {
			t.Fatalf("seed %d: wrote %v, read %v", seed, f, got)
		}
		if err := Write(path+"2", got); err != nil {
			t.Fatal(err)
		}
		if a, b := content(t, path), content(t, path+"2"); !bytes.Equal(a, b) {
			t.Fatalf("seed %d: the same content gave other bytes", seed)
		}
	}
}

func TestHalfRoundTrip(t *testing.T) {
	f := sample(7)
	f.Half = true
	var b bytes.Buffer
	if err := encode(&b, f); err != nil {
		t.Fatal(err)
	}
	got, err := Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range f.Tensors {
		for i, x := range got.Tensors[name].Data {
			if d := math.Abs(float64(x - want.Data[i])); d > math.Abs(float64(want.Data[i]))/2048+1e-7 {
				t.Errorf("%s[%d] = %v, want %v within half of 2^-10", name, i, x, want.Data[i])
			}
		}
	}
	f.Tensors["large"] = Tensor{[]int{1}, []float32{65520}}
	if err := encode(io.Discard, f); differs(err, "too large for float16") {
		t.Errorf("65520 as float16: %v", err)
	}
}

func TestChecksum(t *testing.T) {
	f := File{Tensors: map[string]Tensor{"a": {[]int{2, 1}, []float32{1, 2}}}}
	sum := f.Checksum()
	for what, other := range map[string]Tensor{"shape": {[]int{1, 2}, []float32{1, 2}}, "data": {[]int{2, 1}, []float32{1, 3}}} {
		if (File{Tensors: map[string]Tensor{"a": other}}).Checksum() == sum {
			t.Errorf("another %s has the same checksum", what)
		}
	}
	if (File{Tensors: map[string]Tensor{"b": f.Tensors["a"]}}).Checksum() == sum {
		t.Error("another name has the same checksum")
	}
	var b bytes.Buffer
	if err := encode(&b, f); err != nil {
		t.Fatal(err)
	}
	b.Bytes()[b.Len()-1] ^= 1
	if _, err := Decode(b.Bytes()); differs(err, "checksum") {
		t.Errorf("a flipped bit: %v", err)
	}
}

// raw is a file of a header and data as they are.
func raw(header string, data int) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), make([]byte, data)...)
}

func TestDecodeRefuses(t *testing.T) {
	one := func(kind, shape, offsets string) string {
		return `{"a":{"dtype":"` + kind + `","shape":` + shape + `,"data_offsets":` + offsets + `}}`
	}
	good := one("F32", "[2]", "[0,8]")
	for _, c := range []struct {
		what  string
		b     []byte
		fault string
	}{
		{"good", raw(good, 8), ""},
		{"empty", nil, "empty"},
		{"short", []byte("hello"), "not a safetensors file"},
		{"text", []byte("<!DOCTYPE html><html>"), "not a safetensors file"},
		{"absurd header", append(bytes.Repeat([]byte{255}, 8), '{', '}'), "not a safetensors file"},
		{"cut in the header", raw(good, 8)[:20], "within its header"},
		{"cut in the data", raw(good, 7), "cut short"},
		{"longer than described", raw(good, 9), "cut short"},
		{"no JSON", raw("not JSON", 0), "damaged"},
		{"offsets out of range", raw(one("F32", "[2]", "[8,16]"), 8), "damaged"},
		{"offsets backwards", raw(one("F32", "[2]", "[8,0]"), 8), "damaged"},
		{"negative offset", raw(one("F32", "[2]", "[-8,0]"), 8), "damaged"},
		{"negative dimension", raw(one("F32", "[-2]", "[0,8]"), 8), "damaged"},
		{"fraction", raw(one("F32", "[2.5]", "[0,8]"), 8), "damaged"},
		{"shape and size", raw(one("F32", "[3]", "[0,8]"), 8), "damaged"},
		{"overflow", raw(one("F32", "[4294967296,4294967296,2]", "[0,8]"), 8), "damaged"},
		{"huge dimension of nothing", raw(one("F32", "[18446744073709551615,0]", "[0,0]"), 0), "too large"},
		{"whole numbers", raw(one("I64", "[1]", "[0,8]"), 8), "type I64"},
		{"float64", raw(one("F64", "[1]", "[0,8]"), 8), "type F64"},
		{"unknown type", raw(one("F7", "[1]", "[0,8]"), 8), "F7"},
		{"overlap", raw(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}`, 12), "damaged"},
		{"gap", raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}`, 12), "damaged"},
		{"name twice", raw(good[:len(good)-1]+","+good[1:], 8), "twice"},
		{"description twice", raw(`{"a":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}`, 8), "twice"},
		{"deep", raw(`{"a":`+strings.Repeat("[", 100000)+`}`, 0), "deep"},
		{"one too deep", raw(one("F32", "[[2]]", "[0,8]"), 8), "deep"},
		{"metadata not text", raw(`{"__metadata__":{"a":1}}`, 0), "damaged"},
		{"wrong checksum", raw(`{"__metadata__":{"checksum":"00"}}`, 0), "checksum"},
	} {
		_, err := Decode(c.b)
		if differs(err, c.fault) {
			t.Errorf("%s: error %v, want %q", c.what, err, c.fault)
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: the error is more than one line: %v", c.what, err)
		}
	}
}

func TestReadNamesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.safetensors")
	if err := os.WriteFile(path, []byte("<!DOCTYPE html>"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, path + ".missing", filepath.Dir(path)} {
		if _, err := Read(p); err == nil || !strings.Contains(err.Error(), p) {
			t.Errorf("the error does not name %s: %v", p, err)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	for what, c := range map[string]struct {
		f     File
		fault string
	}{
		"too few values": {File{Tensors: map[string]Tensor{"a": {[]int{3}, []float32{1}}}}, "needs 3"},
		"negative":       {File{Tensors: map[string]Tensor{"a": {[]int{-1, -1}, []float32{1}}}}, "dimension of -1"},
		"name":           {File{Tensors: map[string]Tensor{"\xff": {[]int{1}, []float32{1}}}}, "name"},
		"reserved name":  {File{Tensors: map[string]Tensor{"__metadata__": {[]int{1}, []float32{1}}}}, "name"},
		"metadata":       {File{Metadata: map[string]string{"a": "\xff"}}, "not UTF-8"},
		"header":         {File{Metadata: map[string]string{"a": strings.Repeat("x", maxHeader)}}, "too long"},
	} {
		dir := t.TempDir()
		if err := Write(filepath.Join(dir, "x"), c.f); err == nil || !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s: error %v, want %q", what, err, c.fault)
		}
		expectFiles(t, dir, 0)
	}
}

// An error in the middle of writing leaves the former file as it was, and nothing else.
func TestReplaceIsAtomic(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.safetensors")
	if err := Write(path, sample(1)); err != nil {
		t.Fatal(err)
	}
	before := content(t, path)
	full := func(w io.Writer) error {
		return encode(&limited{w, 100}, File{Tensors: map[string]Tensor{"a": {[]int{1000}, make([]float32, 1000)}}})
	}
	if err := replace(path, full); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("full disk: error %v", err)
	}
	if !bytes.Equal(content(t, path), before) {
		t.Error("the former file was changed")
	}
	expectFiles(t, dir, 1)
}

// TestWriteTakesLongNames: as long as the system does, whose limit the temporary name must keep as well.
func TestWriteTakesLongNames(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, strings.Repeat("n", 250))
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Skipf("this disk takes no such name: %v", err)
	}
	if err := Write(path, sample(1)); err != nil {
		t.Error(err)
	}
	expectFiles(t, dir, 1)
}

// limited is a disk with room for so many bytes.
type limited struct {
	io.Writer
	room int
}

func (w *limited) Write(b []byte) (int, error) {
	if len(b) > w.room {
		return 0, syscall.ENOSPC
	}
	w.room -= len(b)
	return w.Writer.Write(b)
}

func TestWriteIntoBadFolder(t *testing.T) {
	dir := t.TempDir()
	if err := Write(filepath.Join(dir, "missing", "x"), sample(1)); differs(err, "missing") {
		t.Errorf("missing folder: %v", err)
	}
	inTheWay := filepath.Join(dir, "folder")
	if err := os.MkdirAll(filepath.Join(inTheWay, "inner"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := Write(inTheWay, sample(1)); differs(err, inTheWay) {
		t.Errorf("a folder in the way: %v", err)
	}
	expectFiles(t, dir, 1)
}

func TestWriteIntoUnwritableFolder(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("this user may write into every folder")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	if err := Write(filepath.Join(dir, "x"), sample(1)); !errors.Is(err, os.ErrPermission) {
		t.Errorf("unwritable folder: %v", err)
	}
	expectFiles(t, dir, 0)
}

func content(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func expectFiles(t *testing.T, dir string, want int) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != want {
		t.Errorf("the folder holds %v, want %d entries (%v)", entries, want, err)
	}
}
