package data

import (
	"context"
	"sync"
)

// gate lets pictures be decoded side by side as long as they have no more than so many pixels together, or any one alone: reading a JPEG file takes up to 28 bytes a
// pixel, and with a large photograph for each processor that would be many times what is kept of all.
type gate struct {
	most   int
	lock   sync.Mutex
	left   *sync.Cond
	inside int // pixels
}

func newGate(most int) *gate {
	g := &gate{most: most}
	g.left = sync.NewCond(&g.lock)
	return g
}

// enter waits until there is room for a picture, which is given back by leave, or until ctx has ended and another one leaves.
func (g *gate) enter(ctx context.Context, pixels int) (leave func(), err error) {
	g.lock.Lock()
	defer g.lock.Unlock()
	for g.inside > 0 && g.inside > g.most-pixels && ctx.Err() == nil {
		g.left.Wait()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	g.inside += pixels
	return func() {
		g.lock.Lock()
		defer g.lock.Unlock()
		g.inside -= pixels
		g.left.Broadcast()
	}, nil
}
