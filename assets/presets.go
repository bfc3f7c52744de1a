package assets

import (
	"embed"
	"io/fs"
)

// The folder is embedded as a whole, so that the programs also build before there are presets.
//
//go:embed presets
var presets embed.FS

// Presets is the folder of built-in styles, ARTIST-WORK.style. A build may lack them.
func Presets() fs.FS {
	folder, err := fs.Sub(presets, "presets")
	if err != nil {
		panic(err) // only an invalid name is an error
	}
	return folder
}
