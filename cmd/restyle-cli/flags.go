package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"

	"restyle/core/model"
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
	for len(args) > 0 {
		switch err := f.Parse(args); {
		case errors.Is(err, flag.ErrHelp):
			fmt.Fprint(p.out, c.help(f))
			return nil, errHelp
		case err != nil:
			return nil, wrongUsage("%s: %s: see restyle-cli help %s", c.name, plain(err), c.name)
		}
		rest := f.Args()
		read := args[:len(args)-len(rest)]
		if len(rest) == 0 || len(read) > 0 && read[len(read)-1] == "--" {
			positional, args = append(positional, rest...), nil
			break
		}
		positional, args = append(positional, rest[0]), rest[1:]
	}
	if len(positional) < least || most >= 0 && len(positional) > most {
		return nil, wrongUsage("%s: %d arguments given: usage: restyle-cli %s %s", c.name, len(positional), c.name, c.usage)
	}
	return positional, nil
}

// plain puts the package's messages into the words of the help texts.
func plain(err error) string {
	s := err.Error()
	if name, ok := strings.CutPrefix(s, "flag provided but not defined: -"); ok {
		return "there is no option --" + name
	}
	if value, rest, ok := strings.Cut(strings.TrimPrefix(s, "invalid value "), " for flag -"); ok {
		name, reason, _ := strings.Cut(rest, ": ")
		if reason == "parse error" {
			reason = "want a number"
		}
		return fmt.Sprintf("--%s %s: %s", name, value, reason)
	}
	return s
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
	if *b == 0 {
		return ""
	}
	return fmt.Sprintf("%dMB", *b/1e6)
}

func (b *bytesFlag) Set(s string) error {
	number := strings.TrimRight(strings.ToLower(s), "kmgib")
	unit, ok := map[string]float64{
		"": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "k": 1e3, "m": 1e6, "g": 1e9, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30,
	}[strings.ToLower(s)[len(number):]]
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || !ok || !(n > 0) || n*unit > 1<<60 {
		return fmt.Errorf("want an amount of memory such as 2GB or 500MB")
	}
	*b = bytesFlag(n * unit)
	return nil
}

// registerScale adds the size at which styles are seen.
func registerScale(f *flag.FlagSet, scale *float64) {
	f.Float64Var(scale, "style-scale", 1, "see the style `F` times as large: above 1 for bigger strokes, below for finer ones")
}

// registerPlain adds the choice between a sharp photograph and the network's own picture.
func registerPlain(f *flag.FlagSet, plain *bool) {
	f.BoolVar(plain, "plain", false, "in photo mode, the network's own output; without it the photograph keeps its sharpness and takes colours and light from it")
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
	*l = append(*l, s)
	return nil
}
