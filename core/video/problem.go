package video

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"restyle/core/fault"
)

// reason is why a file cannot be opened, for people.
func reason(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.Mark(errors.New("there is no such file; check the name or choose another file"), "file.missing")
	case errors.Is(err, fs.ErrPermission):
		return fault.Mark(errors.New("reading it is not permitted; change its permissions or choose another file"), "file.forbidden")
	}
	return cause(err)
}

// cause is the system's reason without the path around it.
func cause(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EFBIG) {
		return errDiskFull
	}
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// invalid is what ffmpeg says of every file that it cannot read, behind the reason if it has one.
const invalid = "Invalid data found when processing input"

// withoutPath takes the name of the file, which the sentence has already, and what means nothing to people, out of the words of a tool.
func withoutPath(err error, path string) string {
	words := strings.ReplaceAll(err.Error(), "file:"+path+": ", "")
	words = strings.TrimSuffix(strings.TrimSuffix(words, invalid), "; ")
	return strings.ReplaceAll(words, "file:"+path, "it")
}
