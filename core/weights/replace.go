package weights

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
)

// replace lets write fill a temporary file beside path, brings it to the disk and renames it to path. On any error path keeps its former
// content and the temporary file is gone.
func replace(path string, write func(io.Writer) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
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
	if err := file.Chmod(0o644); err != nil { // CreateTemp leaves others without access
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	return file.Close()
}
