package job

import "sync"

// counter counts and calls a function when it leaves 0 and when it is back, in that order even between goroutines.
type counter struct {
	lock sync.Mutex
	n    int
}

// add adds by and calls changed if that led from or to 0.
func (c *counter) add(by int, changed func()) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.n += by; c.n == 0 || c.n == by {
		changed()
	}
}
