package ops

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// Modulate adds x * (1 + scale) + shift per image and channel, scale and shift being [N 1 1 C], clipped at 0 where relu is set.
func (g *Graph) Modulate(x, scale, shift *G.Node, relu bool) *G.Node {
	fits := func() bool { return Shape(scale) == vector(Shape(x)) && Shape(shift) == vector(Shape(x)) }
	if !g.require(fits, "modulate", x, scale, shift) {
		return nil
	}
	if o := g.fusible(x, scale, shift); o != nil && !o.conv.ReLU && o.shape.N == 1 {
		return g.modulatedConv(o, scale, shift, relu)
	}
	s := Shape(x)
	factor := make([]float32, s.N*s.C)
	return g.add(spec{
		name:  "modulate",
		shape: s,
		reuse: []int{0},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			addOne(factor, v[1])
			kernel.Affine(t, dst, v[0], factor, v[2], s, relu)
		},
		back: func(v []*G.Node, y, dy *G.Node, wants []bool) []*G.Node {
			if relu {
				dy = g.mask(dy, y)
			}
			gradients := make([]*G.Node, 3)
			if wants[1] || wants[2] {
				both := g.dots(dy, v[0]) // [N 1 1 2C]
				gradients[1], gradients[2] = g.SliceChannels(both, 0, s.C), g.SliceChannels(both, s.C, 2*s.C)
			}
			if wants[0] {
				gradients[0] = g.stretch(dy, v[1])
			}
			return gradients
		},
	}, x, scale, shift)
}

// stretch is dy * (1 + scale).
func (g *Graph) stretch(dy, scale *G.Node) *G.Node {
	s := Shape(dy)
	factor, zero := pair(s)
	return g.add(spec{
		name:  "modulate, input gradient",
		shape: s,
		reuse: []int{0},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			addOne(factor, v[1])
			kernel.Affine(t, dst, v[0], factor, zero, s, false)
		},
	}, dy, scale)
}

// dots is the sum over the pixels of dy*x and then that of dy, per image and channel, [N 1 1 2C].
func (g *Graph) dots(dy, x *G.Node) *G.Node {
	s := Shape(x)
	products, sums := pair(s)
	return g.add(spec{
		name:  "channel products",
		shape: kernel.Shape{N: s.N, H: 1, W: 1, C: 2 * s.C},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			kernel.DotChannels(t, products, sums, v[0], v[1], s)
			join(dst, products, sums, s)
		},
	}, dy, x)
}

// vector is the shape [N 1 1 C] of one value per image and channel of s.
func vector(s kernel.Shape) kernel.Shape { return kernel.Shape{N: s.N, H: 1, W: 1, C: s.C} }

func addOne(dst, x []float32) {
	for i, v := range x {
		dst[i] = 1 + v
	}
}
