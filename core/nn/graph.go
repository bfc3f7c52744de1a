package nn

import (
	"context"

	G "gorgonia.org/gorgonia"

	"restyle/core/ops"
)

// Graph is a compiled graph.
type Graph struct {
	program *ops.Program
	zero    [][]float32 // gradients of parameters that the loss does not depend on
	params  []*Param
}

// Compile ends building. Run will compute the outputs and, unless loss [1 1 1 1] is nil, the loss and the gradient of each parameter of the
// graph that trains. It returns the first error of the Builder, which must not be used afterwards.
func (b *Builder) Compile(loss *Tensor, outputs ...*Tensor) (*Graph, error) {
	keep := map[*G.Node][]float32{}
	g := &Graph{}
	if loss != nil {
		outputs = append(outputs[:len(outputs):len(outputs)], loss)
		b.differentiate(g, loss, keep)
	}
	if err := b.Err(); err != nil {
		return nil, err
	}
	for _, t := range outputs {
		if _, ok := keep[t.node]; !ok {
			keep[t.node] = nil
		}
	}
	var err error
	if g.program, err = b.graph.Compile(keep); err != nil {
		return nil, err
	}
	for _, t := range outputs {
		t.data = b.graph.Data(t.node)
	}
	return g, nil
}

// differentiate adds the reverse pass and lets each gradient be written to its parameter's Grad.
func (b *Builder) differentiate(g *Graph, loss *Tensor, keep map[*G.Node][]float32) {
	var wrt []*G.Node
	for _, p := range b.params {
		if p.Train {
			g.params = append(g.params, p)
			wrt = append(wrt, b.nodes[p])
			if p.Grad == nil {
				p.Grad = make([]float32, len(p.Value))
			}
		}
	}
	for i, n := range b.graph.Gradient(loss.node, wrt...) {
		if to := g.params[i].Grad; n == nil {
			g.zero = append(g.zero, to)
		} else {
			keep[n] = to
		}
	}
}

// Params lists the parameters whose Grad a Run fills, in the order of their first use.
func (g *Graph) Params() []*Param { return g.params }

// Bytes is the memory for intermediate results that a Run needs of its Machine; inputs, outputs and parameters are not in it.
func (g *Graph) Bytes() int { return g.program.Bytes() }

// Run computes outputs and gradients. After an error they are undefined; errors.Is(err, context.Canceled) tells that ctx was cancelled.
func (g *Graph) Run(ctx context.Context) error {
	if err := g.program.Run(ctx); err != nil {
		return err
	}
	for _, x := range g.zero {
		clear(x)
	}
	return nil
}
