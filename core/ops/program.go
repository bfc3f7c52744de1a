package ops

import (
	"context"
	"fmt"
	"runtime"
	"weak"

	G "gorgonia.org/gorgonia"
	"gorgonia.org/tensor"

	"restyle/core/kernel"
)

// Program is a compiled graph.
type Program struct {
	machine *Machine
	vm      G.VM
	live    []*operation
	floats  int // of the machine's memory
	version int // of the machine's memory that the values lie in
	nothing *tensor.Dense

	step  int // of the operation that ran last
	fault error
}

// Compile prepares the graph for execution. The values of the nodes in keep outlive a run, until the next one; all others are lost. A
// kept value is written to the slice given with it, or to memory of its own where that is nil. The graph must not be extended afterwards.
func (g *Graph) Compile(keep map[*G.Node][]float32) (*Program, error) {
	if g.err != nil {
		return nil, g.err
	}
	building.Lock()
	defer building.Unlock()
	order, err := g.order()
	if err != nil {
		return nil, err
	}
	kept := map[*G.Node]bool{}
	for n := range keep {
		kept[n] = true
	}
	p := &Program{machine: g.machine, version: -1, nothing: dense(make([]float32, 1), kernel.Shape{N: 1, H: 1, W: 1, C: 1})}
	p.floats = plan(order, g.byNode, kept)
	for _, o := range g.ops {
		o.program = p
		if data, ok := keep[o.node]; ok {
			if o.data = data; data == nil {
				o.data = make([]float32, o.shape.Len())
			}
			o.value = dense(o.data, o.shape)
		}
		if o.live {
			p.live = append(p.live, o)
		}
	}
	p.vm, err = tapeMachine(g.expr)
	return p, err
}

// order is the order in which gorgonia will run the nodes.
func (g *Graph) order() ([]*G.Node, error) {
	sorted, err := G.Sort(g.expr)
	if err != nil {
		return nil, fmt.Errorf("sort graph: %w", err)
	}
	order := make([]*G.Node, len(sorted))
	for i, n := range sorted {
		order[len(sorted)-1-i] = n
	}
	return order, nil
}

// tapeMachine turns the panic with which gorgonia reports a graph that does not compile into an error.
func tapeMachine(g *G.ExprGraph) (vm G.VM, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("compile graph: %v", r)
		}
	}()
	vm = G.NewTapeMachine(g)
	runtime.SetFinalizer(vm, nil) // it is for CUDA, and would keep all that the machine refers to through another collection
	return vm, nil
}

// Bytes is the memory for intermediate results that a run needs of its Machine.
func (p *Program) Bytes() int { return 4 * p.floats }

// Run computes the kept values. After an error they are undefined. The error wraps that of ctx if that ended the run.
func (p *Program) Run(ctx context.Context) error {
	m := p.machine
	m.running.Lock()
	defer m.running.Unlock()
	m.team.Bind(ctx)
	defer m.team.Bind(context.Background())
	p.bind()
	p.step, p.fault = -1, nil
	p.vm.Reset()
	err := p.vm.RunAll()
	if p.fault != nil {
		err = p.fault // gorgonia's error does not unwrap to it
	}
	if err != nil {
		return fmt.Errorf("run graph: %w", err)
	}
	return nil
}

// bind lays the values into the machine's memory if that has been replaced since the last run.
func (p *Program) bind() {
	m := p.machine
	m.reserve(p.floats)
	if p.version == m.version {
		return
	}
	p.version = m.version
	m.bound = append(m.bound, weak.Make(p))
	for _, o := range p.live {
		if b := o.block; b != nil {
			end := b.offset + o.shape.Len()
			o.data = m.memory[b.offset:end:end]
			if o.value == nil {
				o.value = new(tensor.Dense)
			}
			*o.value = *dense(o.data, o.shape) // the same object as before, see unbind
		}
	}
}

// unbind forgets the values in the machine's memory, so that it can be collected. Nodes of gorgonia remember their last values, so these objects
// stay and become empty.
func (p *Program) unbind() {
	for _, o := range p.live {
		clear(o.arguments)
		if o.block != nil && o.value != nil {
			o.data = nil
			*o.value = *p.nothing
		}
	}
}

// Data is the value of a kept node or of a source.
func (g *Graph) Data(n *G.Node) []float32 {
	if o := g.byNode[n]; o != nil {
		return o.data
	}
	return n.Value().Data().([]float32)
}
