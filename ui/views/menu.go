package views

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// menu is the window's menu. It shows all shortcuts; Fyne acts on them.
type menu struct {
	frame             *Frame
	undo, redo, reset *fyne.MenuItem
	export, all       *fyne.MenuItem
	train, cancel     *fyne.MenuItem
	back, next        *fyne.MenuItem // of several photos
	play              *fyne.MenuItem
	shut, shutAll     *fyne.MenuItem
	removed           *fyne.MenuItem // with a line for each thing that can be brought back
	listed            []state.Message
	main              *fyne.MainMenu
	drawn             []greyed // as it was last
}

// greyed is a line and whether it is greyed out.
type greyed struct {
	line *fyne.MenuItem
	out  bool
}

func newMenu(f *Frame) *menu {
	m := &menu{frame: f}
	m.main = fyne.NewMainMenu(m.fileMenu(), m.editMenu(), m.viewMenu(), m.helpMenu())
	f.window.SetMainMenu(m.main)
	f.program.Watch(state.StylizeLook|state.StylizeContent|state.VideoClip|state.JobsList|state.TrainSetup|state.TrainProgress, m.update)
	f.program.Watch(state.Messages, m.listRemoved)
	f.window.Canvas().SetOnTypedKey(f.typedKey)
	f.window.Canvas().AddShortcut(ctrlShift(fyne.KeyZ), func(fyne.Shortcut) { m.redo.Action() }) // as in many programs, beside that of the menu
	return m
}

// item is a line of a menu with its shortcut. Fyne does what a shortcut says before anything else sees the key: in a text field, below a
// dialog, and where the line is greyed out.
func (m *menu) item(name string, shortcut fyne.Shortcut, do func()) *fyne.MenuItem {
	i := fyne.NewMenuItem(name, nil)
	i.Shortcut = shortcut
	i.Action = func() {
		if !m.frame.edits(shortcut) && !i.Disabled && !m.frame.covered() {
			do()
		}
	}
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
	m.export = m.item(lang.L("Export…"), ctrl(fyne.KeyS), m.exportOpen)
	m.all = m.item(lang.L("Export all…"), ctrlShift(fyne.KeyS), p.Stylize.ExportAll)
	m.train = m.item(lang.L("Train on my styles"), ctrl(fyne.KeyT), func() { m.frame.Open(Train); p.Train.Start() })
	m.cancel = m.item(lang.L("Cancel the running job"), ctrl(fyne.KeyPeriod), m.cancelJob)
	m.shut = m.item(lang.L("Close this photo"), ctrl(fyne.KeyW), func() { p.Stylize.RemoveContent(p.Stylize.View().Current) })
	m.shutAll = m.item(lang.L("Close all photos"), ctrlShift(fyne.KeyW), p.Stylize.CloseAll)
	quit := fyne.NewMenuItem(lang.L("Quit"), nil)
	quit.Shortcut, quit.IsQuit = ctrl(fyne.KeyQ), true // Fyne closes the window, which asks if something runs
	return fyne.NewMenu(
		lang.L("File"),
		m.item(lang.L("Open photo…"), ctrl(fyne.KeyO), func() { m.frame.Open(Stylize); p.Stylize.PickContent() }),
		m.item(lang.L("Open a folder of photos…"), ctrl(fyne.KeyD), func() { m.frame.Open(Stylize); p.Stylize.PickContents() }),
		m.shut,
		m.shutAll,
		m.item(lang.L("Add style…"), ctrlShift(fyne.KeyO), func() { m.frame.Open(Stylize); p.Stylize.PickStyle() }),
		m.item(lang.L("Open video…"), ctrl(fyne.KeyE), func() { m.frame.Open(Video); p.Video.Pick() }),
		m.item(lang.L("Add pictures to learn from…"), ctrlShift(fyne.KeyT), func() { m.frame.Open(Train); p.Train.PickStyles() }),
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
	m.undo = m.item(lang.L("Undo"), &fyne.ShortcutUndo{}, p.Stylize.Undo)
	m.redo = m.item(lang.L("Redo"), &fyne.ShortcutRedo{}, p.Stylize.Redo)
	m.reset = m.item(lang.L("Reset the look"), ctrl(fyne.KeyR), p.Stylize.Reset)
	m.removed = fyne.NewMenuItem(lang.L("Bring back"), nil)
	m.removed.ChildMenu, m.removed.Disabled = fyne.NewMenu(""), true
	return fyne.NewMenu(
		lang.L("Edit"), m.undo, m.redo, m.reset, m.removed,
		fyne.NewMenuItemSeparator(),
		m.item(lang.L("Paste a picture"), &fyne.ShortcutPaste{}, m.paste),
		m.item(lang.L("Paste as a style"), ctrlShift(fyne.KeyV), func() { p.Paste(state.DropStyles, m.frame.OpenFor) }),
	)
}

func (m *menu) viewMenu() *fyne.Menu {
	items := []*fyne.MenuItem{}
	keys := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5}
	for i, screen := range railItems() {
		items = append(items, m.item(screen.Name, ctrl(keys[i]), func() { m.frame.Open(Screen(i)) }))
	}
	compare := func(do func(*widgets.Compare)) func() {
		return func() {
			if s, ok := m.frame.made[m.frame.open].(interface{ comparison() *widgets.Compare }); ok {
				do(s.comparison())
			}
		}
	}
	step := func(n int) func() { return func() { m.frame.program.Stylize.StepContent(n) } }
	m.back = m.item(lang.L("Previous photo"), ctrl(fyne.KeyUp), step(-1))
	m.next = m.item(lang.L("Next photo"), ctrl(fyne.KeyDown), step(1))
	m.play = m.item(lang.L("Play the video, or stop"), ctrl(fyne.KeyP), m.frame.program.Video.Play)
	layout := func(l widgets.Layout) func() { return compare(func(c *widgets.Compare) { c.SetLayout(l) }) }
	items = append(
		items, fyne.NewMenuItemSeparator(), m.back, m.next, m.play, fyne.NewMenuItemSeparator(),
		m.item(lang.L("Divider"), ctrlShift(fyne.Key1), layout(widgets.Split)),
		m.item(lang.L("Side by side"), ctrlShift(fyne.Key2), layout(widgets.Beside)),
		m.item(lang.L("Result"), ctrlShift(fyne.Key3), layout(widgets.After)),
		fyne.NewMenuItemSeparator(),
		m.item(lang.L("Zoom in"), ctrl(fyne.KeyEqual), compare(func(c *widgets.Compare) { c.ZoomBy(widgets.ZoomStep) })),
		m.item(lang.L("Zoom out"), ctrl(fyne.KeyMinus), compare(func(c *widgets.Compare) { c.ZoomBy(1 / widgets.ZoomStep) })),
		m.item(lang.L("Whole picture"), ctrl(fyne.Key0), compare((*widgets.Compare).Fit)),
		m.item(lang.L("Actual size"), ctrlShift(fyne.Key0), compare((*widgets.Compare).ActualSize)),
	)
	return fyne.NewMenu(lang.L("View"), items...)
}

