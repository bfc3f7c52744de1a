package stylize

import (
	"context"
	"fmt"
	"image"

	"restyle/core/imaging"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/sct"
)

// pipeline is encode, transform and decode for contents of one size. Each graph reads the memory that the one before writes.
type pipeline struct {
	stages         [3]*nn.Graph
	picture        *nn.Tensor // [1 H W 3]
	cov, mean      *nn.Tensor // of the style, [1 1 32 32] [1 1 1 C]
	levels         *nn.Tensor // of the style, [1 1 1 Statistics]; nil without modulation
	result         *nn.Tensor // [1 H' W' 3], sides rounded up to a multiple of the stride
	content, moved *nn.Tensor // features before and after transform, [1 H'/stride W'/stride C]
	detail         *nn.Tensor // of the content, for the decoder; nil where it has no use for it
}

var stageNames = [3]Stage{Encode, Transform, Decode}

func newPipeline(machine *nn.Machine, m *model.Model, f frame) (*pipeline, error) {
	part, err := m.Part(f.mode)
	if err != nil {
		return nil, err
	}
	p := &pipeline{}
	for i, build := range []func(*nn.Builder) *nn.Tensor{
		func(b *nn.Builder) *nn.Tensor { return p.encode(b, m, part, f) },
		func(b *nn.Builder) *nn.Tensor { return p.transform(b, part) },
		func(b *nn.Builder) *nn.Tensor { return p.decode(b, part, m.Config.Statistics(f.mode)) },
	} {
		b := nn.NewBuilder(machine)
		outputs := []*nn.Tensor{build(b)}
		if i == 0 && p.detail != nil {
			outputs = append(outputs, p.detail)
		}
		if p.stages[i], err = b.Compile(nil, outputs...); err != nil {
			return nil, fmt.Errorf("%s: %w", stageNames[i], err)
		}
	}
	return p, nil
}

func (p *pipeline) encode(b *nn.Builder, m *model.Model, part *model.Part, f frame) *nn.Tensor {
	p.picture = b.Input(kernel.Shape{N: 1, H: f.height, W: f.width, C: 3})
	features := m.Encoder.Features(b, p.picture, f.mode.Layers())
	p.content, p.detail = features[len(features)-1], part.Detail(b, features)
	return p.content
}

func (p *pipeline) transform(b *nn.Builder, part *model.Part) *nn.Tensor {
	x := b.Constant(p.content.Data(), p.content.Shape)
	p.cov = b.Input(kernel.Shape{N: 1, H: 1, W: sct.Rank, C: sct.Rank})
	p.mean = b.Input(kernel.Shape{N: 1, H: 1, W: 1, C: x.Shape.C})
	p.moved = part.SCT.Transform(b, x, b.Moments(x), p.cov, p.mean)
	return p.moved
}

func (p *pipeline) decode(b *nn.Builder, part *model.Part, statistics int) *nn.Tensor {
	x := b.Constant(p.moved.Data(), p.moved.Shape)
	if statistics > 0 {
		p.levels = b.Input(kernel.Shape{N: 1, H: 1, W: 1, C: statistics})
	}
	var detail *nn.Tensor
	if p.detail != nil {
		detail = b.Constant(p.detail.Data(), p.detail.Shape)
	}
	p.result = part.Decoder.Decode(b, x, p.levels, detail)
	return p.result
}

// run stylizes a picture of the pipeline's size and cuts the result down to width x height.
func (p *pipeline) run(ctx context.Context, src *imaging.Picture, s sct.Style, width, height int, report func(Event)) (*imaging.Picture, error) {
	copy(p.picture.Data(), src.Pix)
	copy(p.cov.Data(), s.Cov)
	copy(p.mean.Data(), s.Mean)
	if p.levels != nil {
		copy(p.levels.Data(), s.Levels)
	}
	for i, g := range p.stages {
		send(report, Event{Stage: stageNames[i], Done: i, Total: len(p.stages)})
		if err := g.Run(ctx); err != nil {
			return nil, fmt.Errorf("%s: %w", stageNames[i], err)
		}
	}
	send(report, Event{Done: len(p.stages), Total: len(p.stages)})
	whole := &imaging.Picture{Width: p.result.Shape.W, Height: p.result.Shape.H, Pix: p.result.Data()}
	return imaging.Crop(whole, image.Rect(0, 0, width, height)), nil
}

func send(report func(Event), e Event) {
	if report != nil {
		report(e)
	}
}
