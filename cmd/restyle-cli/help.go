package main

import (
	"flag"
	"fmt"
	"runtime/debug"
	"strings"
)

// overview lists the commands.
func overview() string {
	var b strings.Builder
	b.WriteString("restyle-cli repaints pictures in the style of any other picture.\n\n")
	b.WriteString("    restyle-cli stylize photo.jpg --style painting.jpg -o result.jpg\n\nCommands:\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-14s %s\n", c.name, c.summary)
	}
	b.WriteString("\nrestyle-cli help COMMAND says more about one of them.\n")
	return b.String()
}

// help is the text of one command.
func (c *command) help(f *flag.FlagSet) string {
	var b strings.Builder
	fmt.Fprintf(&b, "restyle-cli %s: %s\n\nUsage: restyle-cli %s %s\n", c.name, c.summary, c.name, c.usage)
	first := true
	f.VisitAll(func(f *flag.Flag) {
		if first {
			b.WriteString("\nOptions:\n")
			first = false
		}
		value, text := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "0" && f.DefValue != "false" {
			text += fmt.Sprintf(" (default %s)", f.DefValue)
		}
		fmt.Fprintf(&b, "  %-22s %s\n", strings.TrimSpace(dashed(f.Name)+" "+value), text)
	})
	return b.String()
}

func helpCommand() *command {
	return &command{"help", "explain a command", "[COMMAND]", func(p *program, c *command, args []string) error {
		f := c.flags()
		(&voice{}).register(f)
		names, err := p.parse(c, f, args, 0, 2)
		if err != nil {
			return err
		}
		if len(names) == 0 {
			fmt.Fprint(p.out, overview())
			return nil
		}
		about, _ := find(names)
		if list := group(strings.Join(names, " ")); list != "" && (about == nil || about.name == "help") {
			fmt.Fprint(p.out, list)
			return nil
		}
		if about == nil {
			return fmt.Errorf("help %w", p.unknown(names))
		}
		return about.run(p, about, []string{"-h"})
	}}
}

// group lists the commands that begin with a word such as model; empty: there are none.
func group(word string) string {
	var b strings.Builder
	for _, c := range commands() {
		if strings.HasPrefix(c.name, word+" ") || c.name == word {
			fmt.Fprintf(&b, "  %-14s %s\n", c.name, c.summary)
		}
	}
	return b.String()
}

func versionCommand() *command {
	return &command{"version", "print the version", "", func(p *program, c *command, args []string) error {
		f := c.flags()
		(&voice{}).register(f)
		if _, err := p.parse(c, f, args, 0, 0); err != nil {
			return err
		}
		version, revision := "(unknown)", ""
		if info, ok := debug.ReadBuildInfo(); ok {
			version = info.Main.Version
			for _, s := range info.Settings {
				if s.Key == "vcs.revision" {
					revision = " " + s.Value
				}
			}
		}
		fmt.Fprintf(p.out, "restyle-cli %s%s\n", version, revision)
		return nil
	}}
}
