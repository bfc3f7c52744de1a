package kernel

import "sync"

// winogradFilters are the weights of one convolution, side by side by output, and their transforms.
type winogradFilters struct {
	in, out int
	changes bool // whether weights were packed before, or are for the gradient: then taps are kept in any case

	mu   sync.Mutex
	taps []float32 // [panel of 16 outputs][tap][in][16]; nil once u is there, unless weights change
	u    []float32 // 36 planes of panels [in][16], see plane; nil until wanted
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
	f.mu.Lock()
	defer f.mu.Unlock()
	f.changes, f.in, f.out = f.changes || f.in > 0 || w.flip, in, out
	panels := pad16(out) / 16
	var turned []float32
	if forward != nil {
		turned = forward.shared()
	}
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
			case turned != nil:
				f.packTransposed(p, i, turned)
			case w.flip:
				f.packPart(p, i, w)
			default:
				f.packBlock(p, i, w)
			}
		}
	})
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

// packTransposed packs 16 inputs of 16 outputs from a block of the forward taps, whose outputs and inputs they are.
func (f *winogradFilters) packTransposed(p, first int, forward []float32) {
	for tap := range 9 {
		from := forward[((first/16*9+tap)*f.out+16*p)*16:]
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

// ready returns what the filters are multiplied from: the transforms of all, or, for a map of few tiles on one thread, the taps.
func (f *winogradFilters) ready(threads int, few bool) (u, taps []float32) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if threads == 1 && few && f.taps != nil {
		return nil, f.taps
	}
	if f.u == nil {
		if f.in*f.out < 1<<15 {
			threads = 1
		}
		f.transformAll(NewTeam(threads)) // not on the team that runs: where its context ends, some would be missing for good
		if !f.changes {
			f.taps = nil // they would only take memory
		}
	}
	return f.u, nil
}

// shared returns the taps, nil if they are not kept.
func (f *winogradFilters) shared() []float32 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.taps
}

// transformAll brings u up to date. The caller holds mu.
func (f *winogradFilters) transformAll(t *Team) {
	panels := pad16(f.out) / 16
	plane := f.plane(16 * panels)
	if len(f.u) != 36*plane {
		f.u = make([]float32, 36*plane)
	}
	t.Run(panels, func(_, p int) { f.transform(f.u[p*16*f.in:], plane, f.taps, p) })
}

// transform writes the transforms of panel p of the taps.
func (f *winogradFilters) transform(dst []float32, plane int, taps []float32, p int) {
	convLoops.filter(dst, plane, taps[p*9*16*f.in:], 16*f.in, f.in)
}

// transpose16: dst[to[j]+i] = src[from[i]+j] for i and j below 16.
func transpose16(dst []float32, to *[16]int, src []float32, from *[16]int) {
	for i, f := range from {
		for j, v := range src[f : f+16] {
			dst[to[j]+i] = v
		}
	}
}
