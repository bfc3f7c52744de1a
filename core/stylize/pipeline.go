package stylize

import (
	"context"
	"fmt"
	"image"

	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/sct"
)

// pipeline is encode, transform and decode for windows of one size. Each graph reads the memory that the one before writes; the
// statistics of the content come from outside, because a window does not know them.
type pipeline struct {
	encoder, transformer, decoder *nn.Graph

	picture *nn.Tensor // [1 H W 3]
	// features are the maps of the last layer, [1 H'/stride W'/stride C], H' and W' being rounded up to a multiple of the stride, and of the
	// layers below it that the decoder is shown, downwards.
	features []*nn.Tensor
	moved    *nn.Tensor    // transformed features of the last layer
	result   *nn.Tensor    // [1 H' W' 3]; where the decoder is shown a layer, as its sides allow
	pieces   []*piece      // of the maps that are decoded; none: all of them is
	shown    []nn.Position // in each of the lower features, of the piece that the decoder is shown
	offset   image.Point   // of result in the window

	moments   []*nn.Tensor // of features in the whole content, [1 1 1 2C] each
	cov, mean *nn.Tensor   // of the style, [1 1 32 32] [1 1 1 C]
	levels    *nn.Tensor   // of the style, [1 1 1 Statistics]; nil without modulation

	stride   int
	gatherer *nn.Graph    // of the moments of this window alone; nil until it is wanted
	gathered []*nn.Tensor // its results
	machine  *nn.Machine
	team     *kernel.Team
	mixed    []float32 // for results of several styles, grown on demand
	light    *relight  // nil until it is wanted
}

func newPipeline(machine *nn.Machine, team *kernel.Team, m *model.Model, f frame) (*pipeline, error) {
	p := &pipeline{machine: machine, team: team}
	if err := p.compileEncoder(m, f, 0); err != nil {
		return nil, err
	}
	return p, p.compilePainter(m, f.mode, nil)
}

// piece is what is cut out of the map that the decoder enlarges next.
type piece struct {
	size image.Point // in pixels
	at   nn.Position
}

// newGatherer returns a pipeline that only encodes.
func (s *Session) newGatherer(f frame) (*pipeline, error) {
	p := &pipeline{machine: s.machine, team: s.team}
	return p, p.compileEncoder(s.model, f, 0)
}

// newPainter returns a pipeline whose first features, so many, come from outside, and that decodes pieces of the sizes of the given ones only.
func (s *Session) newPainter(f frame, given int, cuts []cut) (*pipeline, error) {
	p := &pipeline{machine: s.machine, team: s.team}
	if err := p.compileEncoder(s.model, f, given); err != nil {
		return nil, err
	}
	return p, p.compilePainter(s.model, f.mode, cuts)
}

// narrow says where in the window the pieces are that will be decoded.
func (p *pipeline) narrow(w window, cuts []cut) {
	origin := image.Pt(w.x.from, w.y.from)
	at := origin
	for i, c := range cuts {
		p.pieces[i].at = cell(c.at.Sub(at), p.stride>>i)
		at = c.at
	}
	p.offset = at.Sub(origin)
	for i := range p.shown {
		if len(cuts) > 0 {
			p.shown[i] = cell(cuts[min(i, len(cuts)-1)].at.Sub(origin), p.stride>>(i+1))
		}
	}
}

// cell is a place in pixels in a map of a stride.
func cell(at image.Point, stride int) nn.Position {
	return nn.Position{Row: at.Y / stride, Column: at.X / stride}
}

// compilePainter adds what turns features into a result.
func (p *pipeline) compilePainter(m *model.Model, mode model.Mode, cuts []cut) error {
	part, err := m.Part(mode)
	if err != nil {
		return err
	}
	if err := p.compileTransformer(part); err != nil {
		return fmt.Errorf("%s: %w", Transform, err)
	}
	p.stride = mode.Stride()
	for _, c := range cuts {
		p.pieces = append(p.pieces, &piece{size: c.size})
	}
	if err := p.compileDecoder(part, m.Config.Statistics(mode)); err != nil {
		return fmt.Errorf("%s: %w", Decode, err)
	}
	return nil
}

// compileEncoder leaves out the first of the features, so many, and all of it where none is left.
func (p *pipeline) compileEncoder(m *model.Model, f frame, given int) error {
	b := nn.NewBuilder(p.machine)
	p.picture = b.Input(kernel.Shape{N: 1, H: f.height, W: f.width, C: 3})
	layers, kinds := f.mode.Layers(), 1+m.Config.Details(f.mode)
	for i := range given {
		below := layers - 1 - i
		p.features = append(p.features, b.Input(kernel.Shape{
			N: 1, H: int(halve(f.height, below)), W: int(halve(f.width, below)), C: m.Config.Widths[below],
		}))
	}
	if given == kinds {
		return b.Err()
	}
	features := m.Encoder.Features(b, p.picture, layers-given)
	for i := range kinds - given {
		p.features = append(p.features, features[len(features)-1-i])
	}
	var err error
	if p.encoder, err = b.Compile(nil, p.features[given:]...); err != nil {
		return fmt.Errorf("%s: %w", Encode, err)
	}
	return nil
}

