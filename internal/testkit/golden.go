package testkit

import (
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/nlpodyssey/safetensors"

	"restyle/core/weights"
)

// Golden reads a safetensors file, path being relative to the folder of the test, and ends the test if that fails. Other than
// weights.Read it takes I64 tensors too, the shapes of inputs, as float32.
func Golden(t testing.TB, path string) weights.File {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := safetensors.Deserialize(b)
	if err != nil {
		t.Fatalf("golden file %s: %v", path, err)
	}
	f := weights.File{Tensors: map[string]weights.Tensor{}}
	for _, v := range parsed.Tensors() {
		f.Tensors[v.Name] = tensor(t, v)
	}
	return f
}

func tensor(t testing.TB, v safetensors.NamedTensorView) weights.Tensor {
	t.Helper()
	var w weights.Tensor
	for _, d := range v.TensorView.Shape() {
		w.Shape = append(w.Shape, int(d))
	}
	switch b := v.TensorView.Data(); v.TensorView.DType() {
	case safetensors.F32:
		for ; len(b) > 0; b = b[4:] {
			w.Data = append(w.Data, math.Float32frombits(binary.LittleEndian.Uint32(b)))
		}
	case safetensors.I64:
		for ; len(b) > 0; b = b[8:] {
			w.Data = append(w.Data, float32(int64(binary.LittleEndian.Uint64(b))))
		}
	default:
		t.Fatalf("golden tensor %q has type %v", v.Name, v.TensorView.DType())
	}
	return w
}

// Values is the content of one tensor. It ends the test if the file has none of that name.
func Values(t testing.TB, f weights.File, name string) []float32 {
	t.Helper()
	v, ok := f.Tensors[name]
	if !ok {
		t.Fatalf("no golden tensor %q among %q", name, f.Names())
	}
	return v.Data
}

// Shared is the path of a file in the folder "shared" beside the repository, which not every machine has: without it the test is skipped.
func Shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(root(t), "..", "shared", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("needs ../shared/%s, which is not here", name)
	}
	return path
}

// root is the folder of go.mod, above the folder of the test.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = parent
	}
}
