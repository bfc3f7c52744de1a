package state

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"restyle/core/model"
)

// deletedFolder holds models and styles that were deleted, until the program ends: so long they can be brought back.
func (p *Program) deletedFolder() string { return p.ownFolder("deleted") }

// ownFolder is a folder of this window: the first one empties its own at its end, and knows nothing of what is in those of others.
func (p *Program) ownFolder(name string) string {
	if p.second {
		name = fmt.Sprintf("%s-%d", name, os.Getpid())
	}
	return filepath.Join(p.ports.Folder, name)
}

// tidy deletes what nobody can come back to behind the end of the program. needed are the names of pasted pictures that are still of use.
func (p *Program) tidy(needed map[string]bool) error {
	err := os.RemoveAll(p.deletedFolder())
	for _, path := range p.savedStyles() {
		if preset, err := model.LoadPreset(path); err == nil {
			needed[filepath.Base(preset.Source.Path)] = true // it is encoded anew from its picture for another model
		}
	}
	entries, _ := os.ReadDir(p.pastedFolder()) // mostly there is none
	for _, e := range entries {
		if !needed[e.Name()] {
			err = errors.Join(err, os.Remove(filepath.Join(p.pastedFolder(), e.Name())))
		}
	}
	return err
}

// neededNames are the names of the files that the next start may read; ok is false if nobody knows. A file elsewhere that has the name of a
// pasted one has that one kept for longer, no more.
func (p *Program) neededNames() (names map[string]bool, ok bool) {
	interrupted, err := readPlan(p.trainingFolder())
	if err != nil {
		return nil, false
	}
	s := p.Stylize
	paths := append(s.ownStyles(), s.recipe().inputs()...)
	paths = append(append(paths, pathsOf(p.Train.view.Styles)...), pathsOf(p.Train.view.Contents)...)
	for _, f := range s.contents {
		paths = append(paths, f.path)
	}
	for _, r := range s.view.Recent {
		paths = append(paths, r.Path)
	}
	if interrupted != nil {
		paths = append(append(paths, interrupted.Styles...), interrupted.Contents...)
	}
	names = map[string]bool{}
	for _, path := range paths {
		names[filepath.Base(path)] = true
	}
	return names, true
}