func (p *pipeline) compileTransformer(part *model.Part) (err error) {
	b := nn.NewBuilder(p.machine)
	x, moments := p.content(b, 0)
	p.cov = b.Input(kernel.Shape{N: 1, H: 1, W: sct.Rank, C: sct.Rank})
	p.mean = b.Input(vector(x.Shape.C))
	p.moved = part.Transform(b, x, moments, p.cov, p.mean)
	p.transformer, err = b.Compile(nil, p.moved)
	return err
}

func (p *pipeline) compileDecoder(part *model.Part, statistics int) (err error) {
	b := nn.NewBuilder(p.machine)
	x := b.Constant(p.moved.Data(), p.moved.Shape)
	if statistics > 0 {
		p.levels = b.Input(vector(statistics))
	}
	var details []*nn.Tensor
	var cuts []model.Cut
	for i, c := range p.pieces {
		shown := p.stride >> min(i, len(p.features)-1) // sides were rounded up to a multiple of it so far
		stride := p.stride >> i
		cuts = append(cuts, model.Cut{H: up(c.size.Y, shown) / stride, W: up(c.size.X, shown) / stride, At: &c.at})
	}
	p.shown = make([]nn.Position, len(p.features)-1)
	for i := range p.shown {
		x, moments := p.content(b, i+1)
		if n := len(p.pieces); n > 0 { // behind the last cut all is of its size
			size, stride := p.pieces[min(i, n-1)].size, p.stride>>(i+1)
			x = b.CropAt(x, up(size.Y, stride)/stride, up(size.X, stride)/stride, &p.shown[i])
		}
		details = append(details, part.DetailGiven(b, i, model.Content{Features: x, Moments: moments}, p.levels))
	}
	p.result = part.Decoder.DecodePart(b, x, p.levels, details, cuts)
	p.decoder, err = b.Compile(nil, p.result)
	return err
}

// content are the i-th features and an input for their moments.
func (p *pipeline) content(b *nn.Builder, i int) (features, moments *nn.Tensor) {
	x := p.features[i]
	p.moments = append(p.moments, b.Input(vector(2*x.Shape.C)))
	return b.Constant(x.Data(), x.Shape), p.moments[i]
}

func vector(n int) kernel.Shape { return kernel.Shape{N: 1, H: 1, W: 1, C: n} }

// encode reads a window of a source and computes its features, all but those that come from outside.
func (p *pipeline) encode(ctx context.Context, src Source, w window) error {
	p.machine.Reserve(p.intermediate())
	p.read(src, w)
	if p.encoder == nil {
		return nil
	}
	if err := p.encoder.Run(ctx); err != nil {
		return fmt.Errorf("%s: %w", Encode, err)
	}
	return nil
}

// intermediate is the memory for intermediate results that its graphs need, in bytes.
func (p *pipeline) intermediate() int {
	most := 0
	for _, g := range []*nn.Graph{p.encoder, p.transformer, p.decoder} {
		if g != nil {
			most = max(most, g.Bytes())
		}
	}
	return most
}

// read fills picture, or no more of it than the core where nothing looks further.
func (p *pipeline) read(src Source, w window) {
	at := image.Pt(w.x.from, w.y.from)
	if p.encoder == nil && len(p.pieces) > 0 {
		w.x.from, w.x.to, w.y.from, w.y.to = w.x.first, w.x.last, w.y.first, w.y.last
	}
	p.team.Split(w.y.to-w.y.from, rowsAtOnce, func(_, from, to int) {
		for y := w.y.from + from; y < w.y.from+to; y++ {
			src.Row(rowOf(p.picture, y-at.Y, w.x.from-at.X, w.x.to-at.X), w.x.from, y)
		}
	})
}

// gather computes the moments of the features, for a window that holds the whole content.
func (p *pipeline) gather(ctx context.Context) error {
	if p.gatherer == nil {
		b := nn.NewBuilder(p.machine)
		for _, x := range p.features {
			p.gathered = append(p.gathered, b.Moments(b.Constant(x.Data(), x.Shape)))
		}
		var err error
		if p.gatherer, err = b.Compile(nil, p.gathered...); err != nil {
			return fmt.Errorf("%s: %w", Transform, err)
		}
	}
	if err := p.gatherer.Run(ctx); err != nil {
		return fmt.Errorf("%s: %w", Transform, err)
	}
	for i, m := range p.moments {
		copy(m.Data(), p.gathered[i].Data())
	}
	return nil
}

// transform computes moved under a style.
func (p *pipeline) transform(ctx context.Context, s sct.Style) error {
	copy(p.cov.Data(), s.Cov)
	copy(p.mean.Data(), s.Mean)
	if err := p.transformer.Run(ctx); err != nil {
		return fmt.Errorf("%s: %w", Transform, err)
	}
	return nil
}

// decode computes result from moved; levels are the style's.
func (p *pipeline) decode(ctx context.Context, levels []float32) error {
	if p.levels != nil {
		copy(p.levels.Data(), levels)
	}
	if err := p.decoder.Run(ctx); err != nil {
		return fmt.Errorf("%s: %w", Decode, err)
	}
	return nil
}
