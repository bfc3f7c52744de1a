package batch

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Found is a picture file.
type Found struct {
	Path  string
	Below string // its path below the folder it was found in; of a file that was named itself, its name
}

// Where says how folders are searched.
type Where struct {
	Recursive bool
	Except    string // a folder that is left out, such as that of the results; empty: none
}

// extensions of the files in folders that are taken for pictures. Files that are named themselves may be called anything.
var extensions = []string{".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif"}

// Find lists files, and the pictures in folders, sorted by name. Names that begin with a dot are left out, temporary files among them; links to
// folders are not followed. A folder without pictures is an error: something else was meant.
func Find(places []string, w Where) ([]Found, error) {
	var all []Found
	for _, place := range places {
		info, err := os.Stat(place)
		if err != nil || !info.IsDir() {
			all = append(all, Found{place, filepath.Base(place)}) // opening it will say what is wrong
			continue
		}
		found, err := w.below(place)
		if err != nil {
			return nil, fmt.Errorf("read the folder %s: %w", place, err)
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("the folder %s holds no pictures: choose another%s", place, map[bool]string{false: ", or search the folders in it too (--recursive)"}[w.Recursive])
		}
		all = append(all, found...)
	}
	return all, nil
}

func (w Where) below(folder string) ([]Found, error) {
	root, err := filepath.EvalSymlinks(folder) // WalkDir does not enter a folder that is a link
	if err != nil {
		return nil, err
	}
	var found []Found
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		below, _ := filepath.Rel(root, path) // path begins with root
		switch hidden := path != root && strings.HasPrefix(entry.Name(), "."); {
		case err != nil:
			return err
		case entry.IsDir() && path != root && (hidden || !w.Recursive || w.excepted(path)):
			return filepath.SkipDir
		case !hidden && !entry.IsDir() && slices.Contains(extensions, strings.ToLower(filepath.Ext(path))):
			found = append(found, Found{filepath.Join(folder, below), below})
		}
		return nil
	})
	return found, err
}

// excepted tells whether a folder is to be left out.
func (w Where) excepted(path string) bool {
	if w.Except == "" {
		return false
	}
	a, errA := os.Stat(path)
	b, errB := os.Stat(w.Except)
	return errA == nil && errB == nil && os.SameFile(a, b)
}
