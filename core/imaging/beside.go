package imaging

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"

	"restyle/core/fault"
	"restyle/core/imaging/jpeg"
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
	place, missing := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist) && missing == nil && place.IsDir():
		return saveProblem("save.forbidden", path, fmt.Sprintf("the folder %s takes no files; choose another", folder), err)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return saveProblem("save.nofolder", path, fmt.Sprintf("there is no folder %s; make it or choose another", folder), err)
	case errors.Is(err, syscall.ENAMETOOLONG):
		return saveProblem("name.long", path, "the name is too long; choose a shorter one", err)
	case errors.Is(err, fs.ErrPermission):
		return saveProblem("save.forbidden", path, fmt.Sprintf("writing to the folder %s is not permitted; choose another", folder), err)
	}
	return saveProblem("save.failed", path, fmt.Sprintf("the file cannot be written (%v); check the space on the disk", root(err)), err)
}

// ofFile tells whether an error is what the system says of a file, rather than of others that were read for it or of what it should hold.
func ofFile(err error, name string) bool {
	var path *fs.PathError
	var link *os.LinkError
	return errors.As(err, &path) && path.Path == name || errors.As(err, &link) && link.Old == name
}

// unfit says that a picture is larger than the format can hold; other errors stay as they are.
func unfit(path string, err error) error {
	switch {
	case errors.Is(err, jpeg.ErrLarge):
		return saveProblem("save.large", path, err.Error()+"; make the picture smaller, or choose .png or .tif", err).With("Format", "JPEG")
	case errors.Is(err, errLargeTIFF):
		return saveProblem("save.large", path, err.Error()+"; make the picture smaller, or choose .png", err).With("Format", "TIFF")
	}
	return err
}
