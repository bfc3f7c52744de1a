package state

import (
	"image"
	"os"
	"slices"

	"restyle/assets"
)

// firstPhoto is shown at the first start.
const firstPhoto = "castle"

// mostReopened is how many files the next start opens again: with files from the command line the list grows each time.
const mostReopened = mostFiles

// loadContents begins with the files that were open at the last end, as far as they are there, or with the sample photo.
func (s *Stylize) loadContents() {
	saved := s.program.saved
	paths := saved.Contents
	if !slices.Contains(paths, saved.Content) {
		paths = append([]string{saved.Content}, paths...)
	}
	var files []*contentFile
	current := 0
	for _, path := range paths[:min(len(paths), mostReopened)] {
		if path == "" || s.program.gone(path) {
			continue
		}
		if path == saved.Content {
			current = len(files)
		}
		files = append(files, &contentFile{name: baseName(path), path: path})
	}
	if len(files) == 0 {
		files = append(files, samplePhoto())
	}
	s.setContents(files, current)
}

// openFiles are those of the contents that are files.
func (s *Stylize) openFiles() []string {
	var paths []string
	for _, f := range s.contents {
		if f.path != "" {
			paths = append(paths, f.path)
		}
	}
	return paths
}

func samplePhoto() *contentFile {
	sample, err := assets.Photo(firstPhoto)
	if err != nil {
		sample = assets.Photos()[0]
	}
	return &contentFile{name: sample.Name, data: sample.JPEG}
}

// ChooseContent shows another picture file; it becomes the current one.
func (s *Stylize) ChooseContent(path string) { s.AddContents([]string{path}) }

// AddContents adds pictures, and those in folders; the first new one is shown, unless what was added later is shown already. The sample photo gives way.
func (s *Stylize) AddContents(paths []string) {
	s.asked++
	number := s.asked
	s.program.findPictures(paths, "", func(found []string) {
		var files []*contentFile
		for _, path := range found {
			files = append(files, &contentFile{name: baseName(path), path: path})
		}
		if len(files) > 0 {
			s.insertContents(files, number >= s.answered)
			s.answered = max(s.answered, number)
			s.rememberRecent(found)
			s.program.saveChoices()
		}
	})
}

// insertContents puts files that are new at the front, and shows the first of them or goes on to show what is shown.
func (s *Stylize) insertContents(files []*contentFile, show bool) {
	shown, current := s.contents, s.contents[s.view.Current]
	for i := len(files) - 1; i >= 0; i-- {
		f := files[i]
		same := func(x *contentFile) bool { return x.path != "" && x.path == f.path }
		shown = append([]*contentFile{f}, slices.DeleteFunc(slices.Clone(shown), same)...)
	}
	sample := func(x *contentFile) bool { return x.path == "" && x.name == firstPhoto && len(shown) > 1 }
	shown = slices.DeleteFunc(slices.Clone(shown), sample)
	at := slices.Index(shown, current)
	if show || at < 0 {
		at = 0
	}
	s.setContents(shown, at)
}

// setContents replaces the list; what is known of files that stay is kept.
func (s *Stylize) setContents(files []*contentFile, current int) {
	known := map[*contentFile]Content{}
	for i, f := range s.contents {
		known[f] = s.view.Contents[i]
	}
	s.contents, s.view.Contents, s.view.Current = files, nil, current
	for _, f := range files {
		c, ok := known[f]
		if !ok {
			c = Content{Name: f.name, Path: f.path}
		}
		s.view.Contents = append(s.view.Contents, c)
	}
	s.changed(StylizeContent)
	s.contentChanged()
}

// describe fills in what is known of a content once it is read.
func (s *Stylize) describe(f *contentFile, width, height int) {
	i := slices.Index(s.contents, f)
	if i < 0 {
		return
	}
	s.view.Contents = slices.Clone(s.view.Contents)
	s.view.Contents[i].Width, s.view.Contents[i].Height = width, height
	s.changed(StylizeContent)
}

// contentChanged shows the current content.
func (s *Stylize) contentChanged() {
	s.LookAt(image.Rectangle{})
	s.program.saveChoices()
	s.refresh()
}

// PickContent asks for a picture file.
func (s *Stylize) PickContent() {
	s.program.pick(PictureFiles, func(path string) { s.ChooseContent(path) })
}

// PickContents asks for a folder of pictures.
func (s *Stylize) PickContents() {
	s.program.pickFolder(func(path string) { s.AddContents([]string{path}) })
}

// CloseAll takes all of Contents out of the list; the sample photo is there again. A message offers to undo that.
func (s *Stylize) CloseAll() {
	files, current := s.contents, s.view.Current
	if len(files) == 1 && files[0].path == "" && files[0].name == firstPhoto {
		return
	}
	s.setContents([]*contentFile{samplePhoto()}, 0)
	s.program.showUndo(Message{Text: text("state.closed")}, func() error {
		s.reopen(files, current)
		return nil
	})
}

// reopen puts files that were closed before those that were opened since, of which some may be the same.
func (s *Stylize) reopen(files []*contentFile, current int) {
	again := func(f *contentFile) bool {
		return f.path == "" && f.name == firstPhoto || slices.ContainsFunc(files, func(x *contentFile) bool { return x.path == f.path })
	}
	s.setContents(slices.Concat(files, slices.DeleteFunc(slices.Clone(s.contents), again)), current)
}

// ShowContent shows one of Contents.
func (s *Stylize) ShowContent(index int) {
	if index < 0 || index >= len(s.contents) || index == s.view.Current {
		return
	}
	s.view.Current = index
	s.changed(StylizeContent)
	s.contentChanged()
}

// StepContent shows one of Contents that is so many further on, round and round.
func (s *Stylize) StepContent(n int) {
	count := len(s.contents)
	s.ShowContent(((s.view.Current+n)%count + count) % count)
}

// RemoveContent takes one of Contents out of the list; the sample photo is there when none is left.
func (s *Stylize) RemoveContent(index int) {
	if index < 0 || index >= len(s.contents) {
		return
	}
	files := slices.Delete(slices.Clone(s.contents), index, index+1)
	current := s.view.Current
	if index < current {
		current--
	}
	if len(files) == 0 {
		files = []*contentFile{samplePhoto()}
	}
	s.setContents(files, min(current, len(files)-1))
}

const mostRecent = 12

func (s *Stylize) loadRecent() {
	for _, path := range s.program.saved.Recent {
		if _, err := os.Stat(path); err == nil {
			s.view.Recent = append(s.view.Recent, Recent{baseName(path), path})
		}
	}
}

func (s *Stylize) rememberRecent(paths []string) {
	recent := slices.Clone(s.view.Recent)
	for _, path := range slices.Backward(paths) {
		same := func(r Recent) bool { return r.Path == path }
		recent = append([]Recent{{baseName(path), path}}, slices.DeleteFunc(recent, same)...)
	}
	s.view.Recent = recent[:min(len(recent), mostRecent)]
	s.changed(StylizeContent)
}
