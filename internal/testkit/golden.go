package testkit

import (
	"os"
	"path/filepath"
	"testing"

	"restyle/core/weights"
)

// Golden reads a safetensors file, path being relative to the folder of the test. It ends the test if that fails.
func Golden(t testing.TB, path string) weights.File {
	t.Helper()
	f, err := weights.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	return f
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
