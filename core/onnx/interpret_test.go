package onnx

import (
	"fmt"
	"math"
	"slices"
)

// The operators of ONNX that the graphs use, after the specification of operator set 13, plainly and in float64: an oracle that shares
// nothing with the engine.

type tensorValue struct {
	shape []int
	data  []float64
}

func (v tensorValue) ints() []int {
	n := make([]int, len(v.data))
	for i, x := range v.data {
		n[i] = int(x)
	}
	return n
}

func newTensor(shape ...int) tensorValue {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return tensorValue{shape, make([]float64, n)}
}

// run computes all nodes in their order and returns every tensor by name.
func (d decoded) run(inputs map[string]tensorValue) map[string]tensorValue {
	values := map[string]tensorValue{}
	for _, from := range []map[string]tensorValue{d.initializers, inputs} {
		for name, v := range from {
			values[name] = v
		}
	}
	for _, n := range d.nodes {
		var x []tensorValue
		for _, name := range n.inputs {
			v, ok := values[name]
			if !ok && name != "" {
				panic(fmt.Sprintf("%s %s: input %q comes later or never", n.operator, n.outputs[0], name))
			}
			x = append(x, v)
		}
		for i, y := range n.compute(x) {
			if _, taken := values[n.outputs[i]]; taken {
				panic(fmt.Sprintf("%q is written twice", n.outputs[i]))
			}
			values[n.outputs[i]] = y
		}
	}
	return values
}

func (n decodedNode) compute(x []tensorValue) []tensorValue {
	binary := map[string]func(a, b float64) float64{
		"Add": func(a, b float64) float64 { return a + b },
		"Sub": func(a, b float64) float64 { return a - b },
		"Mul": func(a, b float64) float64 { return a * b },
		"Div": func(a, b float64) float64 { return a / b },
		"Max": math.Max,
	}
	unary := map[string]func(a float64) float64{
		"Relu": func(a float64) float64 { return max(a, 0) }, "Sqrt": math.Sqrt,
		"Cast": func(a float64) float64 { return a }, "Identity": func(a float64) float64 { return a },
	}
	if f, ok := binary[n.operator]; ok {
		return []tensorValue{broadcast(f, x[0], x[1])}
	}
	if f, ok := unary[n.operator]; ok {
		y := newTensor(x[0].shape...)
		for i, v := range x[0].data {
			y.data[i] = f(v)
		}
		return []tensorValue{y}
	}
	switch n.operator {
	case "Pad":
		return []tensorValue{pad(x[0], x[1].ints())}
	case "Conv":
		return []tensorValue{convolve(x[0], x[1], x[2])}
	case "MaxPool":
		return []tensorValue{maxPool(x[0])}
	case "Resize":
		if scales := x[2].ints(); !slices.Equal(scales, []int{1, 1, 2, 2}) {
			panic(fmt.Sprintf("scales %v", scales))
		}
		return []tensorValue{remap(x[0], 2*x[0].shape[2], 2*x[0].shape[3], func(y, x int) (int, int) { return y / 2, x / 2 })}
	case "ReduceMean", "ReduceSumSquare", "ReduceProd":
		return []tensorValue{reduce(n.operator, x[0])}
	case "Shape":
		y := newTensor(len(x[0].shape))
		for i, d := range x[0].shape {
			y.data[i] = float64(d)
		}
		return []tensorValue{y}
	case "Slice":
		if len(x) == 3 {
			from, to := x[1].ints()[0], x[2].ints()[0]
			return []tensorValue{{[]int{to - from}, x[0].data[from:to]}}
		}
		return []tensorValue{remap(x[0], x[2].ints()[0], x[2].ints()[1], func(y, x int) (int, int) { return y, x })}
	case "Concat":
		y := tensorValue{shape: []int{1, 0, 1, 1}}
		for _, v := range x {
			y.data = append(y.data, v.data...)
		}
		y.shape[1] = len(y.data)
		return []tensorValue{y}
	case "Split":
		var parts []tensorValue
		at := 0
		for _, size := range x[1].ints() {
			parts = append(parts, tensorValue{[]int{1, size, 1, 1}, x[0].data[at : at+size]})
			at += size
		}
		return parts
	case "Reshape":
		shape := x[1].ints()
		if i := slices.Index(shape, -1); i >= 0 {
			shape[i] = len(x[0].data) / shape[1-i]
		}
		return []tensorValue{{shape, x[0].data}}
	case "Transpose":
		y := newTensor(x[0].shape[1], x[0].shape[0])
		for i, v := range x[0].data {
			y.data[i%y.shape[0]*y.shape[1]+i/y.shape[0]] = v
		}
		return []tensorValue{y}
	case "MatMul":
		return []tensorValue{multiply(x[0], x[1])}
	}
	panic("unknown operator " + n.operator)
}

