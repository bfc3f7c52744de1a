package stylize

import (
	"context"
	"fmt"
	"slices"

	"restyle/core/model"
)

// Moments are what the network knows of a content as a whole: the statistics that it normalizes the features by, of the last layer and of
// those below it that the decoder is shown, downwards. Of each: the mean of each channel, then the standard deviations [2C].
type Moments [][]float32

// take copies from into m, which has its lengths.
func (m Moments) take(from Moments) {
	for i := range m {
		copy(m[i], from[i])
	}
}

// clone is a copy.
func (m Moments) clone() Moments {
	c := make(Moments, len(m))
	for i := range m {
		c[i] = slices.Clone(m[i])
	}
	return c
}

// fits tells whether m has the lengths of other.
func (m Moments) fits(other Moments) bool {
	return slices.EqualFunc(m, other, func(a, b []float32) bool { return len(a) == len(b) })
}

// contentMoments are the moments that the pipeline's next transformation uses, in place.
func (p *pipeline) contentMoments() Moments {
	var m Moments
	for _, x := range p.moments {
		m = append(m, x.Data())
	}
	return m
}

// adjust replaces the content's moments as the options ask.
func (r *rendering) adjust(m Moments) error {
	if r.options.Moments == nil {
		return nil
	}
	given := r.options.Moments(m.clone())
	if !given.fits(m) {
		return fmt.Errorf("given moments of %d layers: want those of the content's own %d layers", len(given), len(m))
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
		all := t.cut(r.plan.Tile, margins{halo: encoder})
		size := all[0].size()
		var err error
		if t.gatherer, err = r.session.newGatherer(frame{r.frame.mode, size.Y, size.X}); err != nil {
			return Moments{}, err
		}
		err = t.gatherAll(ctx, all)
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
	return p.contentMoments().clone(), nil
}

// moments are those of the layers that were gathered.
func (t *tiling) moments() Moments {
	var m Moments
	for _, l := range t.layers {
		values := make([]float32, 2*len(l.moments.mean))
		l.moments.write(values)
		m = append(m, values)
	}
	return m
}
