package main

import (
	"fmt"

	"restyle/core/imaging"
)

// spare refuses to write over a file that is read for the result. Names that are not of files are none of these.
func spare(out string, inputs []string) error {
	if (imaging.SaveOptions{Inputs: inputs}).Reads(out) {
		return fmt.Errorf("save %s: this is a file that the result is made from: choose another name", out)
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