// broadcast knows equal shapes, a single element, and [1 C 1 1] against [1 C H W].
func broadcast(f func(a, b float64) float64, a, b tensorValue) tensorValue {
	long, size := a, max(len(a.data), len(b.data))
	if len(b.data) > len(a.data) {
		long = b
	}
	at := func(v tensorValue, i int) float64 {
		if len(v.data) < size && len(v.data) > 1 && (len(v.shape) != 4 || len(v.data) != v.shape[1]) {
			panic(fmt.Sprintf("shapes %v and %v", a.shape, b.shape))
		}
		return v.data[i/(size/len(v.data))]
	}
	y := newTensor(long.shape...)
	for i := range y.data {
		y.data[i] = f(at(a, i), at(b, i))
	}
	return y
}

// remap is the map of h rows and w columns whose pixels come from the given places.
func remap(x tensorValue, h, w int, from func(y, x int) (int, int)) tensorValue {
	out := newTensor(1, x.shape[1], h, w)
	for i := range out.data {
		c, p, q := i/(h*w), i/w%h, i%w
		p, q = from(p, q)
		out.data[i] = x.data[(c*x.shape[2]+p)*x.shape[3]+q]
	}
	return out
}

func pad(x tensorValue, pads []int) tensorValue {
	mirror := func(i, n int) int {
		if i < 0 {
			i = -i
		}
		return min(i, 2*(n-1)-i)
	}
	h, w := x.shape[2], x.shape[3]
	return remap(x, h+pads[2]+pads[6], w+pads[3]+pads[7], func(p, q int) (int, int) { return mirror(p-pads[2], h), mirror(q-pads[3], w) })
}

func convolve(x, w, bias tensorValue) tensorValue {
	k, in := w.shape[2], w.shape[1]
	y := newTensor(1, w.shape[0], x.shape[2]-k+1, x.shape[3]-k+1)
	for i := range y.data {
		o, p, q := i/(y.shape[2]*y.shape[3]), i/y.shape[3]%y.shape[2], i%y.shape[3]
		y.data[i] = bias.data[o]
		for j := range in * k * k {
			c, r, s := j/(k*k), j/k%k, j%k
			y.data[i] += w.data[o*in*k*k+j] * x.data[(c*x.shape[2]+p+r)*x.shape[3]+q+s]
		}
	}
	return y
}

func maxPool(x tensorValue) tensorValue {
	h, w := x.shape[2], x.shape[3]
	y := newTensor(1, x.shape[1], (h+1)/2, (w+1)/2)
	for i := range y.data {
		c, p, q := i/(y.shape[2]*y.shape[3]), i/y.shape[3]%y.shape[2], i%y.shape[3]
		y.data[i] = math.Inf(-1)
		for r := 2 * p; r < min(h, 2*p+2); r++ {
			for s := 2 * q; s < min(w, 2*q+2); s++ {
				y.data[i] = max(y.data[i], x.data[(c*h+r)*w+s])
			}
		}
	}
	return y
}

// reduce works on rows and columns, or on all elements of a vector.
func reduce(operator string, x tensorValue) tensorValue {
	y := newTensor(1)
	if len(x.shape) == 4 {
		y = newTensor(1, x.shape[1], 1, 1)
	}
	size := len(x.data) / len(y.data)
	for i := range y.data {
		sum, squares, product := 0., 0., 1.
		for _, v := range x.data[i*size : (i+1)*size] {
			sum, squares, product = sum+v, squares+v*v, product*v
		}
		y.data[i] = map[string]float64{"ReduceMean": sum / float64(size), "ReduceSumSquare": squares, "ReduceProd": product}[operator]
	}
	return y
}

func multiply(a, b tensorValue) tensorValue {
	k, n := b.shape[0], b.shape[1]
	y := newTensor(a.shape[0], n)
	for i := range y.data {
		for j := range k {
			y.data[i] += a.data[i/n*k+j] * b.data[j*n+i%n]
		}
	}
	return y
}
