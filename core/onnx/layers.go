package onnx

// Layers as operators of ONNX, on maps [1 C H W].

// conv is a convolution with the parameters name.weight and name.bias; a 3x3 one is padded by reflection unless valid.
func (g *graph) conv(x value, name string, valid bool) value {
	weight, bias := g.param(name+".weight"), g.param(name+".bias")
	size := int64(1)
	if p := g.params[name+".weight"]; p != nil && len(p.Shape) == 4 {
		size = int64(p.Shape[2])
	}
	if size == 3 && !valid {
		pads := g.numbers("pads", 0, 0, 1, 1, 0, 0, 1, 1)
		x = g.node("Pad", value(name)+".pad", []value{x, pads}, text("mode", "reflect"))
	}
	return g.node("Conv", value(name), []value{x, weight, bias}, ints("kernel_shape", size, size))
}

func (g *graph) relu(x value) value { return g.node("Relu", x+".relu", []value{x}) }

// pool halves the sides, rounding up.
func (g *graph) pool(x value) value {
	return g.node("MaxPool", x+".pool", []value{x}, ints("kernel_shape", 2, 2), ints("strides", 2, 2), integer("ceil_mode", 1))
}

// up doubles the sides by nearest neighbour.
func (g *graph) up(x value) value {
	scales := g.constant("scales", 1, 1, 2, 2)
	return g.node("Resize", x+".up", []value{x, "", scales},
		text("mode", "nearest"), text("coordinate_transformation_mode", "asymmetric"), text("nearest_mode", "floor"))
}

// moments are mean and standard deviation of each channel, both [1 C 1 1]: std = sqrt(unbiased variance + 1e-5).
func (g *graph) moments(x value) (mean, std value) {
	axes, one := ints("axes", 2, 3), g.constant("one", 1)
	mean = g.node("ReduceMean", x+".mean", []value{x}, axes)
	centred := g.node("Sub", x+".centred", []value{x, mean})
	sum := g.node("ReduceSumSquare", x+".squares", []value{centred}, axes)
	free := g.node("Max", x+".free", []value{g.node("Sub", x+".pixels-1", []value{g.pixels(x), one}), one})
	variance := g.node("Div", x+".variance", []value{sum, free})
	return mean, g.node("Sqrt", x+".std", []value{g.node("Add", x+".variance+epsilon", []value{variance, g.constant("epsilon", 1e-5)})})
}

// normalize is (x - mean) / std of each channel.
func (g *graph) normalize(x value) value {
	mean, std := g.moments(x)
	return g.node("Div", x+".normalized", []value{g.node("Sub", x+".distance", []value{x, mean}), std})
}

// pixels is H*W as a float32 [1].
func (g *graph) pixels(x value) value {
	count := g.node("ReduceProd", x+".count", []value{g.size(x)}, integer("keepdims", 1))
	return g.node("Cast", x+".pixels", []value{count}, integer("to", float32Type))
}

// size is H, W as whole numbers [2].
func (g *graph) size(x value) value {
	shape := g.node("Shape", x+".shape", []value{x})
	return g.node("Slice", x+".size", []value{shape, g.numbers("two", 2), g.numbers("four", 4)})
}

// crop cuts x to the size of another map.
func (g *graph) crop(x, like value) value {
	return g.node("Slice", x+".crop", []value{x, g.numbers("zeros", 0, 0), g.size(like), g.numbers("rows_columns", 2, 3)})
}

// covariance is S·ST / (H*W), [C C], S being x as a matrix of channels by pixels.
func (g *graph) covariance(x value, channels int64) value {
	s := g.node("Reshape", x+".matrix", []value{x, g.numbers("matrix", channels, -1)}) // [C H*W]
	t := g.node("Transpose", x+".transposed", []value{s}, ints("perm", 1, 0))
	return g.node("Div", x+".covariance", []value{g.node("MatMul", x+".products", []value{s, t}), g.pixels(x)})
}

// transform multiplies each pixel of x by the matrix [C C].
func (g *graph) transform(matrix, x value, channels int64) value {
	flat := g.node("Reshape", x+".matrix", []value{x, g.numbers("matrix", channels, -1)}) // [C H*W]
	y := g.node("MatMul", x+".transformed", []value{matrix, flat})
	return g.node("Reshape", x+".map", []value{y, g.node("Shape", x+".shape", []value{x})}) // [1 C H W]
}
