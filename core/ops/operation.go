package ops

import (
	"errors"
	"fmt"
	"hash"
	"hash/fnv"
	"io"

	"github.com/chewxy/hm"
	G "gorgonia.org/gorgonia"
	"gorgonia.org/tensor"

	"restyle/core/kernel"
)

// spec says what an operation computes.
type spec struct {
	name  string
	shape kernel.Shape // of the result

	// run computes dst, whose content is undefined before, from the values of the inputs.
	run func(t *kernel.Team, dst []float32, x [][]float32)
	// back adds the operations that compute the gradient of each wanted input, in the order of the inputs, from the gradient dy of the
	// result y; other entries are ignored. nil: there is no gradient.
	back func(x []*G.Node, y, dy *G.Node, wants []bool) []*G.Node
	// smooth tells which inputs have a gradient; nil: all.
	smooth []bool
	// reuse lists inputs of the size of the result that run may overwrite with it.
	reuse []int

	// conv and pack are those of a convolution, see fuse.go.
	conv *kernel.Conv
	pack func() *kernel.Filter
}

// operation is a node's gorgonia.SDOp. No two nodes share one.
type operation struct {
	spec
	graph    *Graph
	identity string // name and a number
	node     *G.Node
	inputs   []*G.Node
	wants    []bool // inputs whose gradient is needed

	program   *Program // set by Compile, as the rest
	step      int
	live      bool // whether anything kept depends on the result
	block     *block
	data      []float32
	value     *tensor.Dense
	arguments [][]float32
}

func (o *operation) wanted() bool {
	for _, w := range o.wants {
		if w {
			return true
		}
	}
	return false
}

// Do computes the node's value in its place. A panic becomes an error, since gorgonia's goroutine would take the whole process down.
func (o *operation) Do(values ...G.Value) (v G.Value, err error) {
	p := o.program
	if p == nil {
		return nil, errors.New("operation run before its graph was compiled")
	}
	if !o.live {
		return p.nothing, nil
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s %v: panic: %v", o.name, o.shape, r)
		}
		if err != nil {
			p.fault, v = err, nil
		}
	}()
	if o.step <= p.step {
		return nil, fmt.Errorf("%s %v: out of the planned order", o.name, o.shape)
	}
	p.step = o.step
	team := o.graph.machine.team
	if err := team.Err(); err != nil {
		return nil, err
	}
	for i, v := range values {
		o.arguments[i] = v.Data().([]float32)
	}
	o.run(team, o.data, o.arguments)
	return o.value, team.Err() // an interrupted team has left blocks out
}

// SymDiff adds the gradient operations to the graph.
func (o *operation) SymDiff(inputs G.Nodes, output, grad *G.Node) (G.Nodes, error) {
	gradients := o.back(inputs, output, grad, o.wants)
	for i, want := range o.wants {
		if !want {
			gradients[i] = nil
		}
	}
	return gradients, o.graph.err
}

// DiffWRT tells which inputs need a gradient and have one.
func (o *operation) DiffWRT(int) []bool { return o.wants }

// InferShape returns the shape known from construction.
func (o *operation) InferShape(...G.DimSizer) (tensor.Shape, error) { return dimensions(o.shape), nil }

// Type is a function from tensors to a tensor.
func (o *operation) Type() hm.Type {
	types := make([]hm.Type, len(o.arguments)+1)
	for i := range types {
		types[i] = tensorType
	}
	return hm.NewFnType(types...)
}

// WriteHash writes what no other operation of the graph writes: gorgonia would merge the nodes.
func (o *operation) WriteHash(h hash.Hash) { io.WriteString(h, o.identity) }

// Hashcode is the hash of what WriteHash writes.
func (o *operation) Hashcode() uint32 {
	h := fnv.New32a()
	o.WriteHash(h)
	return h.Sum32()
}

// Arity is the number of inputs.
func (o *operation) Arity() int { return len(o.arguments) }

// ReturnsPtr, CallsExtern and OverwritesInput keep gorgonia from allocating or reusing anything: the plan does that.
func (o *operation) ReturnsPtr() bool     { return false }
func (o *operation) CallsExtern() bool    { return false }
func (o *operation) OverwritesInput() int { return -1 }
func (o *operation) String() string       { return fmt.Sprintf("%s %v", o.name, o.shape) }
