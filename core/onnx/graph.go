package onnx

import (
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"

	"restyle/core/nn"
)

// Versions of the format that the graphs need.
const (
	operatorSet = 13
	irVersion   = 7
)

// value is the name of a tensor in a graph.
type value string

// graph is a GraphProto under construction. After the first error its methods go on, and finish returns it.
type graph struct {
	params                               map[string]*nn.Param
	nodes, initializers, inputs, outputs []message
	names                                map[value]int // how often each was asked for
	err                                  error
}

func newGraph(params []*nn.Param) *graph {
	g := &graph{params: map[string]*nn.Param{}, names: map[value]int{}}
	for _, p := range params {
		g.params[p.Name] = p
	}
	return g
}

// node adds an operator with one result, named after name unless that is taken.
func (g *graph) node(operator string, name value, inputs []value, attributes ...attribute) value {
	return g.split(operator, []value{name}, inputs, attributes...)[0]
}

// split is node for several results.
func (g *graph) split(operator string, names, inputs []value, attributes ...attribute) []value {
	var m message
	for _, v := range inputs {
		m.text(1, string(v))
	}
	results := make([]value, len(names))
	for i, name := range names {
		results[i] = g.unique(name)
		m.text(2, string(results[i]))
	}
	m.text(3, string(results[0]))
	m.text(4, operator)
	for _, a := range attributes {
		m.add(5, message(a))
	}
	g.nodes = append(g.nodes, m)
	return results
}

func (g *graph) unique(name value) value {
	g.names[name]++
	if n := g.names[name]; n > 1 {
		return value(fmt.Sprintf("%s/%d", name, n))
	}
	return name
}

// once tells whether the name is new, and takes it.
func (g *graph) once(name value) bool {
	g.names[name]++
	return g.names[name] == 1
}

// param is the initializer of a parameter.
func (g *graph) param(name string) value {
	p, ok := g.params[name]
	if !ok {
		g.fail("parameter %s is missing", name)
	} else if g.once(value(name)) {
		g.initializers = append(g.initializers, floats(name, p.Shape, p.Value))
	}
	return value(name)
}

// numbers is an initializer of whole numbers.
func (g *graph) numbers(name value, values ...int64) value {
	if g.once(name) {
		g.initializers = append(g.initializers, integers(string(name), values))
	}
	return name
}

// constant is an initializer of float32, one-dimensional.
func (g *graph) constant(name value, values ...float32) value {
	if g.once(name) {
		g.initializers = append(g.initializers, floats(string(name), []int{len(values)}, values))
	}
	return name
}

// input declares an input; output declares v, under the given name, as an output.
func (g *graph) input(name value, dimensions ...any) value {
	g.once(name)
	g.inputs = append(g.inputs, valueInfo(string(name), dimensions))
	return name
}

func (g *graph) output(name, v value, dimensions ...any) {
	if v != name {
		v = g.node("Identity", name, []value{v})
	}
	g.outputs = append(g.outputs, valueInfo(string(v), dimensions))
}

func (g *graph) fail(format string, values ...any) {
	if g.err == nil {
		g.err = fmt.Errorf(format, values...)
	}
}

// finish is the ModelProto around the graph.
func (g *graph) finish(name, description string) (message, error) {
	var m, opset, file message
	for _, part := range []struct {
		field    protowire.Number
		messages []message
	}{{1, g.nodes}, {5, g.initializers}, {11, g.inputs}, {12, g.outputs}} {
		for _, sub := range part.messages {
			m.add(part.field, sub)
		}
	}
	m.text(2, name)
	opset.text(1, "")
	opset.integer(2, operatorSet)
	file.integer(1, irVersion)
	file.text(2, "Restyle")
	file.text(6, description)
	file.add(7, m)
	file.add(8, opset)
	return file, g.err
}
