package views

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	look "restyle/ui/theme"
	"restyle/ui/widgets"
)

// Screen names a screen, in the order of the rail.
type Screen int

// The screens.
const (
	Stylize Screen = iota
	Train
	Video
	Models
	Settings
	screens
)

// screen is one of them.
type screen interface {
	content() fyne.CanvasObject
	// place says what files dropped at a point of the window are for.
	place(at fyne.Position) state.Place
}

// Frame is the content of the window.
type Frame struct {
	program *state.Program
	window  fyne.Window
	post    func(func())

	rail   *widgets.Rail
	jobs   *jobs
	notes  *notes
	tips   *widgets.Tips
	body   *fyne.Container
	root   *fyne.Container
	made   [screens]screen
	open   Screen
	theme  state.ThemeChoice
	themed bool
	moved  bool // things have appeared or gone, which the layout does not know yet
	menu   *menu
	wizard *wizard // open one; nil: none
}

// New fills a window with the program. post runs functions on the window's goroutine, as in state.Ports.
func New(p *state.Program, w fyne.Window, post func(func())) *Frame {
	f := &Frame{program: p, window: w, post: post, body: container.NewStack()}
	f.applyTheme() // before any text is measured: Fyne keeps the fonts that it measured with
	f.rail = widgets.NewRail(railItems(), func(i int) { f.Open(Screen(i)) })
	f.jobs = newJobs(f)
	f.notes = newNotes(f)
	f.tips = widgets.NewTips(f.later)
	f.root = container.NewBorder(nil, f.jobs.bar, f.rail, nil, container.NewBorder(nil, f.notes.room, nil, nil, f.body))
	f.menu = newMenu(f)
	p.Watch(state.SettingsValues, f.applyTheme)
	f.Open(Screen(min(max(p.Settings.View().LastScreen, 0), int(screens)-1)))
	w.SetPadded(false)
	w.SetContent(container.NewStack(f.root, f.notes.layer, f.tips))
	w.SetOnDropped(f.Drop)
	return f
}

func railItems() []widgets.RailItem {
	return []widgets.RailItem{
		{Name: lang.L("Stylize"), Icon: look.IconStylize.Resource()},
		{Name: lang.L("Train"), Icon: look.IconTrain.Resource()},
		{Name: lang.L("Video"), Icon: look.IconVideo.Resource()},
		{Name: lang.L("Models"), Icon: look.IconModels.Resource()},
		{Name: lang.L("Settings"), Icon: theme.SettingsIcon()},
	}
}

// Open shows a screen. The others stay in the window, hidden: Fyne gives new colours to what is there, and to nothing else.
func (f *Frame) Open(s Screen) {
	if f.made[s] == nil {
		f.made[s] = f.make(s)
		f.body.Add(f.made[s].content())
	}
	if f.open != s && f.window.Canvas().Focused() != fyne.Focusable(f.rail) {
		f.window.Canvas().Unfocus() // what is out of sight gets no keys
	}
	f.open = s
	f.rail.SetSelected(int(s))
	for i, other := range f.made {
		if other != nil && Screen(i) != s {
			other.content().Hide()
		}
	}
	f.made[s].content().Show()
	f.window.Canvas().Refresh(f.body)
	f.menu.update()
	f.tips.Clear()
	f.notes.makeRoom()
	f.arrange()
	f.program.Video.SetShown(s == Video)
	if o, ok := f.made[s].(interface{ opened() }); ok {
		o.opened()
	}
}

// Opened is the screen in sight.
func (f *Frame) Opened() Screen { return f.open }

// pane is the picture of the open screen, on which a message can lie; nil: it has none.
func (f *Frame) pane() fyne.CanvasObject {
	if s, ok := f.made[f.open].(interface{ pane() fyne.CanvasObject }); ok {
		return s.pane()
	}
	return nil
}

func (f *Frame) make(s Screen) screen {
	switch s {
	case Train:
		return newTrain(f)
	case Video:
		return newVideo(f)
	case Models:
		return newModels(f)
	case Settings:
		return newSettings(f)
	}
	return newStylize(f)
}

