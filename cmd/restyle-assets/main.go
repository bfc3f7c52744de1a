package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"restyle/core/model"
	"restyle/core/stylize"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "restyle-assets:", err)
		os.Exit(1)
	}
}

// run does what the first argument says.
func run(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("restyle-assets", flag.ContinueOnError)
	paintings := f.String("paintings", "../shared/images/style", "`FOLDER` with the paintings")
	out := f.String("o", "", "write into `FOLDER`, licences into this file; without it assets/presets, docs, assets/practice or LICENSES.txt")
	packages := f.String("packages", "", "`FOLDER` with the unpacked Debian packages, one folder for each")
	if len(args) == 0 {
		return errors.New("want presets, pictures, practice or licences")
	}
	if err := f.Parse(args[1:]); err != nil {
		return err
	}
	if args[0] == "practice" {
		return makePractice(ctx, *packages, or(*out, "assets/practice"))
	}
	if args[0] == "licences" {
		return makeLicences(ctx, "restyle", or(*out, "LICENSES.txt"))
	}
	m, err := model.NewLibrary("").Load(model.DefaultName)
	if err != nil {
		return err
	}
	s := stylize.New(m, stylize.Resources{})
	switch args[0] {
	case "presets":
		return makePresets(ctx, s, *paintings, or(*out, "assets/presets"))
	case "pictures":
		return makePictures(ctx, s, or(*out, "docs"))
	}
	return fmt.Errorf("%s: want presets, pictures, practice or licences", args[0])
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
