package main

import (
	"fmt"
	"slices"
	"strings"

	"restyle/core/model"
)

func modelListCommand() *command {
	return &command{"model list", "list the models", "[--library FOLDER]", func(p *program, c *command, args []string) error {
		library, _, err := p.libraryArgs(c, args, 0)
		if err != nil {
			return err
		}
		entries, err := library.List()
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			fmt.Fprintln(p.out, "There are no models: import or train one.")
		}
		for _, e := range entries {
			fmt.Fprintln(p.out, describe(library, e))
		}
		return nil
	}}
}

// libraryArgs parses --library and count positional arguments.
func (p *program) libraryArgs(c *command, args []string, count int) (*model.Library, []string, error) {
	var folder string
	f := c.flags()
	registerLibrary(f, &folder)
	names, err := p.parse(c, f, args, count, count)
	if err != nil {
		return nil, nil, err
	}
	library, err := openLibrary(folder)
	return library, names, err
}

// describe is a line of model list.
func describe(library *model.Library, e model.Entry) string {
	kind := "in the library"
	if e.BuiltIn {
		kind = "built in"
	}
	m, err := library.Load(e.Name)
	if err != nil {
		return fmt.Sprintf("%-20s %-16s damaged: %v", e.Name, kind, err)
	}
	if !e.BuiltIn {
		kind = m.Origin.Kind
	}
	return fmt.Sprintf("%-20s %-16s %-10s %9s  widths %v", e.Name, kind, modes(m), amount(e.Bytes), m.Config.Widths)
}

// amount is a number of bytes.
func amount(n int64) string {
	if n < 1e5 {
		return fmt.Sprintf("%.1f KB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

func modes(m *model.Model) string {
	var names []string
	for _, mode := range m.Modes() {
		names = append(names, mode.String())
	}
	if len(names) == 0 {
		return "none yet"
	}
	return strings.Join(names, ", ")
}

func modelShowCommand() *command {
	return &command{"model show", "show where a model comes from", "NAME|FILE", func(p *program, c *command, args []string) error {
		library, names, err := p.libraryArgs(c, args, 1)
		if err != nil {
			return err
		}
		m, err := loadFrom(library, names[0])
		if err != nil {
			return err
		}
		return p.showModel(m)
	}}
}

func (p *program) showModel(m *model.Model) error {
	sum, err := m.Checksum()
	if err != nil {
		return err
	}
	o := m.Origin
	rows := [][2]string{
		{"name", o.Name},
		{"kind", o.Kind},
		{"modes", modes(m)},
		{"widths", fmt.Sprint(m.Config.Widths)},
		{"parameters", fmt.Sprint(m.Count())},
		{"data", o.Data},
		{"parent", o.Parent},
		{"checksum", sum},
	}
	if o.Steps > 0 {
		rows = append(rows, [2]string{"steps", fmt.Sprint(o.Steps)}, [2]string{"seed", fmt.Sprint(o.Seed)})
	}
	for _, r := range append(rows, losses(o.Losses)...) {
		if r[1] != "" {
			fmt.Fprintf(p.out, "%-14s %s\n", r[0], r[1])
		}
	}
	return nil
}

// losses are rows of losses, by name.
func losses(all map[string]float64) [][2]string {
	var rows [][2]string
	for name, v := range all {
		rows = append(rows, [2]string{"loss " + name, fmt.Sprintf("%.4g", v)})
	}
	slices.SortFunc(rows, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	return rows
}
