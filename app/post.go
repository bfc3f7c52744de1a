package app

import (
	"runtime"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// poster brings functions to the window's goroutine, in order. It holds the only call of fyne.Do. However many functions come, one call at a
// time is on its way, and the window may draw between two of them.
type poster struct {
	lock    sync.Mutex
	queue   []func()
	running bool          // the window is there
	due     bool          // a call is on its way
	wake    chan struct{} // after the window's end: see finish
	home    string        // the window's goroutine
	do      func(func())  // fyne.Do; tests set another
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

// open, called on the window's goroutine, lets functions through: the window is there.
func (p *poster) open() {
	p.lock.Lock()
	p.running, p.home = true, goroutine()
	if p.do == nil {
		p.do = fyne.Do
	}
	p.lock.Unlock()
	p.schedule()
}

func (p *poster) schedule() {
	p.lock.Lock()
	needed, wake := p.running && !p.due && len(p.queue) > 0, p.wake
	p.due = p.due || needed && wake == nil
	p.lock.Unlock()
	switch {
	case needed && wake == nil:
		p.call()
	case needed:
		select {
		case wake <- struct{}{}:
		default: // it will wake up anyway
		}
	}
}

// call has Fyne call drain. While its loop ends, Fyne takes nothing: for a moment it panics, then it calls on the goroutine that asks, where
// nothing of the window may be touched. What waits is then left to finish; due stays set, so that nobody asks again.
func (p *poster) call() {
	defer func() {
		if r := recover(); r != nil {
			if err, ok := r.(runtime.Error); !ok || err.Error() != "send on closed channel" {
				panic(r)
			}
		}
	}()
	p.do(func() {
		if goroutine() == p.home {
			p.drain()
		}
	})
}

// goroutine names the one that calls: Go's header of a stack is "goroutine 7 [running]:".
func goroutine() string {
	var header [40]byte
	name, _, _ := strings.Cut(string(header[:runtime.Stack(header[:], false)]), " [")
	return name
}

// finish is called on the window's goroutine after the window's end: begin is called, and then whatever is posted, until begin's argument is.
func (p *poster) finish(begin func(done func())) {
	p.lock.Lock()
	p.running, p.due, p.wake = true, false, make(chan struct{}, 1)
	p.lock.Unlock()
	ended := false
	begin(func() { ended = true })
	for p.drain(); !ended; p.drain() {
		<-p.wake
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
