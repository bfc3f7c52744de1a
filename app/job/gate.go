package job

import (
	"context"
	"sync"
)

// gate holds goroutines up while it is closed. The zero value is open.
type gate struct {
	lock   sync.Mutex
	opened chan struct{} // closed when the gate opens; nil while it is open
}

func (g *gate) close() {
	g.lock.Lock()
	defer g.lock.Unlock()
	if g.opened == nil {
		g.opened = make(chan struct{})
	}
}

func (g *gate) open() {
	g.lock.Lock()
	defer g.lock.Unlock()
	if g.opened != nil {
		close(g.opened)
		g.opened = nil
	}
}

func (g *gate) closed() bool {
	g.lock.Lock()
	defer g.lock.Unlock()
	return g.opened != nil
}

// wait returns once the gate is open, or with the error of ctx.
func (g *gate) wait(ctx context.Context) error {
	for {
		g.lock.Lock()
		opened := g.opened
		g.lock.Unlock()
		if opened == nil {
			return ctx.Err()
		}
		select {
		case <-opened:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
