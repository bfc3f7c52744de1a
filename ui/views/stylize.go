package views

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// stylize is the screen that repaints pictures: the picture in the middle, styles below it, the look beside it.
type stylize struct {
	frame   *Frame
	state   *state.Stylize
	compare *widgets.Compare
	viewer  *viewer
	strip   *widgets.Strip
	picture *pictureBar
	look    *lookPanel
	banner  *banner
	root    fyne.CanvasObject
}

// thumb is the side of thumbnails of styles in the window's units.
const thumb = 92

func newStylize(f *Frame) *stylize {
	s := &stylize{frame: f, state: f.program.Stylize}
	s.viewer = newViewer(lang.L("Original"), lang.L("Restyled"))
	s.compare = s.viewer.compare
	s.compare.SetEmpty(lang.L("Opening the photo…"))
	s.viewer.changed = s.lookCloser
	s.picture = newPictureBar(s)
	s.strip = newStrip(f)
	s.look = newLookPanel(f)
	s.banner = newBanner(f)
	hint := widgets.NewShortText(lang.L("Drop photos on the picture, and pictures whose style you like on the strip below."), widgets.Caption())
	told := container.New(middle{}, hint)
	below := newBar(bar{stretched: told, wish: hint.Whole, whole: true, spare: []fyne.CanvasObject{told}}, told, s.viewer.zooming)
	picture := container.NewBorder(container.NewVBox(s.picture.root, s.banner.root), below, nil, nil, widgets.Padded(8, 0, s.compare))
	main := container.NewBorder(nil, widgets.Padded(6, 0, s.strip), nil, nil, picture)
	s.root = withPanel(widgets.Padded(12, 16, main), s.look.root)
	f.program.Watch(state.StylizeContent, s.showContents)
	f.program.Watch(state.StylizeStyles, func() { showStyles(s.strip, s.state.View()) })
	f.program.Watch(state.StylizePreview, s.showPreview)
	s.showContents()
	showStyles(s.strip, s.state.View())
	s.showPreview()
	return s
}

func (s *stylize) content() fyne.CanvasObject { return s.root }

func (s *stylize) comparison() *widgets.Compare { return s.compare }

func (s *stylize) pane() fyne.CanvasObject { return s.compare }

// place: styles on the strip, photos everywhere else.
func (s *stylize) place(at fyne.Position) state.Place {
	if within(s.strip, at) {
		return state.DropStyles
	}
	if within(s.compare, at) {
		return state.DropContent
	}
	return state.DropAnywhere
}

// showContents shows which photo it is.
func (s *stylize) showContents() {
	s.picture.show(s.state.View())
	s.showPreview()
	s.lookCloser() // a photo of the same size is seen at the same place, of which nothing else tells
}

// showPreview shows the pictures.
func (s *stylize) showPreview() {
	v := s.state.View()
	s.compare.SetPictures(widgets.Pictures{Before: v.Before, After: v.After, Size: v.Size})
	s.compare.SetSharper(widgets.Sharper{Part: v.Detail.Rect, Before: v.Detail.Before, After: v.Detail.After})
	s.compare.SetNote(note(v))
	s.banner.show(v.Problem)
	s.viewer.update()
}

// note is what is going on, to be read on the picture.
func note(v state.StylizeView) string {
	switch {
	case v.Problem != nil || !v.Busy || v.Before == nil:
		return ""
	case v.After == nil || !v.Fresh:
		return lang.L("Painting…")
	case !v.Fine:
		return lang.L("Refining…")
	}
	return ""
}

// lookCloser asks for full resolution where the preview's pixels would be seen.
func (s *stylize) lookCloser() {
	v := s.state.View()
	if current := v.Contents[v.Current]; v.Size != image.Pt(current.Width, current.Height) {
		return // another photo is shown still
	}
	full, shown, width := s.compare.InSight(), sizeOf(v.Before), v.Size.X
	if s.compare.Fits() && width > 0 {
		s.state.SetSide(int(math.Ceil(float64(s.compare.Zoom()) * float64(max(width, v.Size.Y)))))
	}
	if width == 0 || shown.X == 0 || s.compare.Fits() || s.compare.Zoom()*float32(width)/float32(shown.X) <= 1 {
		full.Max = full.Min
	}
	s.state.LookAt(full)
}

// newStrip returns the strip of styles, of which this and the video screen have one each.
func newStrip(f *Frame) *widgets.Strip {
	s := f.program.Stylize
	strip := widgets.NewStrip(thumb, lang.L("Add style…"))
	strip.OnAdd, strip.OnChosen, strip.OnToggled = s.PickStyle, s.SelectStyle, s.ToggleStyle
	strip.OnMenu = func(id string, at fyne.Position) { showStyleMenu(f, id, at) }
	return strip
}

// styleTip is what the pointer is told of a style: its name, which may be cut off below its picture, and who painted it, or what is wrong with it.
func styleTip(s state.Style) string {
	if s.Problem != nil {
		return sayProblem(s.Problem)
	}
	if s.About == "" {
		return styleName(s)
	}
	return joined(styleName(s), aboutStyle(s))
}

// showStyles shows the styles on a strip; of several selected ones each has its share in the corner.
func showStyles(strip *widgets.Strip, v state.StylizeView) {
	total, count := v.Weights()
	tiles := make([]widgets.Tile, len(v.Styles))
	for i, style := range v.Styles {
		tiles[i] = widgets.Tile{
			ID: style.ID, Name: styleName(style), Thumb: style.Thumb, Selected: style.Weight > 0,
			Faulty: style.Problem != nil, Marked: style.Mask != "", Tip: styleTip(style),
		}
		if style.Weight > 0 && count > 1 {
			tiles[i].Badge = percent(style.Weight / total)
		}
	}
	strip.SetTiles(tiles)
}

// styleName is the name of a style for people; built-in ones have translations.
func styleName(s state.Style) string {
	if s.Source == state.BuiltInStyle {
		return lang.X("style."+s.Name, title(s.Name))
	}
	return s.Name
}
