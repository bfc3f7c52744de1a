package main

import (
	"flag"
	"os"
	"path/filepath"

	"restyle/core/model"
	"restyle/core/stylize"
)

// common are the flags of every command that computes.
type common struct {
	library, model string
	threads        int
	memory         bytesFlag
	progress       string
	quiet          bool
}

func (o *common) register(f *flag.FlagSet) {
	registerLibrary(f, &o.library)
	f.IntVar(&o.threads, "threads", 0, "number of threads `N`; without it one per processor")
	f.StringVar(&o.progress, "progress", "auto", "show progress `HOW`: auto (on a terminal), plain (lines), json (one event a line)")
	f.BoolVar(&o.quiet, "quiet", false, "say nothing but errors")
}

// registerModel adds the flags of commands that stylize.
func (o *common) registerModel(f *flag.FlagSet) {
	f.StringVar(&o.model, "model", "", "model `NAME` of the library, or a model file; without it the built-in one")
	f.Var(&o.memory, "memory", "take no more memory than `SIZE`, such as 2GB: large pictures are done in parts; without it half of what is free")
}

func registerLibrary(f *flag.FlagSet, folder *string) {
	f.StringVar(folder, "library", "", "keep models and styles in `FOLDER`; without it $RESTYLE_LIBRARY or the user's configuration folder")
}

// validate reports values that flag cannot judge.
func (o *common) validate(c *command) error {
	if o.threads < 0 {
		return wrongUsage("%s: --threads %d: want 1 or more", c.name, o.threads)
	}
	switch o.progress {
	case "", "auto", "plain", "json":
		return nil
	}
	return wrongUsage("%s: --progress %s: want auto, plain or json", c.name, o.progress)
}

// libraryFolder is the folder of --library, of the environment, or of the user.
func libraryFolder(flagged string) (string, error) {
	if flagged != "" {
		return flagged, nil
	}
	if folder := os.Getenv("RESTYLE_LIBRARY"); folder != "" {
		return folder, nil
	}
	return model.DefaultFolder()
}

func openLibrary(flagged string) (*model.Library, error) {
	folder, err := libraryFolder(flagged)
	if err != nil {
		return nil, err
	}
	return model.NewLibrary(folder), nil
}

// session loads the model that the flags name.
func (o *common) session() (*stylize.Session, error) {
	library, err := openLibrary(o.library)
	if err != nil {
		return nil, err
	}
	m, err := library.Load(o.model)
	if err != nil {
		return nil, err
	}
	if m.Origin.Name == "" { // a file that was made elsewhere
		m.Origin.Name = filepath.Base(o.model)
	}
	return stylize.New(m, stylize.Resources{Threads: o.threads, Memory: int64(o.memory)}), nil
}
