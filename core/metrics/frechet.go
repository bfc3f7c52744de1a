package metrics

import (
	"context"
	"fmt"

	"restyle/core/imaging"
	"restyle/core/kernel"
	"restyle/core/nn"
)

// Frechet is the single-image Fréchet distance at relu2_1 and relu3_1, whose strides of 2 and 4 are those of the two layers of Inception that are
// in use for it.
type Frechet [2]float64

// description is the graph that encodes pictures of one size.
type description struct {
	graph   *nn.Graph
	picture *nn.Tensor
	maps    [2]*nn.Tensor
}

// Frechet compares two pictures of any sizes as SIFID does (Shaham et al., SinGAN, ICCV 2019), with the Judge's network in place of Inception:
// every position of a layer is a point, and the distance is that of the Gaussians of these points,
//
//	|m1 - m2|^2 + tr(S1 + S2 - 2 (S1^½ S2 S1^½)^½)
//
// Like all SIFIDs it compares with others of the same network only.
func (j *Judge) Frechet(ctx context.Context, a, b *imaging.Picture) (Frechet, error) {
	var f Frechet
	first, err := j.describe(ctx, a)
	if err != nil {
		return f, err
	}
	second, err := j.describe(ctx, b)
	if err != nil {
		return f, err
	}
	for i := range f {
		if f[i], err = frechet(first[i], second[i]); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (j *Judge) describe(ctx context.Context, p *imaging.Picture) ([2]gaussian, error) {
	var g [2]gaussian
	d, err := j.descriptions.Get([2]int{p.Width, p.Height}, func() (*description, error) { return j.buildDescription(p) })
	if err != nil {
		return g, fmt.Errorf("prepare measurement: %w", err)
	}
	copy(d.picture.Data(), p.Pix)
	if err := d.graph.Run(ctx); err != nil {
		return g, err
	}
	for i, m := range d.maps {
		g[i] = newGaussian(m.Data(), m.Shape.C)
	}
	return g, nil
}

func (j *Judge) buildDescription(p *imaging.Picture) (*description, error) {
	b := nn.NewBuilder(j.machine)
	d := &description{picture: b.Input(kernel.Shape{N: 1, H: p.Height, W: p.Width, C: 3})}
	features := j.network.Features(b, d.picture, 3)
	d.maps = [2]*nn.Tensor{features[1], features[2]}
	var err error
	d.graph, err = b.Compile(nil, d.maps[:]...)
	return d, err
}
