package kernel

import "fmt"

// Pad says what a 3x3 convolution sees beyond the border.
type Pad uint8

const (
	// Reflect mirrors the map at its border without repeating the border pixel, so that the size stays. Where a side is 1 pixel long,
	// that pixel is repeated.
	Reflect Pad = iota
	// Valid pads nothing: the result is 2 pixels smaller in each direction.
	Valid
)

// Conv describes one convolution and what is fused with it.
type Conv struct {
	Size    int  // 3 or 1
	In, Out int  // channels
	Pad     Pad  // for Size 3
	Up      bool // enlarge the input twice by nearest neighbour first
	ReLU    bool // clip negative results to 0
}

// OutShape is the shape of the result for an input of shape in.
func (c Conv) OutShape(in Shape) Shape {
	out := Shape{N: in.N, H: in.H, W: in.W, C: c.Out}
	if c.Up {
		out.H, out.W = 2*out.H, 2*out.W
	}
	if c.Size == 3 && c.Pad == Valid {
		out.H, out.W = out.H-2, out.W-2
	}
	return out
}

// WeightLen is the number of weights, Out*In*Size*Size, in the order [out][in][row][column].
func (c Conv) WeightLen() int { return c.Out * c.In * c.Size * c.Size }

func (c Conv) check(in Shape) {
	if c.Size != 1 && c.Size != 3 {
		panic(fmt.Sprintf("kernel: convolution of size %d", c.Size))
	}
	if c.Size == 1 && c.Up {
		panic("kernel: a 1x1 convolution does not enlarge")
	}
	if in.C != c.In {
		panic(fmt.Sprintf("kernel: convolution of %d channels given %v", c.In, in))
	}
	if out := c.OutShape(in); in.Len() > 0 && (out.H < 1 || out.W < 1) {
		panic(fmt.Sprintf("kernel: unpadded convolution of %v", in))
	}
}

// source maps row (or column) i of the padded, enlarged input to a row of the real input of n rows. i runs from -1 to n.
func (c Conv) source(i, n int) int {
	full := n
	if c.Up {
		full *= 2
	}
	if c.Size == 3 && c.Pad == Reflect {
		i = reflect(i, full)
	} else if c.Size == 3 {
		i++ // Valid: the first tap of output 0 is input 0
	}
	if c.Up {
		i >>= 1
	}
	return i
}

// reflect mirrors i into [0, n) without repeating the border; a single element is repeated.
func reflect(i, n int) int {
	if n == 1 {
		return 0
	}
	for i < 0 || i >= n {
		if i < 0 {
			i = -i
		} else {
			i = 2*(n-1) - i
		}
	}
	return i
}
