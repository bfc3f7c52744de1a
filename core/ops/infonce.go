package ops

import (
	"math"
	"slices"

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
	return g.add(spec{
		name:  "cross-entropy",
		shape: scalar,
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			pixels(t, s, func(from, to int) {
				i := from / s.C
				row := v[0][from:to]
				top, sum := softmaxSum(row, tau)
				losses[i] = math.Log(sum) - float64(row[i%s.C]-top)/float64(tau)
			})
			total := 0.0
			for _, l := range losses {
				total += l
			}
			dst[0] = float32(total / float64(len(losses)))
		},
		back: func(v []*G.Node, _, dy *G.Node, _ []bool) []*G.Node {
			return []*G.Node{g.crossEntropyInput(v[0], dy, tau)}
		},
	}, x)
}

// crossEntropyInput is dy * (softmax(x_i/tau) - class i) / (tau*N*M).
func (g *Graph) crossEntropyInput(x, dy *G.Node, tau float32) *G.Node {
	s := Shape(x)
	return g.add(spec{
		name:  "cross-entropy gradient",
		shape: s,
		reuse: []int{0},
		run: func(t *kernel.Team, dst []float32, v [][]float32) {
			weight := float64(v[1][0]) / (float64(tau) * float64(s.Pixels()))
			pixels(t, s, func(from, to int) {
				row := v[0][from:to]
				top, sum := slices.Max(row), 0.0
				for j, l := range row {
					e := math.Exp(float64(l-top) / float64(tau))
					dst[from+j] = float32(e)
					sum += e
				}
				for j := from; j < to; j++ {
					dst[j] *= float32(weight / sum)
				}
				dst[from+from/s.C%s.C] -= float32(weight)
			})
		},
	}, x, dy)
}

// softmaxSum is the largest value and the sum of exp((x-largest)/tau).
func softmaxSum(row []float32, tau float32) (top float32, sum float64) {
	top = slices.Max(row)
	for _, l := range row {
		sum += math.Exp(float64(l-top) / float64(tau))
	}
	return top, sum
}
