package ccpl

import (
	"context"
	"fmt"
	"sort"
	"testing"

	"restyle/core/kernel"
	"restyle/core/nn"
	"restyle/internal/testkit"
)

// TestLossAndGradientAgreeWithTheAuthorsCode uses features that stand for themselves: nothing amplifies rounding, 1e-3 holds everywhere.
func TestLossAndGradientAgreeWithTheAuthorsCode(t *testing.T) {
	widths, sides := []int{64, 128, 256, 512}, []int{12, 10, 9, 8}
	for mode, layers := range map[string]int{"art": 4, "photo": 3} {
		t.Run(mode, func(t *testing.T) {
			f := testkit.Golden(t, "testdata/golden/"+mode+".ccpl.safetensors")
			scope := nn.From(func(name string, shape []int) ([]float32, error) {
				if len(shape) == 1 {
					return testkit.Biases(mode+"."+name, shape[0]), nil
				}
				return testkit.Weights(mode+"."+name, shape[1], shape[0]*shape[1]), nil
			})
			c := New(scope.In("mlp"), widths[:layers], Options{})
			b := nn.NewBuilder(nn.NewMachine(2))
			var q, k []*nn.Tensor
			var params []*nn.Param
			for j := range layers {
				s := kernel.Shape{N: 2, H: sides[j], W: sides[j], C: widths[j]}
				values := func(name string) []float32 {
					return testkit.FromNCHW(testkit.Signed(fmt.Sprintf("%s.ccpl.%s%d", mode, name, j), s.Len()), s.N, s.C, s.H, s.W)
				}
				p := nn.NewParam(fmt.Sprint("q", j), []int{s.N, s.H, s.W, s.C}, values("q"))
				p.Train = true
				params = append(params, p)
				q, k = append(q, b.Param(p)), append(k, b.Constant(values("k"), s))
			}
			loss, positions := c.Loss(b, q, k)
			g, err := b.Compile(loss)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range positions {
				u := testkit.Uniform(fmt.Sprintf("%s.ccpl.ids.%d", mode, p.Layer), p.Inner())
				order := make([]int, p.Inner())
				for i := range order {
					order[i] = i
				}
				sort.SliceStable(order, func(a, b int) bool { return u[order[a]] < u[order[b]] })
				p.Set(order[:8])
			}
			if err := g.Run(context.Background()); err != nil {
				t.Fatal(err)
			}
			testkit.Near(t, "loss", []float32{loss.Scalar()}, testkit.Values(t, f, "loss"), 1e-3)
			for j, p := range params {
				name := fmt.Sprint("grad_q", j)
				if _, ok := f.Tensors[name]; ok {
					s := p.Shape
					testkit.Near(t, name, p.Grad, testkit.FromNCHW(testkit.Values(t, f, name), s[0], s[3], s[1], s[2]), 1e-3)
				}
			}
		})
	}
}
