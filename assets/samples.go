package assets

import (
	"embed"
	"fmt"
	"path"
	"strings"
)

//go:embed photos/*.jpg styles/*.jpg practice/*.jpg
var pictures embed.FS

// Sample is a built-in picture.
type Sample struct {
	Name string // for people: "cafe terrace"
	JPEG []byte // the file; not to be changed
}

// Photos are the sample photos, sorted by name.
func Photos() []Sample { return samples("photos") }

// Practice are small photographs for trainings to practise on, sorted by name. No sample photo is among them.
func Practice() []Sample { return samples("practice") }

// Styles are the sample pictures of styles, sorted by name.
func Styles() []Sample { return samples("styles") }

// Photo is the sample photo of a name, for example "castle", small and capital letters being the same.
func Photo(name string) (Sample, error) { return find(Photos(), name) }

// Style is the sample style of a name, for example "cafe terrace", small and capital letters being the same.
func Style(name string) (Sample, error) { return find(Styles(), name) }

func find(all []Sample, name string) (Sample, error) {
	var names []string
	for _, s := range all {
		if strings.EqualFold(s.Name, name) {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return Sample{}, fmt.Errorf("find the sample %q: there is none; choose one of %s", name, strings.Join(names, ", "))
}

// samples reads what the compiler has put in, so that an error can only mean a broken build.
func samples(folder string) []Sample {
	entries, err := pictures.ReadDir(folder)
	if err != nil {
		panic(err)
	}
	var all []Sample
	for _, entry := range entries {
		data, err := pictures.ReadFile(path.Join(folder, entry.Name()))
		if err != nil {
			panic(err)
		}
		name := strings.TrimSuffix(entry.Name(), ".jpg")
		all = append(all, Sample{strings.ReplaceAll(name, "-", " "), data})
	}
	return all
}