// applyTheme makes the window as light or dark as is wanted.
func (f *Frame) applyTheme() {
	choice := f.program.Settings.View().Theme
	if f.themed && choice == f.theme {
		return
	}
	f.theme, f.themed = choice, true
	brightness := map[state.ThemeChoice]look.Brightness{state.LightTheme: look.Light, state.DarkTheme: look.Dark}[choice]
	fyne.CurrentApp().Settings().SetTheme(look.New(brightness))
}

// Drop takes files that were dropped at a point of the window.
func (f *Frame) Drop(at fyne.Position, files []fyne.URI) {
	var paths []string
	for _, file := range files {
		paths = append(paths, file.Path())
	}
	switch covered := f.covered(); {
	case !covered:
		place := f.made[f.open].place(at)
		f.OpenFor(f.program.Drop(place, paths))
	case f.wizard != nil && len(f.window.Canvas().Overlays().List()) == 1: // the files are for what is asked for
		f.program.Drop(state.DropModels, paths)
	default:
		f.notes.say(lang.L("Close the dialog first."), true)
	}
}

// covered tells whether a dialog lies over the screens. An open list of choices is none: it is closed.
func (f *Frame) covered() bool {
	overlays := f.window.Canvas().Overlays()
	for top := overlays.Top(); top != nil; top = overlays.Top() {
		if _, dialog := top.(*widget.PopUp); dialog {
			return true
		}
		top.Hide()
		overlays.Remove(top)
	}
	return false
}

// OpenFor shows the screen that things went to.
func (f *Frame) OpenFor(place state.Place) {
	screens := map[state.Place]Screen{state.DropTrainStyles: Train, state.DropTrainContents: Train, state.DropVideo: Video, state.DropModels: Models}
	if s, known := screens[place]; f.open != s && (known || !f.strips(place)) {
		f.Open(s)
	}
}

// strips tells whether the open screen holds what a place names: the strip of styles is on two of them.
func (f *Frame) strips(place state.Place) bool { return place == state.DropStyles && f.open == Video }

// within tells whether a point of the window lies in an object that is shown.
func within(o fyne.CanvasObject, at fyne.Position) bool {
	corner, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
	return o.Visible() && at.X >= corner.X && at.Y >= corner.Y && at.X < corner.X+size.Width && at.Y < corner.Y+size.Height
}

// later does something on the window's goroutine after a while.
func (f *Frame) later(d time.Duration, do func()) { time.AfterFunc(d, func() { f.post(do) }) }

// reveal shows or hides an object, and has the window laid out anew.
func (f *Frame) reveal(o fyne.CanvasObject, visible bool) {
	if visible == o.Visible() {
		return
	}
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
	f.arrange()
}

// arrange lays the window out anew soon, once for all that has happened until then: Fyne does not when an object within a container of fixed
// size appears or goes.
func (f *Frame) arrange() {
	if !f.moved {
		f.moved = true
		f.post(func() {
			f.notes.makeRoom()
			f.moved = false
			layOut(f.root)
			layOut(f.notes.layer)
		})
	}
}

// layOut lays out containers within containers. It refreshes nothing: a refreshed picture is uploaded again.
func layOut(o fyne.CanvasObject) {
	switch x := o.(type) {
	case *fyne.Container:
		if x.Layout != nil {
			x.Layout.Layout(x.Objects, x.Size())
		}
		for _, child := range x.Objects {
			layOut(child)
		}
	case *container.Scroll:
		x.Content.Resize(x.Size().Max(x.Content.MinSize()))
		layOut(x.Content)
		if size := x.Size().Max(x.Content.MinSize()); size != x.Content.Size() { // paragraphs know their height by their width
			x.Content.Resize(size)
			layOut(x.Content)
		}
	case interface{ Content() fyne.CanvasObject }:
		layOut(x.Content())
	}
}
