//go:build unix

package weights

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestWriteGivesThePermissionsOfNewFiles: those that the person's mask leaves.
func TestWriteGivesThePermissionsOfNewFiles(t *testing.T) {
	before := syscall.Umask(0o027)
	defer syscall.Umask(before)
	path := filepath.Join(t.TempDir(), "x.safetensors")
	if err := Write(path, sample(1)); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}
