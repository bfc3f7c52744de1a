package assets

import (
	"embed"
	"io/fs"
)

// The folder is embedded as a whole: the programs also build without a model, and where they go, the card with the teacher's licence goes, too.
//
//go:embed models
var models embed.FS

// Models is the folder of built-in model files, NAME.safetensors. A build may lack them.
func Models() fs.FS {
	folder, err := fs.Sub(models, "models")
	if err != nil {
		panic(err) // only an invalid name is an error
	}
	return folder
}
