package nn

import "sync/atomic"

// Param is a named array that training may change.
type Param struct {
	Name  string
	Shape []int     // weights [Out In Size Size], biases [Out]
	Value []float32 // may be written to, not replaced; call Changed afterwards
	Grad  []float32 // of the loss, filled by Run; nil unless Train is set before a graph with a loss is compiled
	Train bool      // read when a graph is built

	version atomic.Int64
}

// NewParam returns a Param with the given content, which is kept.
func NewParam(name string, shape []int, value []float32) *Param {
	return &Param{Name: name, Shape: shape, Value: value}
}

// Changed makes layers see a new Value.
func (p *Param) Changed() { p.version.Add(1) }

// Len is the number of elements that the shape asks for.
func (p *Param) Len() int { return product(p.Shape) }

func product(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}
