package metrics

import (
	"context"
	"fmt"

	"gonum.org/v1/gonum/mat"

	"restyle/core/imaging"
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

// Distribution is how the features of a picture are spread: at relu2_1 and relu3_1, the Gaussian of all positions.
type Distribution struct {
	layers [2]gaussian
	roots  [2]*mat.Dense // of the covariances
}

// Distribution describes a picture of any size in the Judge's network.
func (j *Judge) Distribution(ctx context.Context, p *imaging.Picture) (*Distribution, error) {
	d, err := j.descriptions.Get([2]int{p.Width, p.Height}, func() (*description, error) { return j.buildDescription(p) })
	if err != nil {
		return nil, fmt.Errorf("prepare measurement: %w", err)
	}
	copy(d.picture.Data(), p.Pix)
	if err := d.graph.Run(ctx); err != nil {
		return nil, err
	}
	out := &Distribution{}
	for i, m := range d.maps {
		out.layers[i] = newGaussian(m.Data(), m.Shape.C)
	}
	return out, nil
}

// Frechet compares two pictures as SIFID does (Shaham et al., SinGAN, ICCV 2019), with the Judge's network in place of Inception: every position
// of a layer is a point, and the distance is that of the Gaussians of these points,
//
//	|m1 - m2|^2 + tr(S1 + S2 - 2 (S1^½ S2 S1^½)^½)
//
// Like all SIFIDs it compares with others of the same network only. The receiver's matrix roots are kept: let it be the style where several
// results are compared with one.
func (d *Distribution) Frechet(other *Distribution) (Frechet, error) {
	var f Frechet
	for i, layer := range d.layers {
		var err error
		if d.roots[i] == nil {
			if d.roots[i], err = squareRoot(layer.covariance); err != nil {
				return f, err
			}
		}
		if f[i], err = frechet(layer, d.roots[i], other.layers[i]); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (j *Judge) buildDescription(p *imaging.Picture) (*description, error) {
	b := nn.NewBuilder(j.machine)
	d := &description{picture: pictureInput(b, p)}
	features := j.network.Features(b, d.picture, 3)
	d.maps = [2]*nn.Tensor{features[1], features[2]}
	var err error
	d.graph, err = b.Compile(nil, d.maps[:]...)
	return d, err
}
