package views

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restyle/app/state"
	"restyle/ui/widgets"
)

// mixer has a slider for each of several selected styles.
type mixer struct {
	frame   *Frame
	state   *state.Stylize
	root    *fyne.Container
	hint    *widgets.Paragraph
	ids     []string
	sliders []*widgets.Amount
	total   float64
}

func newMixer(f *Frame) *mixer {
	m := &mixer{frame: f, state: f.program.Stylize, root: widgets.Column(8)}
	m.hint = widgets.NewParagraph(lang.L("To mix styles, press ＋ on another style, or click it with Ctrl."), widgets.Caption())
	return m
}

// show shows the shares of the selected styles.
func (m *mixer) show(v state.StylizeView) {
	total, _ := weights(v)
	changed := total != m.total
	m.total = total
	var ids []string
	for _, style := range v.Styles {
		if style.Weight > 0 {
			ids = append(ids, style.ID)
		}
	}
	if !slices.Equal(ids, m.ids) || len(m.root.Objects) == 0 {
		m.ids = ids
		m.rebuild(v)
	}
	for _, style := range v.Styles {
		if i := slices.Index(m.ids, style.ID); i >= 0 && i < len(m.sliders) {
			m.sliders[i].SetValue(style.Weight)
			if changed {
				m.sliders[i].Refresh()
			}
		}
	}
}

// rebuild makes the sliders. A single style needs none.
func (m *mixer) rebuild(v state.StylizeView) {
	const least = 0.05
	m.sliders = nil
	if len(m.ids) < 2 {
		m.single(v)
		m.frame.arrange()
		return
	}
	m.root.Objects = []fyne.CanvasObject{widgets.NewText(lang.L("Mix of styles"), widgets.Body())}
	for _, style := range v.Styles {
		if style.Weight <= 0 {
			continue
		}
		share := func(w float64) string { return percent(w / m.total) }
		slider := widgets.NewAmount(styleName(style), widgets.Range{Low: least, High: 1, Step: 0.05}, share)
		slider.OnChanged = func(w float64) { m.state.SetWeight(style.ID, w) }
		m.sliders = append(m.sliders, slider)
		m.root.Objects = append(m.root.Objects, slider)
	}
	m.frame.arrange()
}

// single says which style it is, and how to add another.
func (m *mixer) single(v state.StylizeView) {
	m.root.Objects = []fyne.CanvasObject{m.hint}
	for _, style := range v.Styles {
		if style.Weight > 0 {
			name := widgets.Column(1, widgets.NewShortText(styleName(style), widgets.Strong()))
			if about := aboutStyle(style); about != "" {
				name.Add(widgets.NewShortText(about, widgets.Caption()))
			}
			m.root.Objects = []fyne.CanvasObject{widgets.NewText(lang.L("Style"), widgets.Body()), name, m.hint}
		}
	}
}

// aboutStyle is the artist and the year of a built-in style, or the file of another.
func aboutStyle(s state.Style) string {
	if s.About == "" {
		return s.Path
	}
	artist, year, found := strings.Cut(s.About, ", ")
	if !found {
		return lang.X("artist."+artist, artist)
	}
	return lang.X("artist."+artist, artist) + ", " + year
}
