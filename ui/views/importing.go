package views

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// wizard imports the checkpoints of the authors of the method.
type wizard struct {
	frame   *Frame
	state   *state.Models
	dialog  *dialog.CustomDialog
	rows    [5]wizardRow
	name    *widgets.Entry
	note    *widgets.Paragraph
	problem *widgets.Paragraph
	run     *widgets.Button
	started bool
}

// wizardRow is a file to be chosen.
type wizardRow struct {
	file    *widgets.Text
	problem *widgets.Text
	without fyne.CanvasObject // takes the file away
}

// roleNames are what the files are for, and what they are called where they come from.
func roleNames() [5][2]string {
	return [5][2]string{
		{lang.L("Encoder (VGG)"), "vgg_normalised.pth"},
		{lang.L("Artistic: decoder"), "decoder_iter_160000.pth.tar"},
		{lang.L("Artistic: SCT"), "sct_iter_160000.pth.tar"},
		{lang.L("Photorealistic: decoder"), "pr_decoder_iter_160000.pth.tar"},
		{lang.L("Photorealistic: SCT"), "pr_sct_iter_160000.pth.tar"},
	}
}

// showImport opens the wizard.
func showImport(f *Frame) {
	w := &wizard{frame: f, state: f.program.Models}
	w.name = widgets.NewEntry()
	w.name.OnChanged = w.state.SetImportName
	w.note, w.problem = widgets.NewParagraph("", widgets.Caption()), widgets.NewParagraph("", widgets.Warning())
	intro := widgets.NewParagraph(
		lang.L("The authors of the method publish trained weights as five files. The encoder and both files of one mode are needed; choose the folder that holds them, and each file is recognised by what is in it."),
		widgets.Body(),
	)
	folder := widgets.NewIconButton(lang.L("Choose the folder…"), theme.FolderOpenIcon(), w.state.PickImportFolder)
	files := widgets.Column(10)
	for i, names := range roleNames() {
		files.Add(w.newRow(state.ImportRole(i), names))
	}
	name := widgets.Column(6, widgets.NewText(lang.L("Name of the new model"), widgets.Body()), w.name)
	body := widgets.Column(16, intro, container.NewHBox(folder), files, name, w.note, w.problem)
	w.run = widgets.NewButton(lang.L("Import"), func() {
		w.started = true
		w.state.RunImport()
	})
	w.run.Importance = widget.HighImportance
	w.name.OnSubmitted = func(string) {
		if !w.run.Disabled() {
			w.run.Tapped(nil)
		}
	}
	w.dialog = dialog.NewCustomWithoutButtons(lang.L("Import the authors' files"), widgets.AtLeast(640, 0, body), f.window)
	w.dialog.SetOnClosed(func() {
		f.wizard = nil
		w.state.ResetImport()
	})
	f.wizard = w
	w.show()
	f.showDialog(w.dialog, widgets.NewButton(lang.L("Close"), w.dialog.Hide), w.run)
	if w.run.Disabled() {
		f.window.Canvas().Focus(folder)
	}
}

// refreshImport shows what has become of the wizard, and opens it for files that were dropped.
func refreshImport(f *Frame) {
	files := f.program.Models.View().Import.Files
	dropped := slices.ContainsFunc(files[:], func(file state.ImportFile) bool { return file.Path != "" })
	switch {
	case f.wizard != nil:
		f.wizard.show()
	case dropped:
		showImport(f)
	}
}

func (w *wizard) newRow(role state.ImportRole, names [2]string) fyne.CanvasObject {
	row := &w.rows[role]
	row.file, row.problem = widgets.NewShortText("", widgets.Caption()), widgets.NewShortText("", widgets.Warning())
	row.without = quiet(theme.CancelIcon(), "", func() { w.state.SetImport(role, "") })
	room := widgets.AtLeast(row.without.MinSize().Width, 0, row.without)
	buttons := container.NewHBox(quiet(theme.FolderOpenIcon(), lang.L("Choose…"), func() { w.state.PickImport(role) }), room)
	const nameWidth = 180
	name := container.New(middle{}, widgets.AtLeast(nameWidth, 0, widgets.NewText(names[0], widgets.Body())))
	return container.NewBorder(nil, nil, name, buttons, container.New(middle{}, widgets.Column(1, row.file, row.problem)))
}

// show shows what is chosen and what is missing.
func (w *wizard) show() {
	v := w.state.View().Import
	chosen := false
	for i, file := range v.Files {
		row := w.rows[i]
		row.problem.SetText(Say(file.Problem))
		w.frame.reveal(row.problem, !file.Problem.Empty())
		w.frame.reveal(row.without, file.Path != "")
		if file.Path == "" {
			row.file.SetRole(widgets.Caption())
			row.file.SetText(lang.L("such as {{.File}}", with{"File": roleNames()[i][1]}))
			continue
		}
		chosen = true
		row.file.SetRole(widgets.Strong())
		row.file.SetText(filepath.Base(file.Path))
	}
	if w.name.Text != v.Name {
		w.name.SetText(v.Name)
	}
	w.note.SetText(wizardNote(v))
	w.problem.SetText(firstOf(sayProblem(v.Problem), Say(v.NameProblem)))
	w.frame.reveal(w.problem, w.problem.Text() != "")
	w.enableRun(v.Ready && !v.Busy)
	if w.started && !v.Busy && !chosen && v.Problem == nil {
		w.dialog.Hide() // it was imported
	}
}

// enableRun says whether there is something to import, which then is what Return does.
func (w *wizard) enableRun(on bool) {
	came := on && w.run.Disabled()
	setEnabled(w.run, on)
	if _, writing := w.frame.window.Canvas().Focused().(textField); came && !writing {
		w.frame.window.Canvas().Focus(w.run)
	}
}

func wizardNote(v state.ImportView) string {
	if v.Busy {
		return lang.L("Reading the files…")
	}
	return Say(v.Missing)
}

// firstOf is the first text that is not empty.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
