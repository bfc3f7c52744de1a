package views

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"restyle/app/state"
	look "restyle/ui/theme"
	"restyle/ui/widgets"
)

// mixer has a slider for the share of each of several selected styles, and says where those apply that have a mask.
type mixer struct {
	frame   *Frame
	state   *state.Stylize
	root    *fyne.Container
	hint    *widgets.Paragraph
	shown   []selected
	sliders []*widgets.Amount
}

// selected is a selected style, as far as the mixer is made anew if it changes.
type selected struct{ id, mask string }

func newMixer(f *Frame) *mixer {
	m := &mixer{frame: f, state: f.program.Stylize, root: widgets.Column(8)}
	m.hint = widgets.NewParagraph(lang.L("To mix styles, press ＋ on another style, or click it with Ctrl."), widgets.Caption())
	return m
}

// show shows the shares of the selected styles.
func (m *mixer) show(v state.StylizeView) {
	total, _ := v.Weights()
	var now []selected
	var shares []float64
	for _, style := range v.Styles {
		if style.Weight > 0 {
			now, shares = append(now, selected{style.ID, style.Mask}), append(shares, style.Weight/total)
		}
	}
	if !slices.Equal(now, m.shown) || len(m.root.Objects) == 0 {
		m.shown = now
		m.rebuild(v)
	}
	for i, slider := range m.sliders {
		slider.SetValue(shares[i])
	}
}

// rebuild makes the sliders. A single style needs none.
func (m *mixer) rebuild(v state.StylizeView) {
	m.sliders = nil
	m.root.Objects = []fyne.CanvasObject{widgets.NewText(lang.L("Mix of styles"), widgets.Body())}
	if len(m.shown) < 2 {
		m.root.Objects = []fyne.CanvasObject{widgets.NewText(lang.L("Style"), widgets.Body())}
	}
	for _, style := range v.Styles {
		if style.Weight <= 0 {
			continue
		}
		if len(m.shown) < 2 {
			m.root.Add(single(style))
		} else {
			m.root.Add(m.newSlider(style))
		}
		if style.Mask != "" {
			m.root.Add(m.maskLine(style))
		}
	}
	if len(m.shown) < 2 {
		m.root.Add(m.hint)
	}
	m.frame.arrange()
}

func (m *mixer) newSlider(style state.Style) *widgets.Amount {
	slider := widgets.NewAmount(styleName(style), widgets.Range{High: 1, Step: 0.01}, percent)
	slider.OnChanged = func(share float64) {
		m.state.SetShare(style.ID, share)
		m.show(m.state.View()) // of the ends a little is left
	}
	m.sliders = append(m.sliders, slider)
	return slider
}

// maskLine names the mask of a style, and takes it away.
func (m *mixer) maskLine(style state.Style) fyne.CanvasObject {
	name := widgets.NewToldText(lang.L("Mask: {{.File}}", with{"File": filepath.Base(style.Mask)}), widgets.Caption())
	everywhere := quiet(theme.CancelIcon(), "", func() { m.state.SetMask(style.ID, "") }).WithTip(lang.L("Everywhere again"))
	return container.NewBorder(nil, nil, container.NewCenter(widget.NewIcon(look.IconMask.Resource())), everywhere, container.New(middle{}, name))
}

// single says which style it is.
func single(style state.Style) fyne.CanvasObject {
	name := widgets.Column(1, widgets.NewToldText(styleName(style), widgets.Strong()))
	if about := aboutStyle(style); about != "" {
		name.Add(widgets.NewToldText(about, widgets.Caption()))
	}
	return name
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
