package ops

import (
	G "gorgonia.org/gorgonia"
)

// Gradient adds the reverse pass of loss [1 1 1 1] and returns the gradient of each node in wrt, a node of its own for each, nil for
// one that does not affect the loss. Only what Variables need is computed.
func (g *Graph) Gradient(loss *G.Node, wrt ...*G.Node) []*G.Node {
	result := make([]*G.Node, len(wrt))
	if !g.require(func() bool { return Shape(loss) == scalar }, "gradient of a loss", loss) {
		return result
	}
	terms := map[*G.Node][]*G.Node{loss: {g.Input([]float32{1}, scalar)}}
	forward := g.ops
	for i := len(forward) - 1; i >= 0; i-- {
		o := forward[i]
		if len(terms[o.node]) == 0 || !o.wanted() {
			continue
		}
		gradients, err := o.SymDiff(o.inputs, o.node, g.Sum(terms[o.node]...))
		if err != nil {
			return result
		}
		for i, d := range gradients {
			if d != nil {
				terms[o.inputs[i]] = append(terms[o.inputs[i]], d)
			}
		}
	}
	taken := map[*G.Node]bool{}
	for i, n := range wrt {
		if len(terms[n]) == 0 {
			continue
		}
		d := g.Sum(terms[n]...)
		if taken[d] || g.byNode[d] == nil {
			d = g.Detach(d) // each gradient gets a place of its own
		}
		result[i], taken[d] = d, true
	}
	return result
}
