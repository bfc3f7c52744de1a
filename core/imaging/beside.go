package imaging

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"

	"restyle/core/fault"
)

// createBeside makes a new hidden file in the folder of path, with the permissions that any new file gets there.
func createBeside(path string) (*os.File, error) {
	for {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".restyle-%016x.part", rand.Uint64()))
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return file, err
		}
	}
}

func saveProblem(kind, path, text string, cause error) *fault.Fault {
	return fault.New(&problem{fmt.Sprintf("save %s: %s", path, text), cause}, kind).With("File", filepath.Base(path), "Folder", filepath.Dir(path))
}

// unwritable says why a file could not be written.
func unwritable(path string, err error) error {
	folder := filepath.Dir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return saveProblem("save.nofolder", path, fmt.Sprintf("there is no folder %s; make it or choose another", folder), err)
	case errors.Is(err, fs.ErrPermission):
		return saveProblem("save.forbidden", path, fmt.Sprintf("writing to the folder %s is not permitted; choose another", folder), err)
	}
	return saveProblem("save.failed", path, fmt.Sprintf("the file cannot be written (%v); check the space on the disk", root(err)), err)
}
