package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"restyle/core/model"
)

// modelRow is what model list and model show say of a model. docs/files.md says which fields each has.
type modelRow struct {
	Name       string             `json:"name"`
	Kind       string             `json:"kind,omitempty"` // built in, imported, trained, distilled
	Modes      []model.Mode       `json:"modes"`
	Widths     []int              `json:"widths,omitempty"`
	Parameters int                `json:"parameters,omitempty"`
	Data       string             `json:"data,omitempty"`
	Parent     string             `json:"parent,omitempty"` // checksum
	Checksum   string             `json:"checksum,omitempty"`
	Steps      int                `json:"steps,omitempty"`
	Seed       uint64             `json:"seed,omitempty"`
	Losses     map[string]float64 `json:"losses,omitempty"`
	File       string             `json:"file,omitempty"`
	Bytes      int64              `json:"bytes,omitempty"`
	Damaged    string             `json:"damaged,omitempty"` // what is wrong with the file
}

func newModelRow(m *model.Model) (modelRow, error) {
	sum, err := m.Checksum()
	o := m.Origin
	return modelRow{
		Name: o.Name, Kind: o.Kind, Modes: append([]model.Mode{}, m.Modes()...), Widths: m.Config.Widths[:], Parameters: m.Count(),
		Data: o.Data, Parent: o.Parent, Checksum: sum, Steps: o.Steps, Seed: o.Seed, Losses: o.Losses,
	}, err
}

func modelListCommand() *command {
	return &command{"model list", "list the models", "[--json] [--library FOLDER]", func(p *program, c *command, args []string) error {
		o := &listFlags{}
		f := c.flags()
		o.register(f)
		if _, err := p.parse(c, f, args, 0, 0); err != nil {
			return err
		}
		library := p.orBuiltIn(o.library)
		entries, err := library.List()
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			p.note("", "there are no models: import or train one")
		}
		rows := []modelRow{}
		for _, e := range entries {
			rows = append(rows, describe(library, e))
		}
		return p.print(o.json, rows, func() string { return lines(rows) })
	}}
}

// libraryArgs parses the flags of commands that change the library, and least to most positional arguments.
func (p *program) libraryArgs(c *command, args []string, least, most int) (*model.Library, []string, error) {
	o := &libraryFlags{}
	f := c.flags()
	o.register(f)
	names, err := p.parse(c, f, args, least, most)
	if err != nil {
		return nil, nil, err
	}
	library, err := openLibrary(o.library)
	return library, names, err
}

// describe is the row of a model, which may be damaged.
func describe(library *model.Library, e model.Entry) modelRow {
	row := modelRow{Modes: []model.Mode{}}
	m, err := library.Load(e.Name)
	if err == nil {
		row, err = newModelRow(m)
	}
	if err != nil {
		row.Damaged = oneLine(err)
	}
	if e.BuiltIn {
		row.Kind = "built in"
	}
	row.Name, row.File, row.Bytes = e.Name, e.Path, e.Bytes
	return row
}

// String is the line of people.
func (r modelRow) String() string {
	if r.Damaged != "" {
		return fmt.Sprintf("%s %-16s damaged: %s", column(r.Name, 20), cmp.Or(r.Kind, "in the library"), r.Damaged)
	}
	return fmt.Sprintf("%s %-16s %-10s %9s  widths %v", column(r.Name, 20), r.Kind, modes(r.Modes), amount(r.Bytes), r.Widths)
}

// amount is a number of bytes.
func amount(n int64) string {
	if n < 1e5 {
		return fmt.Sprintf("%.1f KB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

func modes(all []model.Mode) string {
	var names []string
	for _, mode := range all {
		names = append(names, mode.String())
	}
	if len(names) == 0 {
		return "none yet"
	}
	return strings.Join(names, ", ")
}

func modelShowCommand() *command {
	return &command{"model show", "show where a model comes from", "NAME|FILE [--json]", func(p *program, c *command, args []string) error {
		o := &listFlags{}
		f := c.flags()
		o.register(f)
		names, err := p.parse(c, f, args, 1, 1)
		if err != nil {
			return err
		}
		m, err := loadNamed(o.library, names[0])
		if err != nil {
			return err
		}
		row, err := newModelRow(m)
		if err != nil {
			return err
		}
		return p.print(o.json, row, row.table)
	}}
}

// table is a line for each thing that is known.
func (r modelRow) table() string {
	rows := [][2]string{
		{"name", r.Name},
		{"kind", r.Kind},
		{"modes", modes(r.Modes)},
		{"widths", fmt.Sprint(r.Widths)},
		{"parameters", fmt.Sprint(r.Parameters)},
		{"data", r.Data},
		{"parent", r.Parent},
		{"checksum", r.Checksum},
	}
	if r.Steps > 0 {
		rows = append(rows, [2]string{"steps", fmt.Sprint(r.Steps)}, [2]string{"seed", fmt.Sprint(r.Seed)})
	}
	var b strings.Builder
	for _, row := range append(rows, losses(r.Losses)...) {
		if row[1] != "" {
			fmt.Fprintf(&b, "%-14s %s\n", row[0], row[1])
		}
	}
	return b.String()
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
