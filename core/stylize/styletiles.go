package stylize

import (
	"context"
	"image"

	"restyle/core/imaging"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/sct"
)

// styleTile computes, for windows of one size, the features of a style picture and what snet makes of them.
type styleTile struct {
	encoder, reducer *nn.Graph
	picture          *nn.Tensor
	layers           []*nn.Tensor // those whose moments belong to the style; the last one is the last
	moments          *nn.Tensor   // of the last layer of the whole picture, [1 1 1 2C]
	reduced          *nn.Tensor   // [1 H-margin W-margin 32]
}

func newStyleTile(machine *nn.Machine, m *model.Model, mode model.Mode, size image.Point) (*styleTile, error) {
	part, err := m.Part(mode)
	if err != nil {
		return nil, err
	}
	b := nn.NewBuilder(machine)
	s := &styleTile{picture: b.Input(kernel.Shape{N: 1, H: size.Y, W: size.X, C: 3})}
	s.layers = m.Encoder.Features(b, s.picture, mode.Layers())
	if m.Config.Modulation == 0 {
		s.layers = s.layers[len(s.layers)-1:]
	}
	if s.encoder, err = b.Compile(nil, s.layers...); err != nil {
		return nil, err
	}
	b = nn.NewBuilder(machine)
	last := s.layers[len(s.layers)-1]
	s.moments = b.Input(vector(2 * last.Shape.C))
	s.reduced = part.SCT.Reduce(b, b.Constant(last.Data(), last.Shape), s.moments)
	s.reducer, err = b.Compile(nil, s.reduced)
	return s, err
}

func (s *styleTile) encode(ctx context.Context, src Source, w window) error {
	width := s.picture.Shape.W * 3
	for y := range s.picture.Shape.H {
		src.Row(s.picture.Data()[y*width:(y+1)*width], w.x.from, w.y.from+y)
	}
	return s.encoder.Run(ctx)
}

// styleTiling is a style picture on its way through tiles.
type styleTiling struct {
	session *Session
	src     Source
	frame   frame
	moments []*moments // of styleTile.layers
	cov     *covariance
	margin  int
}

// encodeStyleTiled gathers the moments of all layers in a first pass and the covariance, which needs the mean, in a second.
func (s *Session) encodeStyleTiled(ctx context.Context, picture *imaging.Picture, f frame, p Plan) (sct.Style, error) {
	part, err := s.model.Part(f.mode)
	if err != nil {
		return sct.Style{}, err
	}
	t := &styleTiling{session: s, src: pixels{picture}, frame: f, cov: &covariance{}, margin: part.SCT.Margin()}
	defer s.Release()
	stride := f.mode.Stride()
	encoder, _ := halos(s.model.Config, f.mode)
	all := windows(f.width, f.height, p.Tile, margins{halo: encoder + t.margin*stride}, stride)
	tile, err := newStyleTile(s.machine, s.model, f.mode, all[0].size())
	if err != nil {
		return sct.Style{}, err
	}
	for _, pass := range []func(context.Context, *styleTile, window) error{t.gather, t.reduce} {
		for _, w := range all {
			if err := tile.encode(ctx, t.src, w); err != nil {
				return sct.Style{}, err
			}
			if err := pass(ctx, tile, w); err != nil {
				return sct.Style{}, err
			}
		}
	}
	return t.style(), ctx.Err()
}

// stride of layer i of those whose moments are gathered.
func (t *styleTiling) stride(i, layers int) int { return t.frame.mode.Stride() >> (layers - 1 - i) }

func (t *styleTiling) gather(_ context.Context, tile *styleTile, w window) error {
	for i, x := range tile.layers {
		if i == len(t.moments) {
			t.moments = append(t.moments, newMoments(x.Shape.C))
		}
		core, origin := w.cells(t.stride(i, len(tile.layers)))
		t.moments[i].add(t.session.team, x.Data(), x.Shape.W, core.Sub(origin))
	}
	return nil
}

func (t *styleTiling) reduce(ctx context.Context, tile *styleTile, w window) error {
	t.moments[len(t.moments)-1].write(tile.moments.Data())
	if err := tile.reducer.Run(ctx); err != nil {
		return err
	}
	core, origin := w.cells(t.frame.mode.Stride())
	s := tile.reduced.Shape
	t.cov.add(t.session.team, tile.reduced.Data(), s.W, core.Sub(origin).Intersect(image.Rect(0, 0, s.W, s.H)))
	return nil
}

func (t *styleTiling) style() sct.Style {
	s := sct.Style{Cov: t.cov.mean()}
	var all []float32
	for _, m := range t.moments {
		pair := make([]float32, 2*len(m.mean))
		m.write(pair)
		all = append(all, pair...)
		s.Mean = pair[:len(m.mean)]
	}
	if t.session.model.Config.Modulation > 0 {
		s.Levels = all
	}
	return s
}

// covariance sums x^T x over positions that come in pieces.
type covariance struct {
	count float64
	sums  [sct.Rank * sct.Rank]float64
}

// add takes the positions of r of a piece x [rows width 32].
func (c *covariance) add(t *kernel.Team, x []float32, width int, r image.Rectangle) {
	parts := make([]covariance, max(r.Dy(), 0))
	t.Run(len(parts), func(_, i int) {
		for at := range r.Dx() {
			parts[i].position(x[((r.Min.Y+i)*width+r.Min.X+at)*sct.Rank:][:sct.Rank])
		}
	})
	for i := range parts {
		c.count += parts[i].count
		for k, v := range parts[i].sums {
			c.sums[k] += v
		}
	}
}

func (c *covariance) position(x []float32) {
	c.count++
	for i, v := range x {
		row := c.sums[i*sct.Rank:][:sct.Rank]
		for j, w := range x {
			row[j] += float64(v * w)
		}
	}
}

func (c *covariance) mean() []float32 {
	mean := make([]float32, len(c.sums))
	for i, v := range c.sums {
		mean[i] = float32(v / c.count)
	}
	return mean
}
