package app

import (
	"fmt"

	"fyne.io/fyne/v2"
	"github.com/BurntSushi/toml"
)

// readMetadata reads FyneApp.toml. Fyne looks for the file itself, but only in the folder where a program is started: started elsewhere, a program that was
// not packaged would have no version and Fyne's older rules for goroutines.
func readMetadata(file string, icon fyne.Resource) (fyne.AppMetadata, error) {
	var f struct {
		Details struct {
			ID, Name, Version string
			Build             int
		}
		Migrations map[string]bool
	}
	if _, err := toml.Decode(file, &f); err != nil {
		return fyne.AppMetadata{}, fmt.Errorf("read FyneApp.toml: %w", err)
	}
	d := f.Details
	return fyne.AppMetadata{ID: d.ID, Name: d.Name, Version: d.Version, Build: d.Build, Icon: icon, Migrations: f.Migrations}, nil
}
