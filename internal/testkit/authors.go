package testkit

import (
	"fmt"

	"restyle/core/weights"
)

// Conv is one convolution of the authors' networks, as the golden values name it.
type Conv struct {
	Name          string // in the generator and in the dictionary, without .weight
	In, Out, Size int
}

// Convolutions makes the weights and biases of convolutions from their names: prefix + "." + name + ".weight" in the generator, the name alone
// in the dictionary.
func Convolutions(prefix string, convs []Conv) map[string]weights.Tensor {
	d := map[string]weights.Tensor{}
	for _, c := range convs {
		fan := c.In * c.Size * c.Size
		d[c.Name+".weight"] = weights.Tensor{Shape: []int{c.Out, c.In, c.Size, c.Size}, Data: Weights(prefix+"."+c.Name+".weight", fan, fan*c.Out)}
		d[c.Name+".bias"] = weights.Tensor{Shape: []int{c.Out}, Data: Biases(prefix+"."+c.Name+".bias", c.Out)}
	}
	return d
}

// VGG makes the authors' encoder up to relu4_1.
func VGG() map[string]weights.Tensor {
	convs := []Conv{{"0", 3, 3, 1}}
	in := 3
	for i, k := range []int{2, 5, 9, 12, 16, 19, 22, 25, 29} {
		out := []int{64, 64, 128, 128, 256, 256, 256, 256, 512}[i]
		convs = append(convs, Conv{fmt.Sprint(k), in, out, 3})
		in = out
	}
	return Convolutions("vgg", convs)
}

// Decoder makes the authors' decoder of a mode, art or photo, numbered as in the artistic one.
func Decoder(mode string) map[string]weights.Tensor {
	indices := []int{1, 5, 8, 11, 14, 18, 21, 25, 28}
	widths := []int{512, 256, 256, 256, 256, 128, 128, 64, 64, 3}
	var convs []Conv
	for i, k := range indices {
		if mode == "art" || k >= 11 {
			convs = append(convs, Conv{fmt.Sprint(k), widths[i], widths[i+1], 3})
		}
	}
	return Convolutions(mode+".decoder", convs)
}

// SCT makes the authors' SCT module of a mode.
func SCT(mode string) map[string]weights.Tensor {
	widths := []int{512, 256, 128, 32}
	if mode == "photo" {
		widths = []int{256, 128, 32}
	}
	convs := []Conv{{"uncompress", 32, widths[0], 1}}
	for i := range len(widths) - 1 {
		size := 3
		if i == len(widths)-2 {
			size = 1
		}
		convs = append(convs, Conv{fmt.Sprint("cnet.", 2*i), widths[i], widths[i+1], 1}, Conv{fmt.Sprint("snet.", 2*i), widths[i], widths[i+1], size})
	}
	return Convolutions(mode+".sct", convs)
}

// FromNCHW brings values [n c h w], PyTorch's order, into [n h w c].
func FromNCHW(x []float32, n, c, h, w int) []float32 {
	y := make([]float32, len(x))
	for i := range n {
		for k := range c {
			for p := range h * w {
				y[(i*h*w+p)*c+k] = x[(i*c+k)*h*w+p]
			}
		}
	}
	return y
}
