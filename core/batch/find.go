package batch

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/imaging"
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

// LeftOut is what lies in the folders that were searched and is not among the pictures.
type LeftOut struct {
	Foreign []string // pictures of a kind that cannot be opened
	Unread  []error  // of folders in them
}

// Find lists files, and the pictures in folders, sorted by name, each once. Names that begin with a dot are left out, temporary files among them; links to
// folders are not followed. A folder without pictures is an error: something else was meant.
func Find(places []string, w Where) (all []Found, left LeftOut, err error) {
	for _, place := range places {
		info, err := os.Stat(place)
		if err != nil || !info.IsDir() {
			all = append(all, Found{place, filepath.Base(place)}) // opening it will say what is wrong
			continue
		}
		found, others, err := w.below(place)
		switch {
		case err != nil:
			return nil, left, fmt.Errorf("read the folder %s: %w", place, err)
		case len(found) == 0 && len(others.Foreign) > 0:
			return nil, left, fmt.Errorf("the folder %s holds only pictures that cannot be opened (HEIC, AVIF or RAW), such as %s: save them as JPEG or PNG first%s",
				place, filepath.Base(others.Foreign[0]), map[bool]string{true: ", or search the folders in it too (--recursive)"}[w.deeper(place)])
		case len(found) == 0 && len(others.Unread) > 0:
			return nil, left, others.Unread[0]
		case len(found) == 0:
			return nil, left, fmt.Errorf("the folder %s holds no pictures: choose another%s", place, map[bool]string{false: ", or search the folders in it too (--recursive)"}[w.Recursive])
		}
		all = append(all, found...)
		left.Foreign, left.Unread = append(left.Foreign, others.Foreign...), append(left.Unread, others.Unread...)
	}
	return once(all), left, nil
}

// once leaves out what was found before.
func once(all []Found) []Found {
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(f Found) bool {
		path, err := filepath.Abs(f.Path)
		again := err == nil && seen[path]
		seen[path] = true
		return again
	})
}

// deeper tells whether folders in a folder hold pictures that are left out.
func (w Where) deeper(folder string) bool {
	if w.Recursive {
		return false
	}
	w.Recursive = true
	found, _, err := w.below(folder)
	return err == nil && len(found) > 0
}

func (w Where) below(folder string) (found []Found, left LeftOut, err error) {
	root, err := filepath.EvalSymlinks(folder) // WalkDir does not enter a folder that is a link
	if err != nil {
		return nil, left, err
	}
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		below, _ := filepath.Rel(root, path) // path begins with root
		switch hidden := path != root && strings.HasPrefix(entry.Name(), "."); {
		case err != nil && path == root:
			return err
		case err != nil: // such as lost+found, which disks have
			left.Unread = append(left.Unread, fmt.Errorf("read the folder %s: %w", path, err))
		case entry.IsDir() && path != root && (hidden || !w.Recursive || w.excepted(path)):
			return filepath.SkipDir
		case hidden || entry.IsDir():
		case imaging.Foreign(path):
			left.Foreign = append(left.Foreign, filepath.Join(folder, below))
		case slices.Contains(extensions, strings.ToLower(filepath.Ext(path))):
			found = append(found, Found{filepath.Join(folder, below), below})
		}
		return nil
	})
	return found, left, err
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
