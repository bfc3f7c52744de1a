package state

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"restyle/core/fault"
	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/stylize"
)

// styleFile is where a style comes from. It does not change once it is made, and may be read on any goroutine.
type styleFile struct {
	id     string
	name   string
	about  string // artist and year, where known
	source StyleSource
	path   string        // picture or .style file; empty if built in
	data   []byte        // a built-in picture file
	preset *model.Preset // built in
}

// ownStyle is the style of a file of the person's.
func ownStyle(path string) *styleFile {
	f := &styleFile{id: "file:" + path, name: stem(path), source: PictureStyle, path: path}
	if strings.EqualFold(filepath.Ext(path), model.PresetExtension) {
		f.source = SavedStyle
	}
	return f
}

// stamp tells one writing of the file from another.
func (f *styleFile) stamp() int64 { return stampOf(f.path) }

// stampOf tells one writing of a file from another; 0: there is no file.
func stampOf(path string) int64 {
	if info, err := os.Stat(path); path != "" && err == nil {
		return info.ModTime().UnixNano() ^ info.Size()
	}
	return 0
}

// load is the preset of a built-in or saved style; nil: it is a picture.
func (f *styleFile) load() (*model.Preset, error) {
	if f.preset != nil || f.source != SavedStyle {
		return f.preset, nil
	}
	p, err := model.LoadPreset(f.path)
	return &p, err
}

// picture reads the picture.
func (f *styleFile) picture() (*imaging.Picture, error) {
	if f.data != nil {
		return imaging.Decode(bytes.NewReader(f.data), f.name, imaging.Limits{})
	}
	p, err := f.load()
	if err != nil {
		return nil, err
	}
	if p != nil {
		return p.Open()
	}
	return imaging.Open(f.path, imaging.Limits{})
}

// scales tells whether strokes can be made larger and smaller: of paintings that do not come with the program only the style is known.
func (f *styleFile) scales() bool {
	return f.preset == nil && f.source != SavedStyle || f.preset != nil && strings.HasPrefix(f.preset.Source.Path, "sample:")
}

// named puts the style's name before an error of its encoding.
func named(name string, err error) error {
	var small *stylize.SmallStyleError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &small):
		err := fmt.Errorf("the style %s %s", name, small.Problem())
		return fault.Mark(err, "style.tiny", "Name", name, "Width", small.Width, "Height", small.Height)
	}
	return fmt.Errorf("the style %s: %w", name, err)
}

func stem(path string) string {
	base := filepath.Base(path)
	return strings.TrimSuffix(base, filepath.Ext(base))
}
