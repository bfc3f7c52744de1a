package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/fault"
	"restyle/core/model"
	"restyle/core/stylize"
)

// common are the flags of every command that computes.
type common struct {
	libraryFlags
	model   string
	threads int
	memory  bytesFlag
}

func (o *common) register(f *flag.FlagSet) {
	o.libraryFlags.register(f)
	f.IntVar(&o.threads, "threads", 0, "number of threads `N`; without it one per processor")
}

// registerModel adds the flags of commands that stylize.
func (o *common) registerModel(f *flag.FlagSet) {
	f.StringVar(&o.model, "model", "", "model `NAME` of the library, or a model file; without it the built-in one")
	f.Var(&o.memory, "memory", "take no more memory than `SIZE`, such as 2GB: large pictures are done in parts; without it half of what is free")
}

// validate reports values that flag cannot judge.
func (o *common) validate(c *command) error {
	if o.threads < 0 {
		return wrongUsage("%s: --threads %d: want 1 or more", c.name, o.threads)
	}
	return nil
}

// libraryFolder is the folder of --library, of the environment, or of the user, who may have none.
func libraryFolder(flagged string) (string, error) {
	if flagged != "" {
		return flagged, nil
	}
	if folder := os.Getenv("RESTYLE_LIBRARY"); folder != "" {
		return folder, nil
	}
	folder, err := model.DefaultFolder()
	if err != nil {
		err = errors.New("there is no folder for models and styles, because the environment names no home: name one with --library FOLDER, or in RESTYLE_LIBRARY")
	}
	return folder, err
}

// styleFolder is where the library keeps styles; empty: there is no library.
func styleFolder(flagged string) string {
	folder, err := libraryFolder(flagged)
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "styles")
}

func openLibrary(flagged string) (*model.Library, error) {
	folder, err := libraryFolder(flagged)
	if err != nil {
		return nil, err
	}
	return model.NewLibrary(folder), nil
}

// orBuiltIn is the library or, where there is none, what is built in, which a note says.
func (p *program) orBuiltIn(flagged string) *model.Library {
	folder, err := libraryFolder(flagged)
	if err != nil {
		p.note("", "this is what is built in: %v", err)
	}
	return model.NewLibrary(folder)
}

// loadNamed loads the model of a name, or of a file. The built-in one, and a file, need no library.
func loadNamed(flagged, name string) (*model.Model, error) {
	library, err := openLibrary(flagged)
	if err != nil {
		if name != "" && name != model.DefaultName && !strings.ContainsRune(name, os.PathSeparator) && !isOrdinary(name) {
			return nil, err
		}
		library = model.NewLibrary("")
	}
	return loadFrom(library, name)
}

// loadFrom loads a model of a library, or of a file; a file that is no model is called so, not a name that is not known.
func loadFrom(library *model.Library, name string) (*model.Model, error) {
	m, err := library.Load(name)
	if unknown := fault.Of(err); unknown != nil && (unknown.Name == "model.none" || strings.HasPrefix(unknown.Name, "name.")) && isOrdinary(name) {
		return nil, fmt.Errorf("load model %s: this file is no model of Restyle: choose a .safetensors file, or a name of model list", name)
	}
	return m, err
}

// badNames are what is wrong with names that nothing of the library can have, whatever it holds.
var badNames = []string{"name.empty", "name.long", "name.letter", "name.odd", "style.name"}

// ofName makes a wrong usage of a name that cannot be.
func ofName(err error) error {
	if f := fault.Of(err); f != nil && slices.Contains(badNames, f.Name) {
		return usageError{err}
	}
	return err
}

// isOrdinary tells whether there is a file of that name that is no folder.
func isOrdinary(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// session loads the model that the flags name.
func (o *common) session() (*stylize.Session, error) {
	m, err := loadNamed(o.library, o.model)
	if err != nil {
		return nil, err
	}
	if m.Origin.Name == "" { // a file that was made elsewhere
		m.Origin.Name = filepath.Base(o.model)
	}
	return stylize.New(m, stylize.Resources{Threads: o.threads, Memory: int64(o.memory)}), nil
}
