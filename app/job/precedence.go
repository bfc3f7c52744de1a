package job

import (
	"context"
	"time"
)

// Precedence lets short work, that somebody is watching, go before long work. The zero value is ready.
type Precedence struct {
	gate  gate
	count counter
}

// Enter begins short work; leave ends it.
func (p *Precedence) Enter() (leave func()) {
	p.count.add(1, p.gate.close)
	return func() { p.count.add(-1, p.gate.open) }
}

// Yield is called by long work between its steps: it waits while there is short work, but not longer than most.
func (p *Precedence) Yield(ctx context.Context, most time.Duration) {
	if !p.gate.closed() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	_ = p.gate.wait(ctx) // either way the long work goes on
}
