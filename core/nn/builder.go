package nn

import (
	"fmt"

	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
	"restyle/core/ops"
)

// Machine is what graphs run on: threads and the memory for intermediate results. Graphs of one Machine run one at a time; computations
// that shall run at once need a Machine each.
type Machine = ops.Machine

// NewMachine returns a Machine of the given number of threads; 0 or less means one per processor.
func NewMachine(threads int) *Machine { return ops.NewMachine(threads) }

// Tensor is a value in a graph, [N H W C].
type Tensor struct {
	Shape kernel.Shape

	node *G.Node
	data []float32 // of an input, or of an output once compiled
}

// Data is the content in NHWC order: of an input, to be filled before Run; of an output, valid from the end of a Run to the beginning of
// the next. It is nil for all other tensors.
func (t *Tensor) Data() []float32 { return t.data }

// Scalar is the only element of an output [1 1 1 1], such as a loss.
func (t *Tensor) Scalar() float32 { return t.data[0] }

// Builder adds operations to a graph. After an error, which Compile returns, its methods do nothing and return tensors of shape 0.
type Builder struct {
	graph   *ops.Graph
	nodes   map[*Param]*G.Node
	made    map[reduction]*Tensor
	params  []*Param // in the order of their first use
	convs   []*Conv  // as often as they are used
	replica bool
	err     error
}

// NewBuilder returns a Builder of a graph that will run on m.
func NewBuilder(m *Machine) *Builder {
	return &Builder{graph: ops.NewGraph(m), nodes: map[*Param]*G.Node{}, made: map[reduction]*Tensor{}}
}

// Err is the first error met so far.
func (b *Builder) Err() error {
	if b.err == nil {
		b.err = b.graph.Err()
	}
	return b.err
}

// Fail makes Compile return err unless an error came before: for what is built from several operations.
func (b *Builder) Fail(err error) {
	if b.Err() == nil {
		b.err = err
	}
}

// Input adds a tensor for the caller to fill.
func (b *Builder) Input(s kernel.Shape) *Tensor {
	if min(s.N, s.H, s.W, s.C) < 1 {
		b.Fail(fmt.Errorf("build graph: input of shape %v", s))
		return &Tensor{}
	}
	return b.Constant(make([]float32, s.Len()), s)
}

// Constant adds an Input that uses data, without copying it.
func (b *Builder) Constant(data []float32, s kernel.Shape) *Tensor {
	t := b.tensor(b.graph.Input(data, s))
	t.data = data
	return t
}

// Param adds the parameter as a tensor: of 4 dimensions as it is, of one as [1 1 1 C].
func (b *Builder) Param(p *Param) *Tensor { return b.tensor(b.param(p)) }

func (b *Builder) param(p *Param) *G.Node {
	if n, ok := b.nodes[p]; ok {
		return n
	}
	var s kernel.Shape
	switch d := p.Shape; len(d) {
	case 1:
		s = kernel.Shape{N: 1, H: 1, W: 1, C: d[0]}
	case 4:
		s = kernel.Shape{N: d[0], H: d[1], W: d[2], C: d[3]}
	default:
		b.Fail(fmt.Errorf("build graph: parameter %s has %d dimensions", p.Name, len(d)))
		return nil
	}
	source := b.graph.Input
	if p.Train {
		source = b.graph.Variable
	}
	b.nodes[p] = source(p.Value, s)
	b.params = append(b.params, p)
	return b.nodes[p]
}

// reduction is one of the operations that several losses ask for of the same tensor.
type reduction struct {
	name string
	of   *G.Node
	side int
}

// once adds an operation, unless it is there.
func (b *Builder) once(r reduction, add func() *G.Node) *Tensor {
	if b.made[r] == nil {
		b.made[r] = b.tensor(add())
	}
	return b.made[r]
}

func (b *Builder) tensor(n *G.Node) *Tensor {
	if n == nil {
		return &Tensor{}
	}
	return &Tensor{Shape: ops.Shape(n), node: n}
}

func nodes(ts []*Tensor) []*G.Node {
	ns := make([]*G.Node, len(ts))
	for i, t := range ts {
		ns[i] = t.node
	}
	return ns
}
