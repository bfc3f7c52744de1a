package state

import (
	"slices"
	"time"

	"restyle/core/model"
)

// SetMode chooses artistic or photorealistic.
func (s *Stylize) SetMode(m model.Mode) {
	s.setLook(choosing, func(l *Look) { l.Mode = m })
}

// SetStrength mixes the result with the content, 0 to 1.
func (s *Stylize) SetStrength(strength float64) {
	s.setLook("strength", func(l *Look) { l.Strength = min(max(strength, 0), 1) })
}

// SetScale makes the style's strokes larger or smaller.
func (s *Stylize) SetScale(scale float64) {
	s.setLook("scale", func(l *Look) { l.Scale = min(max(scale, s.view.ScaleLowest), s.view.ScaleMost) })
}

// SetColour chooses whose colours the result has.
func (s *Stylize) SetColour(c Colour) {
	s.setLook(choosing, func(l *Look) { l.Colour = c })
}

// SetModel chooses the model by its name.
func (s *Stylize) SetModel(name string) {
	if !slices.Contains(s.view.Models, name) {
		return
	}
	s.setLook(choosing, func(l *Look) { l.Model = name })
	s.program.Models.inUseChanged()
}

// modelRenamed follows a model to its new name, also in what can be undone and done again.
func (s *Stylize) modelRenamed(from, to string) {
	for _, moments := range [][]moment{s.history.undo, s.history.redo} {
		for i := range moments {
			if moments[i].look.Model == from {
				moments[i].look.Model = to
			}
		}
	}
	if s.view.Look.Model == from {
		s.view.Look.Model = to
		s.changed(StylizeLook)
		s.lookChanged()
	}
}

// Reset gives the look its defaults, model, mode and styles apart.
func (s *Stylize) Reset() {
	s.setLook(choosing, func(l *Look) { *l = l.plain() })
}

// plain is what Reset makes of a look.
func (l Look) plain() Look {
	d := defaultLook()
	d.Model, d.Mode = l.Model, l.Mode
	return d
}

// setLook changes the look; slider names what is moved, for undo.
func (s *Stylize) setLook(slider string, edit func(*Look)) {
	look := s.view.Look
	edit(&look)
	if look == s.view.Look {
		return
	}
	s.remember(slider)
	s.view.Look = look
	s.changed(StylizeLook)
	s.lookChanged()
}

// lookChanged has everything follow that depends on look and weights.
func (s *Stylize) lookChanged() {
	l := s.view.Look
	s.program.log("look", "mode", l.Mode, "strength", l.Strength, "model", l.Model, "styles", len(s.recipe().layers))
	s.program.saveChoices()
	s.refresh()
	s.program.Video.lookChanged()
}

// moment is what undo brings back.
type moment struct {
	look    Look
	choices map[string]choice // of selected styles, by ID
}

// choice is what is chosen of a style.
type choice struct {
	Weight float64 `json:"weight"`
	Mask   string  `json:"mask,omitempty"`
}

// history is what was before, and what was undone.
type history struct {
	undo, redo []moment
	slider     string // of the last change
	at         time.Time
}

const (
	mostUndo = 100
	oneMove  = time.Second // changes by one slider that follow each other faster are one
	choosing = ""          // in place of a slider: each such change is one of its own
)

func (s *Stylize) moment() moment {
	m := moment{look: s.view.Look, choices: map[string]choice{}}
	for _, style := range s.view.Styles {
		if style.Weight > 0 {
			m.choices[style.ID] = choice{style.Weight, style.Mask}
		}
	}
	return m
}

// remember keeps what is before a change by a slider, or by choosing.
func (s *Stylize) remember(slider string) {
	h, now := &s.history, time.Now()
	if slider == choosing || slider != h.slider || now.Sub(h.at) > oneMove || len(h.undo) == 0 {
		h.undo = append(h.undo, s.moment())
		if len(h.undo) > mostUndo {
			h.undo = h.undo[1:]
		}
	}
	h.redo, h.slider, h.at = nil, slider, now
	s.historyChanged()
}

func (s *Stylize) historyChanged() {
	s.view.Undo, s.view.Redo = len(s.history.undo) > 0, len(s.history.redo) > 0
	s.changed(StylizeLook)
}

// Undo takes back the last change of look or weights. The moves of one slider count as one change.
func (s *Stylize) Undo() { s.travel(&s.history.undo, &s.history.redo) }

// Redo does again what Undo took back.
func (s *Stylize) Redo() { s.travel(&s.history.redo, &s.history.undo) }

// travel brings back the last of from and leaves the present in to.
func (s *Stylize) travel(from, to *[]moment) {
	if len(*from) == 0 {
		return
	}
	last := len(*from) - 1
	m := (*from)[last]
	*from, *to = (*from)[:last], append(*to, s.moment())
	s.history.slider = choosing
	s.view.Look = m.look
	if !slices.Contains(s.view.Models, m.look.Model) {
		s.view.Look.Model = model.DefaultName // it was deleted meanwhile
	}
	s.bringBack(m.choices)
	s.historyChanged()
	s.program.Models.inUseChanged()
	s.lookChanged()
}

// bringBack selects styles as they were; those that are gone are left out, unless nothing would remain.
func (s *Stylize) bringBack(choices map[string]choice) {
	found := slices.ContainsFunc(s.view.Styles, func(x Style) bool { return choices[x.ID].Weight > 0 })
	if !found {
		return
	}
	s.editStyles(func(styles []Style) {
		for i := range styles {
			c := choices[styles[i].ID]
			styles[i].Weight, styles[i].Mask = c.Weight, c.Mask
		}
	})
}
