package ops

import (
	"math"

	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
)

// InfoNCE adds the contrastive loss of vectors q and k, both [N 1 M C]: of all k of the same image, q_i is to resemble k_i most. It is the
// cross-entropy of the similarities q_i·k_j / tau against class i, mean over N*M, [1 1 1 1]. The gradient goes to q only.
func (g *Graph) InfoNCE(q, k *G.Node, tau float32) *G.Node {
	fits := func() bool { return Shape(q) == Shape(k) && Shape(q).H == 1 && tau > 0 }
	if !g.require(fits, "contrastive loss", q, k) {
		return nil
	}
	if g.needs[k] {
		k = g.Detach(k)
	}
	logits := g.Transform(k, q) // [N 1 M M]
	return g.crossEntropy(logits, tau)
}

// crossEntropy is the mean over all rows i of log(sum_j exp(x_ij/tau)) - x_ii/tau, for x [N 1 M M].
func (g *Graph) crossEntropy(x *G.Node, tau float32) *G.Node {
	if !g.require(always, "cross-entropy", x) {
		return nil
	}
	s := Shape(x)
	losses := make([]float64, s.Pixels())
	soft := make([]float32, s.Len()) // softmax of each row, which the gradient needs
	return g.add(spec{
		name:  "cross-entropy",
		shape: scalar,
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			pixels(t, s, func(from, to int) {
				i := from / s.C
				row := v[0][from:to]
				top, sum := kernel.Softmax(soft[from:to], row, 1/tau)
				losses[i] = math.Log(float64(sum)) - float64(row[i%s.C]-top)/float64(tau)
			})
			total := 0.0
			for _, l := range losses {
				total += l
			}
			dst[0] = float32(total / float64(len(losses)))
		},
		back: func(_ []*G.Node, y, dy *G.Node, _ []bool) []*G.Node {
			return []*G.Node{g.crossEntropyInput(y, dy, soft, s, tau)}
		},
	}, x)
}

// crossEntropyInput is dy * (softmax(x_i/tau) - class i) / (tau*N*M), [N 1 M M]; y only orders it behind the loss that leaves soft.
func (g *Graph) crossEntropyInput(y, dy *G.Node, soft []float32, s kernel.Shape, tau float32) *G.Node {
	return g.add(spec{
		name:  "cross-entropy gradient",
		shape: s,
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			weight := v[1][0] / (tau * float32(s.Pixels()))
			kernel.Scale(t, dst, soft, weight)
			for i := range s.Pixels() {
				dst[i*s.C+i%s.C] -= weight
			}
		},
	}, y, dy)
}
