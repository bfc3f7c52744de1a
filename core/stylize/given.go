package stylize

import (
	"context"
	"fmt"

	"restyle/core/model"
)

// Moments are what the network knows of a content as a whole: the statistics that it normalizes the features by.
type Moments struct {
	Last   []float32 // of the last layer: mean of each channel, then the standard deviations [2C]
	Before []float32 // of the layer before it [2C]; empty where the decoder is not shown that
}

// take copies from into m, which has its lengths.
func (m Moments) take(from Moments) {
	copy(m.Last, from.Last)
	copy(m.Before, from.Before)
}

// contentMoments are the moments that the pipeline's next transformation uses, in place.
func (p *pipeline) contentMoments() Moments {
	m := Moments{Last: p.moments.Data()}
	if p.before != nil {
		m.Before = p.beforeMoments.Data()
	}
	return m
}

// adjust replaces the content's moments as the options ask.
func (r *rendering) adjust(m Moments) error {
	if r.options.Moments == nil {
		return nil
	}
	own := Moments{append([]float32(nil), m.Last...), append([]float32(nil), m.Before...)}
	given := r.options.Moments(own)
	if len(given.Last) != len(m.Last) || len(given.Before) != len(m.Before) {
		return fmt.Errorf("given moments of %d and %d values: want %d and %d, as the content's own", len(given.Last), len(given.Before), len(m.Last), len(m.Before))
	}
	m.take(given)
	return nil
}

// Moments computes the moments of a content without painting it: about the first half of the work of Render.
func (s *Session) Moments(ctx context.Context, src Source, mode model.Mode) (Moments, error) {
	width, height := src.Size()
	if err := s.check(width, height, nil, Options{Mode: mode}); err != nil {
		return Moments{}, fmt.Errorf("stylize: %w", err)
	}
	src = extend(src, smallest*mode.Stride())
	w, h := src.Size()
	r := &rendering{session: s, src: src, options: Options{Mode: mode}, frame: frame{mode, h, w}}
	var err error
	if r.plan, err = s.plan(r.frame, 0, s.held()); err != nil {
		return Moments{}, fmt.Errorf("stylize: %w", err)
	}
	m, err := r.gatherOnly(ctx)
	if err != nil {
		return Moments{}, fmt.Errorf("stylize: %w", err)
	}
	return m, nil
}

// gatherOnly is the first half of run.
func (r *rendering) gatherOnly(ctx context.Context) (Moments, error) {
	if r.plan.Tile > 0 {
		r.plan.keep = keepNothing
		t := r.newTiling()
		defer r.session.Release()
		encoder, _ := halos(r.session.model.Config, r.frame.mode)
		err := t.gatherAll(ctx, t.cut(encoder))
		return t.moments(), err
	}
	w := whole(r.frame.width, r.frame.height)
	p, err := r.pipeline(w.size())
	if err != nil {
		return Moments{}, err
	}
	if err := p.encode(ctx, r.src, w); err != nil {
		return Moments{}, err
	}
	if err := p.gather(ctx); err != nil {
		return Moments{}, err
	}
	m := p.contentMoments()
	return Moments{append([]float32(nil), m.Last...), append([]float32(nil), m.Before...)}, nil
}

// moments are those of the layers that were gathered.
func (t *tiling) moments() Moments {
	of := func(l *layer) []float32 {
		if l == nil {
			return nil
		}
		values := make([]float32, 2*len(l.moments.mean))
		l.moments.write(values)
		return values
	}
	return Moments{of(t.last), of(t.before)}
}
