package ops

import (
	"cmp"
	"slices"

	G "gorgonia.org/gorgonia"
)

// block is a place in a Machine's memory, held from step first to step last of a program.
type block struct {
	size, offset int // floats
	first, last  int
}

// align is a multiple of the cache line, in floats.
const align = 16

// plan finds the lifetime of each result in the order of execution and gives each a place. It returns the floats of memory needed.
func plan(order []*G.Node, byNode map[*G.Node]*operation, kept map[*G.Node]bool) int {
	last := markLive(order, byNode, kept)
	var blocks []*block
	for step, n := range order {
		o := byNode[n]
		if o == nil || !o.live || kept[n] {
			continue
		}
		if o.block = o.reusable(step, byNode, last); o.block == nil {
			o.block = &block{size: (o.shape.Len()+align-1)/align*align + align, first: step}
			blocks = append(blocks, o.block)
		}
		o.block.last = max(last[n], step)
	}
	return place(blocks)
}

// markLive sets each operation's step and whether a kept node depends on it, and returns the step of each node's last reader. Operations
// that are not ours (gorgonia's additions) always run.
func markLive(order []*G.Node, byNode map[*G.Node]*operation, kept map[*G.Node]bool) map[*G.Node]int {
	last := map[*G.Node]int{}
	for step := len(order) - 1; step >= 0; step-- {
		n := order[step]
		if o := byNode[n]; o != nil {
			_, read := last[n]
			if o.step, o.live = step, read || kept[n]; !o.live {
				continue
			}
		}
		for _, child := range children(n) {
			last[child] = max(last[child], step)
		}
	}
	return last
}

func children(n *G.Node) []*G.Node {
	var nodes []*G.Node
	for it := n.Graph().From(n.ID()); it.Next(); {
		nodes = append(nodes, it.Node().(*G.Node))
	}
	return nodes
}

// reusable is the block of an input that the operation may overwrite because nothing reads it later, be it the operation itself, to which it may be given twice; or
// nil.
func (o *operation) reusable(step int, byNode map[*G.Node]*operation, last map[*G.Node]int) *block {
	for _, i := range o.reuse {
		n := o.inputs[i]
		if input := byNode[n]; input != nil && input.block != nil && last[n] == step && !slices.Contains(o.inputs[i+1:], n) {
			return input.block
		}
	}
	return nil
}

// place gives each block an offset so that blocks held at the same time do not overlap: the largest first, each at the lowest offset
// that is free during its whole lifetime. It returns the end of the last.
func place(blocks []*block) int {
	slices.SortStableFunc(blocks, func(a, b *block) int { return cmp.Compare(b.size, a.size) })
	var placed []*block // by offset
	end := 0
	for _, b := range blocks {
		for _, other := range placed {
			if other.first > b.last || b.first > other.last {
				continue
			}
			if b.offset+b.size <= other.offset {
				break
			}
			b.offset = max(b.offset, other.offset+other.size)
		}
		at, _ := slices.BinarySearchFunc(placed, b.offset, func(p *block, offset int) int { return cmp.Compare(p.offset, offset) })
		placed = slices.Insert(placed, at, b)
		end = max(end, b.offset+b.size)
	}
	return end
}
