package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"restyle/core/imaging"
)

// planOutputs gives each content its output file. One content and a name with a picture's ending is that file; otherwise out is a folder,
// which is made if need be; without out it is the current one. No two contents share a file.
func planOutputs(out string, contents []string, styles []weighted) ([]string, error) {
	if out != "" && len(contents) == 1 && !isFolder(out) && filepath.Ext(out) != "" {
		if err := imaging.CanSave(out); err != nil {
			return nil, usageError{err}
		}
		return []string{out}, nil
	}
	if out != "" && !isFolder(out) && imaging.CanSave(out) == nil {
		return nil, wrongUsage("-o %s: there are %d contents: name a folder", out, len(contents))
	}
	if out != "" {
		if err := os.MkdirAll(out, 0o777); err != nil {
			return nil, fmt.Errorf("make the folder %s: %w", out, err)
		}
	}
	var paths []string
	taken := map[string]bool{}
	for _, c := range contents {
		path := filepath.Join(out, outputName(c, styles))
		for i := 2; taken[path]; i++ {
			path = numbered(filepath.Join(out, outputName(c, styles)), i)
		}
		taken[path] = true
		paths = append(paths, path)
	}
	return paths, nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return os.IsPathSeparator(path[len(path)-1]) || err == nil && info.IsDir()
}

// outputName is CONTENT-STYLE+STYLE with the ending of a PNG for a PNG, of a JPEG otherwise.
func outputName(content string, styles []weighted) string {
	name := stem(content)
	for i, s := range styles {
		name += []string{"-", "+"}[min(i, 1)] + strings.ReplaceAll(stem(s.name), " ", "-")
	}
	if strings.EqualFold(filepath.Ext(content), ".png") {
		return name + ".png"
	}
	return name + ".jpg"
}

func stem(path string) string {
	base := filepath.Base(path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// numbered puts -i before the ending.
func numbered(path string, i int) string {
	ext := filepath.Ext(path)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, ext), i, ext)
}

// checkOutput finds out before any work whether a file can be written.
func checkOutput(path string, force bool) error {
	if _, err := os.Lstat(path); err == nil && !force {
		return fmt.Errorf("save %s: the file exists: choose another name, or add --force to overwrite it", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".restyle-*.part")
	if err != nil {
		return fmt.Errorf("save %s: the folder %s cannot be written to (%w): choose another", path, filepath.Dir(path), cause(err))
	}
	f.Close()
	return os.Remove(f.Name())
}

// cause is the system's reason without the file name around it.
func cause(err error) error {
	if e, ok := err.(*os.PathError); ok {
		return e.Err
	}
	return err
}
