package views

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	look "restyle/ui/theme"
	"restyle/ui/widgets"
)

// videoPanel decides how a clip is made, and exports it. The look is that of the stylize screen.
type videoPanel struct {
	program *state.Program
	root    fyne.CanvasObject
	look    *lookControls
	size    *widget.Select
	sizes   []int // that can be chosen
	begin   *widgets.Button
	end     *widgets.Button
	whole   *widgets.Button
	part    *widgets.Paragraph
	steady  *widget.Check
	export  *widgets.Button
	note    *widgets.Paragraph
}

// clipSizes are the longest sides to choose among, smaller than the clip's; 0 is the clip's.
func clipSizes(clip *state.Clip) []int {
	sizes := []int{0}
	for _, side := range []int{1920, 1280, 960, 640} {
		if clip == nil || side < max(clip.Width, clip.Height) {
			sizes = append(sizes, side)
		}
	}
	return sizes
}

func newVideoPanel(f *Frame) *videoPanel {
	p := &videoPanel{program: f.program, look: newLookControls(f, lang.L("Video's"))}
	v := f.program.Video
	p.size = widget.NewSelect(nil, nil)
	p.size.OnChanged = func(string) {
		p.setOptions(func(o *state.VideoOptions) { o.Size = p.sizes[p.size.SelectedIndex()] })
	}
	p.begin, p.end = widgets.NewButton(lang.L("Begin here"), v.BeginHere), widgets.NewButton(lang.L("End here"), v.EndHere)
	p.whole = widgets.NewButton(lang.L("Whole video"), v.WholeClip)
	p.whole.Importance = widget.LowImportance
	p.part = widgets.NewParagraph("", widgets.Caption())
	p.steady = widget.NewCheck(lang.L("Keep it from flickering"), func(on bool) { p.setOptions(func(o *state.VideoOptions) { o.Steady = on }) })
	p.export = widgets.NewIconButton(lang.L("Export video…"), theme.DocumentSaveIcon(), v.Export)
	p.export.Importance = widget.HighImportance
	p.note = widgets.NewParagraph("", widgets.Caption())
	controls := widgets.Column(
		18, p.look.controls,
		widgets.NewText(lang.L("Video"), widgets.Subheading()),
		widgets.Column(6, widgets.NewText(lang.L("Size"), widgets.Body()), p.size),
		widgets.Column(
			6, container.NewBorder(nil, nil, nil, p.whole, widgets.NewText(lang.L("Part"), widgets.Body())),
			container.NewGridWithColumns(2, p.begin, p.end), p.part,
		),
		widgets.Column(2, p.steady, widgets.NewParagraph(lang.L("Light and colours change smoothly from frame to frame, except at cuts."), widgets.Caption())),
	)
	foot := container.NewVBox(widget.NewSeparator(), widgets.Padded(14, 18, widgets.Column(8, widgets.AtLeast(0, 44, p.export), p.note)))
	panel := container.NewBorder(nil, foot, nil, nil, container.NewVScroll(widgets.Padded(14, 18, controls)))
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
	p.look.show()
	p.sizes = clipSizes(v.Clip)
	names := make([]string, len(p.sizes))
	for i, side := range p.sizes {
		names[i] = sizeName(side)
	}
	chosen := max(slices.Index(p.sizes, v.Options.Size), 0) // one that is not smaller than the clip is that of the clip
	setOptions(p.size, names, names[chosen])
	if p.steady.Checked != v.Options.Steady {
		p.steady.Checked = v.Options.Steady
		p.steady.Refresh()
	}
	p.showPart(v)
	setEnabled(p.export, v.Clip != nil && v.Running == 0)
	p.note.SetText(exportNote(v))
}

// showPart shows what is made of the clip.
func (p *videoPanel) showPart(v state.VideoView) {
	setEnabled(p.begin, v.Clip != nil)
	setEnabled(p.end, v.Clip != nil)
	partly := v.Clip != nil && !v.Part.Whole()
	setEnabled(p.whole, partly)
	if !partly {
		p.part.SetText(lang.L("The whole video is made. Go to a frame to begin or end there."))
		return
	}
	from, to := v.Clip.Ends(v.Part)
	p.part.SetText(lang.L("{{.Length}}, from {{.From}} to {{.To}}", with{
		"Length": seconds((to - from).Seconds()), "From": seconds(from.Seconds()), "To": seconds(to.Seconds()),
	}))
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
