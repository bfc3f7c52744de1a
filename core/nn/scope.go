package nn

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
)

// Source gives a parameter's first content.
type Source func(name string, shape []int) ([]float32, error)

// Scope is a set of parameters under a common prefix. Scopes made by In share the set and the first error.
type Scope struct {
	prefix string
	set    *set
}

type set struct {
	source Source
	params []*Param
	names  map[string]bool
	err    error
}

// From returns a scope whose parameters source fills.
func From(source Source) *Scope { return &Scope{set: &set{source: source, names: map[string]bool{}}} }

// Fresh returns a scope whose parameters are drawn at random: weights [Out In Size Size] uniformly within ±sqrt(6/(In*Size*Size)) (He et
// al. 2015), all else 0. A parameter depends on the seed and its name alone.
func Fresh(seed uint64) *Scope {
	return From(func(name string, shape []int) ([]float32, error) { return draw(seed, name, shape), nil })
}

func draw(seed uint64, name string, shape []int) []float32 {
	x := make([]float32, product(shape))
	if len(shape) < 2 {
		return x
	}
	h := fnv.New64a()
	h.Write([]byte(name))
	random := rand.New(rand.NewPCG(seed, h.Sum64()))
	limit := math.Sqrt(6 / float64(product(shape[1:])))
	for i := range x {
		x[i] = float32(limit * (2*random.Float64() - 1))
	}
	return x
}

// In returns the scope of the names that begin with this scope's prefix, prefix and a dot.
func (s *Scope) In(prefix string) *Scope { return &Scope{prefix: s.prefix + prefix + ".", set: s.set} }

// Err is the first error met while making parameters.
func (s *Scope) Err() error { return s.set.err }

// Params lists all parameters of the set whose names begin with the scope's prefix, in the order of creation.
func (s *Scope) Params() []*Param {
	return slices.DeleteFunc(slices.Clone(s.set.params), func(p *Param) bool {
		return len(p.Name) < len(s.prefix) || p.Name[:len(s.prefix)] != s.prefix
	})
}

// Param makes a parameter. After an error it has no content: a hostile file could otherwise ask for any amount of memory.
func (s *Scope) Param(name string, shape ...int) *Param {
	name = s.prefix + name
	p := NewParam(name, shape, nil)
	if s.set.err == nil {
		p.Value, s.set.err = s.set.fill(name, shape)
	}
	s.set.params = append(s.set.params, p)
	return p
}

func (s *set) fill(name string, shape []int) ([]float32, error) {
	if s.names[name] {
		return nil, fmt.Errorf("parameter %s: made twice", name)
	}
	s.names[name] = true
	value, err := s.source(name, shape)
	if err != nil {
		return nil, fmt.Errorf("parameter %s: %w", name, err)
	}
	if len(value) != product(shape) {
		return nil, fmt.Errorf("parameter %s: %d values for shape %v", name, len(value), shape)
	}
	return value, nil
}
