package metrics

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// gaussian is the mean and the covariance of a cloud of points.
type gaussian struct {
	mean       []float64
	covariance *mat.SymDense
}

// newGaussian describes n points of the given number of channels [n channels]; the covariance is divided by n-1, as numpy.cov does.
func newGaussian(points []float32, channels int) gaussian {
	n := len(points) / channels
	g := gaussian{make([]float64, channels), mat.NewSymDense(channels, nil)}
	for i, v := range points {
		g.mean[i%channels] += float64(v) / float64(n)
	}
	centred := make([]float64, len(points))
	for i, v := range points {
		centred[i] = float64(v) - g.mean[i%channels]
	}
	g.covariance.SymOuterK(1/float64(max(n-1, 1)), mat.NewDense(n, channels, centred).T())
	return g
}

// frechet is the squared Fréchet distance of two Gaussians (Dowson and Landau, 1982), which is their squared Wasserstein distance:
//
//	|m1 - m2|^2 + tr(S1 + S2 - 2 (S1^½ S2 S1^½)^½)
//
// half is S1^½.
func frechet(a gaussian, half *mat.Dense, b gaussian) (float64, error) {
	distance := 0.0
	for i, m := range a.mean {
		distance += (m - b.mean[i]) * (m - b.mean[i])
	}
	var inner mat.Dense
	inner.Product(half, b.covariance, half)
	values, _, err := eigen(symmetric(&inner), false)
	if err != nil {
		return 0, err
	}
	distance += mat.Trace(a.covariance) + mat.Trace(b.covariance)
	for _, v := range values {
		distance -= 2 * math.Sqrt(max(v, 0))
	}
	return max(distance, 0), nil
}

// squareRoot is the symmetric root of a covariance.
func squareRoot(s *mat.SymDense) (*mat.Dense, error) {
	values, vectors, err := eigen(s, true)
	if err != nil {
		return nil, err
	}
	for i, v := range values {
		values[i] = math.Sqrt(max(v, 0))
	}
	var root mat.Dense
	root.Product(vectors, mat.NewDiagDense(len(values), values), vectors.T())
	return &root, nil
}

func eigen(s *mat.SymDense, wantVectors bool) (values []float64, vectors *mat.Dense, err error) {
	var e mat.EigenSym
	if !e.Factorize(s, wantVectors) {
		return nil, nil, fmt.Errorf("compare distributions: the covariance is not finite")
	}
	if wantVectors {
		vectors = &mat.Dense{}
		e.VectorsTo(vectors)
	}
	return e.Values(nil), vectors, nil
}

// symmetric takes the mean of m and its transpose, which differ by rounding.
func symmetric(m *mat.Dense) *mat.SymDense {
	n, _ := m.Dims()
	s := mat.NewSymDense(n, nil)
	for i := range n {
		for j := i; j < n; j++ {
			s.SetSym(i, j, (m.At(i, j)+m.At(j, i))/2)
		}
	}
	return s
}
