package model

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// TestPresetsWithImpossibleMetadata: scales that nothing has, and thumbnails of more bytes than there is need for.
func TestPresetsWithImpossibleMetadata(t *testing.T) {
	good := somePreset(t, tiny(t, 1, Art), Art)
	large := base64.StdEncoding.EncodeToString(append(thumbnail(t, 20, 20), make([]byte, largestThumbnail)...))
	for _, c := range []struct{ key, value, want string }{
		{"scale", "0", `the scale "0"`},
		{"scale", "-1", `the scale "-1"`},
		{"scale", "NaN", `the scale "NaN"`},
		{"scale", "Inf", `the scale "Inf"`},
		{"scale", "large", `the scale "large"`},
		{"thumbnail", large, "no small JPEG"},
		{"thumbnail", "====", "cannot be read"},
	} {
		f := good.File()
		f.Metadata[c.key] = c.value
		if _, err := PresetFromFile(f); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %.20s: %v, want %q", c.key, c.value, err, c.want)
		}
	}
	if _, err := PresetFromFile(good.File()); err != nil {
		t.Error(err)
	}
}

// TestTextsOfFilesAreLegible: they are printed, and must not order a terminal about or look like lines of the program's own.
func TestTextsOfFilesAreLegible(t *testing.T) {
	const text, want = "a\x1b[2J\nb\u009bc", "a [2J b c"
	p := somePreset(t, tiny(t, 1, Art), Art)
	p.Name, p.ModelName, p.Artist, p.Year, p.Source.Path = text, text, text, text, "/"+text
	read, err := PresetFromFile(p.File())
	if err != nil {
		t.Fatal(err)
	}
	if read.Name != want || read.ModelName != want || read.About() != want+", "+want {
		t.Errorf("name %q, model %q, about %q", read.Name, read.ModelName, read.About())
	}
	if read.Artist = ""; read.About() != want {
		t.Errorf("its picture is %q", read.About())
	}
	m := tiny(t, 1, Art)
	m.Origin = Origin{Kind: text, Name: text, Data: text, Parent: text, Losses: map[string]float64{text: 1}}
	f, err := m.File()
	if err != nil {
		t.Fatal(err)
	}
	if m, err = FromFile(f); err != nil {
		t.Fatal(err)
	}
	if o := m.Origin; o.Kind != want || o.Name != want || o.Data != want || o.Parent != want || len(o.Losses) != 1 || o.Losses[want] != 1 {
		t.Errorf("%q", fmt.Sprint(o))
	}
}
