package kernel

// weights are those of a convolution to be packed. Weight (o, i, tap), tap = 3*row+column, is values[o*output+i*input+tap], or with flip
// the taps are in reverse order.
type weights struct {
	values        []float32
	output, input int // floats between neighbours
	taps          int // 9 or 1
	flip          bool
}

// forwardWeights are the values [out][in][taps] as they are.
func forwardWeights(values []float32, in, taps int) weights {
	return weights{values: values, output: in * taps, input: taps, taps: taps}
}

// backwardWeights are those of the convolution that carries the gradient back: flipped, and inputs and outputs change places.
func backwardWeights(values []float32, c Conv) weights {
	taps := c.Size * c.Size
	return weights{values: values, output: taps, input: c.In * taps, taps: taps, flip: true}
}

func (w weights) at(o, i, tap int) float32 {
	if w.flip {
		tap = w.taps - 1 - tap
	}
	return w.values[o*w.output+i*w.input+tap]
}

// matrix packs weights of one tap as [in out] in panels of 16 outputs, into packed if that has the right size.
func (w weights) matrix(packed []float32, in, out int) []float32 {
	if len(packed) != in*pad16(out) {
		packed = make([]float32, in*pad16(out))
	}
	for o := 0; o < out; o += 16 {
		panel, n := packed[o*in:][:16*in], min(16, out-o)
		if w.output == 1 {
			for i := range in {
				copy(panel[16*i:][:n], w.values[i*w.input+o:])
			}
			continue
		}
		done := 0
		if w.input == 1 && n == 16 { // squares lie side by side
			done = w.turnSquares(panel, o, in)
		}
		for k := range n {
			from := w.values[(o+k)*w.output:]
			for i := done; i < in; i++ {
				panel[16*i+k] = from[i*w.input]
			}
		}
	}
	return packed
}

// turnSquares packs the inputs of 16 outputs from o on, 16 at a time, and returns how many.
func (w weights) turnSquares(panel []float32, o, in int) int {
	var from [16]int
	for k := range from {
		from[k] = (o + k) * w.output
	}
	done := in / 16 * 16
	for i := 0; i < done; i += 16 {
		convLoops.transpose(panel[16*i:], &squareRows, w.values[i:], &from)
	}
	return done
}
