package main

import (
	"cmp"
	"errors"
	"flag"
	"io"
)

// voice are the flags of every command: how it talks to people and programs.
type voice struct {
	progress progressFlag
	quiet    bool
}

func (o *voice) register(f *flag.FlagSet) {
	f.Var(&o.progress, "progress", "show progress `HOW`: auto (on a terminal), plain (lines), json (one event a line)")
	f.BoolVar(&o.quiet, "quiet", false, "say nothing but errors; what a command is asked to list, explain or measure is printed all the same")
}

// how is the way in which progress is shown on a writer: bar, plain, json or none.
func (o voice) how(w io.Writer) string {
	how := o.progress.String()
	switch {
	case o.quiet:
		return "none"
	case how != "auto":
		return how
	case isTerminal(w):
		return "bar"
	}
	return "none"
}

// progressFlag is auto, plain or json.
type progressFlag string

func (h *progressFlag) String() string { return cmp.Or(string(*h), "auto") }

func (h *progressFlag) Set(s string) error {
	switch s {
	case "auto", "plain", "json":
		*h = progressFlag(s)
		return nil
	}
	return errors.New("want auto, plain or json")
}

// libraryFlags are the flags of commands that know the library.
type libraryFlags struct {
	voice
	library string
}

func (o *libraryFlags) register(f *flag.FlagSet) {
	o.voice.register(f)
	f.StringVar(&o.library, "library", "", "keep models and styles in `FOLDER`; without it $RESTYLE_LIBRARY or the user's configuration folder")
}

// listFlags are the flags of commands that say what the library holds.
type listFlags struct {
	libraryFlags
	json bool
}

func (o *listFlags) register(f *flag.FlagSet) {
	o.libraryFlags.register(f)
	f.BoolVar(&o.json, "json", false, "print JSON in place of text")
}
