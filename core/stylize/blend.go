package stylize

import (
	"context"
	"image"

	"restyle/core/kernel"
)

// paint turns the features of a window into its result under all styles of a mixture; decoding is called when the last stage begins.
// See Mask for what is mixed where.
func (p *pipeline) paint(ctx context.Context, m *mixture, origin image.Point, f frame, decoding func()) error {
	switch {
	case len(m.styles) == 1:
		if err := p.transform(ctx, m.styles[0]); err != nil {
			return err
		}
	case p.levels == nil:
		if err := p.blendFeatures(ctx, m, origin, f); err != nil {
			return err
		}
	default:
		decoding()
		return p.blendPixels(ctx, m, origin, f)
	}
	decoding()
	return p.decode(ctx, m.styles[0].Levels)
}

// blendFeatures leaves the mixture of the transformed features in moved.
func (p *pipeline) blendFeatures(ctx context.Context, m *mixture, origin image.Point, f frame) error {
	mixed := p.mixtureOf(len(p.moved.Data()))
	stride := f.mode.Stride()
	for g, style := range m.styles {
		if err := p.transform(ctx, style); err != nil {
			return err
		}
		s := p.moved.Shape
		m.accumulate(p.team, mixed, p.moved.Data(), g, s, func(values []float32, x, y int) {
			m.cell(values, origin.Add(image.Pt(x, y).Mul(stride)), stride, image.Pt(f.width, f.height))
		})
	}
	copy(p.moved.Data(), mixed)
	return nil
}

// blendPixels leaves the mixture of each style's own result in result.
func (p *pipeline) blendPixels(ctx context.Context, m *mixture, origin image.Point, f frame) error {
	mixed := p.mixtureOf(len(p.result.Data()))
	for g, style := range m.styles {
		if err := p.transform(ctx, style); err != nil {
			return err
		}
		if err := p.decode(ctx, style.Levels); err != nil {
			return err
		}
		s := p.result.Shape
		m.accumulate(p.team, mixed, p.result.Data(), g, s, func(values []float32, x, y int) {
			at := origin.Add(p.offset).Add(image.Pt(x, y))
			at.X, at.Y = min(at.X, f.width-1), min(at.Y, f.height-1)
			m.cell(values, at, 1, image.Pt(f.width, f.height))
		})
	}
	copy(p.result.Data(), mixed)
	return nil
}

// accumulate adds the share of style g of each position of x [1 H W C] to dst.
func (m *mixture) accumulate(t *kernel.Team, dst, x []float32, g int, s kernel.Shape, shares func(values []float32, x, y int)) {
	t.Run(s.H, func(_, y int) {
		values := make([]float32, len(m.styles))
		for i := range s.W {
			shares(values, i, y)
			at := (y*s.W + i) * s.C
			to := dst[at : at+s.C]
			for c, v := range x[at : at+s.C] {
				to[c] += values[g] * v
			}
		}
	})
}

// mixtureOf is n zeros.
func (p *pipeline) mixtureOf(n int) []float32 {
	if len(p.mixed) < n {
		p.mixed = make([]float32, n)
	}
	clear(p.mixed[:n])
	return p.mixed[:n]
}
