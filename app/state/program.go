package state

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"restyle/core/lock"
	"restyle/core/model"
)

// Program is everything that the window shows.
type Program struct {
	Stylize  *Stylize
	Train    *Train
	Models   *Models
	Video    *Video
	Jobs     *Jobs
	Settings *Settings

	ports     Ports
	watchers  watchers
	studio    *studio
	thumbs    thumbnails
	claims    map[string]bool // files that running jobs will write
	saved     choices
	missing   []string // files of the last time that are not there any more
	unwritten bool     // the person knows that choices cannot be written
	saving    bool     // a writing of the choices is on its way
	folder    string   // of the last file dialog
	started   bool
	calm      []func() // waits until the first picture is there
	messages  messages
	questions []*Question
	agreed    string // file that the person has just chosen in a dialog, which asks whether one that is there may be replaced
	quit      func() // ends the program as soon as no job runs; nil: nobody wants that
	ending    bool   // everything is being saved, and then quit is called
	errands   sync.WaitGroup
	mayStay   bool // quit was the person's wish, who can be told why it does not happen
	lock      *lock.Lock
	second    bool // another window has the folder: this one keeps and learns nothing in it
}

// New returns the program's state as at its last end: settings and choices are read, nothing is computed before Start.
func New(ports Ports) (*Program, error) {
	if ports.Post == nil || ports.Folder == "" {
		return nil, fmt.Errorf("start the program: it needs a way to post and a folder")
	}
	if ports.Library == nil {
		ports.Library = model.NewLibrary(ports.Folder)
	}
	p := &Program{ports: ports, watchers: watchers{post: ports.Post}, studio: newStudio(ports.Library), thumbs: thumbnails{post: ports.Post}, claims: map[string]bool{}}
	p.takeFolder()
	saved, err := readChoices(ports.Folder)
	p.saved, p.folder = saved, saved.Folder
	p.Settings = newSettings(p)
	p.Jobs = &Jobs{program: p, long: longJob}
	p.Models = newModels(p)
	p.Train = newTrain(p)
	p.Video = newVideo(p)
	p.Stylize = newStylize(p)
	if err != nil {
		p.complain(err)
	}
	if p.second {
		p.show(Message{Text: text("state.second"), Bad: true})
	} else if err == nil {
		p.tellGone()
	}
	return p, nil
}

// Folder is where models, styles and settings are kept.
func (p *Program) Folder() string { return p.ports.Folder }

// gone tells whether a file of the last time is not there any more, and remembers it.
func (p *Program) gone(path string) bool {
	_, err := os.Stat(path)
	if err != nil && !slices.Contains(p.missing, path) {
		p.missing = append(p.missing, path)
	}
	return err != nil
}

// tellGone says which files are not there any more: a photo or style would be missed without a word.
func (p *Program) tellGone() {
	switch n := len(p.missing); {
	case n == 1:
		p.show(Message{Text: text("state.gone.one", "File", baseName(p.missing[0])), Bad: true})
	case n > 1:
		p.show(Message{Text: text("state.gone.some", "Count", n, "File", baseName(p.missing[0])), Bad: true})
	}
}

// takeFolder makes this window the one that keeps choices and trainings in the folder, unless another does. Where no lock is to be had, as on some disks of a
// network, it does what a single one would.
func (p *Program) takeFolder() {
	if makeFolder(p.ports.Folder) != nil {
		return // whoever writes says so
	}
	var err error
	p.lock, err = lock.Take(filepath.Join(p.ports.Folder, "desktop.lock"))
	p.second = errors.Is(err, lock.ErrHeld)
}

// leaveFolder lets the next window have it.
func (p *Program) leaveFolder() {
	if p.lock != nil {
		p.lock.Release()
		p.lock = nil
	}
}

// Start begins to compute: the first preview, and after it the details of models. It may be called before there is a window.
func (p *Program) Start() {
	p.started = true
	p.Stylize.refresh()
	p.Models.namesChanged()
	p.Train.lookForInterrupted()
	p.calm = append(p.calm, p.Models.refresh, p.Train.lookAtAll)
}

// firstShown begins what has waited until the first picture was there, or was known not to come.
func (p *Program) firstShown() {
	waiting := p.calm
	p.calm = nil
	for _, f := range waiting {
		f()
	}
}

// Watch calls f on the owner after changes of these parts, until stop is called.
func (p *Program) Watch(parts Change, f func()) (stop func()) { return p.watchers.add(parts, f) }

// log writes a line of names and values for tests and for people who look for a fault.
func (p *Program) log(event string, pairs ...any) {
	if p.ports.Log == nil {
		return
	}
	line := []string{"event=" + event}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != nil {
			line = append(line, fmt.Sprintf("%v=%q", pairs[i], fmt.Sprint(pairs[i+1])))
		}
	}
	p.ports.Log(strings.Join(line, " "))
}
