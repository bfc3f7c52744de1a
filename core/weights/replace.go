package weights

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// replace lets write fill a temporary file beside path, brings it to the disk and renames it to path. On any error path keeps its former
// content and the temporary file is gone.
func replace(path string, write func(io.Writer) error) (err error) {
	file, err := createBeside(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			file.Close() // a second Close is harmless
			os.Remove(file.Name())
		}
	}()
	if err := fill(file, write); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

func fill(file *os.File, write func(io.Writer) error) error {
	buffer := bufio.NewWriterSize(file, 1<<16)
	if err := write(buffer); err != nil {
		return err
	}
	if err := buffer.Flush(); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	return file.Close()
}

// createBeside makes a new hidden file in the folder of path, with the permissions that any new file gets there, as imaging does.
func createBeside(path string) (*os.File, error) {
	for {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".restyle-%016x.part", rand.Uint64()))
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return file, err
		}
	}
}
