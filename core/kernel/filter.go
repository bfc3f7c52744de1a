package kernel

import "sync"

// Filter is a Conv with its weights, packed for the fast loops. Its methods may be called from several goroutines at once, each with
// its own Team; Set must not run beside them.
type Filter struct {
	Conv
	weights, bias []float32 // as given to Set: [out][in][row][column] and [out]; not copied
	mu            sync.Mutex
}

// NewFilter packs the weights [out][in][row][column] and the biases [out] of c. Both are kept, not copied.
func NewFilter(c Conv, weights, bias []float32) *Filter {
	f := &Filter{Conv: c}
	f.Set(weights, bias)
	return f
}

// Set packs new weights.
func (f *Filter) Set(weights, bias []float32) {
	if len(weights) != f.WeightLen() || len(bias) != f.Out {
		panic("kernel: Filter.Set: wrong number of weights or biases")
	}
	f.weights, f.bias = weights, bias
}

// Forward computes dst = conv(src) + bias, clipped at 0 where ReLU is set. src has shape in, dst OutShape(in); they must not overlap.
func (f *Filter) Forward(t *Team, dst, src []float32, in Shape) {
	f.check(in)
	in.check("input", src)
	f.OutShape(in).check("output", dst)
	referenceForward(f.Conv, dst, src, f.weights, f.bias, in)
}

// BackwardInput computes dx [in], the gradient of the input, from g [OutShape(in)], the gradient of the result before ReLU.
func (f *Filter) BackwardInput(t *Team, dx, g []float32, in Shape) {
	f.check(in)
	in.check("input gradient", dx)
	f.OutShape(in).check("output gradient", g)
	referenceBackward(f.Conv, dx, nil, g, nil, f.weights, in)
}

// BackwardWeights computes dw, the gradient of the weights [out][in][row][column], from the input x [in] and g as above.
func (c Conv) BackwardWeights(t *Team, dw, x, g []float32, in Shape) {
	c.check(in)
	in.check("input", x)
	c.OutShape(in).check("output gradient", g)
	referenceBackward(c, nil, dw, g, x, make([]float32, c.WeightLen()), in)
}
