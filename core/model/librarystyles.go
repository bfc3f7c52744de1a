package model

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"restyle/assets"
	"restyle/core/fault"
)

// StylePath is the file of the user's style of that name.
func (l *Library) StylePath(name string) string {
	return filepath.Join(l.styleFolder(), name+PresetExtension)
}

// styleFolder is where saved styles are; empty: there is no folder.
func (l *Library) styleFolder() string {
	if l.folder == "" {
		return ""
	}
	return filepath.Join(l.folder, "styles")
}

// Styles lists the saved styles by name. It reads none, so that damaged files are listed too.
func (l *Library) Styles() ([]Entry, error) {
	if l.folder == "" {
		return nil, nil
	}
	files, err := os.ReadDir(l.styleFolder())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list the styles: %w", err)
	}
	var entries []Entry
	for _, file := range files {
		name, ok := strings.CutSuffix(file.Name(), PresetExtension)
		if info, err := file.Info(); ok && err == nil {
			entries = append(entries, Entry{Name: name, Path: l.StylePath(name), Bytes: info.Size()})
		}
	}
	return entries, nil
}

// FindPreset is the file of a style in a folder, small and capital letters of its name being the same unless there is one of both. The empty folder holds
// none.
func FindPreset(folder, name string) (path string, found bool) {
	if folder == "" || filepath.Base(name) != name {
		return "", false
	}
	path = filepath.Join(folder, name+PresetExtension)
	if _, err := os.Lstat(path); err == nil {
		return path, true
	}
	files, _ := os.ReadDir(folder) // a folder that is missing holds none
	for _, file := range files {
		if strings.EqualFold(file.Name(), filepath.Base(path)) {
			return filepath.Join(folder, file.Name()), true
		}
	}
	return path, false
}

// CheckStyleName reports a name that cannot be that of a style's file on some system.
func CheckStyleName(name string) error {
	if len(name) > longestName {
		return fault.Mark(fmt.Errorf("the name %.20q… is too long: want at most %d bytes", name, longestName), "name.long")
	}
	if name == "" || !utf8.ValidString(name) || strings.ContainsAny(name, `/\<>:"|?*`) || strings.ContainsFunc(name, unicode.IsControl) || reserved(name) || filepath.Base(name) != name {
		return fault.Mark(fmt.Errorf("the name %q cannot be that of a file: choose another", name), "style.name", "Name", name)
	}
	return nil
}

// IsBuiltInStyle tells whether a style comes with the program, as a picture or as a preset.
func IsBuiltInStyle(name string) (bool, error) {
	if _, err := assets.Style(name); err == nil {
		return true, nil
	}
	_, found, err := BuiltInPreset(name)
	return found, err
}

// CheckNotBuiltIn reports the name of a built-in style: a saved one of that name would stand in for it, in recipes too.
func CheckNotBuiltIn(name string) error {
	builtIn, err := IsBuiltInStyle(name)
	if err == nil && builtIn {
		err = fault.Mark(fmt.Errorf("the style %q is built in: choose another name", name), "style.taken", "Name", name)
	}
	return err
}

// SavedStyle is the file of a style that may be changed.
func (l *Library) SavedStyle(name string) (path string, err error) {
	path, found := FindPreset(l.styleFolder(), name)
	if found {
		return path, nil
	}
	switch builtIn, err := IsBuiltInStyle(name); {
	case err != nil:
		return "", err
	case builtIn:
		return "", fmt.Errorf("the style %q is built in: only styles that were saved can be changed", name)
	}
	entries, err := l.Styles()
	if err != nil {
		return "", err
	}
	if len(entries) == 0 {
		return "", fmt.Errorf("there is no style %q: none were saved", name)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name)
	}
	return "", fmt.Errorf("there is no style %q: choose one of %s", name, strings.Join(names, ", "))
}

// RemoveStyle deletes a style's file, which may be damaged.
func (l *Library) RemoveStyle(name string) error {
	path, err := l.SavedStyle(name)
	if err != nil {
		return fmt.Errorf("remove style: %w", err)
	}
	if err := os.Remove(path); err != nil {
		return fmt.Errorf("remove style %s: %w", name, err)
	}
	return nil
}

// RenameStyle gives a style a new name.
func (l *Library) RenameStyle(from, to string) error {
	l.writing.Lock()
	defer l.writing.Unlock()
	path, err := l.SavedStyle(from)
	if err != nil {
		return fmt.Errorf("rename style: %w", err)
	}
	if strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) == to {
		return fmt.Errorf("rename style %s: it is called that already", from)
	}
	if err := l.freeForStyle(to, path); err != nil {
		return fmt.Errorf("rename style %s: %w", from, err)
	}
	preset, err := LoadPreset(path)
	if err != nil {
		return fmt.Errorf("rename style %s: %w", from, err)
	}
	preset.Name = to
	if err := move(path, l.StylePath(to), func(path string) error { return SavePreset(path, preset) }); err != nil {
		return fmt.Errorf("rename style %s: %w", from, err)
	}
	return nil
}

// SameFile tells whether two names are of one file, which is there.
func SameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// freeForStyle reports what stands against that name for the style in the file own.
func (l *Library) freeForStyle(name, own string) error {
	if err := CheckStyleName(name); err != nil {
		return err
	}
	if err := CheckNotBuiltIn(name); err != nil {
		return err
	}
	if path, taken := FindPreset(l.styleFolder(), name); taken && !SameFile(path, own) {
		return fmt.Errorf("there is a style %q already: choose another name or remove it", strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
	}
	return nil
}
