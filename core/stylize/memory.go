package stylize

import (
	"fmt"
	"runtime/metrics"

	"restyle/core/model"
	"restyle/core/nn"
)

const float = 4 // bytes

// defaultLimit is half of the free memory, or 2 GB where that is unknown.
func defaultLimit() int64 {
	if free := freeMemory(); free > 0 {
		return free/2 + resident()
	}
	return 2e9
}

// amount is a number of bytes for people.
func amount(n int64) string {
	if n < 1e9 {
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// held is what the process holds apart from what a run of this session will reuse.
func (s *Session) held() int64 {
	free := []metrics.Sample{{Name: "/memory/classes/heap/free:bytes"}} // not given back, so it can be taken again
	metrics.Read(free)
	n := resident() - int64(s.machine.Bytes()) - int64(free[0].Value.Uint64())
	if n > 0 {
		return n
	}
	const program = 40e6
	return program + float*int64(s.model.Count())
}

// unpacked is what the weights of a mode will take in the form that the kernels read, as far as no run has made it yet.
func (s *Session) unpacked(mode model.Mode) int64 {
	var n int64
	for _, c := range s.convs(mode) {
		if s.packed[c] {
			continue
		}
		if c.Size == 3 && min(c.In, c.Out) > 4 {
			n += 36 * int64(c.In) * int64(c.Out+15) / 16 * 16
		} else {
			n += int64(c.WeightLen())
		}
	}
	return n * float
}

func (s *Session) convs(mode model.Mode) []*nn.Conv {
	convs := s.model.Encoder.ConvsTo(mode.Layers())
	if part, err := s.model.Part(mode); err == nil {
		convs = append(append(convs, part.SCT.Convs()...), part.Decoder.Convs()...)
	}
	return convs
}

// windowBytes is what a pipeline for width x height pixels takes: intermediate results and what goes from graph to graph.
func windowBytes(c model.Config, mode model.Mode, width, height int) int64 {
	return intermediate(c, mode, width, height) + between(c, mode, width, height)
}

// between is the memory of the tensors that outlive a graph.
func between(c model.Config, mode model.Mode, width, height int) int64 {
	last := mode.Layers() - 1
	positions := halve(width, last) * halve(height, last)
	floats := int64(width)*int64(height)*3 + positions<<(2*last)*3 // picture and result
	floats += 2 * positions * int64(c.Channels(mode))
	for i := range c.Details(mode) {
		floats += halve(width, last-1-i) * halve(height, last-1-i) * int64(c.Widths[last-1-i])
	}
	return floats * float
}

// gatherBytes is what a window of the first pass takes.
func gatherBytes(c model.Config, mode model.Mode, width, height int) int64 {
	last := mode.Layers() - 1
	positions := halve(width, last) * halve(height, last)
	return windowBytes(c, mode, width, height) - (positions<<(2*last)*3+positions*int64(c.Channels(mode)))*float // no result
}

// intermediate is the peak of two neighbouring results of encoder or decoder, one read and one written.
func intermediate(c model.Config, mode model.Mode, width, height int) int64 {
	var peak int64
	for layer := range mode.Layers() {
		positions := halve(width, layer) * halve(height, layer)
		pair := int64(c.Widths[layer] + c.Widths[layer]/4) // one of the two at half the size
		if layer == 2 {
			pair = 2 * int64(c.Widths[layer]) // several convolutions at the same size
		}
		if below := mode.Layers() - 2 - layer; below >= 0 && below < c.Details(mode) {
			pair = 3 * int64(c.Widths[layer]) // what is enlarged, the detail, and what is made of it
		}
		if layer == mode.Layers()-2 && c.Finer[mode] > 0 {
			pair = 3 * int64(c.Widths[layer]) // a block's input and the two maps that its convolutions make
		}
		peak = max(peak, positions*pair)
	}
	return peak * float
}

// storeBytes is what the features of a whole picture take between the passes.
func storeBytes(c model.Config, f frame, k keep) int64 {
	n := keptValues(c, f, k) * k.bytes()
	if k.bytes() == 2 {
		for i := range k.layers(c.Details(f.mode)) {
			n += cells(f, i) * float // a scale each
		}
	}
	return n
}

// keptValues is how many values of a whole picture are kept.
func keptValues(c model.Config, f frame, k keep) (n int64) {
	for i := range k.layers(c.Details(f.mode)) {
		n += cells(f, i) * int64(c.Widths[f.mode.Layers()-1-i])
	}
	return n
}

// cells is the positions of the i-th layer, counted from the last downwards.
func cells(f frame, i int) int64 {
	times := f.mode.Layers() - 1 - i
	return halve(f.width, times) * halve(f.height, times)
}

// withGarbage adds what is not collected yet.
func withGarbage(n int64) int64 { return n + n/50 }

// halve divides by 2 the given number of times, rounding up.
func halve(n, times int) int64 { return (int64(n) + 1<<times - 1) >> times }

// styleBytes is what encoding a style of width x height pixels takes; a modulated model keeps every layer until its moments are known.
func styleBytes(c model.Config, mode model.Mode, width, height int) int64 {
	n := intermediate(c, mode, width, height) + int64(width)*int64(height)*3*float
	for layer := range mode.Layers() {
		if c.Modulation > 0 || layer == mode.Layers()-1 {
			n += 2 * halve(width, layer) * halve(height, layer) * int64(c.Widths[layer]) * float
		}
	}
	return n
}
