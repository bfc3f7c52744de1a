package views

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	"restyle/core/model"
	look "restyle/ui/theme"
	"restyle/ui/widgets"
)

// trainPanel is beside the pictures: how long to train and its start, then its progress, then its result.
type trainPanel struct {
	state       *state.Train
	frame       *Frame
	root        fyne.CanvasObject
	setup       fyne.CanvasObject
	interrupted *interruptedPanel
	name        *widget.Entry
	nameProblem *widgets.Paragraph
	efforts     [3]*widgets.ModelCard
	from        *widget.Select
	mode        *widgets.Segments
	start       *widgets.Button
	startNote   *widgets.Paragraph
	failure     *widgets.Paragraph
	run         *trainRun
	result      *trainResult
}

func newTrainPanel(f *Frame) *trainPanel {
	p := &trainPanel{state: f.program.Train, frame: f}
	p.setup = p.newSetup()
	p.run = newTrainRun(f)
	p.result = newTrainResult(f)
	body := container.NewStack(p.setup, p.run.root, p.result.root)
	p.root = widgets.NewGround(look.ColorSurface, body)
	return p
}

// newSetup makes what is shown before a training.
func (p *trainPanel) newSetup() fyne.CanvasObject {
	f, t := p.frame, p.state
	p.interrupted = newInterruptedPanel(f)
	p.name = widget.NewEntry()
	p.name.OnChanged = t.SetName
	p.nameProblem = widgets.NewParagraph("", widgets.Warning())
	p.failure = widgets.NewParagraph("", widgets.Warning())
	cards := widgets.Column(8)
	for i := range p.efforts {
		p.efforts[i] = widgets.NewModelCard(widgets.Card{Title: effortName(state.Effort(i))}, func() { t.SetEffort(state.Effort(i)) })
		cards.Add(p.efforts[i])
	}
	p.from = widget.NewSelect(nil, t.SetFrom)
	p.mode = widgets.NewSegments([]string{modeName(model.Art), modeName(model.Photo)}, func(i int) { t.SetMode(modes()[i]) })
	more := widget.NewAccordion(widget.NewAccordionItem(lang.L("More choices"), widgets.Padded(4, 0, widgets.Column(
		8, widgets.NewText(lang.L("Model to begin from"), widgets.Body()), p.from, widgets.NewText(lang.L("What to teach it"), widgets.Body()), p.mode,
	))))
	controls := widgets.Column(
		16, p.interrupted.root,
		widgets.Column(6, widgets.NewText(lang.L("Name of the new model"), widgets.Body()), p.name, p.nameProblem),
		widgets.Column(8, widgets.NewText(lang.L("How long to train"), widgets.Body()), cards), more,
	)
	p.start = widgets.NewIconButton(lang.L("Train on my styles"), look.IconTrain.In(theme.ColorNameForegroundOnPrimary), t.Start)
	p.start.Importance = widget.HighImportance
	p.startNote = widgets.NewParagraph("", widgets.Caption())
	foot := widgets.Column(8, p.failure, widgets.AtLeast(0, 44, p.start), p.startNote)
	bottom := container.NewVBox(widget.NewSeparator(), widgets.Padded(14, 18, foot))
	return container.NewBorder(nil, bottom, nil, nil, container.NewVScroll(widgets.Padded(18, 18, controls)))
}

func effortName(e state.Effort) string {
	return [...]string{lang.L("Quick"), lang.L("Standard"), lang.L("Thorough")}[e]
}

// effortLine is what an effort brings. What it says was measured in artistic mode (core/teach); of the other mode only is known that it takes longer.
func effortLine(e state.Effort, m model.Mode) string {
	quick := lang.L("to see whether it works out")
	if m == model.Photo {
		return [...]string{quick, lang.L("if Quick is not enough"), lang.L("if there is time, as over lunch")}[e]
	}
	return [...]string{quick, lang.L("closer to your styles"), lang.L("as close, truer to the photos; over lunch")}[e]
}

// show shows what fits the phase; ended: there is a result to be seen.
func (p *trainPanel) show(v state.TrainView, ended bool) {
	p.frame.reveal(p.run.root, busy(v.Phase))
	p.frame.reveal(p.result.root, ended)
	p.frame.reveal(p.setup, !busy(v.Phase) && !ended)
	p.run.show(v)
	p.result.show(v)
	p.showSetup(v)
}

func (p *trainPanel) showSetup(v state.TrainView) {
	if p.name.Text != v.Name {
		p.name.SetText(v.Name)
	}
	p.nameProblem.SetText(Say(v.NameProblem))
	p.frame.reveal(p.nameProblem, !v.NameProblem.Empty())
	for i, card := range p.efforts {
		line, tag := effortLine(state.Effort(i), v.Mode), ""
		if v.Estimates[i] > 0 {
			tag = lang.L("about {{.Time}}", with{"Time": roughly(v.Estimates[i])})
		} else if v.Measuring {
			tag = lang.L("measuring…")
		}
		card.Set(widgets.Card{Title: effortName(state.Effort(i)), Line: line, Tag: tag})
		card.SetSelected(int(v.Effort) == i)
	}
	setOptions(p.from, v.Models, v.From)
	p.mode.SetSelected(slices.Index(modes(), v.Mode))
	for i, m := range modes() {
		p.mode.SetEnabled(i, len(v.Modes) == 0 || slices.Contains(v.Modes, m))
	}
	setEnabled(p.start, v.CanStart)
	p.startNote.SetText(startNote(v))
	p.failure.SetText(sayProblem(v.Problem))
	p.frame.reveal(p.failure, v.Problem != nil)
	p.interrupted.show(v.Interrupted)
}

func startNote(v state.TrainView) string {
	if len(v.Styles) == 0 {
		return lang.L("First add at least one picture whose style you like.")
	}
	return lang.L("It runs in the background: you can go on working, pause it, or close the program and go on later.")
}

// interruptedPanel offers to go on with a training.
type interruptedPanel struct {
	frame *Frame
	root  fyne.CanvasObject
	text  *widgets.Paragraph
}

func newInterruptedPanel(f *Frame) *interruptedPanel {
	t := f.program.Train
	i := &interruptedPanel{frame: f, text: widgets.NewParagraph("", widgets.Body())}
	on := widgets.NewButton(lang.L("Go on with it"), t.Continue)
	on.Importance = widget.HighImportance
	i.root = widgets.NewPanel(widgets.Column(10, i.text, container.NewHBox(on, quiet(nil, lang.L("Discard it"), t.Discard))))
	return i
}

func (i *interruptedPanel) show(v *state.Interrupted) {
	i.frame.reveal(i.root, v != nil)
	if v != nil {
		i.text.SetText(lang.L("The training of {{.Name}} was interrupted at step {{.Step}} of {{.Steps}}.", with{"Name": v.Name, "Step": v.Step, "Steps": v.Steps}))
	}
}
