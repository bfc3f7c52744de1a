package stylize

import (
	"fmt"
	"image"
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
	switch {
	case n < 1e5:
		return fmt.Sprintf("%.1f KB", float64(n)/1e3)
	case n < 1e9:
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
		if !s.packed[c] {
			n += int64(c.PackedLen())
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

// windowBytes is what a pipeline for a window takes, whose decoder paints pieces of the other sizes: intermediate results and what goes from graph to graph.
func windowBytes(c model.Config, mode model.Mode, sizes ...image.Point) int64 {
	return max(encoderPeak(c, mode, sizes[0]), decoderPeak(c, mode, sizes)) + between(c, mode, sizes)
}

// positions of a map that is a picture halved so many times.
func positions(size image.Point, times int) int64 {
	return halve(size.X, times) * halve(size.Y, times)
}

// between is the memory of the tensors that outlive a graph.
func between(c model.Config, mode model.Mode, sizes []image.Point) int64 {
	window, result := sizes[0], sizes[len(sizes)-1]
	last := mode.Layers() - 1
	floats := 3 * (positions(window, 0) + positions(result, last)<<(2*last)) // picture and result
	floats += 2 * positions(window, last) * int64(c.Channels(mode))
	for i := range c.Details(mode) {
		floats += positions(window, last-1-i) * int64(c.Widths[last-1-i])
	}
	return floats * float
}

// gatherBytes is what a window of the first pass takes.
func gatherBytes(c model.Config, mode model.Mode, size image.Point) int64 {
	last := mode.Layers() - 1
	n := positions(size, last)
	rest := between(c, mode, []image.Point{size}) - (3*n<<(2*last)+n*int64(c.Channels(mode)))*float // no result
	return encoderPeak(c, mode, size) + rest
}

// encoderPeak is the most that two neighbouring results of the encoder take, one read and one written.
func encoderPeak(c model.Config, mode model.Mode, size image.Point) int64 {
	var peak int64
	for layer := range mode.Layers() {
		peak = max(peak, positions(size, layer)*pair(c, layer))
	}
	return peak * float
}

// pair is the channels of two neighbouring results at a layer's resolution, one of which has half the sides where the layer has a single convolution.
func pair(c model.Config, layer int) int64 {
	width := int64(c.Widths[layer])
	if layer == 2 {
		return 2 * width
	}
	return width + width/4
}

// decoderPeak is encoderPeak of the decoder.
func decoderPeak(c model.Config, mode model.Mode, sizes []image.Point) int64 {
	var peak int64
	for enlarged := range mode.Layers() {
		layer := mode.Layers() - 1 - enlarged
		channels := pair(c, layer)
		shown := enlarged > 0 && enlarged <= c.Details(mode) // what is enlarged, the detail, and what is made of it
		deeper := enlarged == 0 && c.Residual[mode] > 0
		if shown || deeper {
			channels = 3 * int64(c.Widths[layer])
		}
		peak = max(peak, positions(sizes[min(enlarged, len(sizes)-1)], layer)*channels)
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
	n := encoderPeak(c, mode, image.Pt(width, height)) + int64(width)*int64(height)*3*float
	for layer := range mode.Layers() {
		if c.Modulation > 0 || layer == mode.Layers()-1 {
			n += 2 * halve(width, layer) * halve(height, layer) * int64(c.Widths[layer]) * float
		}
	}
	return n
}
