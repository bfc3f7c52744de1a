package batch

import (
	"fmt"
	"os"
	"path/filepath"

	"restyle/core/fault"
)

// contents are the files that the items of a run are made from, as they were at its beginning; nil: one that cannot be found.
type contents []os.FileInfo

func contentsOf(items []Item) contents {
	var all contents
	for _, item := range items {
		info, err := os.Stat(item.Content)
		if err != nil {
			info = nil // opening it will say what is wrong
		}
		all = append(all, info)
	}
	return all
}

// spare reports an output of the i-th item that would replace the content of another. Its own is imaging.SaveOptions' to judge.
func (c contents) spare(i int, output string) error {
	there, err := os.Stat(output)
	if err != nil {
		return nil // a new file
	}
	own := c[i] != nil && os.SameFile(c[i], there)
	for _, info := range c {
		if !own && info != nil && os.SameFile(info, there) {
			err := fmt.Errorf("save %s: this is another of the pictures that are repainted; choose another folder or another format for the results", output)
			return fault.Mark(err, "save.input", "File", filepath.Base(output), "Folder", filepath.Dir(output))
		}
	}
	return nil
}
