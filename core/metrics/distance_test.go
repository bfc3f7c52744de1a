package metrics

import (
	"context"
	"errors"
	"math"
	"testing"

	"restyle/core/imaging"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/internal/testkit"
)

// networks are the untrained encoder that every machine has; eachNetwork adds the teacher, where it is there.
func networks(t *testing.T) map[string]model.Features {
	t.Helper()
	return map[string]model.Features{"encoder": model.NewEncoder(nn.Fresh(3), [4]int{4, 6, 8, 12})}
}

func eachNetwork(t *testing.T, f func(t *testing.T, j *Judge)) {
	for name, network := range networks(t) {
		t.Run(name, func(t *testing.T) { f(t, NewJudge(network, 0)) })
	}
	t.Run("teacher", func(t *testing.T) {
		network, err := model.LoadTeacher(testkit.Shared(t, "teacher/teacher_relu4_1.safetensors"))
		if err != nil {
			t.Fatal(err)
		}
		f(t, NewJudge(network, 0))
	})
}

// apart is the Fréchet distance of two pictures.
func apart(j *Judge, a, b *imaging.Picture) (Frechet, error) {
	first, err := j.Distribution(context.Background(), a)
	if err != nil {
		return Frechet{}, err
	}
	second, err := j.Distribution(context.Background(), b)
	if err != nil {
		return Frechet{}, err
	}
	return first.Frechet(second)
}

func TestDistancesOfEqualPicturesAreZero(t *testing.T) {
	p := pan(0, 64, 48)
	eachNetwork(t, func(t *testing.T, j *Judge) {
		d, err := j.Distance(context.Background(), p, p, p)
		if err != nil {
			t.Fatal(err)
		}
		if d.Content != 0 || math.Abs(d.Style) > 1e-6 || math.Abs(d.SSIM-1) > 1e-12 {
			t.Errorf("%+v", d)
		}
		f, err := apart(j, p, p)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range f {
			if v > 1e-6 {
				t.Errorf("Fréchet distance %d: %g", i, v)
			}
		}
	})
}

// TestDistancesTellPicturesApart: a little noise is less than a lot of it, for every distance.
func TestDistancesTellPicturesApart(t *testing.T) {
	p, noise := pan(0, 64, 48), scramble(64, 48)
	mixed := func(share float32) *imaging.Picture {
		q := imaging.Crop(p, p.Bounds())
		for i := range q.Pix {
			q.Pix[i] += share * (noise.Pix[i] - q.Pix[i])
		}
		return q
	}
	eachNetwork(t, func(t *testing.T, j *Judge) {
		var last [4]float64
		for _, share := range []float32{0.1, 0.4} {
			d, err := j.Distance(context.Background(), mixed(share), p, p)
			if err != nil {
				t.Fatal(err)
			}
			f, err := apart(j, mixed(share), p)
			if err != nil {
				t.Fatal(err)
			}
			now := [4]float64{d.Content, d.Style, f[0], f[1]}
			for i := range now {
				if !(now[i] > last[i]) {
					t.Errorf("distance %d with %g of noise: %g, with less it was %g", i, share, now[i], last[i])
				}
			}
			last = now
		}
	})
}

// TestDistancesByDefinition computes them from the features, in float64.
func TestDistancesByDefinition(t *testing.T) {
	result, content, style := pan(0, 64, 48), pan(3, 64, 48), scramble(56, 40)
	eachNetwork(t, func(t *testing.T, j *Judge) {
		got, err := j.Distance(context.Background(), result, content, style)
		if err != nil {
			t.Fatal(err)
		}
		of, to, like := features(t, j.network, result), features(t, j.network, content), features(t, j.network, style)
		var want Distance
		for i, v := range of[3].x {
			want.Content += square(v-to[3].x[i]) / float64(len(of[3].x))
		}
		for l := range of {
			mean, deviation := of[l].moments()
			meanOfStyle, deviationOfStyle := like[l].moments()
			for c := range mean {
				want.Style += (square(mean[c]-meanOfStyle[c]) + square(deviation[c]-deviationOfStyle[c])) / float64(len(mean))
			}
		}
		if math.Abs(got.Content/want.Content-1) > 1e-4 || math.Abs(got.Style/want.Style-1) > 1e-4 {
			t.Errorf("content %g and style %g, want %g and %g", got.Content, got.Style, want.Content, want.Style)
		}
	})
}

