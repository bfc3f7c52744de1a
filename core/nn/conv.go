package nn

import (
	"sync"

	"restyle/core/kernel"
)

// Conv is a convolution with its parameters. Graphs in several goroutines may share it.
type Conv struct {
	kernel.Conv
	Weight *Param // [Out In Size Size]
	Bias   *Param // [Out]

	mu      sync.Mutex
	filter  *kernel.Filter // packed from the versions below
	version [2]int64
}

// Conv makes a convolution with the parameters name.weight and name.bias.
func (s *Scope) Conv(name string, c kernel.Conv) *Conv {
	in := s.In(name)
	return &Conv{Conv: c, Weight: in.Param("weight", c.Out, c.In, c.Size, c.Size), Bias: in.Param("bias", c.Out)}
}

// Params lists weight and bias.
func (c *Conv) Params() []*Param { return []*Param{c.Weight, c.Bias} }

// Packed is the filter that the parameters make, packed anew if they changed since the last call.
func (c *Conv) Packed() *kernel.Filter {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := [2]int64{c.Weight.version.Load(), c.Bias.version.Load()}
	if c.filter == nil {
		c.filter = kernel.NewFilter(c.Conv, c.Weight.Value, c.Bias.Value)
	} else if now != c.version {
		c.filter.Set(c.Weight.Value, c.Bias.Value)
	}
	c.version = now
	return c.filter
}
