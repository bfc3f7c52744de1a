package stylize

import (
	"context"
	"fmt"
	"math"

	"restyle/core/imaging"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/sct"
)

const (
	StyleSide     = 512 // longest side of a style picture in pixels, unless its short side would get too short
	smallestStyle = 16  // shortest side of a style picture in pixels: below, there is nothing to learn from
)

// SmallStyleError is a style picture of too few pixels.
type SmallStyleError struct{ Width, Height int }

func (e *SmallStyleError) Error() string { return "the style " + e.Problem() }

// Problem is the error without its subject, for those who know what the style is called.
func (e *SmallStyleError) Problem() string {
	return fmt.Sprintf("is %dx%d pixels: want at least %dx%d", e.Width, e.Height, smallestStyle, smallestStyle)
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
		return sct.Style{}, fmt.Errorf("encode style: %w", err)
	}
	s := sct.Style{Cov: append([]float32(nil), e.style.Cov.Data()...), Mean: append([]float32(nil), e.style.Mean.Data()...)}
	if e.style.Levels != nil {
		s.Levels = append([]float32(nil), e.style.Levels.Data()...)
	}
	return s, nil
}

// fitStyle scales a style picture: down to StyleSide, and up again where its short side would leave snet, which is unpadded and uses up
// margin rows of features, without any.
func fitStyle(p *imaging.Picture, mode model.Mode, margin int) (*imaging.Picture, error) {
	if min(p.Width, p.Height) < smallestStyle {
		return nil, &SmallStyleError{p.Width, p.Height}
	}
	long, short := float64(max(p.Width, p.Height)), float64(min(p.Width, p.Height))
	scale := min(1, StyleSide/long)
	scale = max(scale, float64((margin+1)*mode.Stride())/short)
	p = imaging.Flatten(p)
	if scale == 1 {
		return p, nil
	}
	return imaging.Resize(p, int(math.Round(scale*float64(p.Width))), int(math.Round(scale*float64(p.Height)))), nil
}
