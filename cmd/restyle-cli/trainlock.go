package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"restyle/core/lock"
	"restyle/core/model"
)

// claim makes sure that nobody else makes a model of that name, whose checkpoint and whose file would be one and the same; release lets go. Capitals do not count,
// as in names of models. Where a disk knows no locks there is none.
func claim(c string, library *model.Library, name string) (release func(), err error) {
	folder := filepath.Dir(library.Path(name))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder %s: %w", folder, err)
	}
	path := filepath.Join(folder, ".restyle-"+strings.ToLower(name)+".lock")
	held, err := lock.Take(path)
	switch {
	case errors.Is(err, lock.ErrHeld):
		return nil, fmt.Errorf("%s: another training makes a model %q at this time: wait for it, or choose another name", c, name)
	case lock.Unknown(err):
		return func() { os.Remove(path) }, nil
	case err != nil:
		return nil, fmt.Errorf("%s: %w", c, err)
	}
	return held.Remove, nil
}
