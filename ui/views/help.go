package views

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"restyle/ui/widgets"
)

// helpMenu says what nothing else in the window says.
func (m *menu) helpMenu() *fyne.Menu {
	return fyne.NewMenu(
		lang.L("Help"),
		m.item(lang.L("Keyboard"), ctrl(fyne.KeyK), func() { showKeys(m.frame) }),
		m.item(lang.L("About Restyle"), ctrl(fyne.KeyI), func() { showAbout(m.frame) }),
	)
}

// keyLine is what a key does.
type keyLine struct{ does, key string }

// showKeys lists what can be done by keyboard. The menus say it too, but only the mouse opens them.
func showKeys(f *Frame) {
	var menus []fyne.CanvasObject
	for _, m := range f.menu.main.Items {
		menus = append(menus, keyColumn(m.Label, menuLines(m)))
	}
	file, edit, view, help := menus[0], menus[1], menus[2], menus[3]
	columns := container.New(layout.NewCustomPaddedHBoxLayout(28), file, view, widgets.Column(12, edit, help, keyColumn(lang.L("Where the keyboard is"), ownKeys())))
	const around = 130 // heading, button and margins of the dialog
	room := f.window.Canvas().Size().SubtractWidthHeight(around, around)
	scroll := container.NewScroll(widgets.Padded(0, 6, columns))
	scroll.SetMinSize(room.Min(scroll.Content.MinSize()))
	d := dialog.NewCustomWithoutButtons(lang.L("Keyboard"), scroll, f.window)
	f.showDialog(d, widgets.NewButton(lang.L("Close"), d.Hide))
}

// menuLines are those of a menu.
func menuLines(m *fyne.Menu) (lines []keyLine) {
	for _, item := range m.Items {
		switch shortcut, ok := item.Shortcut.(fyne.KeyboardShortcut); {
		case ok:
			lines = append(lines, keyLine{strings.TrimSuffix(item.Label, "…"), shortcutName(shortcut)})
		case item.ChildMenu != nil: // the newest of what can be brought back
			lines = append(lines, keyLine{item.Label, shortcutName(ctrl(fyne.KeyB).(fyne.KeyboardShortcut))})
		}
	}
	return lines
}

// ownKeys are what the parts of the window do with keys.
func ownKeys() []keyLine {
	return []keyLine{
		{lang.L("The next control, the one before"), "Tab, Shift+Tab"},
		{lang.L("Move the divider, the picture"), "← →, ↑ ↓"},
		{lang.L("Zoom"), "+ −"},
		{lang.L("See the original"), lang.L("Space")},
		{lang.L("Go along the styles, choose one"), "← →, " + lang.L("Return")},
		{lang.L("Add a style to the mix"), lang.L("Space")},
		{lang.L("What else can be done with a style"), "F10"},
		{lang.L("Take a picture to learn from out"), "Del"},
	}
}

// shortcutName is what is to be pressed, as the menus write it.
func shortcutName(s fyne.KeyboardShortcut) string {
	names := map[fyne.KeyName]string{fyne.KeyUp: "↑", fyne.KeyDown: "↓"}
	name, ok := names[s.Key()]
	if !ok {
		name = string(s.Key())
	}
	if s.Mod()&fyne.KeyModifierShift != 0 {
		name = "Shift+" + name
	}
	if runtime.GOOS == "darwin" {
		return "⌘" + name
	}
	return "Ctrl+" + name
}

// keyColumn is a heading with lines below it.
func keyColumn(heading string, lines []keyLine) fyne.CanvasObject {
	column := widgets.Column(5, widgets.NewText(heading, widgets.Strong()))
	for _, l := range lines {
		const gap = 16
		name := widgets.NewText(l.does, widgets.Caption())
		column.Add(container.NewBorder(nil, nil, name, container.New(layout.NewCustomPaddedLayout(0, 0, gap, 0), widgets.NewText(l.key, widgets.Caption()))))
	}
	return column
}

// showAbout says what the program is, and where it keeps what it learns.
func showAbout(f *Frame) {
	folder := f.program.Folder()
	text := widgets.Column(
		12, widgets.NewParagraph(about(), widgets.Body()),
		widgets.NewParagraph(lang.L("The method is CCPL with SCTNet (Wu, Zhu, Du and Bai, ECCV 2022)."), widgets.Muted()),
		widgets.NewParagraph(lang.L("Models, styles and settings are kept in {{.Folder}}", with{"Folder": folder}), widgets.Muted()),
	)
	d := dialog.NewCustomWithoutButtons(lang.L("About Restyle"), widgets.AtLeast(460, 0, text), f.window)
	show := widgets.NewIconButton(lang.L("Open the folder"), theme.FolderOpenIcon(), func() { f.showFolder(folder) })
	f.showDialog(d, show, widgets.NewButton(lang.L("Close"), d.Hide))
}
