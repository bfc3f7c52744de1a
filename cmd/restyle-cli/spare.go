package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// spare refuses to write over a file that is read for the result. Names that are not of files are none of these.
func spare(out string, inputs []string) error {
	target, err := os.Stat(out)
	if err != nil {
		return nil // a new file
	}
	for _, input := range inputs {
		if info, err := os.Stat(input); err == nil && os.SameFile(info, target) {
			return fmt.Errorf("save %s: this is a file that the result is made from: choose another name", out)
		}
	}
	return nil
}

// spareFrames is spare for the numbered pictures of a folder, or for those called like frame%05d.png.
func spareFrames(out string, inputs []string) error {
	folder, name := out, "%05d.png"
	if !isFolder(out) {
		folder, name = filepath.Split(out)
	}
	before, rest, _ := strings.Cut(name, "%")
	_, after, _ := strings.Cut(rest, "d")
	place, err := os.Stat(cmp.Or(folder, "."))
	if err != nil {
		return nil // a new folder
	}
	for _, input := range inputs {
		number, begins := strings.CutPrefix(filepath.Base(input), before)
		number, ends := strings.CutSuffix(number, after)
		its, err := os.Stat(filepath.Dir(input))
		if begins && ends && number != "" && strings.Trim(number, "0123456789") == "" && err == nil && os.SameFile(its, place) {
			return fmt.Errorf("save %s: %s is a file that the result is made from: choose another folder", out, input)
		}
	}
	return nil
}

// files are those that the styles and their masks are read from.
func (o *lookFlags) files(styles []weighted) []string {
	var all []string
	for _, s := range styles {
		all = append(all, s.name)
		if s.mask != "" {
			all = append(all, s.mask)
		}
	}
	return all
}
