package ops

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"sync"

	G "gorgonia.org/gorgonia"
	"gorgonia.org/tensor"

	"restyle/core/kernel"
)

// Graph records operations. Its methods add one operation each and return the node of the result. After the first error, which Err
// tells, they do nothing.
type Graph struct {
	machine *Machine
	expr    *G.ExprGraph
	hashes  map[uint32]bool
	salt    uint64
	ops     []*operation // in the order of creation
	byNode  map[*G.Node]*operation
	needs   map[*G.Node]bool // whether a gradient with respect to the node is wanted
	err     error
}

// building serialises changes of graphs: gorgonia keeps pools and counters of its own for all graphs.
var building sync.Mutex

// NewGraph returns an empty graph whose programs will run on m.
func NewGraph(m *Machine) *Graph {
	return &Graph{
		machine: m, expr: G.NewGraph(), hashes: map[uint32]bool{},
		byNode: map[*G.Node]*operation{}, needs: map[*G.Node]bool{},
	}
}

// Err is the first error met while building.
func (g *Graph) Err() error { return g.err }

// Input adds a node whose content is data, not copied: it may be changed between runs.
func (g *Graph) Input(data []float32, s kernel.Shape) *G.Node { return g.source("input", data, s) }

// Variable is an Input that gradients are wanted for.
func (g *Graph) Variable(data []float32, s kernel.Shape) *G.Node {
	n := g.source("variable", data, s)
	g.needs[n] = n != nil
	return n
}

func (g *Graph) source(kind string, data []float32, s kernel.Shape) *G.Node {
	if g.err != nil {
		return nil
	}
	if min(s.N, s.H, s.W, s.C) < 1 || len(data) != s.Len() {
		return g.fail("%s of shape %v with %d elements", kind, s, len(data))
	}
	building.Lock()
	defer building.Unlock()
	name := ""
	g.identify(s, nil, func(salt uint64) string {
		name = fmt.Sprint(kind, salt)
		return name
	})
	return G.NewUniqueNode(G.In(g.expr), G.WithName(name), G.WithType(tensorType), G.WithShape(dimensions(s)...), G.WithValue(dense(data, s)))
}

// add applies an operation to inputs.
func (g *Graph) add(s spec, inputs ...*G.Node) *G.Node {
	if g.err == nil && min(s.shape.N, s.shape.H, s.shape.W, s.shape.C) < 1 {
		g.fail("%s: the result would be empty: %v", s.name, s.shape)
	}
	for _, n := range inputs {
		if g.err == nil && n == nil {
			g.fail("%s: an input is missing", s.name)
		}
	}
	if g.err != nil {
		return nil
	}
	building.Lock()
	defer building.Unlock()
	o := &operation{spec: s, graph: g, inputs: inputs, arguments: make([][]float32, len(inputs)), wants: make([]bool, len(inputs))}
	for i, n := range inputs {
		o.wants[i] = s.back != nil && g.needs[n] && (s.smooth == nil || s.smooth[i])
	}
	g.identify(s.shape, inputs, func(salt uint64) string {
		o.identity = fmt.Sprint(s.name, salt)
		return o.identity
	})
	n, err := G.ApplyOp(o, inputs...)
	if err != nil {
		return g.fail("%s: %w", s.name, err)
	}
	o.node = n
	g.ops, g.byNode[n], g.needs[n] = append(g.ops, o), o, o.wanted()
	return n
}

// identify tries names until the node of that name, shape and children has a hash that no other node has: gorgonia takes nodes of equal
// hash for equal, and 32 bits are few. What it hashes is type, shape, name, number of children and their hashes.
func (g *Graph) identify(s kernel.Shape, children []*G.Node, name func(salt uint64) string) {
	for {
		g.salt++
		h := fnv.New32a()
		fmt.Fprintf(h, "%v%v%s", tensorType, tensor.Shape(dimensions(s)), name(g.salt))
		h.Write([]byte{byte(len(children))})
		for _, c := range children {
			h.Write(binary.LittleEndian.AppendUint32(nil, c.Hashcode()))
		}
		if !g.hashes[h.Sum32()] {
			g.hashes[h.Sum32()] = true
			return
		}
	}
}

func (g *Graph) fail(format string, values ...any) *G.Node {
	if g.err == nil {
		g.err = fmt.Errorf("build graph: "+format, values...)
	}
	return nil
}

// require fails unless ok, and tells whether building can go on with these inputs.
func (g *Graph) require(ok func() bool, what string, inputs ...*G.Node) bool {
	for _, n := range inputs {
		if g.err == nil && n == nil {
			g.err = errors.New("build graph: " + what + ": an input is missing")
		}
	}
	if g.err == nil && !ok() {
		shapes := ""
		for _, n := range inputs {
			shapes += " " + Shape(n).String()
		}
		g.fail("%s: shapes do not fit:%s", what, shapes)
	}
	return g.err == nil
}

// Shape is the shape of a node's value.
func Shape(n *G.Node) kernel.Shape {
	s := n.Shape()
	return kernel.Shape{N: s[0], H: s[1], W: s[2], C: s[3]}
}

var tensorType = G.TensorType{Dims: 4, Of: tensor.Float32}

func dimensions(s kernel.Shape) []int { return []int{s.N, s.H, s.W, s.C} }

func dense(data []float32, s kernel.Shape) *tensor.Dense {
	return tensor.New(tensor.WithShape(dimensions(s)...), tensor.WithBacking(data))
}
