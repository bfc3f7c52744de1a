package kernel

import "sync"

// Filter is a Conv with its weights, packed for the fast loops. Its methods may be called from several goroutines at once, each with
// its own Team; Set must not run beside them.
type Filter struct {
	Conv
	weights  []float32 // as given to Set, not copied
	bias     []float32 // padded to a multiple of 16
	ones     []float32
	forward  layer
	mu       sync.Mutex // guards backward and packed
	backward layer      // packed by the first BackwardInput
	packed   bool       // whether it ever was: then Set packs it, too
}

// layer is one of the ways to convolve, with the weights packed for it: exactly one field is set.
type layer struct {
	winograd  *winogradFilters
	first     *firstLayer
	last      *lastLayer
	pointwise *pointwise
}

// NewFilter packs the weights [out][in][row][column] and the biases [out] of c. The weights are kept, not copied.
func NewFilter(c Conv, weights, bias []float32) *Filter {
	f := &Filter{Conv: c}
	f.Set(weights, bias)
	return f
}

// Set packs new weights, in the order of NewFilter, for BackwardInput too where that was called before.
func (f *Filter) Set(values, bias []float32) {
	if len(values) != f.WeightLen() || len(bias) != f.Out {
		panic("kernel: Filter.Set: wrong number of weights or biases")
	}
	f.weights = values
	f.bias = make([]float32, pad16(f.Out))
	copy(f.bias, bias)
	if f.ones == nil {
		f.ones = make([]float32, pad16(f.Out))
		for i := range f.ones {
			f.ones[i] = 1
		}
	}
	f.forward.pack(f.Size, f.In, f.Out, forwardWeights(values, f.In, f.Size*f.Size), nil)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.packed {
		f.packFlipped()
	}
}

// pack chooses the way to convolve and packs the weights for it; see winogradFilters.pack for forward.
func (l *layer) pack(size, in, out int, w weights, forward *winogradFilters) {
	switch {
	case size == 1:
		if l.pointwise == nil {
			l.pointwise = new(pointwise)
		}
		l.pointwise.pack(in, out, w)
	case in <= fewChannels:
		l.first = packFirst(in, out, w)
	case out <= fewChannels:
		l.last = packLast(in, out, w)
	default:
		if l.winograd == nil {
			l.winograd = new(winogradFilters)
		}
		l.winograd.pack(in, out, w, forward)
	}
}

// PackedLen is how many floats the weights take in the form that Forward reads, at most: those for maps of few tiles are smaller.
func (c Conv) PackedLen() int {
	switch {
	case c.Size == 1:
		return c.In * pad16(c.Out)
	case c.In <= fewChannels:
		return 9 * c.In * pad16(c.Out)
	case c.Out <= fewChannels:
		return c.In * pad16(9*c.Out)
	}
	f := winogradFilters{in: c.In, out: c.Out}
	return 36 * f.plane(pad16(c.Out))
}

func (l layer) run(t *Team, dst, src []float32, g geometry, e epilogue) {
	switch {
	case l.pointwise != nil:
		l.pointwise.forward(t, dst, src, g.in.Pixels(), e.bias, e.relu)
	case l.first != nil:
		l.first.forward(t, dst, src, g, e.bias, e.relu)
	case l.last != nil:
		l.last.forward(t, dst, src, g, e.bias, e.relu)
	default:
		l.winograd.forward(t, dst, src, g, e)
	}
}

// Forward computes dst = conv(src) + bias, clipped at 0 where ReLU is set. src has shape in, dst OutShape(in); they must not overlap.
func (f *Filter) Forward(t *Team, dst, src []float32, in Shape) {
	f.check(in)
	in.check("input", src)
	f.OutShape(in).check("output", dst)
	if in.Len() == 0 {
		return
	}
	f.forward.run(t, dst, src, f.geometry(in), epilogue{scale: f.ones, bias: f.bias, relu: f.ReLU})
}

// Fuses tells whether ForwardScaled and ForwardPooled exist for the convolution.
func (c Conv) Fuses() bool { return c.Size == 3 && c.In > fewChannels && c.Out > fewChannels }

// ForwardScaled computes dst = (conv(src) + bias) * scale + shift, scale and shift being per output channel, clipped at 0 where relu is set.
// The filter's own ReLU does not count.
func (f *Filter) ForwardScaled(t *Team, dst, src []float32, in Shape, scale, shift []float32, relu bool) {
	sameLen(f.Out, scale, shift)
	e := epilogue{scale: make([]float32, pad16(f.Out)), bias: make([]float32, pad16(f.Out)), relu: relu}
	copy(e.scale, scale)
	for i, s := range shift {
		e.bias[i] = f.bias[i]*scale[i] + s
	}
	f.fused(t, dst, src, in, f.OutShape(in), e)
}

// ForwardPooled computes MaxPool of what Forward computes, but for NaN, which is the maximum of a window in other places of it: dst has shape
// PoolShape(OutShape(in)).
func (f *Filter) ForwardPooled(t *Team, dst, src []float32, in Shape) {
	f.fused(t, dst, src, in, PoolShape(f.OutShape(in)), epilogue{scale: f.ones, bias: f.bias, relu: f.ReLU, pool: true})
}

func (f *Filter) fused(t *Team, dst, src []float32, in, out Shape, e epilogue) {
	f.check(in)
	in.check("input", src)
	out.check("output", dst)
	if !f.Fuses() {
		panic("kernel: nothing can be fused with a convolution of size 1 or of few channels")
	}
	if in.Len() > 0 {
		f.forward.run(t, dst, src, f.geometry(in), e)
	}
}

func (f *Filter) geometry(in Shape) geometry {
	if f.Size == 1 {
		return geometry{in: in}
	}
	return forwardGeometry(f.Conv, in)
}

// BackwardInput computes dx [in], the gradient of the input, from g [OutShape(in)], the gradient of the result before ReLU.
func (f *Filter) BackwardInput(t *Team, dx, g []float32, in Shape) {
	f.check(in)
	in.check("input gradient", dx)
	out := f.OutShape(in)
	out.check("output gradient", g)
	if in.Len() == 0 {
		return
	}
	back := f.packBackward()
	e := epilogue{scale: oneScale(pad16(f.In)), bias: zeroBias(pad16(f.In))}
	if f.Size == 1 {
		back.run(t, dx, g, geometry{in: out}, e)
		return
	}
	if f.Fuses() && f.Pad == Reflect {
		back.winograd.backward(t, dx, g, f.Conv, in)
		return
	}
	padded := t.sharedScratch(in.N * (out.H + 2) * (out.W + 2) * f.In)
	if f.Pad == Valid && !f.Up {
		padded = dx // nothing was padded: sizes agree
	}
	back.run(t, padded, g, backwardGeometry(out), e)
	if f.Pad == Valid && !f.Up {
		return
	}
	f.fold(t, dx, padded, in)
}

// packBackward packs the flipped and transposed weights unless that is done.
func (f *Filter) packBackward() layer {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.packed {
		f.packFlipped()
	}
	return f.backward
}

func (f *Filter) packFlipped() {
	f.backward.pack(f.Size, f.Out, f.In, backwardWeights(f.weights, f.Conv), f.forward.winograd)
	f.packed = true
}

func oneScale(n int) []float32 {
	s := make([]float32, n)
	for i := range s {
		s[i] = 1
	}
	return s
}
