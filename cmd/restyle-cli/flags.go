package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"restyle/core/model"
	"restyle/core/stylize"
)

// errHelp says that the help text was asked for and given.
var errHelp = errors.New("help")

// flags returns an empty set of flags for a command.
func (c *command) flags() *flag.FlagSet {
	f := flag.NewFlagSet(c.name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.Usage = func() {}
	return f
}

// parse parses flags, which may stand before, between and behind the positional arguments that it returns. There must be at least least
// and at most most of these; most below 0: any number.
func (p *program) parse(c *command, f *flag.FlagSet, args []string, least, most int) ([]string, error) {
	var positional []string
	defer p.hear(f)
	for len(args) > 0 {
		switch err := f.Parse(args); {
		case errors.Is(err, flag.ErrHelp):
			fmt.Fprint(p.out, c.help(f))
			return nil, errHelp
		case err != nil:
			return nil, wrongUsage("%s: %s", c.name, plain(err, c, f))
		}
		rest := f.Args()
		read := args[:len(args)-len(rest)]
		if len(rest) == 0 || len(read) > 0 && read[len(read)-1] == "--" {
			positional, args = append(positional, rest...), nil
			break
		}
		positional, args = append(positional, rest[0]), rest[1:]
	}
	if slices.Contains(positional, "") {
		return nil, wrongUsage("%s: an argument is empty: write a name in its place: usage: restyle-cli %s", c.name, strings.TrimSpace(c.name+" "+c.usage))
	}
	if len(positional) < least || most >= 0 && len(positional) > most {
		return nil, wrongUsage("%s: %s given: usage: restyle-cli %s", c.name, count(len(positional), "argument"), strings.TrimSpace(c.name+" "+c.usage))
	}
	return positional, nil
}

// hear takes over how the flags, as far as they could be read, want to be talked to.
func (p *program) hear(f *flag.FlagSet) {
	if progress := f.Lookup("progress"); progress != nil {
		p.json = progress.Value.String() == "json"
	}
	if quiet := f.Lookup("quiet"); quiet != nil {
		p.quiet = quiet.Value.String() == "true"
	}
}

// plain puts the package's messages into the words of the help texts, and says what to do.
func plain(err error, c *command, f *flag.FlagSet) string {
	s, help := err.Error(), "see restyle-cli help "+c.name
	if name, ok := strings.CutPrefix(s, "flag provided but not defined: -"); ok {
		return unknownOption(name, help, f)
	}
	if name, ok := strings.CutPrefix(s, "flag needs an argument: -"); ok {
		return fmt.Sprintf("%s: its value is missing: %s", dashed(name), help)
	}
	if value, rest, ok := strings.Cut(strings.TrimPrefix(s, "invalid value "), " for flag -"); ok {
		name, reason, _ := strings.Cut(rest, ": ")
		return fmt.Sprintf("%s %s: %s: %s", dashed(name), value, wanted(reason, f.Lookup(name)), help)
	}
	if value, rest, ok := strings.Cut(strings.TrimPrefix(s, "invalid boolean value "), " for -"); ok {
		name, _, _ := strings.Cut(rest, ": ")
		return fmt.Sprintf("%s=%s: want no value: %s", dashed(name), value, help)
	}
	return s + ": " + help
}

// unknownOption is about an option that there is not: it may be misspelt, or a file whose name begins with a dash.
func unknownOption(name, help string, f *flag.FlagSet) string {
	name, _, _ = strings.Cut(name, "=")
	for _, dashes := range []string{"-", "--"} {
		if _, err := os.Stat(dashes + name); err == nil {
			return fmt.Sprintf("%s%s is taken for an option: write ./%s%s for the file", dashes, name, dashes, name)
		}
	}
	if like := optionLike(name, f); like != "" {
		help = "did you mean " + dashed(like) + "?"
	}
	return fmt.Sprintf("there is no option %s: %s", dashed(name), help)
}

// wanted says what a value should be, where the package's reason does not.
func wanted(reason string, f *flag.Flag) string {
	if reason != "parse error" && reason != "value out of range" {
		return reason
	}
	kind := "a number"
	if value, ok := f.Value.(flag.Getter); ok {
		switch value.Get().(type) {
		case int:
			kind = "a whole number"
		case uint64:
			kind = "a whole number of 0 or more"
		}
	}
	if reason == "value out of range" {
		kind += " that is not as large"
	}
	return "want " + kind
}

// dashed is an option as help texts write it.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// count is a number of things, such as 1 frame or 2 frames.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// modeFlag is a model.Mode as a flag.
type modeFlag struct {
	mode model.Mode
	set  bool
}

func (m *modeFlag) String() string { return m.mode.String() }

func (m *modeFlag) Set(s string) (err error) {
	if m.mode, err = model.ParseMode(s); err != nil {
		return errors.New("want art or photo")
	}
	m.set = true
	return nil
}

// bytesFlag is an amount of memory such as 2GB, 500MB or 1.5GiB.
type bytesFlag int64

func (b *bytesFlag) String() string {
	switch {
	case *b == 0:
		return ""
	case *b%1e6 != 0:
		return fmt.Sprintf("%dB", *b)
	}
	return fmt.Sprintf("%dMB", *b/1e6)
}

func (b *bytesFlag) Set(s string) error {
	number := strings.TrimRight(strings.ToLower(s), "kmgib")
	unit, ok := map[string]float64{
		"": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "k": 1e3, "m": 1e6, "g": 1e9, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30,
	}[strings.ToLower(s)[len(number):]]
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || !ok || !(n*unit >= 1000 && n*unit <= 1<<60) { // fewer bytes are a unit that was forgotten
		return fmt.Errorf("want an amount of memory such as 2GB or 500MB")
	}
	*b = bytesFlag(n * unit)
	return nil
}

// registerScale adds the size at which styles are seen.
func registerScale(f *flag.FlagSet, scale *float64) {
	f.Float64Var(scale, "style-scale", 1, "see the style `F` times as large: above 1 for bigger strokes, below for finer ones")
}

// checkScale refuses a scale that makes strokes of nothing.
func checkScale(c *command, scale float64) error {
	if !(scale >= stylize.SmallestScale && scale <= stylize.LargestScale) {
		return wrongUsage("%s: --style-scale %g: want %g to %d", c.name, scale, stylize.SmallestScale, stylize.LargestScale)
	}
	return nil
}

// registerPlain adds the choice between a sharp photograph and the network's own picture.
func registerPlain(f *flag.FlagSet, plain *bool) {
	f.BoolVar(plain, "plain", false, "in photo mode, the network's own output; without it the photograph keeps its sharpness and takes colours and light from it")
}

// checkPlain refuses the choice in the mode that knows only one kind of picture.
func checkPlain(plain bool, mode model.Mode) error {
	if plain && mode != model.Photo {
		return wrongUsage("--plain: there is nothing else in %v mode: leave it out, or add --mode photo", mode)
	}
	return nil
}

// between refuses values of a flag below least or above most, and those that are no numbers.
func between(c *command, name string, v, least, most float64) error {
	if !(v >= least && v <= most) {
		return wrongUsage("%s: %s %s: want %s to %s", c.name, dashed(name), decimal(v), decimal(least), decimal(most))
	}
	return nil
}

// over0 is between for a value that must be more than 0.
func over0(c *command, name string, v, most float64) error {
	if !(v > 0 && v <= most) {
		return wrongUsage("%s: %s %s: want a number over 0, at most %s", c.name, dashed(name), decimal(v), decimal(most))
	}
	return nil
}

// decimal writes a number as people do, without an exponent unless it is tiny.
func decimal(v float64) string {
	if v == math.Trunc(v) {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// given tells which flags stand on the command line.
func given(f *flag.FlagSet, name string) bool {
	found := false
	f.Visit(func(f *flag.Flag) { found = found || f.Name == name })
	return found
}

// maskFlag gives the style named last a mask.
type maskFlag struct {
	styles *listFlag
	files  map[int]string // by number of the style
}

func (m *maskFlag) String() string { return "" }

func (m *maskFlag) Set(s string) error {
	at := len(*m.styles) - 1
	if at < 0 {
		return errors.New("name the style that it belongs to before it")
	}
	if m.files[at] != "" {
		return errors.New("the style before it has a mask already")
	}
	m.files[at] = s
	return nil
}

// listFlag collects the values of a flag that may be repeated.
type listFlag []string

func (l *listFlag) String() string { return strings.Join(*l, " ") }

func (l *listFlag) Set(s string) error {
	if s == "" {
		return errors.New("want a name")
	}
	*l = append(*l, s)
	return nil
}
