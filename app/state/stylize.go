package state

import (
	"image"
	"slices"
)

// Stylize is the screen that repaints pictures. The look (styles, mode, strength …) holds for the video screen too.
type Stylize struct {
	program  *Program
	view     StylizeView
	contents []*contentFile // as view.Contents
	strip    []*styleFile   // as view.Styles
	history  history
	preview  *preview

	recipes uint64          // number of the present content, look and weights: it counts up with every change of them
	painted uint64          // of the result shown
	wanted  image.Rectangle // part that the person looks at, in pixels of the content

	asked, answered int          // how often contents were added, and which of these times was answered last
	side            int          // longest side of what is shown, in pixels
	drawn           *contentFile // that view.Before is of
}

func newStylize(p *Program) *Stylize {
	s := &Stylize{program: p, side: PreviewSide}
	s.view.ScaleLowest, s.view.ScaleMost = 0.25, 4
	s.view.Look = p.saved.Look.sane()
	s.view.Export = ExportOptions{Size: max(p.saved.Size, 0), Quality: p.Settings.view.Quality}
	s.preview = newPreview(p.studio, p.ports.Post, s)
	s.loadStrip()
	s.loadContents()
	s.loadRecent()
	return s
}

// View is a snapshot of the screen.
func (s *Stylize) View() StylizeView { return s.view }

func (s *Stylize) changed(parts Change) { s.program.watchers.changed(parts) }

// recipe is what is chosen.
func (s *Stylize) recipe() recipe {
	r := recipe{look: s.view.Look, resources: s.program.Settings.resources()}
	for i, style := range s.view.Styles {
		if style.Weight > 0 {
			r.layers = append(r.layers, layer{s.strip[i], style.Weight, style.Mask})
		}
	}
	return r
}

// editStyles changes the strip without touching what a view may hold.
func (s *Stylize) editStyles(edit func(styles []Style)) {
	s.view.Styles = slices.Clone(s.view.Styles)
	edit(s.view.Styles)
	s.view.CanScale = s.scales()
	s.changed(StylizeStyles | StylizeLook)
}

// scales tells whether all selected styles can be seen larger and smaller.
func (s *Stylize) scales() bool {
	for i, style := range s.view.Styles {
		if style.Weight > 0 && !s.strip[i].scales() {
			return false
		}
	}
	return true
}

// style is the index of a style of the strip; -1: there is none of that ID.
func (s *Stylize) style(id string) int {
	return slices.IndexFunc(s.view.Styles, func(x Style) bool { return x.ID == id })
}
