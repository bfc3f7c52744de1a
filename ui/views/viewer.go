package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
	"restyle/ui/widgets"
)

// viewer is a comparison of two pictures with its controls: how they are compared, the original while it is held, and how large.
type viewer struct {
	compare  *widgets.Compare
	layouts  *widgets.Segments
	original *widgets.Hold
	zooming  fyne.CanvasObject
	zoom     *widgets.Text
	changed  func() // zoom or place have changed
}

func newViewer(before, after string) *viewer {
	v := &viewer{compare: widgets.NewCompare(before, after)}
	v.layouts = widgets.NewSegments([]string{lang.L("Divider"), lang.L("Side by side"), lang.L("Result")}, func(i int) {
		v.compare.SetLayout(widgets.Layout(i))
	}).WithIcons(look.IconSplit.Resource(), look.IconSide.Resource(), look.IconSingle.Resource())
	v.original = widgets.NewHold(lang.L("Original"), look.IconEye.Resource(), v.compare.SetHeld)
	v.original.WithTip(lang.L("The original: click, or hold for a moment"))
	v.zoom = widgets.NewText("100 %", widgets.Caption()).Centred()
	v.zooming = container.NewHBox(
		quiet(theme.ZoomOutIcon(), "", func() { v.compare.ZoomBy(1 / widgets.ZoomStep) }).WithTip(lang.L("Zoom out")),
		container.New(middle{}, widgets.AtLeast(48, 0, v.zoom)),
		quiet(theme.ZoomInIcon(), "", func() { v.compare.ZoomBy(widgets.ZoomStep) }).WithTip(lang.L("Zoom in")),
		quiet(theme.ZoomFitIcon(), lang.L("Fit"), v.compare.Fit).WithTip(lang.L("Whole picture")),
		quiet(nil, "1:1", v.compare.ActualSize).WithTip(lang.L("Actual size")),
	)
	v.compare.OnView = v.viewChanged
	return v
}

func (v *viewer) viewChanged() {
	v.update()
	if v.changed != nil {
		v.changed()
	}
}

// update shows the zoom and how the pictures are compared.
func (v *viewer) update() {
	v.zoom.SetText(percent(float64(v.compare.Zoom())))
	v.layouts.SetSelected(int(v.compare.Layout()))
}

// quiet is a button that does not stand out.
func quiet(icon fyne.Resource, name string, do func()) *widgets.Button {
	b := widgets.NewIconButton(name, icon, do)
	b.Importance = widget.LowImportance
	return b
}
