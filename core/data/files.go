package data

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/fault"
)

// files lists every file below the given folders, and the given files themselves, sorted and each once, and the folders below them that cannot be read.
// Names that begin with a dot are left out; whether a file is a picture shows when it is read.
func files(places []string) (found []string, skipped []Skipped, err error) {
	for _, place := range places {
		info, err := os.Stat(place)
		if err != nil {
			err = fmt.Errorf("read the pictures in %s: %w", place, err)
			if errors.Is(err, fs.ErrNotExist) {
				err = fault.Mark(err, "file.missing", "File", filepath.Base(place))
			}
			return nil, nil, err
		}
		if !info.IsDir() {
			found = append(found, filepath.Clean(place))
			continue
		}
		below, closed, err := filesBelow(place)
		if err != nil {
			return nil, nil, fmt.Errorf("read the folder %s: %w", place, err)
		}
		found, skipped = append(found, below...), append(skipped, closed...)
	}
	return unique(found), skipped, nil
}

// unique sorts paths and leaves out what is there twice.
func unique(paths []string) []string {
	slices.Sort(paths)
	return slices.Compact(paths)
}

func filesBelow(folder string) (found []string, skipped []Skipped, err error) {
	root, err := filepath.EvalSymlinks(folder) // WalkDir does not enter a folder that is a link
	if err != nil {
		return nil, nil, err
	}
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch hidden := path != root && strings.HasPrefix(entry.Name(), "."); {
		case err != nil && path == root:
			return err
		case err != nil:
			skipped = append(skipped, Skipped{path, fmt.Errorf("read the folder %s: %w", path, err)})
		case hidden && entry.IsDir():
			return filepath.SkipDir
		case !hidden && !entry.IsDir():
			found = append(found, path)
		}
		return nil
	})
	return found, skipped, err
}
