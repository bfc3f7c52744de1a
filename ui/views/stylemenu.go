package views

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// showStyleMenu offers what can be done with a style of the strip.
func showStyleMenu(f *Frame, id string, at fyne.Position) {
	s := f.program.Stylize
	v := s.View()
	i := slices.IndexFunc(v.Styles, func(x state.Style) bool { return x.ID == id })
	if i < 0 {
		return
	}
	style := v.Styles[i]
	_, count := v.Weights()
	mix := fyne.NewMenuItem(lang.L("Add to the mix"), func() { s.ToggleStyle(id) })
	if style.Weight > 0 {
		mix.Label, mix.Disabled = lang.L("Take out of the mix"), count < 2
	}
	items := []*fyne.MenuItem{fyne.NewMenuItem(lang.L("Use this style alone"), func() { s.SelectStyle(id) }), mix}
	if style.Weight > 0 {
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.L("Only where a mask is bright…"), func() { s.PickMask(id) }))
	}
	if style.Mask != "" {
		items = append(items, fyne.NewMenuItem(lang.L("Everywhere again"), func() { s.SetMask(id, "") }))
	}
	if style.Source == state.PictureStyle {
		items = append(items, fyne.NewMenuItem(lang.L("Keep as a style file…"), func() {
			askName(f, lang.L("Keep as a style file"), lang.L("Keep"), style.Name, s.CheckStyleName, func(name string) { s.SaveStyle(id, name) })
		}))
	}
	switch {
	case style.Kept:
		items = append(items, fyne.NewMenuItem(lang.L("Delete this style…"), func() { s.DeleteStyle(id) }))
	case style.Source != state.BuiltInStyle:
		items = append(items, fyne.NewMenuItem(lang.L("Take off the strip"), func() { s.RemoveStyle(id) }))
		if v.SeveralOwn() {
			items = append(items, fyne.NewMenuItem(lang.L("Take all my styles off the strip"), s.RemoveOwnStyles))
		}
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), f.window.Canvas(), at)
}

// askName asks for a name; yes is what the button says, and check what is wrong with another name than it is now.
func askName(f *Frame, heading, yes, name string, check func(string) state.Text, done func(string)) {
	entry := widgets.NewEntry()
	entry.SetText(name)
	entry.Validator = func(s string) error {
		if s == "" {
			return errText(lang.L("A name is needed."))
		}
		if s != name {
			if t := check(s); !t.Empty() {
				return errText(Say(t))
			}
		}
		return nil
	}
	d := dialog.NewForm(heading, yes, lang.L("Cancel"), []*widget.FormItem{widget.NewFormItem(lang.L("Name"), entry)}, func(ok bool) {
		if ok {
			done(entry.Text)
		}
	}, f.window)
	entry.OnSubmitted = func(string) {
		if entry.Validate() == nil {
			d.Submit()
		}
	}
	entry.OnEscape = d.Hide
	const width = 420
	d.Resize(fyne.NewSize(width, d.MinSize().Height))
	d.Show()
	f.window.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{}) // what is typed takes its place
}

// errText is a sentence as an error.
type errText string

func (e errText) Error() string { return string(e) }
