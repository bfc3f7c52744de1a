package model

import (
	"restyle/core/kernel"
	"restyle/core/nn"
)

// modulation lets the style's statistics scale and shift the channels of the decoder (Perez et al., FiLM, AAAI 2018): a hidden layer and
// one output for each scale and shift. It needs no statistics of the content, so that tiles stay exact.
type modulation struct {
	channels       []int
	hidden, output *nn.Conv
}

func newModulation(scope *nn.Scope, statistics, width int, channels []int) *modulation {
	total := 0
	for _, c := range channels {
		total += 2 * c
	}
	return &modulation{
		channels: channels,
		hidden:   scope.Conv("hidden", kernel.Conv{Size: 1, In: statistics, Out: width, ReLU: true}),
		output:   scope.Conv("output", kernel.Conv{Size: 1, In: width, Out: total}),
	}
}

// pairs returns scale and shift [N 1 1 C] for each modulated convolution in turn.
func (m *modulation) pairs(b *nn.Builder, levels *nn.Tensor) []*nn.Tensor {
	x := b.Conv(b.Conv(levels, m.hidden), m.output)
	var pairs []*nn.Tensor
	at := 0
	for _, c := range m.channels {
		pairs = append(pairs, b.SliceChannels(x, at, at+c), b.SliceChannels(x, at+c, at+2*c))
		at += 2 * c
	}
	return pairs
}
