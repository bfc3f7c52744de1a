package main

import (
	"fmt"
	"strings"

	"restyle/assets"
	"restyle/core/model"
)

// styleRow is a style of style list. docs/files.md says which fields each has.
type styleRow struct {
	Name     string       `json:"name"`
	Kind     string       `json:"kind"`
	Called   string       `json:"called,omitempty"` // where that is not the name
	Artist   string       `json:"artist,omitempty"`
	Year     string       `json:"year,omitempty"`
	Modes    []model.Mode `json:"modes"`
	Model    string       `json:"model,omitempty"`
	Checksum string       `json:"model_checksum,omitempty"`
	Scale    float64      `json:"scale,omitempty"`
	Source   string       `json:"source,omitempty"` // of the picture
	File     string       `json:"file,omitempty"`
	Damaged  string       `json:"damaged,omitempty"` // what is wrong with the file
	about    string
}

// Kinds of styles.
const (
	builtInKind = "built in"
	pictureKind = "picture" // built in, too
	savedKind   = "saved"
)

func styleListCommand() *command {
	return &command{"style list", "list the built-in styles and those in the library", "[--json] [--library FOLDER]", func(p *program, c *command, args []string) error {
		o := &listFlags{}
		f := c.flags()
		o.register(f)
		if _, err := p.parse(c, f, args, 0, 0); err != nil {
			return err
		}
		rows, err := builtInStyles()
		if err != nil {
			return err
		}
		saved, err := savedStyles(p.orBuiltIn(o.library))
		if err != nil {
			return err
		}
		rows = append(rows, saved...)
		return p.print(o.json, rows, func() string { return lines(rows) })
	}}
}

// builtInStyles are the presets and the pictures that come with the program.
func builtInStyles() ([]styleRow, error) {
	presets, err := model.BuiltInPresets()
	if err != nil {
		return nil, err
	}
	var rows []styleRow
	for _, s := range presets {
		rows = append(rows, newStyleRow(s.Name, builtInKind, s))
	}
	for _, s := range assets.Styles() {
		rows = append(rows, styleRow{Name: s.Name, Kind: pictureKind, Modes: model.Modes()})
	}
	return rows, nil
}

// savedStyles are those of the library; damaged ones say so.
func savedStyles(library *model.Library) ([]styleRow, error) {
	entries, err := library.Styles()
	if err != nil {
		return nil, err
	}
	var rows []styleRow
	for _, e := range entries {
		row := styleRow{Name: e.Name, Kind: savedKind, Modes: []model.Mode{}}
		if preset, err := model.LoadPreset(e.Path); err != nil {
			row.Damaged = oneLine(err)
		} else {
			row = newStyleRow(e.Name, savedKind, preset)
		}
		row.File = e.Path
		rows = append(rows, row)
	}
	return rows, nil
}

func newStyleRow(name, kind string, s model.Preset) styleRow {
	row := styleRow{
		Name: name, Kind: kind, Artist: s.Artist, Year: s.Year, Modes: s.Modes(), Model: s.ModelName, Checksum: s.Model, Scale: s.Scale,
		Source: s.Source.Path, about: s.About(),
	}
	if s.Name != name {
		row.Called = s.Name
	}
	return row
}

// String is the line of people.
func (r styleRow) String() string {
	text := "damaged"
	switch {
	case r.Kind == pictureKind:
		text = "built in, a picture that serves any model"
	case r.Kind == builtInKind:
		text = "built in, " + r.about
	case r.Damaged == "":
		text = fmt.Sprintf("for %s, model %s, from %s", modeNames(r.Modes), r.Model, strings.TrimPrefix(r.about, "sample:"))
		if r.Called != "" {
			text = fmt.Sprintf("%q, ", r.Called) + text
		}
	}
	return column(r.Name, 32) + " " + text
}

// lines is a line for each row.
func lines[Row fmt.Stringer](rows []Row) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintln(&b, r)
	}
	return b.String()
}

func modeNames(modes []model.Mode) string {
	var names []string
	for _, m := range modes {
		names = append(names, m.String())
	}
	return strings.Join(names, " and ")
}
