package train

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"restyle/core/ccpl"
	"restyle/core/data"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
)

// chunk is the graph of some items of a batch that follow each other: both encodings, the stylization, the losses and their gradients.
type chunk struct {
	first, items int
	share        float32 // of the batch

	graph     *nn.Graph
	content   *nn.Tensor // [N S S 3]
	style     *nn.Tensor // [N S S 3]
	identity  *nn.Tensor // [N 1 1 3]: 0 for identity items, -1 for others, nil without that term
	target    *nn.Tensor // [N S S 3]: the contents of identity items, zeros for others
	output    *nn.Tensor // [N S S 3]: the generated pictures
	positions []*ccpl.Positions
	terms     terms

	later *nn.Tensor    // [N S S 3]: the contents a moment later, nil without that term
	now   []seen        // of what both show, in each map of the result
	then  []nn.Position // of the same in the later result
}

// seen is where in maps of the result that lies which the later one shows too, less a rim, unless little would be left: the maps of the cut later one mirror it
// there, and those of the result go on.
type seen struct {
	at   []nn.Position
	cell int // pixels that a step of the map stands for
	rim  int // steps
}

// build adds the graph of pictures of size x size pixels to b.
func (c *chunk) build(b *nn.Builder, net Networks, o Options, size int) error {
	part, err := net.Model.Part(o.Mode)
	if err != nil {
		return err
	}
	pictures := kernel.Shape{N: c.items, H: size, W: size, C: 3}
	c.content, c.style = b.Input(pictures), b.Input(pictures)
	layers := o.Mode.Layers()

	content := net.Model.Encoder.Features(b, c.content, layers)
	style := net.Model.Encoder.Features(b, c.style, layers)
	asked := part.Style(b, net.Model.Config, style)
	c.output = part.Apply(b, content, asked)

	shown := c.output
	if o.Weights.Range > 0 {
		shown = clip(b, c.output)
		c.terms.nodes[6] = b.MeanSquaredError(c.output, shown)
	}
	generated := c.mapLosses(b, net, o, shown, content, style)
	c.pixelLosses(b, o, shown)
	if o.Weights.Temporal > 0 {
		c.later = b.Input(pictures)
		later := part.Apply(b, net.Model.Encoder.Features(b, c.later, layers), asked)
		if o.Weights.Range > 0 {
			later = clip(b, later)
		}
		c.temporalLoss(b, net, generated, later)
	}
	c.terms.sum(b)
	c.graph, err = b.Compile(c.terms.total, append(c.terms.present(), c.output)...)
	return err
}

// mapLosses adds the terms that compare maps of the loss network, and returns those of the result. content and style are those of the network that is trained.
func (c *chunk) mapLosses(b *nn.Builder, net Networks, o Options, shown *nn.Tensor, content, style []*nn.Tensor) []*nn.Tensor {
	layers := o.Mode.Layers()
	styleLayers := cmp.Or(o.Layers, layers)
	most := max(styleLayers, layers)
	generated := net.Loss.Features(b, shown, most)
	if net.Loss != model.Features(net.Model.Encoder) || most > layers {
		content = net.Loss.Features(b, c.content, layers)
		style = net.Loss.Features(b, c.style, most)
	}
	c.terms.nodes[0] = b.MeanSquaredError(generated[layers-1], content[layers-1])
	c.terms.nodes[1] = StyleLoss(b, generated[:styleLayers], style[:styleLayers])
	if o.Weights.CCPL > 0 {
		c.terms.nodes[2], c.positions = net.Heads.Loss(b, generated[:layers], content)
	}
	return generated
}

// pixelLosses adds the terms that compare pixels.
func (c *chunk) pixelLosses(b *nn.Builder, o Options, shown *nn.Tensor) {
	if o.Weights.Identity > 0 {
		c.terms.nodes[3] = c.identityLoss(b)
	}
	if o.Weights.Colour > 0 {
		c.terms.nodes[4] = colourLoss(b, shown, c.style)
	}
	if o.Weights.Structure > 0 {
		c.terms.nodes[5] = structureLoss(b, shown, c.content)
	}
	if o.Weights.Grid > 0 {
		c.terms.nodes[7] = gridLoss(b, shown)
	}
	if o.Weights.Halo > 0 {
		c.terms.nodes[8] = haloLoss(b, shown, c.content)
	}
	if o.Weights.Fringe > 0 {
		c.terms.nodes[9] = fringeLoss(b, shown, c.style)
	}
	if o.Weights.Glow > 0 {
		c.terms.nodes[10] = glowLoss(b, shown, c.content)
	}
}

