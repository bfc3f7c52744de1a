package views

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"restyle/ui/widgets"
)

// middle is a layout that keeps the height of things and centres them in a taller place.
type middle struct{}

func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, height))
		o.Move(fyne.NewPos(0, (size.Height-height)/2))
	}
}

func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// withPanel puts a panel at the right of a screen, narrower in narrow windows.
func withPanel(main, panel fyne.CanvasObject) fyne.CanvasObject {
	return container.New(panelLayout{}, main, panel)
}

// panelLayout is the layout of withPanel.
type panelLayout struct{}

const leastPanel, mostPanel, panelShare = 256, 316, 0.36

func (panelLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(max(size.Width*panelShare, leastPanel), mostPanel)
	objects[0].Resize(fyne.NewSize(size.Width-width, size.Height))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[1].Resize(fyne.NewSize(width, size.Height))
	objects[1].Move(fyne.NewPos(size.Width-width, 0))
}

func (panelLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	main, panel := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(main.Width+max(leastPanel, panel.Width), max(main.Height, panel.Height))
}

// bar is a line of things from left to right. stretched gets what is left; what is in spare makes way where there is no room, the first one
// first. Segments show icons in place of labels before that.
type bar struct {
	stretched fyne.CanvasObject
	segments  *widgets.Segments // may be nil
	spare     []fyne.CanvasObject
}

const barGap, leastStretch = 6, 90

// newBar returns such a line.
func newBar(b bar, objects ...fyne.CanvasObject) *fyne.Container { return container.New(b, objects...) }

// widthOf is what an object is given.
func (b bar) widthOf(o fyne.CanvasObject, wide bool) float32 {
	switch {
	case o == b.stretched:
		return leastStretch
	case wide && b.segments != nil && o == fyne.CanvasObject(b.segments):
		return b.segments.Preferred()
	}
	return o.MinSize().Width
}

// shown tells whether an object has a place while the first ones of spare are gone.
func (b bar) shown(o fyne.CanvasObject, gone int) bool {
	if i := slices.Index(b.spare, o); i >= 0 {
		return i >= gone
	}
	return o.Visible()
}

// total is what all shown objects take.
func (b bar) total(objects []fyne.CanvasObject, wide bool, gone int) float32 {
	sum := float32(-barGap)
	for _, o := range objects {
		if b.shown(o, gone) {
			sum += b.widthOf(o, wide) + barGap
		}
	}
	return sum
}

// Layout decides what there is room for.
func (b bar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gone := 0
	wide := b.total(objects, true, 0) <= size.Width
	for gone < len(b.spare) && b.total(objects, wide, gone) > size.Width {
		gone++
	}
	for i, o := range b.spare {
		if i < gone && o.Visible() {
			o.Hide()
		} else if i >= gone && !o.Visible() {
			o.Show()
		}
	}
	rest := max(size.Width-b.total(objects, wide, gone), 0)
	x := float32(0)
	for _, o := range objects {
		if !b.shown(o, gone) {
			continue
		}
		width := b.widthOf(o, wide)
		if o == b.stretched {
			width += rest
		}
		o.Resize(fyne.NewSize(width, size.Height))
		o.Move(fyne.NewPos(x, 0))
		x += width + barGap
	}
}

// MinSize leaves out what can make way.
func (b bar) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if !slices.Contains(b.spare, o) && o.Visible() {
			size.Width += o.MinSize().Width + barGap
		}
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

// wrapped is a layout of buttons in as many lines as they need.
type wrapped struct{ height float32 }

// Layout begins a new line where there is no room in the last one.
func (w *wrapped) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x, y, line := float32(0), float32(0), float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if x > 0 && x+m.Width > size.Width {
			x, y, line = 0, y+line+barGap, 0
		}
		o.Resize(m)
		o.Move(fyne.NewPos(x, y))
		x, line = x+m.Width+barGap, max(line, m.Height)
	}
	w.height = y + line
}

// MinSize is as high as the last layout.
func (w *wrapped) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, w.height)
	for _, o := range objects {
		if o.Visible() {
			size = size.Max(o.MinSize())
		}
	}
	return size
}
