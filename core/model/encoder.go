package model

import (
	"restyle/core/kernel"
	"restyle/core/nn"
)

// Encoder is VGG-19 up to relu4_1, with any widths. The 1x1 convolution on colours that the authors' file begins with is folded into
// conv1_1, exactly: it commutes with the reflection padding.
type Encoder struct {
	convs []*nn.Conv
}

// encoderLayers lists the convolutions: name, layer (index of Widths) of input and output, and whether a pooling follows.
var encoderLayers = []struct {
	name     string
	from, to int // -1: the picture
	pool     bool
}{
	{"conv1_1", -1, 0, false},
	{"conv1_2", 0, 0, true},
	{"conv2_1", 0, 1, false},
	{"conv2_2", 1, 1, true},
	{"conv3_1", 1, 2, false},
	{"conv3_2", 2, 2, false},
	{"conv3_3", 2, 2, false},
	{"conv3_4", 2, 2, true},
	{"conv4_1", 2, 3, false},
}

// depth is how many of encoderLayers lead to the first n layers.
var depth = [...]int{0, 1, 3, 5, 9}

// NewEncoder returns an encoder with its parameters in scope.
func NewEncoder(scope *nn.Scope, widths [4]int) *Encoder {
	e := &Encoder{}
	for _, l := range encoderLayers {
		in := 3
		if l.from >= 0 {
			in = widths[l.from]
		}
		e.convs = append(e.convs, scope.Conv(l.name, kernel.Conv{Size: 3, In: in, Out: widths[l.to], ReLU: true}))
	}
	return e
}

// Features encodes pictures x [N H W 3], RGB in [0,1], and returns relu1_1 … up to the given number of layers:
// [N H W w1] [N H/2 W/2 w2] [N H/4 W/4 w3] [N H/8 W/8 w4], halves rounded up.
func (e *Encoder) Features(b *nn.Builder, x *nn.Tensor, layers int) []*nn.Tensor {
	var features []*nn.Tensor
	for l := range layers {
		x = e.Block(b, x, l)
		features = append(features, x)
	}
	return features
}

// Block carries x from layer l-1 (the picture for l = 0) to layer l, counted from 0.
func (e *Encoder) Block(b *nn.Builder, x *nn.Tensor, l int) *nn.Tensor {
	for i := depth[l]; i < depth[l+1]; i++ {
		if i > 0 && encoderLayers[i-1].pool {
			x = b.MaxPool(x)
		}
		x = b.Conv(x, e.convs[i])
	}
	return x
}

// Rescale multiplies the maps of the four layers by factors and changes nothing else: ReLU and pooling pass a positive factor on.
func (e *Encoder) Rescale(factors [4]float32) {
	before := float32(1)
	for l, f := range factors {
		for i := depth[l]; i < depth[l+1]; i++ {
			after := before
			if i == depth[l+1]-1 {
				after = f
			}
			scale(e.convs[i].Weight, after/before)
			scale(e.convs[i].Bias, after)
		}
		before = f
	}
}

func scale(p *nn.Param, f float32) {
	for i := range p.Value {
		p.Value[i] *= f
	}
	p.Changed()
}

// ConvsTo lists the convolutions, in order, that lead to the first layers.
func (e *Encoder) ConvsTo(layers int) []*nn.Conv { return e.convs[:depth[layers]:depth[layers]] }

// Widths are the channels of the four layers.
func (e *Encoder) Widths() []int {
	var w []int
	for _, n := range depth[1:] {
		w = append(w, e.convs[n-1].Out)
	}
	return w
}

// Checksum identifies the weights.
func (e *Encoder) Checksum() string { return checksum(e.convs) }
