package ccpl

import (
	"fmt"
	"math"

	"restyle/core/kernel"
	"restyle/core/nn"
)

// Options are the parameters of the loss. The zero value stands for the published ones.
type Options struct {
	Anchors     int     // positions for each layer, N; 0: 8 as in the published code (the paper's text says 64)
	Layers      int     // how many layers carry the loss, counted from the last; 0: 3
	Temperature float32 // tau of InfoNCE; 0: 0.07
}

// Validate reports what makes the options impossible.
func (o Options) Validate() error {
	if o.Anchors < 0 || o.Anchors > 1024 {
		return fmt.Errorf("CCPL with %d anchors: want 1 to 1024", o.Anchors)
	}
	if o.Layers < 0 || o.Layers > 4 {
		return fmt.Errorf("CCPL on %d layers: want 1 to 4", o.Layers)
	}
	if !(o.Temperature >= 0 && o.Temperature <= math.MaxFloat32) {
		return fmt.Errorf("CCPL with temperature %g: want a number over 0", o.Temperature)
	}
	return nil
}

// withDefaults fills in the published values.
func (o Options) withDefaults() Options {
	if o.Anchors == 0 {
		o.Anchors = 8
	}
	if o.Layers == 0 {
		o.Layers = 3
	}
	if o.Temperature == 0 {
		o.Temperature = 0.07
	}
	return o
}

// CCPL holds the loss's own small networks, one for each layer.
type CCPL struct {
	Options
	heads []head
}

// head is a two-layer perceptron: width -> width, ReLU, width -> width/4.
type head struct{ hidden, output *nn.Conv }

// New returns the loss for features of the given widths, first layer to last. Parameters are numbered as in the authors' code: layer l has
// 3l and 3l+2.
func New(scope *nn.Scope, widths []int, o Options) *CCPL {
	c := &CCPL{Options: o.withDefaults()}
	c.Layers = min(c.Layers, len(widths))
	for i, w := range widths {
		if i < len(widths)-c.Layers {
			continue
		}
		c.heads = append(c.heads, head{
			hidden: scope.Conv(fmt.Sprint(3*i), kernel.Conv{Size: 1, In: w, Out: w, ReLU: true}),
			output: scope.Conv(fmt.Sprint(3*i+2), kernel.Conv{Size: 1, In: w, Out: max(1, w/4)}),
		})
	}
	return c
}

// Loss returns the loss of generated against content, features of all layers [N H W C], and the positions to be drawn before each run.
// Maps without inner positions carry no loss.
func (c *CCPL) Loss(b *nn.Builder, generated, content []*nn.Tensor) (*nn.Tensor, []*Positions) {
	var terms []*nn.Tensor
	var positions []*Positions
	first := len(generated) - c.Layers
	for i, h := range c.heads {
		g, k := generated[first+i], content[first+i]
		if g.Shape.H < 3 || g.Shape.W < 3 {
			continue
		}
		p := newPositions(first+i, g.Shape, c.Anchors)
		positions = append(positions, p)
		terms = append(terms, b.InfoNCE(h.project(b, g, p), h.project(b, k, p), c.Temperature))
	}
	if len(terms) == 0 {
		return nil, nil
	}
	ones := make([]float32, len(terms))
	for i := range ones {
		ones[i] = 1
	}
	return b.WeightedSum(terms, ones), positions
}

// project takes the differences between the anchors and their neighbours, through the perceptron, to the unit sphere: [N 1 8·anchors C/4].
func (h head) project(b *nn.Builder, x *nn.Tensor, p *Positions) *nn.Tensor {
	x = b.Neighbours(x, p.anchors)
	return b.UnitNorm(b.Conv(b.Conv(x, h.hidden), h.output))
}