// identityLoss compares the pixels of identity items with their contents: other items are multiplied by 0 on both sides.
func (c *chunk) identityLoss(b *nn.Builder) *nn.Tensor {
	pictures := c.content.Shape
	channel := kernel.Shape{N: pictures.N, H: 1, W: 1, C: 3}
	c.identity, c.target = b.Input(channel), b.Input(pictures)
	return b.MeanSquaredError(b.Modulate(c.output, c.identity, b.Input(channel), false), c.target)
}

// temporalLoss contrasts differences between neighbours of what the result shows with those at the same places of the result a moment later, and those elsewhere
// in it: section 3.2 of the paper, with the later result in the content's place. generated are the result's maps, first layer to last. The later picture is cut to
// what both show before it goes through the loss network, whose grids the motion need not follow; in the result that begins on the grids, so that its maps serve.
// No gradient passes through the later one: it is the same network's, and another pair will have it the other way round.
func (c *chunk) temporalLoss(b *nn.Builder, net Networks, generated []*nn.Tensor, later *nn.Tensor) {
	c.then = make([]nn.Position, c.items)
	size := later.Shape.H - data.Motion
	then := net.Loss.Features(b, b.CropEach(b.Detach(later), size, size, c.then), net.Temporal.Layers)
	now := make([]*nn.Tensor, len(then))
	for l := range then {
		w := seen{at: make([]nn.Position, c.items), cell: later.Shape.H / generated[l].Shape.H}
		if size >= 6*data.Motion {
			w.rim = data.Motion / w.cell
		}
		side := size/w.cell - 2*w.rim
		inner := slices.Repeat([]nn.Position{{Row: w.rim, Column: w.rim}}, c.items)
		now[l], then[l] = b.CropEach(generated[l], side, side, w.at), b.CropEach(then[l], side, side, inner)
		c.now = append(c.now, w)
	}
	loss, positions := net.Temporal.Loss(b, now, then)
	c.terms.nodes[11] = loss
	c.positions = append(c.positions, positions...)
}

// run computes losses and gradients of the chunk's items, each times the chunk's share of the batch.
func (c *chunk) run(ctx context.Context, batch *data.Batch, w Weights) error {
	from := c.first * batch.Size * batch.Size * 3
	copy(c.content.Data(), batch.Content[from:])
	copy(c.style.Data(), batch.Style[from:])
	if c.identity != nil {
		c.markIdentity(batch.Items[c.first:])
	}
	if c.later != nil {
		if batch.Later == nil {
			return errors.New("train coherence in time: the batch does not hold the moment later: give its Options a Later over 0")
		}
		copy(c.later.Data(), batch.Later[from:])
		if err := c.follow(batch.Items[c.first:][:c.items]); err != nil {
			return err
		}
	}
	c.terms.set(w)
	for i := range c.terms.factors {
		c.terms.factors[i] *= c.share
	}
	return c.graph.Run(ctx)
}

// follow takes over where the items' contents have moved.
func (c *chunk) follow(items []data.Item) error {
	for i, item := range items {
		if item.Now.X%data.Motion != 0 || item.Now.Y%data.Motion != 0 {
			return fmt.Errorf("train coherence in time: what both moments show begins at %v, which is not on the networks' grids", item.Now)
		}
		c.then[i] = nn.Position{Row: item.Then.Y, Column: item.Then.X}
		for _, w := range c.now {
			w.at[i] = nn.Position{Row: item.Now.Y/w.cell + w.rim, Column: item.Now.X/w.cell + w.rim}
		}
	}
	return nil
}

func (c *chunk) markIdentity(items []data.Item) {
	scale, target := c.identity.Data(), c.target.Data()
	picture := len(target) / c.items
	for i, item := range items[:c.items] {
		mark := float32(-1)
		if item.Identity {
			mark = 0
			copy(target[i*picture:(i+1)*picture], c.content.Data()[i*picture:])
		} else {
			clear(target[i*picture : (i+1)*picture])
		}
		for k := range 3 {
			scale[3*i+k] = mark
		}
	}
}
