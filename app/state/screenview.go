package state

import (
	"context"
	"errors"
	"image"
	"slices"

	"restyle/core/model"
)

// refresh has the preview made anew.
func (s *Stylize) refresh() {
	s.recipes++
	s.view.Fresh, s.view.Fine, s.view.Problem = false, false, nil
	s.view.Detail.After = nil
	s.order(false)
}

// order hands the preview what is chosen now.
func (s *Stylize) order(partial bool) {
	if !s.program.started {
		return
	}
	o := order{number: s.recipes, file: s.contents[s.view.Current], recipe: s.recipe(), side: s.side, partial: partial, ahead: s.samples()}
	s.view.Busy = true
	s.changed(StylizePreview)
	s.preview.line.Replace(func(ctx context.Context) { s.preview.run(ctx, o) })
}

// samples are the styles of the strip that come with the program as small pictures: they can be encoded ahead in no time.
func (s *Stylize) samples() []*styleFile {
	var files []*styleFile
	for _, f := range s.strip {
		if f.source == BuiltInStyle && f.data != nil {
			files = append(files, f)
		}
	}
	return files
}

// LookAt asks for a sharper picture of a part of the content, in pixels of its file, because the person has zoomed in; an empty part ends
// that. The part stays until it is there anew.
func (s *Stylize) LookAt(part image.Rectangle) {
	if part == s.wanted {
		return
	}
	s.wanted = part
	s.preview.part.Store(&part)
	if part.Empty() {
		s.view.Detail = Detail{}
		s.changed(StylizePreview)
		return
	}
	if !s.view.Busy { // otherwise the work in progress ends with it
		s.order(true)
	}
}

// shows tells whether the current content is f.
func (s *Stylize) shows(f *contentFile) bool { return s.contents[s.view.Current] == f }

// showBefore shows a content, of width x height pixels, in the size that is wanted now.
func (s *Stylize) showBefore(f *contentFile, before *image.RGBA, width, height int) {
	s.describe(f, width, height)
	if !s.shows(f) {
		return
	}
	if s.view.Before, s.view.Size = before, image.Pt(width, height); s.drawn != f {
		s.drawn, s.view.After, s.painted = f, nil, 0
	}
	s.changed(StylizePreview)
}

// SetSide says how many pixels the longest side of the picture has on the screen, where the whole is in sight: that many are shown, within reason.
func (s *Stylize) SetSide(pixels int) {
	const step = 256 // a window that is made larger by and by has it shown anew now and then
	side := min(max((pixels+step-1)/step*step, PreviewSide), mostPreviewSide)
	if side == s.side {
		return
	}
	grows := side > s.side && max(s.pixels().Dx(), s.pixels().Dy()) > s.side
	if s.side = side; grows {
		s.order(!s.view.Busy) // what is in progress would be cut off, and its result never come
	}
}

// showAfter shows a result unless a newer one is there.
func (s *Stylize) showAfter(number uint64, f *contentFile, after *image.RGBA, fine bool) {
	if !s.shows(f) || number < s.painted {
		return
	}
	s.painted, s.view.After = number, after
	s.view.Fresh = number == s.recipes
	s.view.Fine = fine && s.view.Fresh
	if s.view.Fresh {
		s.allFit()
	}
	s.changed(StylizePreview)
	s.program.firstShown()
	s.program.log("preview", "number", number, "width", after.Rect.Dx(), "fine", s.view.Fine, "fresh", s.view.Fresh)
}

// allFit takes back what was said of styles when a result failed: there is one now.
func (s *Stylize) allFit() {
	if slices.ContainsFunc(s.view.Styles, func(x Style) bool { return x.unfit != nil }) {
		s.editStyles(func(styles []Style) {
			for i := range styles {
				if styles[i].Weight > 0 {
					styles[i].unfit = nil
					styles[i].judge()
				}
			}
		})
	}
}

func (s *Stylize) showDetail(number uint64, wanted image.Rectangle, d Detail) {
	if number == s.recipes && wanted == s.wanted {
		s.view.Detail = d
		s.changed(StylizePreview)
	}
}

// showModes learns what the chosen model can do, and changes the mode if need be.
func (s *Stylize) showModes(name string, modes []model.Mode) {
	if name != s.view.Look.Model || slices.Equal(modes, s.view.Modes) {
		return
	}
	s.view.Modes = modes
	s.changed(StylizeLook)
	if len(modes) > 0 && !slices.Contains(modes, s.view.Look.Mode) {
		s.view.Look.Mode = modes[0]
		s.lookChanged()
	}
}

func (s *Stylize) previewEnded(number uint64) {
	if number != s.recipes {
		return
	}
	s.view.Busy = false
	s.changed(StylizePreview)
	if !s.wanted.Empty() && s.view.Detail.Rect != s.wanted.Intersect(s.pixels()) && !s.wanted.Intersect(s.pixels()).Empty() {
		s.order(true) // the person looked elsewhere meanwhile
	}
}

// pixels is the rectangle of the current content.
func (s *Stylize) pixels() image.Rectangle {
	c := s.view.Contents[s.view.Current]
	return image.Rect(0, 0, c.Width, c.Height)
}

// previewFailed says why there is no result. A content that cannot be opened makes way for the one before it; a style that cannot be used
// is marked.
func (s *Stylize) previewFailed(number uint64, f *contentFile, err error) {
	if number != s.recipes {
		return
	}
	s.view.Busy = false
	if s.view.Problem = explain(err); s.view.Problem != nil && !s.view.Fresh {
		s.view.After = nil // that of another style or look would pass for the result
	}
	s.changed(StylizePreview)
	s.program.firstShown()
	var style *styleError
	switch i := slices.Index(s.contents, f); {
	case errors.As(err, &style):
		if k := s.style(style.id); k >= 0 {
			s.editStyles(func(styles []Style) {
				styles[k].unfit = explain(err)
				styles[k].judge()
			})
		}
	case i >= 0 && s.preview.unreadable(f):
		s.program.complain(err)
		s.RemoveContent(i)
	}
}

// unreadable tells whether a content could not be opened; called after the preview of it failed.
func (v *preview) unreadable(f *contentFile) bool {
	_, bad := v.bad.Load(f)
	return bad
}
