package views

import (
	"fmt"
	"math"
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

// lookPanel decides how the result looks, and exports it.
type lookPanel struct {
	*lookControls
	root      fyne.CanvasObject
	size      *widget.Select
	export    *widgets.Button
	exportAll *widgets.Button
}

// lookControls decide how results look. The video screen has them, too.
type lookControls struct {
	frame      *Frame
	state      *state.Stylize
	undo, redo *widgets.Button
	reset      *widgets.Button
	mode       *widgets.Segments
	controls   *fyne.Container
	modeNote   *widgets.Paragraph
	strength   *widgets.Amount
	scale      *widgets.Amount
	scaleNote  *widgets.Paragraph
	strokes    *fyne.Container // both; nothing to choose in photorealistic mode, whose results have the photo's details at any scale
	colours    *widgets.Segments
	colourNote *widgets.Paragraph
	mix        *mixer
	model      *widget.Select
}

// modes are the segments of the mode, in their order.
func modes() []model.Mode { return []model.Mode{model.Art, model.Photo} }

func newLookPanel(f *Frame) *lookPanel {
	p := &lookPanel{lookControls: newLookControls(f, lang.L("Photo's"))}
	scroll := container.NewVScroll(widgets.Padded(14, 18, p.controls))
	panel := container.NewBorder(nil, p.newExport(), nil, nil, scroll)
	p.root = widgets.NewGround(look.ColorSurface, panel)
	f.program.Watch(state.StylizeLook|state.StylizeStyles|state.StylizeExport|state.StylizeContent, p.show)
	p.show()
	return p
}

// show shows the look and the export.
func (p *lookPanel) show() {
	p.lookControls.show()
	p.showExport(p.state.View())
}

// newLookControls makes the controls; own names the colours that are not the style's.
func newLookControls(f *Frame, own string) *lookControls {
	p := &lookControls{frame: f, state: f.program.Stylize}
	s := p.state
	p.undo = quiet(theme.ContentUndoIcon(), "", s.Undo).WithTip(lang.L("Undo"))
	p.redo = quiet(theme.ContentRedoIcon(), "", s.Redo).WithTip(lang.L("Redo"))
	p.reset = quiet(nil, lang.L("Reset"), s.Reset).WithTip(lang.L("Strength, size of the strokes and colours as at the first start"))
	heading := container.NewBorder(nil, nil, container.New(middle{}, widgets.NewText(lang.L("Look"), widgets.Subheading())), container.NewHBox(p.undo, p.redo, p.reset))
	p.makeControls(own)
	p.mix = newMixer(f)
	p.controls = widgets.Column(
		18, heading,
		widgets.Column(6, p.mode, p.modeNote),
		p.strength, p.strokes,
		widgets.Column(6, widgets.NewText(lang.L("Colours"), widgets.Body()), p.colours, p.colourNote),
		p.mix.root,
		widgets.Column(6, widgets.NewText(lang.L("Model"), widgets.Body()), p.model),
	)
	return p
}

func (p *lookControls) makeControls(own string) {
	s := p.state
	p.mode = widgets.NewSegments([]string{modeName(model.Art), modeName(model.Photo)}, func(i int) { s.SetMode(modes()[i]) })
	p.modeNote = widgets.NewParagraph("", widgets.Caption())
	p.strength = widgets.NewAmount(lang.L("Strength"), widgets.Range{High: 1, Step: 0.01}, percent)
	p.strength.OnChanged = s.SetStrength
	p.scale = widgets.NewAmount(lang.L("Size of the strokes"), scaleRange(0.5, 2), func(v float64) string { return fmt.Sprintf("%.2g ×", v) })
	p.scale.OnChanged = s.SetScale
	p.scaleNote = widgets.NewParagraph("", widgets.Caption())
	p.strokes = widgets.Column(4, p.scale, p.scaleNote)
	p.colours = widgets.NewSegments([]string{lang.L("Style's"), own, lang.L("Only colours")}, func(i int) { s.SetColour(state.Colour(i)) })
	p.colourNote = widgets.NewParagraph("", widgets.Caption())
	p.model = widget.NewSelect(nil, s.SetModel)
}

// scaleRange is the range of the size of strokes: each press of a key is an eighth of a doubling.
func scaleRange(low, high float64) widgets.Range {
	return widgets.Range{Low: low, High: high, Step: math.Pow(2, 1.0/8), Log: true}
}

// show shows the look.
func (p *lookControls) show() {
	v := p.state.View()
	setEnabled(p.undo, v.Undo)
	setEnabled(p.reset, !v.Plain())
	setEnabled(p.redo, v.Redo)
	p.mode.SetSelected(slices.Index(modes(), v.Look.Mode))
	for i, m := range modes() {
		p.mode.SetEnabled(i, len(v.Modes) == 0 || slices.Contains(v.Modes, m))
	}
	noted := p.modeNote.MinSize().Height
	p.modeNote.SetText(modeNote(v))
	p.strength.SetValue(v.Look.Strength)
	if v.ScaleLowest > 0 {
		p.scale.SetRange(scaleRange(v.ScaleLowest, v.ScaleMost))
	}
	p.scale.SetEnabled(v.CanScale)
	p.scaleNote.SetText(scaleNote(v))
	p.frame.reveal(p.scaleNote, !v.CanScale)
	p.frame.reveal(p.strokes, v.Look.Mode == model.Art)
	p.scale.SetValue(v.Look.Scale)
	p.colours.SetSelected(int(v.Look.Colour))
	p.colourNote.SetText(colourNote(v.Look.Mode, v.Look.Colour))
	if p.modeNote.MinSize().Height != noted { // of two notes that change at once the canvas makes room for the last only
		p.controls.Refresh()
	}
	p.mix.show(v)
	setOptions(p.model, v.Models, v.Look.Model)
}

// scaleNote says why the size of the strokes cannot be changed.
func scaleNote(v state.StylizeView) string {
	if slices.ContainsFunc(v.Styles, func(s state.Style) bool { return s.Weight > 0 && s.Source == state.SavedStyle }) {
		return lang.L("One of the chosen styles has its size from the file it was saved in.")
	}
	return lang.L("The paintings that come with the program have one size. Pictures of your own can be changed.")
}

func modeNote(v state.StylizeView) string {
	switch {
	case len(v.Modes) == 1:
		return lang.L("This model has been taught this mode only.")
	case v.Look.Mode == model.Photo:
		return lang.L("Keeps the picture's details and takes over light and colours.")
	}
	return lang.L("Repaints the picture with the strokes of the style.")
}

func colourNote(m model.Mode, c state.Colour) string {
	switch {
	case c == state.ColoursOnly:
		return lang.L("The style's colours; light and details stay as they are.")
	case m == model.Photo && c == state.ContentColours:
		return lang.L("The style's light in the picture's own colours.")
	case m == model.Photo:
		return lang.L("The style's light and colours.")
	case c == state.ContentColours:
		return lang.L("The style's strokes in the picture's own colours.")
	}
	return lang.L("The style's colours and strokes.")
}

// setEnabled enables or disables a button.
func setEnabled(b *widgets.Button, on bool) {
	if on && b.Disabled() {
		b.Enable()
	} else if !on && !b.Disabled() {
		b.Disable()
	}
}

// setOptions shows options of which one is selected, without saying that the person chose it.
func setOptions(s *widget.Select, options []string, selected string) {
	if slices.Equal(options, s.Options) && s.Selected == selected {
		return
	}
	s.Options, s.Selected = options, selected
	s.Refresh()
}
