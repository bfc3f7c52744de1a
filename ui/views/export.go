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

// exportSizes are the longest sides to choose among; 0 is the photo's.
func exportSizes() []int { return []int{0, 4096, 2048, 1280} }

func sizeName(side int) string {
	if side == 0 {
		return lang.L("Full size")
	}
	return lang.L("{{.N}} pixels wide or high", with{"N": side})
}

// newExport makes the foot of the panel.
func (p *lookPanel) newExport() fyne.CanvasObject {
	s := p.state
	p.size = widget.NewSelect(nil, nil)
	p.size.OnChanged = func(string) {
		o := s.View().Export
		o.Size = exportSizes()[p.size.SelectedIndex()]
		s.SetExport(o)
	}
	p.export = widgets.NewIconButton(lang.L("Export…"), theme.DocumentSaveIcon(), s.Export)
	p.export.Importance = widget.HighImportance
	p.exportAll = widgets.NewButton("", s.ExportAll)
	train := quiet(look.IconTrain.In(theme.ColorNamePrimary), lang.L("Train on my own styles…"), func() { p.frame.Open(Train) })
	foot := widgets.Column(8, p.size, widgets.AtLeast(0, 44, p.export), p.exportAll, train)
	return container.NewVBox(widget.NewSeparator(), widgets.Padded(14, 18, foot))
}

func (p *lookPanel) showExport(v state.StylizeView) {
	sizes := exportSizes()
	names := make([]string, len(sizes))
	for i, side := range sizes {
		names[i] = sizeName(side)
	}
	setOptions(p.size, names, sizeName(v.Export.Size))
	if !slices.Contains(sizes, v.Export.Size) {
		p.size.PlaceHolder = sizeName(v.Export.Size)
	}
	p.exportAll.SetText(lang.L("Export all {{.N}}…", with{"N": len(v.Contents)}))
	p.frame.reveal(p.exportAll, len(v.Contents) > 1)
}
