package app

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// poster brings functions to the window's goroutine, in order. It holds the only call of fyne.Do. However many functions come, one call at a
// time is on its way, and the window may draw between two of them.
type poster struct {
	lock    sync.Mutex
	queue   []func()
	running bool         // the window is there
	due     bool         // a call is on its way
	do      func(func()) // fyne.Do; tests set another
}

// mostAtOnce is how long the window waits for functions before it draws.
const mostAtOnce = 8 * time.Millisecond

// Post has f called on the window's goroutine later, never within Post.
func (p *poster) Post(f func()) {
	p.lock.Lock()
	p.queue = append(p.queue, f)
	p.lock.Unlock()
	p.schedule()
}

// open lets functions through: the window is there.
func (p *poster) open() {
	p.lock.Lock()
	p.running = true
	if p.do == nil {
		p.do = fyne.Do
	}
	p.lock.Unlock()
	p.schedule()
}

func (p *poster) schedule() {
	p.lock.Lock()
	needed := p.running && !p.due && len(p.queue) > 0
	p.due = p.due || needed
	p.lock.Unlock()
	if needed {
		p.do(p.drain)
	}
}

// drain calls what waits, for a while.
func (p *poster) drain() {
	for begun := time.Now(); time.Since(begun) < mostAtOnce; {
		p.lock.Lock()
		if len(p.queue) == 0 {
			p.lock.Unlock()
			break
		}
		f := p.queue[0]
		p.queue = p.queue[1:]
		p.lock.Unlock()
		f()
	}
	p.lock.Lock()
	p.due = false
	p.lock.Unlock()
	p.schedule()
}
