package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	look "restyle/ui/theme"
)

// Surface is a coloured ground under other things.
type Surface struct {
	widget.BaseWidget
	content fyne.CanvasObject
	fill    fyne.ThemeColorName
	border  bool // it has one, and round corners
	margin  float32
}

// NewPanel returns a bordered panel with round corners and the usual margin.
func NewPanel(content fyne.CanvasObject) *Surface {
	const margin = 16
	s := &Surface{content: content, fill: look.ColorSurface, border: true, margin: margin}
	s.ExtendBaseWidget(s)
	return s
}

// NewGround returns a plain ground of a colour of the theme without a margin. Without content it is a patch of colour.
func NewGround(fill fyne.ThemeColorName, content fyne.CanvasObject) *Surface {
	if content == nil {
		content = container.NewWithoutLayout()
	}
	s := &Surface{content: content, fill: fill}
	s.ExtendBaseWidget(s)
	return s
}

// Content is what stands on it.
func (s *Surface) Content() fyne.CanvasObject { return s.content }

// CreateRenderer draws it.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(nil)
	d := &drawing{objects: []fyne.CanvasObject{ground, s.content}, owner: s}
	d.refresh = func() {
		ground.FillColor = colour(s, s.fill)
		if s.border {
			ground.StrokeColor, ground.StrokeWidth = colour(s, look.ColorBorder), 1
			ground.CornerRadius = length(s, look.SizeRadius)
		}
		ground.Refresh()
	}
	d.layout = func(size fyne.Size) {
		ground.Resize(size)
		place(s.content, s.margin, s.margin, size.Width-2*s.margin, size.Height-2*s.margin)
	}
	d.min = func() fyne.Size { return s.content.MinSize().AddWidthHeight(2*s.margin, 2*s.margin) }
	d.refresh()
	return d
}

// Column stacks objects with a gap. Texts take the lines that they need in the width there is: Fyne's column gives them those of the width before.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(stack{gap}, objects...)
}

// stack is the layout of Column.
type stack struct{ gap float32 }

func (l stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return layout.NewCustomPaddedVBoxLayout(l.gap).MinSize(objects)
}

func (l stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height)) // in which a text finds its lines
		height := o.MinSize().Height
		place(o, 0, y, size.Width, height)
		y += height + l.gap
	}
}

// Row puts objects beside each other with a gap.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedHBoxLayout(gap), objects...)
}

// Padded leaves a margin above and below, and left and right.
func Padded(vertical, horizontal float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(vertical, vertical, horizontal, horizontal), object)
}

// AtLeast gives an object a least size.
func AtLeast(width, height float32, object fyne.CanvasObject) *fyne.Container {
	return container.New(least{fyne.NewSize(width, height)}, object)
}

// least is the layout of AtLeast.
type least struct{ size fyne.Size }

func (l least) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		place(o, 0, 0, size.Width, size.Height)
	}
}

func (l least) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := l.size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}
