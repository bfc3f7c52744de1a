package state

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"restyle/assets"
	"restyle/core/model"
)

// loadStrip fills the strip with the built-in styles, those of the library and those that the person used last, and selects what was
// selected at the last end.
func (s *Stylize) loadStrip() {
	saved := s.program.saved
	for _, path := range saved.Styles {
		if !s.program.gone(path) {
			s.append(ownStyle(path))
		}
	}
	for _, path := range s.program.savedStyles() {
		s.append(ownStyle(path))
	}
	for _, f := range s.program.builtInStyles() {
		s.append(f)
	}
	s.bringBack(saved.Choices)
	if len(s.recipe().layers) == 0 && len(s.view.Styles) > 0 {
		i := max(s.style(firstStyle), 0)
		s.editStyles(func(styles []Style) { styles[i].Weight = 1 })
	}
}

// firstStyle is selected at the first start.
const firstStyle = "sample:road to tarascon"

// builtInStyles are the styles that come with the program: sample pictures, and presets of paintings.
func (p *Program) builtInStyles() []*styleFile {
	var all []*styleFile
	for _, sample := range assets.Styles() {
		all = append(all, &styleFile{id: "sample:" + sample.Name, name: sample.Name, source: BuiltInStyle, data: sample.JPEG})
	}
	presets, err := model.BuiltInPresets()
	if err != nil {
		p.complain(err)
	}
	for i := range presets {
		preset := &presets[i]
		if strings.HasPrefix(preset.Source.Path, "sample:") {
			continue // it is among the samples, with its picture
		}
		all = append(all, &styleFile{id: "preset:" + preset.Name, name: preset.Name, about: preset.About(), source: BuiltInStyle, preset: preset})
	}
	return all
}

// savedStyles are the .style files of the library.
func (p *Program) savedStyles() []string {
	return glob(p.styleFolder(), "*"+model.PresetExtension)
}

// styleFolder is where the library keeps saved styles; the command line reads them there too.
func (p *Program) styleFolder() string {
	return filepath.Join(filepath.Dir(filepath.Dir(p.ports.Library.Path("x"))), "styles")
}

// append puts a style at the end of the strip, unless it is there.
func (s *Stylize) append(f *styleFile) { s.insert(len(s.strip), f) }

func (s *Stylize) insert(at int, f *styleFile) {
	if s.style(f.id) >= 0 {
		return
	}
	s.strip = slices.Insert(slices.Clone(s.strip), at, f)
	s.view.Styles = slices.Insert(slices.Clone(s.view.Styles), at, Style{ID: f.id, Name: f.name, About: f.about, Source: f.source, Path: f.path, Kept: s.keeps(f)})
	s.changed(StylizeStyles)
	s.wantThumb(f)
}

func (s *Stylize) wantThumb(f *styleFile) {
	s.program.thumbs.want(f.thumb, func(t thumbnail) { s.setThumb(f.id, t) })
}

func (s *Stylize) setThumb(id string, t thumbnail) {
	i := s.style(id)
	if i < 0 {
		return
	}
	s.editStyles(func(styles []Style) {
		styles[i].Thumb, styles[i].unreadable = t.image, t.problem
		styles[i].judge()
	})
}

// AddStyles adds pictures and .style files, and those in folders, to the strip and selects the first new one.
func (s *Stylize) AddStyles(paths []string) {
	s.program.findPictures(paths, model.PresetExtension, func(found []string) {
		for i, path := range found {
			s.insert(i, ownStyle(path))
		}
		if len(found) > 0 {
			s.SelectStyle("file:" + found[0])
			s.program.saveChoices()
		}
	})
}

// PickStyle asks for a style picture.
func (s *Stylize) PickStyle() {
	s.program.pick(PictureFiles, func(path string) { s.AddStyles([]string{path}) })
}