// TestFrechetByDefinition: of the features of the second layer and of the third, whatever the sizes of the pictures.
func TestFrechetByDefinition(t *testing.T) {
	a, b := pan(0, 64, 48), scramble(56, 40)
	eachNetwork(t, func(t *testing.T, j *Judge) {
		got, err := apart(j, a, b)
		if err != nil {
			t.Fatal(err)
		}
		of, to := features(t, j.network, a), features(t, j.network, b)
		for i := range got {
			want, err := between(t, of[i+1].gaussian(), to[i+1].gaussian())
			if err != nil || math.Abs(got[i]/want-1) > 1e-6 {
				t.Errorf("layer %d: %g, want %g, %v", i+2, got[i], want, err)
			}
		}
	})
}

func square(x float64) float64 { return x * x }

// layer is the features of a layer, with their channels side by side.
type layer struct {
	x        []float64
	channels int
}

// moments are mean and deviation of each channel; the deviation divides by n-1 and has 1e-5 under the root, as in the authors' code.
func (l layer) moments() (mean, deviation []float64) {
	mean, deviation = make([]float64, l.channels), make([]float64, l.channels)
	n := float64(len(l.x) / l.channels)
	for i, v := range l.x {
		mean[i%l.channels] += v / n
	}
	for i, v := range l.x {
		deviation[i%l.channels] += square(v-mean[i%l.channels]) / (n - 1)
	}
	for c, v := range deviation {
		deviation[c] = math.Sqrt(v + 1e-5)
	}
	return mean, deviation
}

// gaussian is that of all positions.
func (l layer) gaussian() gaussian {
	points := make([]float32, len(l.x))
	for i, v := range l.x {
		points[i] = float32(v)
	}
	return newGaussian(points, l.channels)
}

// features are those of a picture at the four layers of a network.
func features(t *testing.T, network model.Features, p *imaging.Picture) (layers [4]layer) {
	t.Helper()
	b := nn.NewBuilder(nn.NewMachine(1))
	maps := network.Features(b, b.Constant(p.Pix, kernel.Shape{N: 1, H: p.Height, W: p.Width, C: 3}), 4)
	g, err := b.Compile(nil, maps...)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	for i, m := range maps {
		layers[i].channels = m.Shape.C
		for _, v := range m.Data() {
			layers[i].x = append(layers[i].x, float64(v))
		}
	}
	return layers
}

func TestDistanceRefusesOtherSizes(t *testing.T) {
	for _, network := range networks(t) {
		if _, err := NewJudge(network, 1).Distance(context.Background(), imaging.New(32, 32), imaging.New(32, 33), imaging.New(32, 32)); err == nil {
			t.Error("pictures of two sizes are compared")
		}
	}
}

// TestDistanceWithoutStyle: the other distances are those with one, and both kinds may follow each other.
func TestDistanceWithoutStyle(t *testing.T) {
	p, q := pan(0, 64, 48), pan(1, 64, 48)
	for _, network := range networks(t) {
		j := NewJudge(network, 1)
		for range 2 {
			with, err1 := j.Distance(context.Background(), q, p, scramble(40, 30))
			without, err2 := j.Distance(context.Background(), q, p, nil)
			if err := errors.Join(err1, err2); err != nil {
				t.Fatal(err)
			}
			if without.Content != with.Content || without.SSIM != with.SSIM || without.Style != 0 || !(with.Style > 0) {
				t.Errorf("without a style %+v, with one %+v", without, with)
			}
		}
	}
}
