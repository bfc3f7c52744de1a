package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// picture reads the layers from the README: in its section of packages each indented line is one, with its packages before a bar.
func picture(t *testing.T) [][]string {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## The packages\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var layers [][]string
	for line := range strings.Lines(section) {
		if packages, _, found := strings.Cut(line, "|"); found && strings.HasPrefix(line, "    ") {
			layers = append(layers, strings.Fields(packages))
		}
	}
	if len(layers) == 0 {
		t.Fatal("README.md has no picture of the packages")
	}
	return layers
}

// gorgonia may be imported by these only: all others build graphs with core/nn.
var gorgonia = map[string]bool{"core/ops": true, "core/nn": true}

func TestImportsPointDown(t *testing.T) {
	rank := map[string]int{}
	for i, line := range picture(t) {
		for _, p := range line {
			if _, twice := rank[p]; twice {
				t.Errorf("the picture in README.md names %s twice", p)
			}
			rank[p] = i
		}
	}
	seen := map[string]bool{}
	eachImport(t, func(file, pkg, path string) {
		from, known := rank[pkg]
		if !known {
			t.Fatalf("%s: package %s has no place in the picture in README.md", file, pkg)
		}
		seen[pkg] = true
		inner, ours := strings.CutPrefix(path, "restyle/")
		if to, ok := rank[inner]; ours && (!ok || to <= from) && inner != pkg && !(inner == "internal/testkit" && strings.HasSuffix(file, "_test.go")) {
			t.Errorf("%s imports %s: imports may only point down (see the picture in README.md)", file, path)
		}
		if strings.HasPrefix(path, "gorgonia.org/") && !gorgonia[pkg] {
			t.Errorf("%s imports %s: gorgonia stays in core/ops and core/nn", file, path)
		}
		if strings.HasPrefix(path, "fyne.io/") && pkg != "app" && !strings.HasPrefix(pkg, "ui/") {
			t.Errorf("%s imports %s: Fyne stays in app and ui", file, path)
		}
	})
	for p := range rank {
		if !seen[p] {
			t.Errorf("the picture in README.md names %s, which has no Go file with imports", p)
		}
	}
}

// eachImport calls f with every import of every Go file below this folder, generators left out.
func eachImport(t *testing.T, f func(file, pkg, path string)) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), "_") || strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "bench") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || filepath.Dir(path) == "." {
			return nil
		}
		src, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range src.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			f(path, filepath.ToSlash(filepath.Dir(path)), name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
