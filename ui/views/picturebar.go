package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// pictureBar stands above the photo: which one it is, others, and how it is compared.
type pictureBar struct {
	frame     *Frame
	state     *state.Stylize
	root      fyne.CanvasObject
	recent    *widgets.Button
	name      *widgets.ToldText
	size      *widgets.Text
	steps     *fyne.Container // through several photos
	shut      *widgets.Button
	number    *widgets.Text
	menuItems []state.Recent
}

func newPictureBar(s *stylize) *pictureBar {
	b := &pictureBar{frame: s.frame, state: s.state, name: widgets.NewToldText("", widgets.Strong()), size: widgets.NewShortText("", widgets.Caption())}
	open := widgets.NewIconButton(lang.L("Open photo…"), theme.FolderOpenIcon(), s.state.PickContent)
	open.Importance = widget.HighImportance
	b.recent = quiet(theme.HistoryIcon(), "", nil).WithTip(lang.L("Photos used before"))
	b.recent.OnTapped = func() { b.showRecent() }
	b.number = widgets.NewText("", widgets.Caption()).Centred()
	b.steps = container.NewHBox(
		quiet(theme.NavigateBackIcon(), "", func() { s.state.StepContent(-1) }).WithTip(lang.L("Previous photo")),
		container.New(middle{}, b.number),
		quiet(theme.NavigateNextIcon(), "", func() { s.state.StepContent(1) }).WithTip(lang.L("Next photo")),
	)
	b.shut = quiet(theme.CancelIcon(), "", func() { s.state.RemoveContent(s.state.View().Current) }).WithTip(lang.L("Close this photo"))
	about := container.New(middle{}, widgets.Column(1, b.name, b.size))
	names, recent, several := widgets.Padded(0, 4, about), container.NewStack(b.recent), container.NewHBox(b.steps, b.shut)
	b.root = newBar(
		bar{
			stretched: names, wish: nameWish, segments: s.viewer.layouts,
			short: []shortened{s.viewer.original, open}, spare: []fyne.CanvasObject{recent, s.viewer.original, names},
		},
		open, recent, names, several, s.viewer.layouts, s.viewer.original,
	)
	return b
}

// nameWish is the width that shows most names of files. It is the same for all: the buttons beside a name stay in their places when another is shown.
func nameWish() float32 { return 190 }

// show shows which photo it is.
func (b *pictureBar) show(v state.StylizeView) {
	current := v.Contents[v.Current]
	name := current.Name
	if current.Path == "" {
		name = lang.X("photo."+name, title(name))
	}
	b.name.SetText(name)
	b.size.SetText(joined(pixels(current.Width, current.Height), sampleNote(v)))
	b.number.SetText(lang.L("{{.N}} of {{.Count}}", with{"N": v.Current + 1, "Count": len(v.Contents)}))
	b.frame.reveal(b.steps, len(v.Contents) > 1)
	b.frame.reveal(b.shut, current.Path != "")
	b.menuItems = v.Recent
	b.frame.reveal(b.recent, len(v.Recent) > 0)
}

// sampleNote says that the photo is only there to try things out.
func sampleNote(v state.StylizeView) string {
	if v.Contents[v.Current].Path == "" {
		return lang.L("sample photo")
	}
	return ""
}

// showRecent offers the photos used before.
func (b *pictureBar) showRecent() {
	const most = 10
	var items []*fyne.MenuItem
	for _, r := range b.menuItems[:min(len(b.menuItems), most)] {
		items = append(items, fyne.NewMenuItem(r.Name, func() { b.state.ChooseContent(r.Path) }))
	}
	under(b.recent, b.frame, fyne.NewMenu("", items...))
}

// under shows a menu below a button.
func under(o fyne.CanvasObject, f *Frame, m *fyne.Menu) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(0, o.Size().Height)
	widget.ShowPopUpMenuAtPosition(m, f.window.Canvas(), at)
}
