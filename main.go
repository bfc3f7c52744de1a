// Restyle repaints photographs in the style of any picture. This is the desktop program; cmd/restyle-cli is the command line.
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"os"

	"restyle/app"
)

//go:embed Icon.png
var icon []byte

//go:embed FyneApp.toml
var metadata string

func main() {
	var o app.Options
	flag.StringVar(&o.Library, "library", "", "keep models, styles and settings in `FOLDER`; without it $RESTYLE_LIBRARY or the user's configuration folder")
	flag.StringVar(&o.Log, "log", "", "write a line for each event to `FILE`")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), "restyle [options] [PICTURE...]: open the window\n\nOptions:\n")
		flag.PrintDefaults()
	}
	flag.Parse()
	o.Files, o.Icon, o.Metadata, o.Exit = flag.Args(), icon, metadata, os.Exit
	if err := app.Run(o); err != nil {
		fmt.Fprintln(os.Stderr, "restyle:", err)
		os.Exit(1)
	}
}
