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
	details  []detail      // for the results of the enlarged convolutions in turn; none in the paper
}

// detail is a layer of the content that the decoder is shown.
type detail struct {
	conv    *nn.Conv // 1x1, from the layer to the enlarged convolution's result
	levels  int      // where the style's mean of that layer is in its levels, the deviation following it
	aligned bool     // with the style; otherwise normalized only
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
		if l.up && len(d.details) < c.Details(m) {
			conv.ReLU = false
			d.details = append(d.details, newDetail(scope, c, m, len(d.details), conv.Out))
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

// newDetail returns the i-th detail, which is added to maps of out channels.
func newDetail(scope *nn.Scope, c Config, m Mode, i, out int) detail {
	layer := m.Layers() - 2 - i
	d := detail{aligned: c.Skips[m] > 0}
	for _, w := range c.Widths[:layer] {
		d.levels += 2 * w
	}
	name := "detail"
	if d.aligned {
		name = fmt.Sprint("skip.", i)
	}
	d.conv = scope.Conv(name, kernel.Conv{Size: 1, In: c.Widths[layer], Out: out})
	return d
}

// given is what the decoder sees of a layer x [N H W C] of the content, or of a piece of it, with the moments [N 1 1 2C] of the whole.
func (d detail) given(b *nn.Builder, x, moments, levels *nn.Tensor) *nn.Tensor {
	x = b.Normalize(x, moments)
	if !d.aligned {
		return x
	}
	c := x.Shape.C
	mean, deviation := b.SliceChannels(levels, d.levels, d.levels+c), b.SliceChannels(levels, d.levels+c, d.levels+2*c)
	return b.Modulate(x, b.AddChannels(deviation, minusOnes(b, deviation.Shape)), mean, false)
}

// minusOnes is a constant.
func minusOnes(b *nn.Builder, s kernel.Shape) *nn.Tensor {
	x := make([]float32, s.Len())
	for i := range x {
		x[i] = -1
	}
	return b.Constant(x, s)
}

// Cut is the piece of a map that the decoder goes on with. At may be changed in place between runs of the graph.
type Cut struct {
	H, W int
	At   *nn.Position
}

// Reach is by how many pixels a result depends on the features around: first, on what the decoder begins with, then on each map that is about to be
// enlarged.
func (c Config) Reach(m Mode) []int {
	layers := decoderLayers[:]
	if m == Photo {
		layers = layers[photoStart:]
	}
	reach, pixels := []int{0}, m.Stride() // of a cell
	look := func(convs int) {
		for i := range reach {
			reach[i] += convs * pixels
		}
	}
	look(2 * c.Residual[m])
	for _, l := range layers {
		if l.up {
			reach, pixels = append(reach, 0), pixels/2
		}
		look(1)
	}
	return reach
}

// Decode turns features [N H W C] into pictures [N stride*H stride*W 3]. levels [N 1 1 Statistics] are the style's, nil without modulation;
// details are Part.Details, from the coarsest: where the sides of one are odd, so many rows and columns fewer are decoded from there on.
func (d *Decoder) Decode(b *nn.Builder, x, levels *nn.Tensor, details []*nn.Tensor) *nn.Tensor {
	return d.DecodePart(b, x, levels, details, nil)
}

// DecodePart is Decode that cuts maps before they are enlarged, the first ones, as many as there are cuts: a margin that has served need not be
// decoded. Each detail belongs to what is left after its cut.
func (d *Decoder) DecodePart(b *nn.Builder, x, levels *nn.Tensor, details []*nn.Tensor, cuts []Cut) *nn.Tensor {
	var pairs []*nn.Tensor
	if d.modulate != nil {
		pairs = d.modulate.pairs(b, levels)
	}
	x = d.deepen(b, x, pairs)
	shown, enlarged := 0, 0
	for i, c := range d.convs {
		if c.Up && enlarged < len(cuts) {
			cut := cuts[enlarged]
			x = b.CropAt(x, cut.H, cut.W, cut.At)
		}
		x = b.Conv(x, c)
		addDetail := c.Up && shown < len(details)
		if addDetail {
			more := details[shown]
			x = b.Sum(b.Crop(x, more.Shape.H, more.Shape.W), b.Conv(more, d.details[shown].conv))
			shown++
		}
		if d.modulate != nil && i+1 < len(d.convs) {
			x = b.Modulate(x, pairs[2*i], pairs[2*i+1], true)
		} else if addDetail {
			x = b.ReLU(x)
		}
		if c.Up {
			enlarged++
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
	for _, detail := range d.details {
		convs = append(convs, detail.conv)
	}
	return convs
}
