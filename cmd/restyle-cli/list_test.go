package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"restyle/core/model"
)

func TestStylesAsJSON(t *testing.T) {
	workplace(t)
	if err := os.Mkdir("library/styles", 0o700); err != nil {
		t.Fatal(err)
	}
	must(t, "style", "save", "leaf.png", "--model", "tiny", "--mode", "photo", "--style-scale", "2", "--name", "glass", "-o", "library/styles/window.style")
	write(t, "library/styles/bad.style", []byte("this is a text"))
	rows := decode[[]styleRow](t, must(t, "style", "list", "--json"))
	find := func(name string) styleRow {
		i := slices.IndexFunc(rows, func(r styleRow) bool { return r.Name == name })
		if i < 0 {
			t.Fatalf("%s is missing", name)
		}
		return rows[i]
	}
	if r := find("The Starry Night"); r.Kind != "built in" || r.Artist != "Vincent van Gogh" || r.Year != "1889" || len(r.Modes) != 2 || r.Model != "compact" || len(r.Checksum) != 64 {
		t.Errorf("%+v", r)
	}
	if r := find("road to tarascon"); !reflect.DeepEqual(r, styleRow{Name: "road to tarascon", Kind: "picture", Modes: model.Modes()}) {
		t.Errorf("%+v", r)
	}
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	want := styleRow{
		Name: "window", Kind: "saved", Called: "glass", Modes: []model.Mode{model.Photo}, Model: "tiny", Checksum: checksum(t, "tiny"), Scale: 2,
		Source: filepath.Join(folder, "leaf.png"), File: filepath.Join("library", "styles", "window.style"),
	}
	if r := find("window"); !reflect.DeepEqual(r, want) {
		t.Errorf("%+v, want %+v", r, want)
	}
	if r := find("bad"); r.Kind != "saved" || len(r.Modes) != 0 || !strings.Contains(r.Damaged, "this is not a safetensors file") {
		t.Errorf("%+v", r)
	}
}

func TestModelsAsJSON(t *testing.T) {
	workplace(t)
	write(t, "library/models/bad.safetensors", []byte("this is a text"))
	rows := decode[[]modelRow](t, must(t, "model", "list", "--json"))
	if len(rows) != 3 || rows[0].Name != "compact" || rows[0].Kind != "built in" || rows[0].File != "" || rows[0].Losses["style"] == 0 || rows[0].Steps == 0 || rows[0].Bytes == 0 {
		t.Errorf("%+v", rows)
	}
	if r := rows[1]; r.Name != "bad" || r.Kind != "" || len(r.Modes) != 0 || !strings.Contains(r.Damaged, "this is not a safetensors file") {
		t.Errorf("%+v", r)
	}
	want := rows[2]
	if want.Name != "tiny" || want.Kind != "trained" || !slices.Equal(want.Modes, model.Modes()) || !slices.Equal(want.Widths, []int{4, 4, 8, 8}) ||
		want.Parameters == 0 || want.Checksum != checksum(t, "tiny") || want.File != filepath.Join("library", "models", "tiny.safetensors") {
		t.Errorf("%+v", want)
	}
	want.File, want.Bytes = "", 0
	if r := decode[modelRow](t, must(t, "model", "show", "tiny", "--json")); !reflect.DeepEqual(r, want) {
		t.Errorf("%+v, want %+v", r, want)
	}
}

// TestFieldsOfLists: programs go by these names, which docs/files.md tells.
func TestFieldsOfLists(t *testing.T) {
	docs, err := os.ReadFile("../../docs/files.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(docs), "## Lists for programs")
	for _, row := range []any{styleRow{}, modelRow{}} {
		kind := reflect.TypeOf(row)
		for i := range kind.NumField() {
			name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
			if kind.Field(i).IsExported() && !strings.Contains(section, "`"+name+"`") {
				t.Errorf("docs/files.md does not tell of %q", name)
			}
		}
	}
	if b, err := json.Marshal(styleRow{Modes: []model.Mode{}}); err != nil || string(b) != `{"name":"","kind":"","modes":[]}` {
		t.Errorf("%s, %v", b, err)
	}
}

// TestStylesAreRenamedAndRemoved, also damaged ones, and those that are built in never.
func TestStylesAreRenamedAndRemoved(t *testing.T) {
	workplace(t)
	for _, name := range []string{"leaf.png", "wave.jpg"} {
		must(t, "style", "save", name, "--model", "tiny")
	}
	write(t, "library/styles/bad.style", []byte("this is a text"))
	if out := must(t, "style", "rename", "Leaf", "my leaf"); out != "renamed the style Leaf to my leaf\n" {
		t.Errorf("%q", out)
	}
	must(t, "stylize", "photo.png", "--style", "my leaf", "--model", "tiny", "-o", "out.png")
	before := listing(t)
	for args, want := range map[string]string{
		"rename wave bad":              `rename style wave: there is a style "bad" already: choose another name or remove it`,
		"rename wave udnie":            `rename style wave: the style "udnie" is built in: choose another name`,
		"rename Udnie mine":            `rename style: the style "Udnie" is built in: only styles that were saved can be changed`,
		"rename wave wave":             "rename style wave: it is called that already",
		"rename bad good":              "rename style bad: load style: read weights library/styles/bad.style: this is not a safetensors file",
		"remove wave Udnie":            `style remove Udnie: the style "Udnie" is built in: only styles that were saved can be changed`,
		"remove wave road-to-tarascon": `there is no style "road-to-tarascon": choose one of bad, my leaf, wave`,
		"remove wave WAVE":             "style remove WAVE: it is named twice: name it once",
		"remove wave ../wave":          `style remove ../wave: there is no style "../wave"`,
	} {
		refuse(t, exitFailed, want, append([]string{"style"}, strings.Fields(args)...)...)
	}
	for _, name := range []string{"a/b", "what?"} {
		refuse(t, exitUsage, fmt.Sprintf("rename style wave: the name %q cannot be that of a file: choose another", name), "style", "rename", "wave", name)
	}
	refuse(t, exitUsage, "style remove: 0 arguments given: usage: restyle-cli style remove NAME...", "style", "remove")
	if after := listing(t); after != before {
		t.Errorf("files before: %s\nafter: %s", before, after)
	}
	if out := must(t, "style", "remove", "wave", "bad", "my leaf"); out != "removed the style wave\nremoved the style bad\nremoved the style my leaf\n" {
		t.Errorf("%q", out)
	}
	if files := listing(t); strings.Contains(files, ".style") {
		t.Errorf("files: %s", files)
	}
}
