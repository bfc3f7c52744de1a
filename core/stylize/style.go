package stylize

import (
	"context"
	"fmt"
	"math"
	"runtime/debug"

	"restyle/core/imaging"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/sct"
)

const (
	StyleSide     = 512 // longest side of a style picture in pixels, unless its short side would get too short
	LargestScale  = 8   // of a style picture
	SmallestScale = 1. / 8

	smallestStyle = 16 // shortest side of a style picture in pixels: below, there is nothing to learn from
)

// SmallStyleError is a style picture of too few pixels.
type SmallStyleError struct{ Width, Height int }

func (e *SmallStyleError) Error() string { return "the style " + e.Problem() }

// Problem is the error without its subject, for those who know what the style is called.
func (e *SmallStyleError) Problem() string {
	return fmt.Sprintf("is %d x %d pixels: want at least %d x %d", e.Width, e.Height, smallestStyle, smallestStyle)
}

// Style encodes a style picture for a mode. Its scale is that of the authors' programs: the long side is brought down to StyleSide first.
func (s *Session) Style(ctx context.Context, picture *imaging.Picture, mode model.Mode) (sct.Style, error) {
	return s.StyleScaled(ctx, picture, mode, 1)
}

// StyleScaled is Style of a picture that is seen larger, with bigger strokes, or smaller, with finer ones: scale times as large as Style
// sees it.
func (s *Session) StyleScaled(ctx context.Context, picture *imaging.Picture, mode model.Mode, scale float64) (sct.Style, error) {
	if !(scale >= SmallestScale && scale <= LargestScale) {
		return sct.Style{}, fmt.Errorf("style scale %g: want %g to %d", scale, SmallestScale, LargestScale)
	}
	part, err := s.model.Part(mode)
	if err != nil {
		return sct.Style{}, err
	}
	if picture, err = fitStyle(picture, mode, part.SCT.Margin(), scale); err != nil {
		return sct.Style{}, err
	}
	f := frame{mode, picture.Height, picture.Width}
	plan, err := s.planStyle(f)
	if err != nil { // what a large picture was read with may be in the way
		debug.FreeOSMemory()
		plan, err = s.planStyle(f)
	}
	if err != nil {
		return sct.Style{}, fmt.Errorf("encode style: %w", err)
	}
	style, err := s.encodeStyle(ctx, picture, f, plan)
	if err != nil {
		return sct.Style{}, fmt.Errorf("encode style: %w", err)
	}
	for _, c := range append(s.model.Encoder.ConvsTo(mode.Layers()), part.SCT.Convs()...) {
		s.packed[c] = true
	}
	return style, nil
}

func (s *Session) encodeStyle(ctx context.Context, picture *imaging.Picture, f frame, p Plan) (sct.Style, error) {
	if p.Tile > 0 {
		return s.encodeStyleTiled(ctx, picture, f, p)
	}
	e, err := s.styles.Get(f, func() (*styleEncoder, error) { return newStyleEncoder(s.machine, s.model, f) })
	if err != nil {
		return sct.Style{}, err
	}
	return e.run(ctx, picture)
}

// styleEncoder computes the style of pictures of one size.
type styleEncoder struct {
	graph   *nn.Graph
	picture *nn.Tensor // [1 H W 3]
	style   model.StyleNodes
}

func newStyleEncoder(machine *nn.Machine, m *model.Model, f frame) (*styleEncoder, error) {
	part, err := m.Part(f.mode)
	if err != nil {
		return nil, err
	}
	b := nn.NewBuilder(machine)
	e := &styleEncoder{picture: b.Input(kernel.Shape{N: 1, H: f.height, W: f.width, C: 3})}
	e.style = part.Style(b, m.Config, m.Encoder.Features(b, e.picture, f.mode.Layers()))
	outputs := []*nn.Tensor{e.style.Cov, e.style.Mean}
	if e.style.Levels != nil {
		outputs = append(outputs, e.style.Levels)
	}
	e.graph, err = b.Compile(nil, outputs...)
	return e, err
}

func (e *styleEncoder) run(ctx context.Context, p *imaging.Picture) (sct.Style, error) {
	copy(e.picture.Data(), p.Pix)
	if err := e.graph.Run(ctx); err != nil {
		return sct.Style{}, err
	}
	s := sct.Style{Cov: append([]float32(nil), e.style.Cov.Data()...), Mean: append([]float32(nil), e.style.Mean.Data()...)}
	if e.style.Levels != nil {
		s.Levels = append([]float32(nil), e.style.Levels.Data()...)
	}
	return s, nil
}

// fitStyle scales a style picture: down to StyleSide, then by scale, and up again where its short side would leave snet, which is unpadded
// and uses up margin rows of features, without any.
func fitStyle(p *imaging.Picture, mode model.Mode, margin int, scale float64) (*imaging.Picture, error) {
	if min(p.Width, p.Height) < smallestStyle {
		return nil, &SmallStyleError{p.Width, p.Height}
	}
	long, short := float64(max(p.Width, p.Height)), float64(min(p.Width, p.Height))
	scale *= min(1, StyleSide/long)
	scale = max(scale, float64((margin+1)*mode.Stride())/short)
	p = imaging.Flatten(p)
	if scale == 1 {
		return p, nil
	}
	return imaging.Resize(p, int(math.Round(scale*float64(p.Width))), int(math.Round(scale*float64(p.Height)))), nil
}
