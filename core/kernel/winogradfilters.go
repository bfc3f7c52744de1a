package kernel

import "sync"

// winogradFilters are the weights of one convolution, side by side by output, and their transforms.
type winogradFilters struct {
	in, out int
	taps    []float32 // [panel of 16 outputs][tap][in][16]

	mu sync.Mutex
	u  []float32 // 36 planes of panels [in][16], see plane; nil until wanted
}

// Maps of up to fewTiles tiles come with filters that are larger than themselves: their transforms are not kept but made anew for each, in
// strips of stripColumns outputs.
const fewTiles, stripColumns = 160, 32

// plane is the number of floats between planes of the given number of outputs. A line of the cache is left between them: all 36 would meet in
// one set otherwise.
func (f *winogradFilters) plane(columns int) int { return columns*f.in + 16 }

// strip is the number of floats of a strip's transforms.
func (f *winogradFilters) strip() int { return 36 * f.plane(min(stripColumns, pad16(f.out))) }

// pack takes new weights. forward, unless nil, are packed with the weights of which w are the flipped and transposed ones.
func (f *winogradFilters) pack(in, out int, w weights, forward *winogradFilters) {
	f.in, f.out = in, out
	panels := pad16(out) / 16
	if len(f.taps) != panels*9*16*in {
		f.taps = make([]float32, panels*9*16*in)
	}
	t := NewTeam(1)
	if in*out >= 1<<15 { // takes longer than waking a core
		t = NewTeam(0)
	}
	t.Run(panels, func(_, p int) {
		for i := 0; i < in; i += 16 {
			switch {
			case i+16 > in || p*16+16 > out:
				f.packPart(p, i, w)
			case forward != nil:
				f.packTransposed(p, i, forward)
			default:
				f.packBlock(p, i, w)
			}
		}
	})
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.u != nil {
		f.transformAll(t)
	}
}

// packPart packs up to 16 inputs of a panel of up to 16 outputs.
func (f *winogradFilters) packPart(p, first int, w weights) {
	for tap := range 9 {
		for i := first; i < min(first+16, f.in); i++ {
			to := f.taps[((p*9+tap)*f.in+i)*16:]
			for k := range min(16, f.out-16*p) {
				to[k] = w.at(16*p+k, i, tap)
			}
		}
	}
}

// packBlock packs 16 inputs of 16 outputs of the weights [out][in][9].
func (f *winogradFilters) packBlock(p, first int, w weights) {
	var from, to [16]int
	for k := range from {
		from[k] = k * w.output
	}
	for q := 0; q < 144; q += 16 {
		for k := range to {
			to[k] = ((q+k)%9*f.in + (q+k)/9) * 16
		}
		convLoops.transpose(f.taps[(p*9*f.in+first)*16:], &to, w.values[16*p*w.output+first*9+q:], &from)
	}
}

// packTransposed packs 16 inputs of 16 outputs from a block of the filters forward, whose outputs and inputs they are.
func (f *winogradFilters) packTransposed(p, first int, forward *winogradFilters) {
	for tap := range 9 {
		from := forward.taps[((first/16*9+tap)*forward.in+16*p)*16:]
		convLoops.transpose(f.taps[((p*9+8-tap)*f.in+first)*16:], &squareRows, from, &squareRows)
	}
}

// squareRows are the rows of a square of 16x16.
var squareRows = func() (rows [16]int) {
	for i := range rows {
		rows[i] = 16 * i
	}
	return rows
}()

// transformed returns the transforms of all filters.
func (f *winogradFilters) transformed() []float32 {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.u == nil {
		t := NewTeam(1)
		if f.in*f.out >= 1<<15 {
			t = NewTeam(0)
		}
		f.transformAll(t)
	}
	return f.u
}

// transformAll brings u up to date. The caller holds mu.
func (f *winogradFilters) transformAll(t *Team) {
	panels := pad16(f.out) / 16
	plane := f.plane(16 * panels)
	if len(f.u) != 36*plane {
		f.u = make([]float32, 36*plane)
	}
	t.Run(panels, func(_, p int) { f.transformPanel(f.u[p*16*f.in:], plane, p) })
}

// transform writes the transforms of n panels from the first on to u.
func (f *winogradFilters) transform(u []float32, first, n int) {
	for p := range n {
		f.transformPanel(u[p*16*f.in:], f.plane(16*n), first+p)
	}
}

func (f *winogradFilters) transformPanel(dst []float32, plane, p int) {
	convLoops.filter(dst, plane, f.taps[p*9*16*f.in:], 16*f.in, f.in)
}

// transpose16: dst[to[j]+i] = src[from[i]+j] for i and j below 16.
func transpose16(dst []float32, to *[16]int, src []float32, from *[16]int) {
	for i, f := range from {
		for j, v := range src[f : f+16] {
			dst[to[j]+i] = v
		}
	}
}
