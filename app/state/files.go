package state

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/imaging"
)

const mostFiles = 1000 // taken out of a folder at once

// found is what a drop holds.
type found struct {
	pictures []string
	bad      []string // files named directly that are no pictures
	problem  error    // of the first of them
	cut      string   // a folder that holds more than mostFiles; empty: none
}

// findPictures looks for pictures among files and in folders, off the owner, and for files of another extension if that is not empty. What
// was named directly and is no picture is complained of.
func (p *Program) findPictures(paths []string, extension string, done func(pictures []string)) {
	paths = slices.Clone(paths)
	go func() {
		f := search(paths, extension)
		p.ports.Post(func() {
			p.complainOf(f, paths)
			done(f.pictures)
		})
	}()
}

// complainOf says which files were no pictures.
func (p *Program) complainOf(f found, paths []string) {
	switch {
	case f.cut != "":
		p.show(Message{Text: text("state.drop.most", "Folder", baseName(f.cut), "Count", mostFiles), Bad: true})
	case len(f.bad) == 1:
		p.complain(f.problem)
	case len(f.bad) > 1:
		p.show(Message{Text: text("state.drop.some", "Count", len(f.bad), "File", baseName(f.bad[0])), Bad: true})
	case len(f.pictures) == 0 && len(paths) > 0:
		p.show(Message{Text: text("state.drop.nothing", "File", baseName(paths[0])), Bad: true})
	}
}

func search(paths []string, extension string) found {
	var f found
	for _, path := range paths {
		info, err := os.Stat(path)
		if err == nil && info.IsDir() {
			below, whole := picturesBelow(path, extension)
			if f.pictures = append(f.pictures, below...); !whole {
				f.cut = path
			}
			continue
		}
		if problem := judge(path, extension); problem != nil {
			if len(f.bad) == 0 {
				f.problem = problem
			}
			f.bad = append(f.bad, path)
			continue
		}
		f.pictures = append(f.pictures, path)
	}
	return f
}

// picturesBelow lists the pictures of a folder, hidden ones left out, in order of their names; whole is false if there are more.
func picturesBelow(folder, extension string) (pictures []string, whole bool) {
	if real, err := filepath.EvalSymlinks(folder); err == nil {
		folder = real // WalkDir does not enter a folder that is a link
	}
	whole = true
	_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error { // folders that cannot be read are left out
		hidden := path != folder && strings.HasPrefix(entry.Name(), ".")
		switch {
		case err != nil || hidden && entry.IsDir():
			return filepath.SkipDir
		case hidden || entry.IsDir():
			return nil
		case judge(path, extension) != nil:
			return nil
		case len(pictures) == mostFiles:
			whole = false
			return filepath.SkipAll
		}
		pictures = append(pictures, path)
		return nil
	})
	return pictures, whole
}

// judge says why a file is no picture, by its first bytes; nil: it is one, or has the extension.
func judge(path, extension string) error {
	if extension != "" && strings.EqualFold(filepath.Ext(path), extension) {
		return nil
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		_, err := imaging.Open(path, imaging.Limits{})
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		_, err := imaging.Open(path, imaging.Limits{})
		return err
	}
	defer file.Close()
	_, _, err = imaging.Probe(file, baseName(path), imaging.Limits{})
	return err
}

// glob finds files by a pattern in a folder, whose own name may hold what would be a pattern.
func glob(folder, pattern string) (paths []string) {
	names, err := fs.Glob(os.DirFS(folder), pattern)
	if err != nil {
		return nil // only a bad pattern is an error
	}
	for _, name := range names {
		paths = append(paths, filepath.Join(folder, filepath.FromSlash(name)))
	}
	return paths
}

func baseName(path string) string { return filepath.Base(path) }

// replaceFile writes a file, whole or not at all, and the folders to it.
func replaceFile(path string, b []byte) error {
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	return imaging.Replace(path, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

func makeFolder(path string) error {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return fmt.Errorf("make the folder %s: %w", path, err)
	}
	return nil
}
