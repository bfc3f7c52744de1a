package model

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Entry is a model or a saved style of a Library.
type Entry struct {
	Name    string
	Path    string // of the file; empty if it is built in
	Bytes   int64  // of the file
	BuiltIn bool
}

// List lists the models, the built-in ones first, then by name. It reads no model, so that damaged files are listed too.
func (l *Library) List() ([]Entry, error) {
	entries, err := listModels(l.builtIn, ".")
	if err != nil {
		return nil, fmt.Errorf("list the built-in models: %w", err)
	}
	for i := range entries {
		entries[i].BuiltIn = true
	}
	if l.folder == "" {
		return entries, nil
	}
	own, err := listModels(os.DirFS(l.folder), "models")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list the models in %s: %w", l.folder, err)
	}
	for i := range own {
		own[i].Path = l.Path(own[i].Name)
	}
	return append(entries, own...), nil
}

func listModels(system fs.FS, folder string) ([]Entry, error) {
	files, err := fs.ReadDir(system, folder)
	if err != nil {
		return nil, err
	}
	var entries []Entry
	for _, file := range files {
		name, ok := strings.CutSuffix(file.Name(), extension)
		info, err := linked(system, path.Join(folder, file.Name()), file)
		if !ok || err != nil || !(info.Mode().IsRegular() || info.Mode().Type() == fs.ModeSymlink) || checkName(name) != nil {
			continue
		}
		entries = append(entries, Entry{Name: name, Bytes: info.Size()})
	}
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Name, b.Name) })
	return entries, nil
}

// linked describes what a link leads to, such as a model on another disk, and any other file. Where that is gone it is the link itself, which has its name all the same.
func linked(system fs.FS, name string, file fs.DirEntry) (fs.FileInfo, error) {
	if file.Type() == fs.ModeSymlink {
		if info, err := fs.Stat(system, name); err == nil {
			return info, nil
		}
	}
	return file.Info()
}

// find returns the model of that name, or one that differs from it in letter case only: file systems differ in that, and where they tell the cases apart
// there may be both.
func (l *Library) find(name string) (Entry, bool, error) {
	entries, err := l.List()
	if err != nil {
		return Entry{}, false, err
	}
	i := slices.IndexFunc(entries, func(e Entry) bool { return e.Name == name })
	if i < 0 {
		i = slices.IndexFunc(entries, func(e Entry) bool { return strings.EqualFold(e.Name, name) })
	}
	if i < 0 {
		return Entry{}, false, nil
	}
	return entries[i], true, nil
}

// folderFor makes the folder of a file.
func folderFor(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("make the folder %s: %w", filepath.Dir(path), err)
	}
	return nil
}
