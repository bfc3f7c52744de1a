package testkit

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// recorder takes the errors that a helper reports about a wrong result.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func (r *recorder) expect(t *testing.T, part string) {
	t.Helper()
	all := strings.Join(r.errors, "; ")
	if (part == "") != (all == "") || !strings.Contains(all, part) {
		t.Errorf("reported %q, want %q", all, part)
	}
	r.errors = nil
}

func TestNear(t *testing.T) {
	nan := float32(math.NaN())
	r := &recorder{TB: t}
	for _, c := range []struct {
		got, want []float32
		tolerance float64
		part      string
	}{
		{nil, nil, 0, ""},
		{[]float32{1, 2}, []float32{1, 2}, 0, ""},
		{[]float32{1, 2.01}, []float32{1, 2}, 0.01, ""},
		{[]float32{1, 2.03}, []float32{1, 2}, 0.01, "at index 1 of 2: got 2.03, want 2"},
		{[]float32{1}, []float32{1, 2}, 1, "1 values, want 2"},
		{[]float32{1, nan}, []float32{1, 2}, 1, "at index 1"},
		{[]float32{nan}, []float32{nan}, 1, "at index 0"},
		{[]float32{0.1}, []float32{0}, 0.01, "got 0.1, want 0"},
	} {
		Near(r, "x", c.got, c.want, c.tolerance)
		r.expect(t, c.part)
	}
}

// The wanted values were computed with an independent program from the description of the generator.
func TestGenerate(t *testing.T) {
	Near(t, "uniform", Uniform("photo.ccpl.q0", 3), wantUniform[:], 0)
	Near(t, "weights", Weights("vgg.2.weight", 27, 3), wantWeights[:], 0)
	Near(t, "biases", Biases("vgg.2.bias", 3), wantBiases[:], 0)
}

func TestGuard(t *testing.T) {
	r := &recorder{TB: t}
	g := GuardCopy([]float32{1, 2, 3}, 1)
	g.Data[2] = 4
	g.Check(r, "inside")
	r.expect(t, "")
	g.whole[guardLength+1+3] = 0
	g.Check(r, "behind")
	r.expect(t, "behind: index 3 of a slice of 3")
	g = Guard(3, 0)
	g.whole[guardLength-1] = 0
	g.Check(r, "before")
	r.expect(t, "before: index -1 of a slice of 3")
}

func TestCheckGradient(t *testing.T) {
	cubes := func(x []float32) float64 {
		var sum float64
		for _, v := range x {
			sum += math.Pow(float64(v), 3)
		}
		return sum
	}
	r := &recorder{TB: t}
	x := []float32{1, -2, 0.5}
	CheckGradient(r, cubes, x, []float32{3, 12, 0.75}, nil, 1e-3, 1e-5)
	r.expect(t, "")
	CheckGradient(r, cubes, x, []float32{3, 12, 0.8}, nil, 1e-3, 1e-3)
	r.expect(t, "gradient at index 2")
	CheckGradient(r, cubes, x, []float32{3, 12, 0.8}, []int{0, 1}, 1e-3, 1e-3)
	r.expect(t, "")
}

var (
	wantUniform = [3]float32{0.8583487868309021, 0.6979387402534485, 0.9644506573677063}
	wantWeights = [3]float32{0.3109928369522095, 0.2977948486804962, -0.2952142357826233}
	wantBiases  = [3]float32{-0.02034156396985054, -0.09598281234502792, -0.06253086775541306}
)
