package views

import (
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

// videoPanel decides how a clip is made, and exports it. Mode and strength are those of the stylize screen.
type videoPanel struct {
	program  *state.Program
	root     fyne.CanvasObject
	mode     *widgets.Segments
	strength *widgets.Amount
	colours  *widgets.Segments
	size     *widget.Select
	steady   *widget.Check
	export   *widgets.Button
	note     *widgets.Paragraph
}

// clipSizes are the longest sides to choose among; 0 is the clip's.
func clipSizes() []int { return []int{0, 1920, 1280, 960, 640} }

func newVideoPanel(f *Frame) *videoPanel {
	p := &videoPanel{program: f.program}
	s, v := f.program.Stylize, f.program.Video
	p.mode = widgets.NewSegments([]string{modeName(model.Art), modeName(model.Photo)}, func(i int) { s.SetMode(modes()[i]) })
	p.strength = widgets.NewAmount(lang.L("Strength"), widgets.Range{High: 1, Step: 0.01}, percent)
	p.strength.OnChanged = s.SetStrength
	p.colours = widgets.NewSegments([]string{lang.L("Style's"), lang.L("Video's"), lang.L("Only colours")}, func(i int) { s.SetColour(state.Colour(i)) })
	p.size = widget.NewSelect(nil, nil)
	p.size.OnChanged = func(string) {
		p.setOptions(func(o *state.VideoOptions) { o.Size = clipSizes()[p.size.SelectedIndex()] })
	}
	p.steady = widget.NewCheck(lang.L("Keep it from flickering"), func(on bool) { p.setOptions(func(o *state.VideoOptions) { o.Steady = on }) })
	p.export = widgets.NewIconButton(lang.L("Export video…"), theme.DocumentSaveIcon(), v.Export)
	p.export.Importance = widget.HighImportance
	p.note = widgets.NewParagraph("", widgets.Caption())
	controls := widgets.Column(
		18, widgets.NewText(lang.L("Look"), widgets.Subheading()), p.mode, p.strength,
		widgets.Column(6, widgets.NewText(lang.L("Colours"), widgets.Body()), p.colours),
		widgets.NewText(lang.L("Video"), widgets.Subheading()),
		widgets.Column(6, widgets.NewText(lang.L("Size"), widgets.Body()), p.size),
		widgets.Column(2, p.steady, widgets.NewParagraph(lang.L("Light and colours change smoothly from frame to frame, except at cuts."), widgets.Caption())),
	)
	foot := container.NewVBox(widget.NewSeparator(), widgets.Padded(14, 18, widgets.Column(8, widgets.AtLeast(0, 44, p.export), p.note)))
	panel := container.NewBorder(nil, foot, nil, nil, container.NewVScroll(widgets.Padded(16, 18, controls)))
	p.root = widgets.NewGround(look.ColorSurface, panel)
	return p
}

// setOptions changes the options of the clip.
func (p *videoPanel) setOptions(change func(*state.VideoOptions)) {
	o := p.program.Video.View().Options
	change(&o)
	p.program.Video.SetOptions(o)
}

func (p *videoPanel) show(v state.VideoView) {
	s := p.program.Stylize.View()
	p.mode.SetSelected(modeIndex(s.Look.Mode))
	p.strength.SetValue(s.Look.Strength)
	p.colours.SetSelected(int(s.Look.Colour))
	names := make([]string, len(clipSizes()))
	for i, side := range clipSizes() {
		names[i] = sizeName(side)
	}
	setOptions(p.size, names, sizeName(v.Options.Size))
	if p.steady.Checked != v.Options.Steady {
		p.steady.Checked = v.Options.Steady
		p.steady.Refresh()
	}
	setEnabled(p.export, v.Clip != nil && v.Running == 0)
	p.note.SetText(exportNote(v))
}

func exportNote(v state.VideoView) string {
	switch {
	case v.Clip == nil:
		return lang.L("First open a video.")
	case v.Running != 0:
		return lang.L("It is being made: see below.")
	case v.Estimate > 0:
		return lang.L("It takes about {{.Time}} on this computer.", with{"Time": roughly(v.Estimate)})
	}
	return ""
}

// modeIndex is the segment of a mode.
func modeIndex(m model.Mode) int {
	if m == model.Photo {
		return 1
	}
	return 0
}
