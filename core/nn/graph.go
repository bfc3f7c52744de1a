package nn

import (
	"context"

	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
	"restyle/core/ops"
)

// Graph is a compiled graph.
type Graph struct {
	program   *ops.Program
	convs     []*Conv
	params    []*Param
	gradients [][]float32 // of params: their Grad, or a replica's own
	zero      [][]float32 // those that the loss does not depend on
}

// Replica lets gradients go to memory of the graph's own instead of Grad, for a graph that runs beside another with the same parameters.
// AddGradients brings them there.
func (b *Builder) Replica() { b.replica = true }

// Compile ends building. Run will compute the outputs and, unless loss [1 1 1 1] is nil, the loss and the gradient of each parameter of the
// graph that trains. It returns the first error of the Builder, which must not be used afterwards.
func (b *Builder) Compile(loss *Tensor, outputs ...*Tensor) (*Graph, error) {
	keep := map[*G.Node][]float32{}
	g := &Graph{convs: b.convs}
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

// differentiate adds the reverse pass and lets each gradient be written to its parameter's Grad, or to that of the replica.
func (b *Builder) differentiate(g *Graph, loss *Tensor, keep map[*G.Node][]float32) {
	var wrt []*G.Node
	for _, p := range b.params {
		if p.Train {
			g.params = append(g.params, p)
			wrt = append(wrt, b.nodes[p])
			if p.Grad == nil {
				p.Grad = make([]float32, len(p.Value))
			}
			to := p.Grad
			if b.replica {
				to = make([]float32, len(p.Value))
			}
			g.gradients = append(g.gradients, to)
		}
	}
	for i, n := range b.graph.Gradient(loss.node, wrt...) {
		if to := g.gradients[i]; n == nil {
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

// AddGradients adds the gradients that a replica's Run left to the Grad of its parameters.
func (g *Graph) AddGradients(t *kernel.Team) {
	for i, p := range g.params {
		kernel.AddScaled(t, p.Grad, g.gradients[i], 1)
	}
}

// Pack packs the filters of all convolutions whose parameters changed, several at once. A Run does so by itself, but one after the other.
func (g *Graph) Pack(t *kernel.Team) { t.Run(len(g.convs), func(_, i int) { g.convs[i].Packed() }) }
