package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// licenceNames are those of files that a copy of a module has to bring along: its licence, those of what it contains, and notices.
var licenceNames = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents|ofl)([.-].*)?$`)

// makeLicences writes the licences of Go and of all modules that a program consists of, its own apart, to a file.
func makeLicences(ctx context.Context, program, out string) error {
	modules, err := modulesOf(ctx, program)
	if err != nil {
		return err
	}
	var all bytes.Buffer
	fmt.Fprintln(&all, "This program is made with Go and the modules below; their licences follow, each behind the name of its file.")
	for _, m := range modules {
		if err := m.licences(&all); err != nil {
			return err
		}
	}
	return os.WriteFile(out, all.Bytes(), 0o644)
}

// module is a module of Go, or Go itself, with its name and version and the folder of its source.
type module struct{ name, folder string }

// modulesOf lists Go and what a package and all that it imports come from.
func modulesOf(ctx context.Context, program string) ([]module, error) {
	root, err := goTool(ctx, "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	listed, err := goTool(ctx, "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", program)
	if err != nil {
		return nil, err
	}
	modules, seen := []module{{"Go", strings.TrimSpace(root)}}, map[string]bool{}
	for line := range strings.Lines(listed) {
		name, folder, found := strings.Cut(strings.TrimSpace(line), "\t")
		if found && !seen[name] {
			seen[name] = true
			modules = append(modules, module{name, folder})
		}
	}
	return modules, nil
}

func goTool(ctx context.Context, args ...string) (string, error) {
	command := exec.CommandContext(ctx, "go", args...)
	var words bytes.Buffer
	command.Stderr = &words
	answer, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w: %s", args[0], err, words.String())
	}
	return string(answer), nil
}

// licences appends all licence files of a module; one that has none cannot be passed on.
func (m module) licences(all *bytes.Buffer) error {
	found := false
	err := filepath.WalkDir(m.folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || m.name == "Go" && path != m.folder): // of Go's parts none has another
			return filepath.SkipDir
		case !entry.Type().IsRegular() || !licenceNames.MatchString(entry.Name()) || strings.HasSuffix(entry.Name(), ".go"):
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		found = true
		place, err := filepath.Rel(m.folder, path)
		fmt.Fprintf(all, "\n\n======== %s: %s\n\n%s\n", m.name, filepath.ToSlash(place), bytes.TrimSpace(text))
		return err
	})
	if err == nil && !found {
		err = errors.New("it has no licence file: find out what its authors allow")
	}
	if err != nil {
		return fmt.Errorf("licences of %s: %w", m.name, err)
	}
	return nil
}
