package nn

import (
	G "gorgonia.org/gorgonia"

	"restyle/core/ops"
)

// Position is a row and a column of a map.
type Position = ops.Position

// Conv adds a layer, [N H W In] to [N H' W' Out].
func (b *Builder) Conv(x *Tensor, layer *Conv) *Tensor {
	w, bias := b.param(layer.Weight), b.param(layer.Bias)
	b.convs = append(b.convs, layer)
	return b.tensor(b.graph.Conv(x.node, w, bias, layer.Conv, layer.Packed))
}

// MaxPool halves the sides, rounding up, [N H W C] to [N (H+1)/2 (W+1)/2 C].
func (b *Builder) MaxPool(x *Tensor) *Tensor { return b.tensor(b.graph.MaxPool(x.node)) }

// AveragePool is the mean over windows of side x side pixels, [N H W C] to [N H/side W/side C], rounding down.
func (b *Builder) AveragePool(x *Tensor, side int) *Tensor {
	return b.once(reduction{"average pool", x.node, side}, func() *G.Node { return b.graph.AveragePool(x.node, side) })
}

// RemoveMeans is x without the mean of each window of side x side pixels; what is left over at the right and at the bottom becomes 0.
func (b *Builder) RemoveMeans(x *Tensor, side int) *Tensor {
	return b.once(reduction{"remove means", x.node, side}, func() *G.Node { return b.graph.RemoveMeans(x.node, side) })
}

// ReLU clips negative values to 0.
func (b *Builder) ReLU(x *Tensor) *Tensor { return b.tensor(b.graph.ReLU(x.node)) }

// Moments is the mean, then the standard deviation of each image and channel, [N 1 1 2C]: std = sqrt(unbiased variance + 1e-5).
func (b *Builder) Moments(x *Tensor) *Tensor {
	return b.once(reduction{"moments", x.node, 0}, func() *G.Node { return b.graph.Moments(x.node, ops.Epsilon) })
}

// Normalize is (x - mean) / std with moments [N 1 1 2C].
func (b *Builder) Normalize(x, moments *Tensor) *Tensor {
	return b.tensor(b.graph.Normalize(x.node, moments.node))
}

// Center is x - mean with moments [N 1 1 2C].
func (b *Builder) Center(x, moments *Tensor) *Tensor {
	return b.tensor(b.graph.Center(x.node, moments.node))
}

// Covariance is xT·x / (H*W) per image, [N 1 C C], x seen as pixels by channels; the mean is not removed.
func (b *Builder) Covariance(x *Tensor) *Tensor { return b.tensor(b.graph.Covariance(x.node)) }

// Transform multiplies each pixel of x [N H W C] by its image's matrix [N 1 R C], [N H W R].
func (b *Builder) Transform(matrix, x *Tensor) *Tensor {
	return b.tensor(b.graph.Transform(matrix.node, x.node))
}

// AddChannels is x + v with v [N 1 1 C].
func (b *Builder) AddChannels(x, v *Tensor) *Tensor {
	return b.tensor(b.graph.AddChannels(x.node, v.node))
}

// SliceChannels is the channels from up to but not including to, [N H W to-from].
func (b *Builder) SliceChannels(x *Tensor, from, to int) *Tensor {
	return b.tensor(b.graph.SliceChannels(x.node, from, to))
}

// ConcatChannels lays tensors of equal N, H and W side by side.
func (b *Builder) ConcatChannels(xs ...*Tensor) *Tensor {
	return b.tensor(b.graph.ConcatChannels(nodes(xs)...))
}

// Modulate is x * (1 + scale) + shift with scale and shift [N 1 1 C], clipped at 0 where relu is set.
func (b *Builder) Modulate(x, scale, shift *Tensor, relu bool) *Tensor {
	return b.tensor(b.graph.Modulate(x.node, scale.node, shift.node, relu))
}

// Sum adds tensors of equal shape.
func (b *Builder) Sum(xs ...*Tensor) *Tensor { return b.tensor(b.graph.Sum(nodes(xs)...)) }

// Matrix is a constant matrix, row-major.
type Matrix = ops.Matrix

// Separable is rows·x·columnsT for each image and channel of x [N H W C], [N rows.Rows columns.Rows C].
func (b *Builder) Separable(x *Tensor, rows, columns Matrix) *Tensor {
	return b.tensor(b.graph.Separable(x.node, rows, columns))
}

// Crop is the top left h rows and w columns.
func (b *Builder) Crop(x *Tensor, h, w int) *Tensor { return b.tensor(b.graph.Crop(x.node, h, w)) }

// CropAt is the h rows and w columns that begin at a position, which may be changed in place between runs.
func (b *Builder) CropAt(x *Tensor, h, w int, at *Position) *Tensor {
	return b.tensor(b.graph.CropAt(x.node, h, w, at))
}

// CropEach is CropAt with a position for each image.
func (b *Builder) CropEach(x *Tensor, h, w int, at []Position) *Tensor {
	return b.tensor(b.graph.CropEach(x.node, h, w, at))
}

// Detach is x, but no gradient passes.
func (b *Builder) Detach(x *Tensor) *Tensor { return b.tensor(b.graph.Detach(x.node)) }

// Neighbours is the differences of K anchors, off the border, to their 8 neighbours, [N 1 8K C]: vector neighbour*K + anchor, the neighbours
// by rows from the top left. The anchors hold for all images and may be changed in place between runs.
func (b *Builder) Neighbours(x *Tensor, anchors []Position) *Tensor {
	return b.tensor(b.graph.Neighbours(x.node, anchors))
}

// UnitNorm divides each pixel by its Euclidean norm + 1e-7.
func (b *Builder) UnitNorm(x *Tensor) *Tensor { return b.tensor(b.graph.UnitNorm(x.node)) }
