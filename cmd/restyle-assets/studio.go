package main

import (
	"bytes"
	"context"

	"restyle/assets"
	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/sct"
	"restyle/core/stylize"
)

// studio stylizes built-in photographs in the style of built-in paintings. After the first error it does nothing more.
type studio struct {
	ctx     context.Context
	session *stylize.Session
	err     error
}

// photo is a sample photograph with a long side of at most side pixels.
func (s *studio) photo(name string, side int) *imaging.Picture {
	return s.open(assets.Photo, name, side)
}

// painting is a sample painting.
func (s *studio) painting(name string, side int) *imaging.Picture {
	return s.open(assets.Style, name, side)
}

func (s *studio) open(find func(string) (assets.Sample, error), name string, side int) *imaging.Picture {
	sample, err := find(name)
	if err != nil {
		s.fail(err)
		return imaging.New(1, 1)
	}
	p, err := imaging.Decode(bytes.NewReader(sample.JPEG), name, imaging.Limits{})
	if err != nil {
		s.fail(err)
		return imaging.New(1, 1)
	}
	return imaging.FitLongSide(p, side)
}

func (s *studio) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// style is that of a built-in preset, or of a sample painting.
func (s *studio) style(name string, mode model.Mode) sct.Style {
	p, found, err := model.BuiltInPreset(name)
	if err != nil || !found {
		s.fail(err)
		return s.scaled(name, mode, 1)
	}
	style, _, err := s.session.Preset(s.ctx, p, mode)
	s.fail(err)
	return style
}

// scaled is the style of a sample painting that is seen scale times as large.
func (s *studio) scaled(name string, mode model.Mode, scale float64) sct.Style {
	picture := s.painting(name, stylize.StyleSide)
	if s.err != nil {
		return sct.Style{}
	}
	style, err := s.session.StyleScaled(s.ctx, picture, mode, scale)
	s.fail(err)
	return style
}

// one is a photograph in one style.
func (s *studio) one(photo *imaging.Picture, style sct.Style, o stylize.Options) *imaging.Picture {
	return s.mix(photo, []stylize.Layer{{Style: style, Weight: 1}}, o)
}

// mix is a photograph in several styles.
func (s *studio) mix(photo *imaging.Picture, layers []stylize.Layer, o stylize.Options) *imaging.Picture {
	if s.err != nil {
		return photo
	}
	result, err := s.session.ApplyLayers(s.ctx, photo, layers, o, nil)
	if err != nil {
		s.fail(err)
		return photo
	}
	return result
}
