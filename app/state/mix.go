package state

import "slices"

// SelectStyle selects one style and no other; its mask stays.
func (s *Stylize) SelectStyle(id string) {
	if s.style(id) < 0 {
		return
	}
	s.weigh(choosing, func(styles []Style) {
		for i := range styles {
			if styles[i].ID == id {
				styles[i].Weight = 1
			} else {
				styles[i].Weight, styles[i].Mask = 0, ""
			}
		}
	})
}

// ToggleStyle adds a style to the mix, with as much as the others have on average, or takes it out, with its mask, unless it is the last.
func (s *Stylize) ToggleStyle(id string) {
	i := s.style(id)
	if i < 0 || s.view.Styles[i].Weight > 0 && len(s.recipe().layers) == 1 {
		return
	}
	s.weigh(choosing, func(styles []Style) {
		if styles[i].Weight > 0 {
			styles[i].Weight, styles[i].Mask = 0, ""
		} else {
			total, count := s.view.Weights()
			styles[i].Weight = total / float64(max(count, 1))
		}
	})
}

// SetShare gives a selected style its share of the mix; the others keep their proportions and share the rest.
func (s *Stylize) SetShare(id string, share float64) {
	i := s.style(id)
	if i < 0 || s.view.Styles[i].Weight == 0 {
		return
	}
	const least = 0.01
	total, _ := s.view.Weights()
	others := total - s.view.Styles[i].Weight
	if others <= 0 {
		return
	}
	share = min(max(share, least), 1-least)
	s.weigh("weight "+id, func(styles []Style) {
		for j := range styles {
			styles[j].Weight *= (1 - share) / others
		}
		styles[i].Weight = share
	})
}

// PickMask asks for the picture that says where a style applies.
func (s *Stylize) PickMask(id string) {
	s.program.pick(PictureFiles, func(path string) { s.SetMask(id, path) })
}

// SetMask says where a style applies; "" is everywhere.
func (s *Stylize) SetMask(id, path string) {
	if i := s.style(id); i >= 0 {
		s.weigh(choosing, func(styles []Style) { styles[i].Mask = path })
	}
}

// weigh changes weights and masks; slider names what is moved, for undo.
func (s *Stylize) weigh(slider string, edit func([]Style)) {
	after := slices.Clone(s.view.Styles)
	edit(after)
	if slices.EqualFunc(after, s.view.Styles, func(a, b Style) bool { return a.Weight == b.Weight && a.Mask == b.Mask }) {
		return
	}
	s.remember(slider)
	s.editStyles(func(styles []Style) { copy(styles, after) })
	s.lookChanged()
}
