package app

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage/repository"
)

// untouched are the files as Fyne knows them, but that asking for a file to write writes nothing: Fyne's dialog opens what was chosen, and so empties
// it, long before there is something to be saved.
type untouched struct{ fileRepository }

type fileRepository interface {
	repository.ListableRepository
	repository.HierarchicalRepository
	repository.WritableRepository
}

// leaveFilesUntouched has Fyne's dialogs only name the file to be written.
func leaveFilesUntouched() {
	r, err := repository.ForScheme("file")
	if _, done := r.(untouched); done {
		return
	}
	if files, ok := r.(fileRepository); err == nil && ok {
		repository.Register("file", untouched{files})
	}
}

// Writer names the file.
func (untouched) Writer(u fyne.URI) (fyne.URIWriteCloser, error) { return named{u}, nil }

// named is a file that was chosen.
type named struct{ uri fyne.URI }

func (n named) URI() fyne.URI           { return n.uri }
func (named) Close() error              { return nil }
func (named) Write([]byte) (int, error) { return 0, errors.New("this file is only a name") }
