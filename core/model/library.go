package model

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"restyle/assets"
	"restyle/core/fault"
	"restyle/core/weights"
)

// DefaultName is the built-in model that is used unless another is asked for.
const DefaultName = "compact"

const extension = ".safetensors"

// Library is the user's models: those built into the program and the files of a folder.
type Library struct {
	folder  string
	builtIn fs.FS
	writing sync.Mutex // held from the choice of a free name until a file has it
}

// NewLibrary returns the library in a folder, which is made when the first model is saved. The user's own is in DefaultFolder. The empty folder stands for a
// library of what is built in, which can only be read.
func NewLibrary(folder string) *Library { return &Library{folder: folder, builtIn: assets.Models()} }

// DefaultFolder is where a library is unless the user says otherwise: restyle in the user's configuration folder.
func DefaultFolder() (string, error) {
	base, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("find the library: %w: name a folder for it", err)
	}
	return filepath.Join(base, "restyle"), nil
}

// Path is the file of the user's model of that name.
func (l *Library) Path(name string) string {
	return filepath.Join(l.folder, "models", name+extension)
}

// Load reads the model of that name, or the model file if there is a path separator or the ending .safetensors in it. The empty name
// means DefaultName.
func (l *Library) Load(name string) (*Model, error) {
	if name == "" {
		name = DefaultName
	}
	if IsPath(name) {
		return Load(name)
	}
	if err := checkName(name); err != nil {
		return nil, fmt.Errorf("load model: %w", err)
	}
	m, err := l.loadBuiltIn(name)
	if !errors.Is(err, fs.ErrNotExist) {
		return m, err
	}
	if _, err := os.Stat(l.Path(name)); err == nil {
		return Load(l.Path(name))
	}
	if e, found, err := l.find(name); err == nil && found && !e.BuiltIn {
		return Load(e.Path)
	}
	return nil, l.unknown(name)
}

// IsPath tells whether Load takes a name for that of a file.
func IsPath(name string) bool {
	return strings.ContainsAny(name, `/\`) || strings.HasSuffix(strings.ToLower(name), extension)
}

// loadBuiltIn fails with fs.ErrNotExist for a name that is not built in.
func (l *Library) loadBuiltIn(name string) (*Model, error) {
	b, err := fs.ReadFile(l.builtIn, name+extension)
	if err != nil {
		return nil, err
	}
	f, err := weights.Decode(b)
	if err != nil {
		return nil, fmt.Errorf("load the built-in model %s: %w", name, err)
	}
	m, err := FromFile(f)
	if err != nil {
		return nil, fmt.Errorf("load the built-in model %s: %w", name, err)
	}
	m.Origin.Kind, m.Origin.Name = "built in", name
	return m, nil
}

// unknown says which names there are.
func (l *Library) unknown(name string) error {
	if name == DefaultName {
		err := fmt.Errorf("load model %s: the built-in model is missing from this build: import, train or name another one", name)
		return fault.Mark(err, "model.none", "Name", name)
	}
	entries, err := l.List()
	if err != nil {
		return err
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name)
	}
	if len(names) == 0 {
		return fmt.Errorf("load model %s: the library holds no models: import or train one, or name a file", name)
	}
	err = fmt.Errorf("load model %s: there is none of that name: choose one of %s, or name a file", name, strings.Join(names, ", "))
	return fault.Mark(err, "model.none", "Name", name)
}
