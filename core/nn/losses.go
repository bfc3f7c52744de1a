package nn

// MeanSquaredError is the mean of (a-b)^2 over all elements, [1 1 1 1].
func (b *Builder) MeanSquaredError(x, y *Tensor) *Tensor {
	return b.tensor(b.graph.MeanSquaredError(x.node, y.node))
}

// StyleDistance is MSE(mean) + MSE(std) of x [N H W C] against the moments [N 1 1 2C] of another image: one layer of the style loss, [1 1 1 1].
func (b *Builder) StyleDistance(x, moments *Tensor) *Tensor {
	return b.tensor(b.graph.StyleDistance(x.node, moments.node))
}

// InfoNCE is the cross-entropy of q_i·k_j / tau against class i within each image, mean over all rows, [1 1 1 1], for q and k [N 1 M C].
// The gradient goes to q only.
func (b *Builder) InfoNCE(q, k *Tensor, tau float32) *Tensor {
	return b.tensor(b.graph.InfoNCE(q.node, k.node, tau))
}

// Smoothness is the mean over pairs of neighbouring pixels of exp(-|guide_i - guide_j|^2 / (2 sigma^2)) * |x_i - x_j|^2, [1 1 1 1], for x [N H W C] and
// guide [N H W G]. The gradient goes to x only.
func (b *Builder) Smoothness(x, guide *Tensor, sigma float32) *Tensor {
	return b.tensor(b.graph.Smoothness(x.node, guide.node, sigma))
}

// Glow is the mean of |x_i - x_j|^2 over pairs of pixels of which one is beside an edge of the guide and the other is not, and which are the same in the
// guide, [1 1 1 1], for x [N H W C] and guide [N H W G]: see ops.Graph.Glow. The gradient goes to x only.
func (b *Builder) Glow(x, guide *Tensor, same, edge float32, reach int) *Tensor {
	return b.tensor(b.graph.Glow(x.node, guide.node, same, edge, reach))
}

// WeightedSum is the sum of weights[i] * xs[i] of scalars [1 1 1 1]. The weights may be changed in place between runs.
func (b *Builder) WeightedSum(xs []*Tensor, weights []float32) *Tensor {
	return b.tensor(b.graph.WeightedSum(nodes(xs), weights))
}
