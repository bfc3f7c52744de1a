package model

import (
	"restyle/core/kernel"
	"restyle/core/nn"
	"restyle/core/sct"
)

// StyleNodes are a style inside a graph, with N styles for N contents.
type StyleNodes struct {
	Cov    *nn.Tensor // [N 1 32 32]
	Mean   *nn.Tensor // [N 1 1 C]
	Levels *nn.Tensor // [N 1 1 Statistics], nil without modulation
}

// StyleInputs declares inputs for n styles.
func (c Config) StyleInputs(b *nn.Builder, m Mode, n int) StyleNodes {
	s := StyleNodes{
		Cov:  b.Input(kernel.Shape{N: n, H: 1, W: sct.Rank, C: sct.Rank}),
		Mean: b.Input(kernel.Shape{N: n, H: 1, W: 1, C: c.Channels(m)}),
	}
	if k := c.Statistics(m); k > 0 {
		s.Levels = b.Input(kernel.Shape{N: n, H: 1, W: 1, C: k})
	}
	return s
}

// Style computes the style that the features of a style picture make.
func (p *Part) Style(b *nn.Builder, c Config, features []*nn.Tensor) StyleNodes {
	last := features[len(features)-1]
	moments := b.Moments(last)
	s := StyleNodes{Cov: p.SCT.Covariance(b, last, moments), Mean: b.SliceChannels(moments, 0, last.Shape.C)}
	if c.Modulation > 0 {
		var all []*nn.Tensor
		for _, f := range features[:len(features)-1] {
			all = append(all, b.Moments(f))
		}
		s.Levels = b.ConcatChannels(append(all, moments)...)
	}
	return s
}

// Details are what the decoder sees of the content besides SCT's result, from the layer before the last downwards; none where the decoder
// has no use for them. levels are the style's.
func (p *Part) Details(b *nn.Builder, features []*nn.Tensor, levels *nn.Tensor) []*nn.Tensor {
	var details []*nn.Tensor
	for i := range p.Decoder.details {
		x := features[len(features)-2-i]
		details = append(details, p.DetailGiven(b, i, Content{x, b.Moments(x)}, levels))
	}
	return details
}

// Content is a layer of a content, or of a piece of it, with the moments [N 1 1 2C] of the whole.
type Content struct{ Features, Moments *nn.Tensor }

// DetailGiven is the i-th of Details.
func (p *Part) DetailGiven(b *nn.Builder, i int, c Content, levels *nn.Tensor) *nn.Tensor {
	return p.Decoder.details[i].given(b, c.Features, c.Moments, levels)
}

// Transform is SCT's result for the content's last layer x [N H W C], or for a piece of it, with the moments [N 1 1 2C] of the whole.
func (p *Part) Transform(b *nn.Builder, x, moments, cov, mean *nn.Tensor) *nn.Tensor {
	if p.centred {
		mean = nil
	}
	return p.SCT.Transform(b, x, moments, cov, mean)
}

// Apply stylizes contents given by the features of the mode's layers and decodes them to pictures, whose sides are those of the contents
// or, where these are no multiple of the stride, larger by less than a stride.
func (p *Part) Apply(b *nn.Builder, features []*nn.Tensor, s StyleNodes) *nn.Tensor {
	last := features[len(features)-1]
	return p.Decoder.Decode(b, p.Transform(b, last, b.Moments(last), s.Cov, s.Mean), s.Levels, p.Details(b, features, s.Levels))
}