// listRemoved lists what can be brought back; the shortcut is that of the newest.
func (m *menu) listRemoved() {
	removed := m.frame.program.Removed()
	same := func(a, b state.Message) bool { return a.Number == b.Number }
	if slices.EqualFunc(m.listed, removed, same) {
		return
	}
	m.listed = removed
	m.removed.ChildMenu.Items, m.removed.Disabled = nil, len(removed) == 0
	for i, was := range removed {
		line := m.item(removedLine(was), nil, func() { m.frame.program.UndoMessage(was.Number) })
		if i == 0 {
			line.Shortcut = ctrl(fyne.KeyB)
		}
		m.removed.ChildMenu.Items = append(m.removed.ChildMenu.Items, line)
	}
	m.main.Refresh()
}

// removedLine is what was said when something was taken away, no longer than a menu should be wide.
func removedLine(m state.Message) string {
	const most = 60
	line := []rune(strings.TrimRight(Say(m.Text), ".。"))
	if len(line) > most {
		return string(line[:most-1]) + "…"
	}
	return string(line)
}

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
	m.frame.program.Paste(places[m.frame.open], m.frame.OpenFor)
}

// cancelJob cancels the newest job that runs.
func (m *menu) cancelJob() {
	for _, j := range m.frame.program.Jobs.View() {
		if !j.Ended() {
			m.frame.program.Jobs.Cancel(j.ID)
			return
		}
	}
}

// update greys out what cannot be chosen now, or would change what the open screen does not show; drawing the menu anew costs time, so only if
// that has changed.
func (m *menu) update() {
	if m == nil {
		return
	}
	p := m.frame.program
	v := p.Stylize.View()
	running := false
	for _, j := range p.Jobs.View() {
		running = running || !j.Ended()
	}
	clip := p.Video.View()
	look := m.frame.open == Stylize || m.frame.open == Video // the screens that show what it does
	export := m.frame.open == Stylize || m.frame.open == Video && clip.Clip != nil && clip.Running == 0
	several := len(v.Contents) > 1 && m.frame.open == Stylize
	shut := v.Contents[v.Current].Path != "" && m.frame.open == Stylize
	sample := len(v.Contents) == 1 && v.Contents[0].Path == ""
	now := []greyed{
		{m.undo, !v.Undo || !look},
		{m.redo, !v.Redo || !look},
		{m.reset, v.Plain() || !look},
		{m.export, !export},
		{m.all, !several},
		{m.train, !p.Train.View().CanStart},
		{m.cancel, !running},
		{m.back, !several},
		{m.next, !several},
		{m.play, m.frame.open != Video || clip.Clip == nil},
		{m.shut, !shut},
		{m.shutAll, sample},
	}
	if slices.Equal(now, m.drawn) {
		return
	}
	m.drawn = now
	for _, g := range now {
		g.line.Disabled = g.out
	}
	m.main.Refresh()
}
