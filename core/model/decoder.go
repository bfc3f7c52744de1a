package model

import (
	"fmt"

	"restyle/core/kernel"
	"restyle/core/nn"
)

// Decoder mirrors the encoder: 3x3 convolutions with reflection padding and ReLU, nearest upsampling in place of the pools.
// The photorealistic one is the artistic one without its first three convolutions.
type Decoder struct {
	convs    []*nn.Conv
	residual [][2]*nn.Conv // blocks before the first convolution; none in the paper
	modulate *modulation   // nil: as in the paper
	detail   *nn.Conv      // 1x1, from the content's detail to the first enlarged convolution's result; nil: as in the paper
}

// decoderLayers lists the convolutions of the artistic decoder: layer of input and output (-1: the picture) and whether an upsampling
// comes first.
var decoderLayers = []struct {
	from, to int
	up       bool
}{
	{3, 2, false},
	{2, 2, true},
	{2, 2, false},
	{2, 2, false},
	{2, 1, false},
	{1, 1, true},
	{1, 0, false},
	{0, 0, true},
	{0, -1, false},
}

// photoStart is the first of decoderLayers that the photorealistic decoder has.
const photoStart = 3

// NewDecoder returns the decoder of a mode with its parameters in scope, numbered from 0.
func NewDecoder(scope *nn.Scope, c Config, m Mode) *Decoder {
	d := &Decoder{}
	first := 0
	if m == Photo {
		first = photoStart
	}
	var modulated []int // channels of the modulated convolutions
	for i, l := range decoderLayers[first:] {
		conv := kernel.Conv{Size: 3, In: c.Widths[l.from], Out: 3, Up: l.up}
		if l.to >= 0 {
			conv.Out, conv.ReLU = c.Widths[l.to], c.Modulation == 0
			modulated = append(modulated, conv.Out)
		}
		if c.Detail && l.up && d.detail == nil {
			conv.ReLU = false
			d.detail = scope.Conv("detail", kernel.Conv{Size: 1, In: c.Widths[m.Layers()-2], Out: conv.Out})
		}
		d.convs = append(d.convs, scope.Conv(fmt.Sprint(i), conv))
	}
	for i := range c.Residual[m] {
		block := scope.In(fmt.Sprint("residual.", i))
		wide := kernel.Conv{Size: 3, In: c.Channels(m), Out: c.Channels(m)}
		inner := wide
		inner.ReLU = c.Modulation == 0
		d.residual = append(d.residual, [2]*nn.Conv{block.Conv("0", inner), block.Conv("1", wide)})
		modulated = append(modulated, inner.Out)
	}
	if c.Modulation > 0 {
		d.modulate = newModulation(scope.In("modulation"), c.Statistics(m), c.Modulation, modulated)
	}
	return d
}

// Decode turns features [N H W C] into pictures [N stride*H stride*W 3]. levels [N 1 1 Statistics] are the style's, nil without modulation;
// detail [N H2 W2 C2] is Part.Detail's, nil without: where its sides are odd, so many rows and columns fewer are decoded.
func (d *Decoder) Decode(b *nn.Builder, x, levels, detail *nn.Tensor) *nn.Tensor {
	var pairs []*nn.Tensor
	if d.modulate != nil {
		pairs = d.modulate.pairs(b, levels)
	}
	x = d.deepen(b, x, pairs)
	for i, c := range d.convs {
		x = b.Conv(x, c)
		addDetail := detail != nil && c.Up
		if addDetail {
			x = b.Sum(b.Crop(x, detail.Shape.H, detail.Shape.W), b.Conv(detail, d.detail))
			detail = nil
		}
		if d.modulate != nil && i+1 < len(d.convs) {
			x = b.Modulate(x, pairs[2*i], pairs[2*i+1], true)
		} else if addDetail {
			x = b.ReLU(x)
		}
	}
	return x
}

// deepen adds to x [N H W C] what the residual blocks make of it. Their scales and shifts are the last of pairs.
func (d *Decoder) deepen(b *nn.Builder, x *nn.Tensor, pairs []*nn.Tensor) *nn.Tensor {
	for i, block := range d.residual {
		y := b.Conv(x, block[0])
		if d.modulate != nil {
			at := 2 * (len(d.convs) - 1 + i)
			y = b.Modulate(y, pairs[at], pairs[at+1], true)
		}
		x = b.Sum(x, b.Conv(y, block[1]))
	}
	return x
}

// Convs lists the convolutions.
func (d *Decoder) Convs() []*nn.Conv {
	convs := append([]*nn.Conv(nil), d.convs...)
	for _, block := range d.residual {
		convs = append(convs, block[:]...)
	}
	if d.modulate != nil {
		convs = append(convs, d.modulate.hidden, d.modulate.output)
	}
	if d.detail != nil {
		convs = append(convs, d.detail)
	}
	return convs
}
