package state

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"restyle/core/model"
	"restyle/core/stylize"
)

// recipe is everything that a result depends on, the content apart. It does not change once it is made.
type recipe struct {
	look      Look
	layers    []layer
	resources stylize.Resources
}

// layer is a selected style.
type layer struct {
	style  *styleFile
	weight float64
	mask   string // file; empty: everywhere
}

// options are those of the core, at full size.
func (r recipe) options() stylize.Options {
	strength := r.look.Strength
	return stylize.Options{
		Mode: r.look.Mode, Strength: &strength,
		KeepColor: r.look.Colour == ContentColours, ColorOnly: r.look.Colour == ColoursOnly,
	}
}

// outputName is CONTENT-STYLE+STYLE without an ending, as on the command line.
func (r recipe) outputName(content string) string {
	name := strings.ReplaceAll(stem(content), " ", "-")
	for i, l := range r.layers {
		name += []string{"-", "+"}[min(i, 1)] + strings.ReplaceAll(l.style.name, " ", "-")
	}
	return cut(name)
}

// cut makes a name that no system finds too long, with a number and an ending after it: 255 bytes are allowed.
func cut(name string) string {
	const most = 200
	for len(name) > most {
		_, last := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-last]
	}
	return name
}

// inputs are the files that must not be overwritten.
func (r recipe) inputs() []string {
	var paths []string
	for _, l := range r.layers {
		if l.style.path != "" {
			paths = append(paths, l.style.path)
		}
		if l.mask != "" {
			paths = append(paths, l.mask)
		}
	}
	return paths
}

// pictures are the files that saved styles of another model or size are encoded anew from: they must not be overwritten either.
func (r recipe) pictures() []string {
	var paths []string
	for _, l := range r.layers {
		if l.style.source != SavedStyle {
			continue
		}
		if p, err := l.style.load(); err == nil && p.PictureFile() != "" {
			paths = append(paths, p.PictureFile())
		}
	}
	return paths
}

// stamps tell whether the files of styles and masks are as they were.
func (r recipe) stamps() string {
	var all []int64
	for _, path := range r.inputs() {
		all = append(all, stampOf(path))
	}
	return fmt.Sprint(all)
}

// defaultLook is what the program begins with.
func defaultLook() Look {
	return Look{Mode: model.Art, Strength: 1, Scale: 1, Model: model.DefaultName}
}

// sane brings a look that was read from a file within its limits.
func (l Look) sane() Look {
	d := defaultLook()
	if l.Model == "" {
		l.Model = d.Model
	}
	if !(l.Strength >= 0 && l.Strength <= 1) {
		l.Strength = d.Strength
	}
	if !(l.Scale >= stylize.SmallestScale && l.Scale <= stylize.LargestScale) {
		l.Scale = d.Scale
	}
	if l.Colour > ColoursOnly {
		l.Colour = d.Colour
	}
	return l
}