// RemoveStyle takes one of the person's own styles off the strip; the file stays, and a message offers to undo that. One that the library keeps is deleted
// instead.
func (s *Stylize) RemoveStyle(id string) {
	i := s.style(id)
	if i < 0 || s.view.Styles[i].Source == BuiltInStyle || s.view.Styles[i].Kept {
		return
	}
	f, before := s.strip[i], s.moment()
	s.takeOff(id)
	s.program.saveChoices()
	s.program.showUndo(Message{Text: text("state.style.off", "Name", f.name)}, func() error {
		s.putBack(f, i, before)
		return nil
	})
}

// RemoveOwnStyles is RemoveStyle for all of the person's own styles at once: a folder may have brought hundreds.
func (s *Stylize) RemoveOwnStyles() {
	ids := s.view.own()
	if len(ids) == 0 {
		return
	}
	strip, before := s.strip, s.moment()
	s.takeOff(ids...)
	s.program.saveChoices()
	s.program.showUndo(Message{Text: text("state.style.alloff", "Count", len(ids))}, func() error {
		for i, f := range strip {
			s.insert(min(i, len(s.strip)), f)
		}
		s.choose(before)
		return nil
	})
}

// DeleteStyle deletes a style that the library keeps, after asking; a message offers to undo that.
func (s *Stylize) DeleteStyle(id string) {
	i := s.style(id)
	if i < 0 || !s.view.Styles[i].Kept {
		return
	}
	f := s.strip[i]
	s.program.ask(text("state.style.delete", "Name", f.name), func(choice int) {
		if choice == 1 {
			s.deleteStyle(f)
		}
	}, text("state.cancel"), text("state.delete.yes"))
}

func (s *Stylize) deleteStyle(f *styleFile) {
	i := s.style(f.id)
	if i < 0 {
		return
	}
	kept, err := s.program.putAway(f.path)
	if err != nil {
		s.program.complain(fmt.Errorf("delete the style %s: %w", f.name, err))
		return
	}
	before := s.moment()
	s.takeOff(f.id)
	s.program.showUndo(Message{Text: text("state.style.deleted", "Name", f.name)}, func() error { return s.restoreStyle(f, i, kept, before) })
}

// restoreStyle brings a deleted style back to its place, selected if it was.
func (s *Stylize) restoreStyle(f *styleFile, at int, kept string, before moment) error {
	err := os.ErrExist
	if !exists(f.path) {
		err = os.Rename(kept, f.path)
	}
	if err != nil {
		return fmt.Errorf("bring back the style %s: %w", f.name, err)
	}
	s.putBack(f, at, before)
	s.program.show(Message{Text: text("state.style.restored", "Name", f.name)})
	return nil
}

// putBack brings a style back to its place, selected if it was.
func (s *Stylize) putBack(f *styleFile, at int, before moment) {
	s.insert(min(at, len(s.strip)), f)
	if before.choices[f.id].Weight > 0 {
		s.choose(before)
	}
	s.program.saveChoices()
}

// choose selects styles as they were at a moment; that can be undone.
func (s *Stylize) choose(before moment) {
	s.remember(choosing)
	s.bringBack(before.choices)
	s.lookChanged()
}

// takeOff takes styles off the strip; if no other is selected, the one after the first of them is.
func (s *Stylize) takeOff(ids ...string) {
	first := s.style(ids[0])
	s.strip = slices.DeleteFunc(slices.Clone(s.strip), func(f *styleFile) bool { return slices.Contains(ids, f.id) })
	s.view.Styles = slices.DeleteFunc(slices.Clone(s.view.Styles), func(x Style) bool { return slices.Contains(ids, x.ID) })
	s.changed(StylizeStyles)
	if len(s.recipe().layers) == 0 {
		s.editStyles(func(styles []Style) { styles[min(first, len(styles)-1)].Weight = 1 })
	}
	s.view.CanScale = s.scales()
	s.lookChanged()
}

// keeps tells whether the library holds the file of a style.
func (s *Stylize) keeps(f *styleFile) bool { return filepath.Dir(f.path) == s.program.styleFolder() }

// ownStyles are the files on the strip that the library does not hold.
func (s *Stylize) ownStyles() []string {
	var paths []string
	for _, f := range s.strip {
		if f.path != "" && !s.keeps(f) {
			paths = append(paths, f.path)
		}
	}
	return paths
}
