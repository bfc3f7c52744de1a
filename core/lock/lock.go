package lock

import (
	"errors"
	"fmt"
	"os"
)

// ErrHeld says that somebody else holds a lock.
var ErrHeld = errors.New("another process holds the lock")

// Lock is a file that this process holds.
type Lock struct{ file *os.File }

// Take takes the lock of a file, which is made if it is not there. The error is ErrHeld if it is held already, by this process or another.
func Take(path string) (*Lock, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	if err := take(file); err != nil {
		file.Close()
		return nil, err
	}
	return &Lock{file}, nil
}

// Release lets go; the file stays.
func (l *Lock) Release() { l.file.Close() }
