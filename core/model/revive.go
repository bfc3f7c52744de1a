package model

import (
	"math"
	"math/rand/v2"

	"restyle/core/nn"
)

// Channels are those of one of the decoder's convolutions, which are modulated and clipped at 0. Where a channel is below 0 for every picture it is silent, and
// stays so: no gradient reaches what makes it. In our first networks most channels of some convolutions had fallen silent within the first steps of training.
type Channels struct {
	Bias *nn.Param // whose gradient is exactly 0 for channels that a batch has not reached

	made       []*nn.Conv // by a convolution, and by that of the detail that is added
	read       *nn.Conv   // by the next one
	modulation *nn.Conv   // nil: none
	first      int        // of its outputs that scale and shift them
}

// Channels lists those that can fall silent, in the order in which they are computed.
func (d *Decoder) Channels() []Channels {
	var plain, deep []Channels
	at := 0
	add := func(to *[]Channels, made, read *nn.Conv) {
		c := Channels{Bias: made.Bias, made: []*nn.Conv{made}, read: read, first: at}
		if d.modulate != nil {
			c.modulation = d.modulate.output
		}
		at += 2 * made.Out
		*to = append(*to, c)
	}
	shown := 0
	for i, c := range d.convs[:len(d.convs)-1] {
		add(&plain, c, d.convs[i+1])
		if c.Up && shown < len(d.details) {
			last := &plain[len(plain)-1]
			last.made = append(last.made, d.details[shown].conv)
			shown++
		}
	}
	for _, block := range d.residual {
		add(&deep, block[0], block[1])
	}
	return append(deep, plain...)
}

// weak is the share of full strength at which a revived channel is heard: it must not spoil what the others have learnt.
const weak = 0.2

// Revive gives channel k another start: weights of random numbers (He et al. 2015), no bias, no modulation, and a reader that hardly hears it yet.
func (c Channels) Revive(k int, random *rand.Rand) {
	for _, conv := range c.made {
		row := conv.Weight.Value[k*conv.Weight.Len()/conv.Out:][:conv.Weight.Len()/conv.Out]
		redraw(row, len(row), 1, random)
		conv.Bias.Value[k] = 0
		conv.Weight.Changed()
		conv.Bias.Changed()
	}
	if m := c.modulation; m != nil {
		for _, i := range []int{c.first + k, c.first + c.Bias.Len() + k} {
			clear(m.Weight.Value[i*m.In : (i+1)*m.In])
			m.Bias.Value[i] = 0
		}
		m.Weight.Changed()
		m.Bias.Changed()
	}
	square := c.read.Size * c.read.Size
	for o := range c.read.Out {
		redraw(c.read.Weight.Value[(o*c.read.In+k)*square:][:square], c.read.In*square, weak, random)
	}
	c.read.Weight.Changed()
}

// redraw fills weights of a convolution that sums up so many values.
func redraw(w []float32, values int, strength float64, random *rand.Rand) {
	limit := strength * math.Sqrt(6/float64(values))
	for i := range w {
		w[i] = float32(limit * (2*random.Float64() - 1))
	}
}
