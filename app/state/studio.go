package state

import (
	"context"
	"sync"

	"restyle/app/job"
	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/sct"
	"restyle/core/stylize"
)

// studio is what all goroutines that compute share: the models read from the library and the styles encoded by them.
type studio struct {
	library    *model.Library
	precedence job.Precedence // the preview goes before long work

	reading sync.Mutex // of one model after the other; taken before lock

	lock   sync.Mutex
	models map[string]*model.Model
	order  []string // of models, the one used last at the end
	styles map[styleKey]sct.Style
	forgot int // how often something was forgotten
}

// styleKey names an encoded style. The picture behind a key does not change; a file that was written anew has another stamp.
type styleKey struct {
	model *model.Model
	mode  model.Mode
	scale float64
	id    string
	stamp int64
}

const (
	mostModels = 3   // kept in memory
	mostStyles = 256 // kept encoded; each has a few kilobytes
)

func newStudio(library *model.Library) *studio {
	return &studio{library: library, models: map[string]*model.Model{}, styles: map[styleKey]sct.Style{}}
}

// model reads a model of the library, once.
func (s *studio) model(name string) (*model.Model, error) {
	if m, _ := s.known(name); m != nil {
		return m, nil
	}
	s.reading.Lock()
	defer s.reading.Unlock()
	for {
		m, forgot := s.known(name) // by now, perhaps
		if m != nil {
			return m, nil
		}
		m, err := s.library.Load(name)
		if err != nil {
			return nil, err
		}
		s.keep(name, m, forgot)
	}
}

// known is a model that was read, nil if it was not, and how often something was forgotten so far.
func (s *studio) known(name string) (m *model.Model, forgot int) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if m = s.models[name]; m != nil {
		s.order = append(without(s.order, name), name)
	}
	return m, s.forgot
}

// keep takes in a model that was just read, unless something was forgotten meanwhile: it may have another file now.
func (s *studio) keep(name string, m *model.Model, forgot int) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if forgot != s.forgot {
		return
	}
	s.models[name] = m
	s.order = append(without(s.order, name), name)
	if len(s.order) > mostModels {
		s.drop(s.order[0])
	}
}

// forget makes the next use of a name read its file again.
func (s *studio) forget(name string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.forgot++
	s.drop(name)
}

func (s *studio) drop(name string) {
	for key := range s.styles {
		if key.model == s.models[name] {
			delete(s.styles, key)
		}
	}
	delete(s.models, name)
	s.order = without(s.order, name)
}

// style is encode's result, kept under a key.
func (s *studio) style(key styleKey, encode func() (sct.Style, error)) (sct.Style, error) {
	s.lock.Lock()
	style, ok := s.styles[key]
	s.lock.Unlock()
	if ok {
		return style, nil
	}
	style, err := encode()
	if err != nil {
		return style, err
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	if len(s.styles) >= mostStyles {
		clear(s.styles)
	}
	for _, m := range s.models {
		if m == key.model { // else nobody else uses it any more, and it need not stay in memory
			s.styles[key] = style
		}
	}
	return style, nil
}

// painter stylizes on one goroutine with one model at a time.
type painter struct {
	studio    *studio
	resources stylize.Resources
	session   *stylize.Session
	masks     map[maskKey]*stylize.Mask
}

// maskKey names a mask by its file; one that was painted anew has another stamp.
type maskKey struct {
	path  string
	stamp int64
}

// use makes the painter's session one of a model with such resources.
func (p *painter) use(name string, r stylize.Resources) error {
	m, err := p.studio.model(name)
	if err != nil {
		return err
	}
	if p.session == nil || p.session.Model() != m || p.resources != r {
		p.session, p.resources = stylize.New(m, r), r
	}
	return nil
}

// layers encodes the styles of a recipe, and reads their masks.
func (p *painter) layers(ctx context.Context, r recipe) ([]stylize.Layer, error) {
	var layers []stylize.Layer
	for _, l := range r.layers {
		style, err := p.style(ctx, l.style, r.look)
		if err != nil {
			return nil, &styleError{l.style.id, err}
		}
		mask, err := p.mask(l.mask)
		if err != nil {
			return nil, &styleError{l.style.id, err}
		}
		layers = append(layers, stylize.Layer{Style: style, Weight: l.weight, Mask: mask})
	}
	return layers, nil
}

// styleError is a problem of one style, not of the content.
type styleError struct {
	id  string
	err error
}

func (e *styleError) Error() string { return e.err.Error() }
func (e *styleError) Unwrap() error { return e.err }

func (p *painter) style(ctx context.Context, f *styleFile, look Look) (sct.Style, error) {
	m := p.session.Model()
	key := styleKey{m, look.Mode, look.Scale, f.id, f.stamp()}
	return p.studio.style(key, func() (sct.Style, error) {
		preset, err := f.load()
		if err != nil {
			return sct.Style{}, err
		}
		if preset != nil && (look.Scale == 1 || !f.scales()) {
			style, _, err := p.session.Preset(ctx, *preset, look.Mode)
			return style, err
		}
		picture, err := f.picture()
		if err != nil {
			return sct.Style{}, err
		}
		style, err := p.session.StyleScaled(ctx, picture, look.Mode, look.Scale)
		return style, named(f.name, err)
	})
}

// paint stylizes a whole document with the calls of the command line. report may be nil.
func (p *painter) paint(ctx context.Context, content *imaging.Document, r recipe, report func(stylize.Event)) (*imaging.Document, error) {
	if r.look.Strength == 0 {
		return content.Duplicate(0), nil
	}
	layers, err := p.layers(ctx, r)
	if err != nil {
		return nil, err
	}
	result := content.Like(0)
	if err := p.session.Render(ctx, result, content, layers, r.options(), report); err != nil {
		return nil, err
	}
	result.Pixels.TakeAlpha(content.Pixels)
	return result, nil
}

// mask reads a mask file; those that are still in use are kept.
func (p *painter) mask(path string) (*stylize.Mask, error) {
	if path == "" {
		return nil, nil
	}
	key := maskKey{path, stampOf(path)}
	if m, ok := p.masks[key]; ok {
		return m, nil
	}
	m, err := stylize.OpenMask(path)
	if err != nil {
		return nil, err
	}
	if p.masks == nil || len(p.masks) > 8 {
		p.masks = map[maskKey]*stylize.Mask{}
	}
	p.masks[key] = m
	return m, nil
}

func without(list []string, s string) []string {
	var kept []string
	for _, x := range list {
		if x != s {
			kept = append(kept, x)
		}
	}
	return kept
}
