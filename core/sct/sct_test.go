package sct

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"restyle/core/kernel"
	"restyle/core/nn"
	"restyle/internal/testkit"
)

var shape = Shape{Channels: 6, Hidden: []int{5, 7}}

// module is an SCT of random weights with random biases.
func module(t *testing.T) (*SCT, map[string]*nn.Param) {
	t.Helper()
	scope := nn.Fresh(3)
	s := New(scope, shape)
	if err := scope.Err(); err != nil {
		t.Fatal(err)
	}
	params := map[string]*nn.Param{}
	for _, p := range scope.Params() {
		if strings.HasSuffix(p.Name, ".bias") {
			copy(p.Value, testkit.Biases(p.Name, len(p.Value)))
			p.Changed()
		}
		params[p.Name] = p
	}
	return s, params
}

// plane is features in float64, [H W C].
type plane struct {
	h, w, c int
	x       []float64
}

func newPlane(h, w, c int) plane { return plane{h, w, c, make([]float64, h*w*c)} }

func randomPlane(r *rand.Rand, h, w, c int) plane {
	p := newPlane(h, w, c)
	for i := range p.x {
		p.x[i] = 3*r.Float64() - 1
	}
	return p
}

func (p plane) at(y, x, c int) *float64 { return &p.x[(y*p.w+x)*p.c+c] }

func (p plane) float32s() []float32 {
	y := make([]float32, len(p.x))
	for i, v := range p.x {
		y[i] = float32(v)
	}
	return y
}

// moments of each channel; the deviation has the encoder's epsilon of 1e-5 under the root and divides by n-1, as the authors' code does.
func (p plane) moments() (mean, std []float64) {
	n := p.h * p.w
	mean, std = make([]float64, p.c), make([]float64, p.c)
	for c := range p.c {
		for i := range n {
			mean[c] += p.x[i*p.c+c] / float64(n)
		}
		for i := range n {
			std[c] += math.Pow(p.x[i*p.c+c]-mean[c], 2) / float64(n-1)
		}
		std[c] = math.Sqrt(std[c] + 1e-5)
	}
	return mean, std
}

// conv is an unpadded convolution with the weights [Out In K K] of a parameter.
func (p plane) conv(params map[string]*nn.Param, name string, relu bool) plane {
	w, bias := params[name+".weight"], params[name+".bias"]
	out, k := w.Shape[0], w.Shape[2]
	y := newPlane(p.h-k+1, p.w-k+1, out)
	for i := range y.h {
		for j := range y.w {
			for o := range out {
				sum := float64(bias.Value[o])
				for c := range p.c {
					for a := range k {
						for b := range k {
							sum += float64(w.Value[((o*p.c+c)*k+a)*k+b]) * *p.at(i+a, j+b, c)
						}
					}
				}
				if relu {
					sum = max(sum, 0)
				}
				*y.at(i, j, o) = sum
			}
		}
	}
	return y
}

func (p plane) chain(params map[string]*nn.Param, name string) plane {
	p = p.conv(params, name+".0", true)
	p = p.conv(params, name+".2", true)
	return p.conv(params, name+".4", false)
}

// reference follows section 3.3 of the paper line by line: covariance of the reduced, centred style; transformation of the reduced,
// normalized content; the style's mean added.
func reference(params map[string]*nn.Param, content, style plane) plane {
	styleMean, _ := style.moments()
	for i := range style.x {
		style.x[i] -= styleMean[i%style.c]
	}
	s := style.chain(params, "snet")
	var cov [Rank][Rank]float64
	for i := range s.h * s.w {
		for a := range Rank {
			for b := range Rank {
				cov[a][b] += s.x[i*Rank+a] * s.x[i*Rank+b] / float64(s.h*s.w)
			}
		}
	}
	mean, std := content.moments()
	for i := range content.x {
		content.x[i] = (content.x[i] - mean[i%content.c]) / std[i%content.c]
	}
	c := content.chain(params, "cnet")
	moved := newPlane(c.h, c.w, Rank)
	for i := range c.h * c.w {
		for a := range Rank {
			for b := range Rank {
				moved.x[i*Rank+a] += cov[a][b] * c.x[i*Rank+b]
			}
		}
	}
	y := moved.conv(params, "uncompress", false)
	for i := range y.x {
		y.x[i] += styleMean[i%y.c]
	}
	return y
}

