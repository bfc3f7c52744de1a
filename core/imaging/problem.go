package imaging

import (
	"errors"
	"fmt"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"path/filepath"

	"golang.org/x/image/tiff"

	"restyle/core/fault"
)

// problem is one sentence for the person at the screen; the cause stays reachable by errors.Is and errors.As.
type problem struct {
	sentence string
	cause    error
}

func (p *problem) Error() string { return p.sentence }
func (p *problem) Unwrap() error { return p.cause }

// newProblem is a sentence about a file, with the name that package fault gives to its kind. The sentence names the file as it was given, for whoever has
// several of one name; the data has no folders.
func newProblem(kind, name, text string, cause error) *fault.Fault {
	return fault.New(&problem{fmt.Sprintf("open %s: %s", name, text), cause}, kind).With("File", filepath.Base(name))
}

// unreadable says why the bytes of a file could not be had.
func unreadable(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return newProblem("file.missing", name, "there is no such file; check the name or choose another file", err)
	case errors.Is(err, fs.ErrPermission):
		return newProblem("file.forbidden", name, "reading it is not permitted; change its permissions or choose another file", err)
	}
	return newProblem("file.unreadable", name, fmt.Sprintf("the file cannot be read (%v); try a copy on another disk", root(err)), err)
}

// damaged says why the pixels of a file could not be had.
func damaged(name string, f *format, err error) error {
	var variant tiff.UnsupportedError
	switch {
	case errors.Is(err, errAnimated):
		return newProblem("picture.animated", name, "animated WebP pictures cannot be read; save it as a GIF, or one of its frames as PNG", err)
	case cutOff(err):
		return newProblem("picture.cutoff", name, fmt.Sprintf("the %s file is cut off; get a complete copy", f.name), err).With("Format", f.name)
	case errors.As(err, &variant), unsupported(err):
		return newProblem("picture.variant", name, fmt.Sprintf("this variant of %s cannot be read (%v); save it again as PNG or JPEG", f.name, err), err).With("Format", f.name)
	}
	return newProblem("picture.damaged", name, fmt.Sprintf("the %s file is damaged (%v); get another copy", f.name, err), err).With("Format", f.name)
}

// cutOff tells files that end too early; two decoders have words of their own for that.
func cutOff(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, jpeg.FormatError("short Huffman data")) || errors.Is(err, png.FormatError("not enough pixel data"))
}

// root is the innermost error: those around it repeat the path.
func root(err error) error {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return err
}
