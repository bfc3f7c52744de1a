package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// program is what a command may touch of the outside world.
type program struct {
	ctx      context.Context
	out, err io.Writer

	begun       time.Time
	json, quiet bool // what --progress and --quiet say of messages
}

// command is one word after restyle-cli, or two.
type command struct {
	name    string // "model list"
	summary string // one line
	usage   string // what follows the name
	run     func(p *program, c *command, args []string) error
}

// commands are all of them, in the order of the help text.
func commands() []*command {
	return []*command{
		stylizeCommand(), videoCommand(), recipeRunCommand(), demoCommand(),
		styleSaveCommand(), styleListCommand(), styleRenameCommand(), styleRemoveCommand(),
		modelListCommand(), modelShowCommand(), modelImportCommand(), modelExportCommand(), modelRenameCommand(), modelRemoveCommand(),
		trainCommand(), distillCommand(),
		evalPictureCommand(), evalPairsCommand(), evalModelCommand(), evalVideoCommand(),
		benchCommand(), versionCommand(), helpCommand(),
	}
}

const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// usageError is a mistake in the arguments.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func wrongUsage(format string, values ...any) error { return usageError{fmt.Errorf(format, values...)} }

// errReported is a failure that has been reported already.
var errReported = errors.New("reported")

// run executes a command line and returns the exit code.
func run(p *program, args []string) int {
	out := &attentive{Writer: p.out}
	p.out, p.begun = out, time.Now()
	err := p.execute(args)
	if (err == nil || errors.Is(err, errHelp)) && out.err != nil {
		err = fmt.Errorf("print the result: %w", out.err)
	}
	return p.fail(err)
}

// attentive is a writer that keeps the first error, such as that of a full disk, for those who print line by line.
type attentive struct {
	io.Writer
	err error
}

func (w *attentive) Write(b []byte) (int, error) {
	n, err := w.Writer.Write(b)
	if w.err == nil {
		w.err = err
	}
	return n, err
}

// execute finds the command and runs it.
func (p *program) execute(args []string) error {
	if len(args) == 0 {
		fmt.Fprint(p.err, overview())
		return usageError{errReported}
	}
	c, rest := find(args)
	if c == nil {
		return p.unknown(args)
	}
	return c.run(p, c, rest)
}

// unknown says what to do about arguments that begin with no command. The first word alone of several commands lists them.
func (p *program) unknown(args []string) error {
	list := group(args[0])
	switch {
	case list != "" && len(args) == 1:
		fmt.Fprintf(p.err, "restyle-cli: %s: name one of its commands:\n%s", args[0], list)
		return usageError{errReported}
	case list != "" && slices.Contains(helpFlags, args[1]):
		fmt.Fprint(p.out, list)
		return nil
	}
	if strings.HasPrefix(args[0], "-") {
		return wrongUsage("%s: options stand behind the command: restyle-cli COMMAND %s: see restyle-cli help", args[0], args[0])
	}
	advice := "see restyle-cli help"
	if list != "" {
		advice += " " + args[0]
	}
	if name := commandLike(args); name != "" && name != args[0] {
		advice = fmt.Sprintf("did you mean restyle-cli %s?", name)
	}
	return wrongUsage("%s: there is no such command: %s", strings.Join(args[:min(2, len(args))], " "), advice)
}

// helpFlags ask for help.
var helpFlags = []string{"-h", "-help", "--help"}

// find returns the command that the arguments begin with, and the rest.
func find(args []string) (*command, []string) {
	if slices.Contains(helpFlags, args[0]) {
		args = append([]string{"help"}, args[1:]...)
	}
	if args[0] == "--version" {
		args = []string{"version"}
	}
	for _, c := range commands() {
		words := strings.Fields(c.name)
		if len(args) >= len(words) && strings.Join(args[:len(words)], " ") == c.name {
			return c, args[len(words):]
		}
	}
	return nil, nil
}

// fail reports an error in one sentence and returns the exit code.
func (p *program) fail(err error) int {
	var usage usageError
	switch {
	case err == nil || errors.Is(err, errHelp):
		return exitDone
	case errors.Is(err, context.Canceled):
		p.say(event{Event: "interrupted", Message: "interrupted"})
		return exitInterrupted
	case !errors.Is(err, errReported):
		p.say(event{Event: "failed", Message: oneLine(err)})
	}
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailed
}
