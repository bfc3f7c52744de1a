package data

import (
	"context"

	"restyle/core/fault"
)

// Prefetcher makes batches ahead of their use on goroutines of its own. Batches come in order and are those that Set.Batch gives.
type Prefetcher struct {
	ctx   context.Context
	queue chan chan made // one channel a step, in order
}

type made struct {
	batch *Batch
	err   error
}

// NewPrefetcher starts with step from and keeps up to depth batches (at least 1) in work or ready. It stops when ctx ends.
func NewPrefetcher(ctx context.Context, set *Set, from, depth int) *Prefetcher {
	p := &Prefetcher{ctx, make(chan chan made, max(depth, 1)-1)}
	go p.run(set, from)
	return p
}

// run starts a goroutine for each step once the queue has room for it.
func (p *Prefetcher) run(set *Set, from int) {
	for step := from; ; step++ { // a step of its own for each goroutine
		result := make(chan made, 1)
		go func() {
			var m made
			m.err = fault.Protect(func() (err error) {
				m.batch, err = set.Batch(step)
				return err
			})
			result <- m
		}()
		select {
		case p.queue <- result:
		case <-p.ctx.Done():
			return
		}
	}
}

// Next waits for the next batch. Its error is that of the context once this has ended. One goroutine at a time may call it.
func (p *Prefetcher) Next() (*Batch, error) {
	if err := p.ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case result := <-p.queue:
		m := <-result
		return m.batch, m.err
	case <-p.ctx.Done():
		return nil, p.ctx.Err()
	}
}
