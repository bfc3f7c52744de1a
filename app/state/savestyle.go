package state

import (
	"bytes"
	"context"
	"fmt"
	"image/jpeg"
	"path/filepath"
	"slices"
	"strings"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/sct"
)

// SaveStyle keeps a style as a .style file in the library under a name, for all modes of the chosen model.
func (s *Stylize) SaveStyle(id, name string) {
	i := s.style(id)
	if i < 0 {
		return
	}
	name = strings.TrimSpace(name)
	path := filepath.Join(s.program.styleFolder(), name+model.PresetExtension)
	if err := nameable(name); err != nil {
		s.program.complain(err)
		return
	}
	f, r := s.strip[i], s.recipe()
	s.program.mayReplace(path, func() {
		s.program.errand(func() {
			err := saveStyle(s.program.studio, f, r, path)
			s.program.ports.Post(func() { s.styleSaved(path, err) })
		})
	})
}

// CheckStyleName says why a style cannot be kept under a name; empty: it can.
func (s *Stylize) CheckStyleName(name string) Text {
	if err := nameable(strings.TrimSpace(name)); err != nil {
		return explain(err).Sentence
	}
	return Text{}
}

// nameable is an error if a style cannot be kept under a name: it cannot be that of a file on some system, or is that of a built-in style.
func nameable(name string) error {
	if err := model.CheckStyleName(name); err != nil {
		return err
	}
	return model.CheckNotBuiltIn(name)
}

func (s *Stylize) styleSaved(path string, err error) {
	if err != nil {
		s.program.complain(err)
		return
	}
	f := ownStyle(path)
	if i := s.style(f.id); i < 0 {
		s.insert(s.firstKept(), f)
	} else if s.wantThumb(f); s.view.Styles[i].Weight > 0 { // it was written anew
		s.lookChanged()
	}
	s.program.show(Message{Text: text("state.style.saved", "Name", stem(path)), Path: path})
}

// firstKept is where on the strip the styles of the library begin, behind the person's pictures.
func (s *Stylize) firstKept() int {
	i := slices.IndexFunc(s.strip, func(f *styleFile) bool { return f.source != PictureStyle })
	if i < 0 {
		return len(s.strip)
	}
	return i
}

// saveStyle encodes a picture for all modes of the recipe's model and writes the preset.
func saveStyle(studio *studio, f *styleFile, r recipe, path string) error {
	p := &painter{studio: studio}
	if err := p.use(r.look.Model, r.resources); err != nil {
		return err
	}
	m := p.session.Model()
	styles := map[model.Mode]sct.Style{}
	for _, mode := range m.Modes() {
		look := r.look
		look.Mode = mode
		style, err := p.style(context.Background(), f, look)
		if err != nil {
			return err
		}
		styles[mode] = style
	}
	source, err := f.origin()
	if err != nil {
		return err
	}
	preset, err := model.NewPreset(stem(path), source, m, styles)
	if err != nil {
		return err
	}
	preset.Scale = r.look.Scale
	if preset.Thumbnail, err = f.smallJPEG(); err != nil {
		return err
	}
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	return model.SavePreset(path, preset)
}

// origin says where the picture is.
func (f *styleFile) origin() (model.Source, error) {
	if sample, ok := strings.CutPrefix(f.id, "sample:"); ok {
		return model.SampleSource(sample), nil
	}
	if f.source == PictureStyle && f.path != "" {
		return model.FileSource(f.path)
	}
	return model.Source{}, nil
}

// smallJPEG is a thumbnail for the file; nil where nothing is known of the picture.
func (f *styleFile) smallJPEG() ([]byte, error) {
	p, err := f.picture()
	if err != nil {
		return nil, nil // a preset without its picture
	}
	var b bytes.Buffer
	small := imaging.ThumbnailFit(imaging.Flatten(p).ToImage(), ThumbSide)
	if err := jpeg.Encode(&b, small, &jpeg.Options{Quality: 85}); err != nil {
		return nil, fmt.Errorf("make the thumbnail of %s: %w", f.name, err)
	}
	return b.Bytes(), nil
}
