package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// program is what a command may touch of the outside world.
type program struct {
	ctx      context.Context
	out, err io.Writer
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
		styleSaveCommand(), styleListCommand(),
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

func wrongUsage(format string, values ...any) error { return usageError{fmt.Errorf(format, values...)} }

// errReported is a failure that has been reported already.
var errReported = errors.New("reported")

// run executes a command line and returns the exit code.
func run(p *program, args []string) int {
	if len(args) == 0 {
		fmt.Fprint(p.err, overview())
		return exitUsage
	}
	c, rest := find(args)
	if c == nil {
		return p.fail(wrongUsage("%s: there is no such command: see restyle-cli help", strings.Join(args[:min(2, len(args))], " ")))
	}
	return p.fail(c.run(p, c, rest))
}

// find returns the command that the arguments begin with, and the rest.
func find(args []string) (*command, []string) {
	if args[0] == "-h" || args[0] == "-help" || args[0] == "--help" {
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
		fmt.Fprintln(p.err, "restyle-cli: interrupted")
		return exitInterrupted
	case errors.Is(err, errReported):
		return exitFailed
	}
	fmt.Fprintf(p.err, "restyle-cli: %s\n", oneLine(err))
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailed
}
