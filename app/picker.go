package app

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// picker asks for files: with the system's dialogs if they are wanted and work, else with Fyne's.
type picker struct {
	window fyne.Window
	post   func(func())
	native func() bool
	busy   atomic.Bool // a dialog is open: a second one would confuse everybody
}

func newPicker(w fyne.Window, post func(func())) *picker {
	leaveFilesUntouched()
	return &picker{window: w, post: post, native: func() bool { return false }}
}

// wish is what a dialog is for.
type wish struct {
	what         action
	kind         state.FileKind
	folder, name string
	done         func(string, error)
}

type action uint8

const (
	openFile action = iota
	saveFile
	openFolder
)

// Open asks for a file to read.
func (p *picker) Open(kind state.FileKind, folder string, done func(string, error)) {
	p.ask(wish{openFile, kind, folder, "", done})
}

// Save asks for a file to write.
func (p *picker) Save(kind state.FileKind, folder, name string, done func(string, error)) {
	p.ask(wish{saveFile, kind, folder, name, done})
}

// Folder asks for a folder.
func (p *picker) Folder(folder string, done func(string, error)) {
	p.ask(wish{what: openFolder, folder: folder, done: done})
}

func (p *picker) ask(w wish) {
	if w.folder == "" {
		w.folder = firstFolder()
	}
	if !p.busy.CompareAndSwap(false, true) {
		w.done("", state.ErrDialogOpen)
		return
	}
	if !p.native() {
		p.inWindow(w)
		return
	}
	go func() {
		path, err := askSystem(w)
		p.post(func() {
			if err != nil && !errors.Is(err, errCancelled) {
				p.inWindow(w)
				return
			}
			p.busy.Store(false)
			if err == nil {
				w.done(path, nil)
			}
		})
	}()
}

// firstFolder is where a person looks first: their pictures, or their home. Without it, dialogs show where the program was started.
func firstFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	for _, name := range []string{"Pictures", "图片"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return home
}

var errCancelled = errors.New("cancelled")

// inWindow asks with Fyne's own dialog.
func (p *picker) inWindow(w wish) {
	if w.what == openFolder {
		d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
			if u != nil || err != nil {
				w.done(pathOf(u), err)
			}
		}, p.window)
		d.SetConfirmText(lang.L("Choose"))
		p.show(d, w)
		return
	}
	if w.what == saveFile {
		d := dialog.NewFileSave(func(f fyne.URIWriteCloser, err error) { w.chosen(f, err) }, p.window)
		d.SetFileName(w.name)
		p.show(d, w)
		return
	}
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if f != nil {
			f.Close()
			w.done(f.URI().Path(), err)
		} else if err != nil {
			w.done("", err)
		}
	}, p.window)
	d.SetFilter(storage.NewExtensionFileFilter(endings(w.kind)))
	p.show(d, w)
}

// chosen takes the file that Fyne names, after asking whether one that is there may be replaced; what is written later is written whole.
func (w wish) chosen(f fyne.URIWriteCloser, err error) {
	if f == nil {
		if err != nil {
			w.done("", err)
		}
		return
	}
	f.Close()
	w.done(f.URI().Path(), err)
}

type fileDialog interface {
	dialog.Dialog
	SetLocation(fyne.ListableURI)
	SetTitleText(string)
}

// title says what a dialog is for.
func (w wish) title() string {
	switch w.what {
	case openFolder:
		return lang.L("Choose a folder")
	case saveFile:
		return lang.L("Save as")
	}
	switch w.kind {
	case state.VideoFiles:
		return lang.L("Choose a video")
	case state.ModelFiles:
		return lang.L("Choose a model file")
	case state.TorchFiles:
		return lang.L("Choose a checkpoint of the authors")
	}
	return lang.L("Choose a picture")
}

func (p *picker) show(d fileDialog, w wish) {
	d.SetTitleText(w.title())
	if u, err := storage.ListerForURI(storage.NewFileURI(w.folder)); w.folder != "" && err == nil {
		d.SetLocation(u)
	}
	size := p.window.Canvas().Size()
	d.Resize(fyne.NewSize(min(900, size.Width-80), min(640, size.Height-80)))
	d.SetOnClosed(func() { p.busy.Store(false) })
	d.Show()
	translatePlaces(p.window.Canvas().Overlays().Top())
	escapable(p.window.Canvas(), p.window.Canvas().Overlays().Top(), d.Dismiss)
}

// translatePlaces has the list of places in a dialog of Fyne's name them in the language of the window: Fyne's own names are English.
func translatePlaces(o fyne.CanvasObject) {
	switch x := o.(type) {
	case *widget.PopUp:
		translatePlaces(x.Content)
	case *fyne.Container:
		for _, child := range x.Objects {
			translatePlaces(child)
		}
	case *container.Split:
		translatePlaces(x.Leading)
	case *widget.List:
		update := x.UpdateItem
		x.UpdateItem = func(id widget.ListItemID, item fyne.CanvasObject) {
			update(id, item)
			for _, part := range item.(*fyne.Container).Objects {
				if name, ok := part.(*widget.Label); ok {
					name.SetText(placeName(name.Text))
				}
			}
		}
		x.Refresh()
	}
}

// placeName is a place's name in the language of the window.
func placeName(english string) string {
	names := map[string]string{
		"Home": lang.L("Home"), "Computer": lang.L("Computer"), "Desktop": lang.L("Desktop"), "Documents": lang.L("Documents"), "Downloads": lang.L("Downloads"),
		"Music": lang.L("Music"), "Pictures": lang.L("Pictures"), "Videos": lang.L("Videos"), "Movies": lang.L("Movies"),
	}
	return cmp.Or(names[english], english)
}

// escapable has Escape close a dialog of Fyne's also while the name of a file is written: its field takes all keys, and so gives its place to
// one that does not.
func escapable(c fyne.Canvas, o fyne.CanvasObject, escape func()) {
	switch x := o.(type) {
	case *widget.PopUp:
		escapable(c, x.Content, escape)
	case *fyne.Container:
		for _, child := range x.Objects {
			escapable(c, child, escape)
		}
	case *container.Scroll:
		field, ok := x.Content.(*widget.Entry)
		if !ok {
			return
		}
		ours := widgets.NewEntry()
		ours.SetText(field.Text)
		changed := field.OnChanged
		field.OnChanged = func(name string) {
			if changed(name); name != ours.Text {
				ours.SetText(name)
			}
		}
		ours.OnChanged, ours.OnSubmitted, ours.OnEscape = field.SetText, field.OnSubmitted, escape
		x.Content = ours
		x.Refresh()
		c.Focus(ours)
	}
}

func pathOf(u fyne.ListableURI) string {
	if u == nil {
		return ""
	}
	return u.Path()
}

// endings are those of the names of files of a kind.
func endings(kind state.FileKind) []string {
	lists := map[state.FileKind]string{
		state.PictureFiles:  ".jpg .jpeg .png .webp .bmp .tif .tiff .gif .style",
		state.VideoFiles:    strings.Join(state.VideoEndings(), " ") + " .gif",
		state.ModelFiles:    ".safetensors",
		state.TorchFiles:    ".pth .tar .pt",
		state.StyleFiles:    ".style",
		state.PictureOutput: ".jpg .jpeg .png .tif .tiff",
		state.VideoOutput:   ".mp4 .mov .mkv .webm .gif .avi",
		state.ModelOutput:   ".safetensors",
	}
	var all []string
	for _, e := range strings.Fields(lists[kind]) {
		all = append(all, e, strings.ToUpper(e)) // GTK and Fyne tell capitals apart
	}
	return all
}
