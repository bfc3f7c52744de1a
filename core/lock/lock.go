package lock

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// ErrHeld says that somebody else holds a lock.
var ErrHeld = errors.New("another process holds the lock")

// Lock is a file that this process holds.
type Lock struct{ file *os.File }

// Take takes the lock of a file, which is made if it is not there. The error is ErrHeld if it is held already, by this process or another.
func Take(path string) (*Lock, error) {
	for {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
		if err != nil {
			return nil, fmt.Errorf("lock: %w", err)
		}
		if err := take(file); err != nil {
			file.Close()
			return nil, err
		}
		if is(file, path) {
			return &Lock{file}, nil
		}
		file.Close() // whoever held it has removed it, and the next one makes another
	}
}

// is tells whether an open file is the one of that name.
func is(file *os.File, path string) bool {
	held, err := file.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(path)
	return err == nil && os.SameFile(held, named)
}

// Release lets go; the file stays.
func (l *Lock) Release() { l.file.Close() }

// Remove lets go of the file and deletes it. It goes first, or somebody else's, who has taken it by then, would go; Windows deletes no open files, and none that somebody
// has taken.
func (l *Lock) Remove() {
	err := os.Remove(l.file.Name())
	l.file.Close()
	if err != nil {
		os.Remove(l.file.Name())
	}
}

// Unknown tells of an error of Take whether it says that the disk knows no locks.
func Unknown(err error) bool {
	return errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.ENOLCK)
}
