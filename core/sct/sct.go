package sct

import (
	"fmt"

	"restyle/core/kernel"
	"restyle/core/nn"
)

// Rank is the number of channels that covariances are taken over.
const Rank = 32

// Shape describes one SCT module.
type Shape struct {
	Channels int   // of the content and style features, C
	Hidden   []int // widths between C and Rank: 256 128 for the paper's artistic mode, 128 for its photorealistic mode
}

// SCT holds the three small networks of the module. It works in four steps:
//
//  1. features are centred: the content's are normalized by mean and deviation of each channel, of the style's the mean is taken away;
//  2. cnet and snet reduce both to Rank channels;
//  3. the style becomes its covariance, cov = S S^T / (h*w), [32 32], S being its reduced features;
//  4. the content is multiplied by it and enlarged again: uncompress(cov · cnet(c')) + the style's mean.
type SCT struct {
	shape      Shape
	cnet       []*nn.Conv // 1x1, C -> hidden -> Rank: the content's channels, reduced
	snet       []*nn.Conv // unpadded 3x3 (the last 1x1), C -> hidden -> Rank: the style's
	uncompress *nn.Conv   // 1x1, Rank -> C
}

// New returns an SCT with its parameters in scope, named as in the authors' checkpoints: cnet.0, cnet.2, …, snet.0, …, uncompress.
func New(scope *nn.Scope, shape Shape) *SCT {
	s := &SCT{shape: shape}
	in := shape.Channels
	for i, out := range append(append([]int(nil), shape.Hidden...), Rank) {
		last := i == len(shape.Hidden)
		size := 3
		if last {
			size = 1
		}
		name := fmt.Sprint(2 * i) // a ReLU stands between
		s.cnet = append(s.cnet, scope.Conv("cnet."+name, kernel.Conv{Size: 1, In: in, Out: out, ReLU: !last}))
		s.snet = append(s.snet, scope.Conv("snet."+name, kernel.Conv{Size: size, In: in, Out: out, Pad: kernel.Valid, ReLU: !last}))
		in = out
	}
	s.uncompress = scope.Conv("uncompress", kernel.Conv{Size: 1, In: Rank, Out: shape.Channels})
	return s
}

// Margin is how many rows and columns of style features snet's unpadded convolutions use up; a style needs at least Margin+1 of each.
func (s *SCT) Margin() int { return 2 * len(s.shape.Hidden) }

// Covariance is steps 1 to 3 for the style: features [N H W C] and their moments give cov.
func (s *SCT) Covariance(b *nn.Builder, features, moments *nn.Tensor) *nn.Tensor {
	return b.Covariance(s.Reduce(b, features, moments)) // [N 1 32 32]
}

// Reduce is steps 1 and 2 for the style: snet(features - mean), [N H-Margin W-Margin 32].
func (s *SCT) Reduce(b *nn.Builder, features, moments *nn.Tensor) *nn.Tensor {
	x := b.Center(features, moments)
	for _, c := range s.snet {
		x = b.Conv(x, c)
	}
	return x
}

// Transform is steps 1, 2 and 4 for the content: uncompress(cov · cnet((c - mean)/std)) + the style's mean [N 1 1 C], which nil leaves out.
func (s *SCT) Transform(b *nn.Builder, content, moments, cov, mean *nn.Tensor) *nn.Tensor {
	x := b.Normalize(content, moments)
	for _, c := range s.cnet {
		x = b.Conv(x, c)
	}
	x = b.Transform(cov, x) // [N H W 32]
	x = b.Conv(x, s.uncompress)
	if mean == nil {
		return x
	}
	return b.AddChannels(x, mean) // [N H W C]
}

// Convs lists the convolutions.
func (s *SCT) Convs() []*nn.Conv {
	return append(append(append([]*nn.Conv(nil), s.cnet...), s.snet...), s.uncompress)
}
