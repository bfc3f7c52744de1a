package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// menu is the window's menu. It shows all shortcuts; Fyne acts on them.
type menu struct {
	frame                          *Frame
	undo, redo, export, all, train *fyne.MenuItem
	cancel                         *fyne.MenuItem
	main                           *fyne.MainMenu
	before                         [6]bool // what could not be chosen when the menu was last drawn
}

func newMenu(f *Frame) *menu {
	m := &menu{frame: f}
	m.main = fyne.NewMainMenu(m.fileMenu(), m.editMenu(), m.viewMenu())
	f.window.SetMainMenu(m.main)
	f.program.Watch(state.StylizeLook|state.StylizeContent|state.JobsList|state.TrainSetup|state.TrainProgress, m.update)
	f.window.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch {
		case e.Name != fyne.KeyEscape:
		case f.wizard != nil:
			f.wizard.dialog.Hide()
		default:
			f.notes.toast.Dismiss()
		}
	})
	return m
}

// item is a line of a menu with its shortcut.
func item(name string, shortcut fyne.Shortcut, do func()) *fyne.MenuItem {
	i := fyne.NewMenuItem(name, do)
	i.Shortcut = shortcut
	return i
}

// ctrl is a key with Ctrl, or Command on a Mac.
func ctrl(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

// ctrlShift is a key with Ctrl and Shift.
func ctrlShift(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

func (m *menu) fileMenu() *fyne.Menu {
	p := m.frame.program
	m.export = item(lang.L("Export…"), ctrl(fyne.KeyS), m.exportOpen)
	m.all = item(lang.L("Export all…"), ctrlShift(fyne.KeyS), p.Stylize.ExportAll)
	m.train = item(lang.L("Train on my styles"), ctrl(fyne.KeyT), func() { m.frame.Open(Train); p.Train.Start() })
	m.cancel = item(lang.L("Cancel the running job"), ctrl(fyne.KeyPeriod), m.cancelJob)
	quit := item(lang.L("Quit"), ctrl(fyne.KeyQ), nil)
	quit.IsQuit = true // Fyne closes the window, which asks if something runs
	return fyne.NewMenu(
		lang.L("File"),
		item(lang.L("Open photo…"), ctrl(fyne.KeyO), func() { m.frame.Open(Stylize); p.Stylize.PickContent() }),
		item(lang.L("Add style…"), ctrlShift(fyne.KeyO), func() { m.frame.Open(Stylize); p.Stylize.PickStyle() }),
		item(lang.L("Open video…"), ctrl(fyne.KeyE), func() { m.frame.Open(Video); p.Video.Pick() }),
		item(lang.L("Add pictures to learn from…"), ctrlShift(fyne.KeyT), func() { m.frame.Open(Train); p.Train.PickStyles() }),
		fyne.NewMenuItemSeparator(),
		m.export, m.all,
		fyne.NewMenuItemSeparator(),
		m.train, m.cancel,
		fyne.NewMenuItemSeparator(),
		quit,
	)
}

func (m *menu) editMenu() *fyne.Menu {
	p := m.frame.program
	m.undo = item(lang.L("Undo"), &fyne.ShortcutUndo{}, p.Stylize.Undo)
	m.redo = item(lang.L("Redo"), &fyne.ShortcutRedo{}, p.Stylize.Redo)
	return fyne.NewMenu(
		lang.L("Edit"), m.undo, m.redo,
		item(lang.L("Reset the look"), ctrl(fyne.KeyR), p.Stylize.Reset),
		fyne.NewMenuItemSeparator(),
		item(lang.L("Paste a picture"), &fyne.ShortcutPaste{}, m.paste),
		item(lang.L("Paste as a style"), ctrlShift(fyne.KeyV), func() { p.Paste(state.DropStyles, m.frame.openFor) }),
	)
}

func (m *menu) viewMenu() *fyne.Menu {
	items := []*fyne.MenuItem{}
	keys := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5}
	for i, screen := range railItems() {
		items = append(items, item(screen.Name, ctrl(keys[i]), func() { m.frame.Open(Screen(i)) }))
	}
	compare := func(do func(*widgets.Compare)) func() {
		return func() {
			if s, ok := m.frame.made[m.frame.open].(interface{ comparison() *widgets.Compare }); ok {
				do(s.comparison())
			}
		}
	}
	layout := func(l widgets.Layout) func() { return compare(func(c *widgets.Compare) { c.SetLayout(l) }) }
	items = append(
		items, fyne.NewMenuItemSeparator(),
		item(lang.L("Divider"), ctrlShift(fyne.Key1), layout(widgets.Split)),
		item(lang.L("Side by side"), ctrlShift(fyne.Key2), layout(widgets.Beside)),
		item(lang.L("Result"), ctrlShift(fyne.Key3), layout(widgets.After)),
		fyne.NewMenuItemSeparator(),
		item(lang.L("Zoom in"), ctrl(fyne.KeyEqual), compare(func(c *widgets.Compare) { c.ZoomBy(zoomStep) })),
		item(lang.L("Zoom out"), ctrl(fyne.KeyMinus), compare(func(c *widgets.Compare) { c.ZoomBy(1 / zoomStep) })),
		item(lang.L("Whole picture"), ctrl(fyne.Key0), compare((*widgets.Compare).Fit)),
		item(lang.L("Actual size"), ctrlShift(fyne.Key0), compare((*widgets.Compare).ActualSize)),
	)
	return fyne.NewMenu(lang.L("View"), items...)
}

// zoomStep is the factor of a menu item or button.
const zoomStep = 1.25

// exportOpen exports what the open screen shows.
func (m *menu) exportOpen() {
	if m.frame.open == Video {
		m.frame.program.Video.Export()
	} else {
		m.frame.program.Stylize.Export()
	}
}

// paste takes the clipboard to the open screen.
func (m *menu) paste() {
	places := map[Screen]state.Place{Stylize: state.DropContent, Train: state.DropTrainStyles, Video: state.DropVideo, Models: state.DropModels}
	m.frame.program.Paste(places[m.frame.open], m.frame.openFor)
}

// cancelJob cancels the newest job that runs.
func (m *menu) cancelJob() {
	for _, j := range m.frame.program.Jobs.View() {
		if j.Status == state.JobRunning || j.Status == state.JobPaused {
			m.frame.program.Jobs.Cancel(j.ID)
			return
		}
	}
}

// update greys out what cannot be chosen now; drawing the menu anew costs time, so only if that has changed.
func (m *menu) update() {
	if m == nil {
		return
	}
	p := m.frame.program
	v := p.Stylize.View()
	running := false
	for _, j := range p.Jobs.View() {
		running = running || j.Status == state.JobRunning || j.Status == state.JobPaused
	}
	now := [6]bool{!v.Undo, !v.Redo, len(v.Contents) < 2, !p.Train.View().CanStart, !running, true}
	if now == m.before {
		return
	}
	m.before = now
	m.undo.Disabled, m.redo.Disabled, m.all.Disabled, m.train.Disabled, m.cancel.Disabled = now[0], now[1], now[2], now[3], now[4]
	m.main.Refresh()
}
