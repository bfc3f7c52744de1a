package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// FileOf describes a file.
func FileOf(path string) (File, error) {
	sum, err := digest(path)
	return File{Path: path, SHA256: sum}, err
}

// digest is the checksum of an ordinary file: recipes come from anywhere, and may name what is endless or waits for ever.
func digest(path string) (string, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return "", fmt.Errorf("read %s: this is not an ordinary file: name another", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", path, err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read %s: %w", path, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Unchanged reports a file that is not what the recipe was made with; what names it for people, and otherwise says how to take the one that there is now.
func (f File) Unchanged(what, otherwise string) error {
	if f.Path == "" {
		return nil
	}
	sum, err := digest(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s of the recipe: there is no file %s, whose place is told from the recipe's own: bring it back, or the recipe to where it was", what, f.Path)
	}
	if err != nil {
		return fmt.Errorf("%s of the recipe: %w", what, err)
	}
	if sum != f.SHA256 {
		return fmt.Errorf("%s of the recipe: %s has changed since: bring the old file back, or %s", what, f.Path, otherwise)
	}
	return nil
}

// Again tells whether a file is, bit by bit, the result that the recipe was written with.
func (r *Recipe) Again(path string) (bool, error) {
	sum, err := digest(path)
	return sum == r.Result.SHA256, err
}

// files are all files of a recipe, to be changed in place.
func (r *Recipe) files() []*File {
	all := []*File{&r.Result, &r.Content, &r.Model}
	for i := range r.Styles {
		all = append(all, &r.Styles[i].File)
		if r.Styles[i].Mask != nil {
			all = append(all, r.Styles[i].Mask)
		}
	}
	return all
}

// relative makes paths relative to a folder, where that can be, so that folders may be moved with everything in them.
func (r *Recipe) relative(folder string) error {
	r.own()
	folder, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	for _, f := range r.files() {
		if f.Path == "" {
			continue
		}
		path, err := filepath.Abs(f.Path)
		if err != nil {
			return err
		}
		f.Path = path
		if short, err := filepath.Rel(folder, path); err == nil {
			f.Path = filepath.ToSlash(short)
		}
	}
	return nil
}

// In is the recipe with paths as seen from here, when its file lies in a folder.
func (r *Recipe) In(folder string) *Recipe {
	here := *r
	here.own()
	for _, f := range here.files() {
		if f.Path == "" {
			continue
		}
		if path := filepath.FromSlash(f.Path); filepath.IsAbs(path) {
			f.Path = path
		} else {
			f.Path = filepath.Join(folder, path)
		}
	}
	return &here
}

// own copies what is shared with the recipe it was copied from.
func (r *Recipe) own() {
	r.Styles = slices.Clone(r.Styles)
	for i, s := range r.Styles {
		if s.Mask != nil {
			mask := *s.Mask
			r.Styles[i].Mask = &mask
		}
	}
}
