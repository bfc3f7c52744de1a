package views

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"
)

var builtInData = regexp.MustCompile(`^(\d+) photographs and (\d+) paintings and textures, see MODEL_CARD\.md$`)

// provenance says in the language of the window what a model was trained on. Model files hold that in English; a sentence that this program does not
// write itself stays as it is.
func provenance(data string) string {
	if m := builtInData.FindStringSubmatch(data); m != nil {
		return lang.L("{{.Photos}} photographs and {{.Styles}} paintings and textures, see MODEL_CARD.md", with{"Photos": m[1], "Styles": m[2]})
	}
	if names, own := strings.CutPrefix(data, "own styles: "); own {
		return lang.L("own styles: {{.Names}}", with{"Names": andMore(names)})
	}
	if names, folders := strings.CutPrefix(data, "pictures of "); folders {
		return lang.L("pictures of {{.Names}}", with{"Names": names})
	}
	if data == "checkpoints of the CCPL authors" {
		return lang.L("checkpoints of the authors of the method")
	}
	return data
}

var more = regexp.MustCompile(`^(.*), (\d+) more$`)

// andMore says how many names were left out of a list.
func andMore(names string) string {
	if m := more.FindStringSubmatch(names); m != nil {
		return lang.L("{{.Names}} and {{.N}} more", with{"Names": m[1], "N": m[2]})
	}
	return names
}

// losses lists names and values.
func losses(values map[string]float64) string {
	names := map[string]string{
		"content": lang.L("content"), "style": lang.L("style"), "ccpl": "CCPL",
		"content before": lang.L("content before"), "style before": lang.L("style before"),
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		parts = append(parts, fmt.Sprintf("%s %.3g", firstOf(names[name], name), values[name]))
	}
	return joined(parts...)
}
