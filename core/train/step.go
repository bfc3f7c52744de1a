package train

import (
	"context"
	"math/rand/v2"

	"restyle/core/ccpl"
	"restyle/core/data"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
)

// Step is the graph of one training step for batches of one shape: both encodings, the stylization, the losses and their gradients.
type Step struct {
	graph     *nn.Graph
	content   *nn.Tensor // [N S S 3]
	style     *nn.Tensor // [N S S 3]
	identity  *nn.Tensor // [N 1 1 3]: 0 for identity items, -1 for others, nil without that term
	target    *nn.Tensor // [N S S 3]: the contents of identity items, zeros for others
	output    *nn.Tensor // [N S S 3]: the generated pictures
	positions []*ccpl.Positions
	terms     terms
}

// Networks are what a step is built from. Only SCT, decoder and heads are trained; the encoder and Loss stay as they are.
type Networks struct {
	Model *model.Model
	Loss  model.Features
	Heads *ccpl.CCPL
}

// NewStep builds the graph for batches of n pairs of size x size pixels.
func NewStep(m *nn.Machine, net Networks, o Options, n, size int) (*Step, error) {
	part, err := net.Model.Part(o.Mode)
	if err != nil {
		return nil, err
	}
	b := nn.NewBuilder(m)
	pictures := kernel.Shape{N: n, H: size, W: size, C: 3}
	s := &Step{content: b.Input(pictures), style: b.Input(pictures)}
	layers := o.Mode.Layers()

	content := net.Model.Encoder.Features(b, s.content, layers)
	style := net.Model.Encoder.Features(b, s.style, layers)
	s.output = part.Apply(b, content, part.Style(b, net.Model.Config, style))

	styleLayers := max(o.Layers, layers)
	generated := net.Loss.Features(b, s.output, styleLayers)
	if net.Loss != model.Features(net.Model.Encoder) || styleLayers > layers {
		content = net.Loss.Features(b, s.content, layers)
		style = net.Loss.Features(b, s.style, styleLayers)
	}
	s.terms.nodes[0] = b.MeanSquaredError(generated[layers-1], content[layers-1])
	s.terms.nodes[1] = StyleLoss(b, generated, style)
	if o.Weights.CCPL > 0 {
		s.terms.nodes[2], s.positions = net.Heads.Loss(b, generated[:layers], content)
	}
	if o.Weights.Identity > 0 {
		s.terms.nodes[3] = s.identityLoss(b, pictures)
	}
	if o.Weights.Colour > 0 {
		s.terms.nodes[4] = colourLoss(b, s.output, s.style)
	}
	if o.Weights.Structure > 0 {
		s.terms.nodes[5] = structureLoss(b, s.output, s.content)
	}
	s.terms.sum(b)
	s.graph, err = b.Compile(s.terms.total, append(s.terms.present(), s.output)...)
	return s, err
}

// identityLoss compares the pixels of identity items with their contents: other items are multiplied by 0 on both sides.
func (s *Step) identityLoss(b *nn.Builder, pictures kernel.Shape) *nn.Tensor {
	channel := kernel.Shape{N: pictures.N, H: 1, W: 1, C: 3}
	s.identity, s.target = b.Input(channel), b.Input(pictures)
	return b.MeanSquaredError(b.Modulate(s.output, s.identity, b.Input(channel), false), s.target)
}

// Run computes losses and gradients of a batch. positions are drawn from r.
func (s *Step) Run(ctx context.Context, batch *data.Batch, w Weights, r *rand.Rand) (Losses, error) {
	copy(s.content.Data(), batch.Content)
	copy(s.style.Data(), batch.Style)
	if s.identity != nil {
		s.markIdentity(batch)
	}
	for _, p := range s.positions {
		p.Draw(r)
	}
	s.terms.set(w)
	if err := s.graph.Run(ctx); err != nil {
		return Losses{}, err
	}
	return s.terms.losses(), nil
}

func (s *Step) markIdentity(batch *data.Batch) {
	scale, target := s.identity.Data(), s.target.Data()
	picture := len(target) / batch.N
	for i, item := range batch.Items {
		mark := float32(-1)
		if item.Identity {
			mark = 0
			copy(target[i*picture:(i+1)*picture], batch.Content[i*picture:])
		} else {
			clear(target[i*picture : (i+1)*picture])
		}
		for c := range 3 {
			scale[3*i+c] = mark
		}
	}
}

// Output is the generated pictures [N S S 3] of the last Run.
func (s *Step) Output() []float32 { return s.output.Data() }