// run is the module's result for one content and one style.
func run(t *testing.T, s *SCT, content, style plane) (result []float32, value Style) {
	t.Helper()
	b := nn.NewBuilder(nn.NewMachine(1))
	shapeOf := func(p plane) kernel.Shape { return kernel.Shape{N: 1, H: p.h, W: p.w, C: p.c} }
	x, y := b.Constant(content.float32s(), shapeOf(content)), b.Constant(style.float32s(), shapeOf(style))
	moments := b.Moments(y)
	cov, mean := s.Covariance(b, y, moments), b.SliceChannels(moments, 0, y.Shape.C)
	out := s.Transform(b, x, b.Moments(x), cov, mean)
	g, err := b.Compile(nil, out, cov, mean)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	return out.Data(), Style{Cov: cov.Data(), Mean: mean.Data()}
}

func TestSCTIsThePapersFormula(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range [][4]int{{7, 9, 8, 6}, {1, 12, 5, 5}, {16, 16, 6, 31}} {
		s, params := module(t)
		content, style := randomPlane(r, size[0], size[1], shape.Channels), randomPlane(r, size[2], size[3], shape.Channels)
		got, value := run(t, s, content, style)
		testkit.Near(t, "result", got, reference(params, content, style).float32s(), 1e-5)
		for a := range Rank {
			for b := range a {
				if d := math.Abs(float64(value.Cov[a*Rank+b] - value.Cov[b*Rank+a])); d > 1e-5 {
					t.Fatalf("covariance (%d,%d) and (%d,%d) differ by %g", a, b, b, a, d)
				}
			}
		}
	}
}

// transform is a content in a given style.
func transform(t *testing.T, s *SCT, content plane, style Style) []float32 {
	t.Helper()
	b := nn.NewBuilder(nn.NewMachine(1))
	x := b.Constant(content.float32s(), kernel.Shape{N: 1, H: content.h, W: content.w, C: content.c})
	cov := b.Constant(style.Cov, kernel.Shape{N: 1, H: 1, W: Rank, C: Rank})
	mean := b.Constant(style.Mean, kernel.Shape{N: 1, H: 1, W: 1, C: content.c})
	out := s.Transform(b, x, b.Moments(x), cov, mean)
	g, err := b.Compile(nil, out)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	return out.Data()
}

// TestAMixedStyleGivesTheMixedResults: the transformation is affine in the style.
func TestAMixedStyleGivesTheMixedResults(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	s, _ := module(t)
	content := randomPlane(r, 9, 8, shape.Channels)
	first, a := run(t, s, content, randomPlane(r, 7, 7, shape.Channels))
	second, b := run(t, s, content, randomPlane(r, 11, 6, shape.Channels))
	mixed, err := Mix([]Style{a, b}, []float32{1, 3})
	if err != nil {
		t.Fatal(err)
	}
	want := make([]float32, len(first))
	for i := range want {
		want[i] = (first[i] + 3*second[i]) / 4
	}
	testkit.Near(t, "result", transform(t, s, content, mixed), want, 1e-5)
}

func TestMarginIsWhatTheStyleLoses(t *testing.T) {
	s, _ := module(t)
	if s.Margin() != 4 {
		t.Errorf("margin %d: two unpadded 3x3 convolutions use up 4", s.Margin())
	}
	b := nn.NewBuilder(nn.NewMachine(1))
	x := b.Input(kernel.Shape{N: 1, H: 9, W: 7, C: shape.Channels})
	if got := s.Reduce(b, x, b.Moments(x)).Shape; got != (kernel.Shape{N: 1, H: 5, W: 3, C: Rank}) {
		t.Errorf("reduced to %v", got)
	}
	if n := len(s.Convs()); n != 7 {
		t.Errorf("%d convolutions, want 3+3+1", n)
	}
}
