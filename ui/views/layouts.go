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

// bar is a line of things from left to right. stretched gets what is left. Where there is no room, segments show icons in place of labels, then
// the buttons of short do, the first one already for the sake of what is stretched; then what is in spare makes way, the first one first.
type bar struct {
	stretched fyne.CanvasObject
	wish      func() float32    // width that stretched needs to be whole; nil: leastStretch
	whole     bool              // stretched is whole or gone
	segments  *widgets.Segments // may be nil
	short     []shortened
	spare     []fyne.CanvasObject
}

// shortened is a button that can be an icon alone.
type shortened interface {
	fyne.CanvasObject
	SetShort(bool)
	Preferred() float32
	Shortest() float32
}

const barGap, leastStretch = 6, 90

// newBar returns such a line.
func newBar(b bar, objects ...fyne.CanvasObject) *fyne.Container { return container.New(b, objects...) }

// fit is how much of a bar is shown.
type fit struct {
	wide        bool    // segments have labels
	stretch     float32 // what is stretched gets at least
	short, gone int     // so many of the first buttons are icons, and of what is spare are gone
}

// fits are the ways to show a bar, the best one first.
func (b bar) fits() []fit {
	wish, least := float32(leastStretch), float32(leastStretch)
	if b.wish != nil {
		wish = b.wish()
	}
	if least = min(least, wish); b.whole {
		least = wish
	}
	all := []fit{{true, wish, 0, 0}, {false, wish, 0, 0}}
	if len(b.short) > 0 {
		all = append(all, fit{false, wish, 1, 0})
	} else {
		all = append(all, fit{false, least, 0, 0})
	}
	for i := range b.short {
		all = append(all, fit{false, least, i + 1, 0})
	}
	for i := range b.spare {
		all = append(all, fit{false, least, len(b.short), i + 1})
	}
	return all
}

// widthOf is what an object is given.
func (b bar) widthOf(o fyne.CanvasObject, f fit) float32 {
	if o == b.stretched {
		return f.stretch
	}
	if f.wide && b.segments != nil && o == fyne.CanvasObject(b.segments) {
		return b.segments.Preferred()
	}
	if i := slices.IndexFunc(b.short, func(s shortened) bool { return s == o }); i >= f.short {
		return b.short[i].Preferred()
	} else if i >= 0 {
		return b.short[i].Shortest()
	}
	return o.MinSize().Width
}

// shown tells whether an object has a place.
func (b bar) shown(o fyne.CanvasObject, f fit) bool {
	if i := slices.Index(b.spare, o); i >= 0 {
		return i >= f.gone
	}
	return o.Visible()
}

// total is what all shown objects take.
func (b bar) total(objects []fyne.CanvasObject, f fit) float32 {
	sum := float32(-barGap)
	for _, o := range objects {
		if b.shown(o, f) {
			sum += b.widthOf(o, f) + barGap
		}
	}
	return sum
}

// Layout decides what there is room for.
func (b bar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var f fit
	for _, f = range b.fits() {
		if b.total(objects, f) <= size.Width {
			break
		}
	}
	for i, o := range b.spare {
		if i < f.gone && o.Visible() {
			o.Hide()
		} else if i >= f.gone && !o.Visible() {
			o.Show()
		}
	}
	for i, s := range b.short {
		s.SetShort(i < f.short)
	}
	rest := max(size.Width-b.total(objects, f), 0)
	x := float32(0)
	for _, o := range objects {
		if !b.shown(o, f) {
			if o == b.stretched {
				x += rest // what follows stays where it is
			}
			continue
		}
		width := b.widthOf(o, f)
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
	fits := b.fits()
	least := fits[len(fits)-1]
	for _, o := range objects {
		if !slices.Contains(b.spare, o) && o.Visible() {
			width := o.MinSize().Width
			if o != b.stretched {
				width = b.widthOf(o, least)
			}
			size.Width += width + barGap
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
