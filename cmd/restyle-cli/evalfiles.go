package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/imaging"
)

// pictureEndings are those of files that a folder is searched for.
var pictureEndings = []string{".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".gif"}

// listPictures is the picture files of a folder, numbers in their names counting as numbers, without those whose names begin with a dot; a file
// stands for itself.
func listPictures(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, fmt.Errorf("list the folder %s: %w", path, err)
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() && !strings.HasPrefix(e.Name(), ".") && slices.Contains(pictureEndings, strings.ToLower(filepath.Ext(e.Name()))) {
			files = append(files, filepath.Join(path, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("open the folder %s: %w", path, errNoPictures)
	}
	slices.SortFunc(files, imaging.ByNumber)
	return files, nil
}
