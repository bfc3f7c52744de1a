package kernel

import (
	"runtime"
	"sync/atomic"
	"time"
)

// patience is how long a goroutine watches for what is about to come before it gives its core away: waking a sleeping core takes longer
// than most launches of a training step.
const patience = 100 * time.Microsecond

// launch is one call of Team.Run: the goroutines share it.
type launch struct {
	team   *Team
	f      func(worker, block int)
	shares []share
	active atomic.Int32 // helpers at work
	fault  atomic.Pointer[any]
}

// share is a range of blocks. Each worker begins with its own, so that it finds what it wrote in the launch before in its core's cache.
type share struct {
	next atomic.Int64
	end  int64
	_    [48]byte // a cache line for itself
}

func newLaunch(t *Team, workers, blocks int, f func(worker, block int)) *launch {
	l := &launch{team: t, f: f, shares: make([]share, workers)}
	for w := range l.shares {
		l.shares[w].next.Store(int64(w * blocks / workers))
		l.shares[w].end = int64((w + 1) * blocks / workers)
	}
	return l
}

// work runs blocks until there are none left: first those of the worker's share, then what others have left of theirs.
func (l *launch) work(worker int) {
	defer func() {
		if r := recover(); r != nil {
			l.fault.CompareAndSwap(nil, &r)
		}
	}()
	for i := range l.shares {
		s := &l.shares[(worker+i)%len(l.shares)]
		for l.team.Err() == nil && l.fault.Load() == nil {
			b := s.next.Add(1) - 1
			if b >= s.end {
				break
			}
			l.f(worker, int(b))
		}
	}
}

// wait returns once no helper is at work.
func (l *launch) wait() {
	if !watch(func() bool { return l.active.Load() == 0 }) {
		for l.active.Load() != 0 {
			time.Sleep(patience / 2)
		}
	}
}

// helper is a worker of a Team besides the caller. Its goroutine exists while there is work, and a moment longer.
type helper struct {
	worker int
	slot   atomic.Pointer[launch] // nil: no goroutine; idle, busy, or a launch that it has not taken yet
}

var idle, busy = new(launch), new(launch)

// offer asks the helper to join; one that is still busy is passed over.
func (h *helper) offer(l *launch) {
	if !h.slot.CompareAndSwap(idle, l) && h.slot.CompareAndSwap(nil, l) {
		go h.run()
	}
}

// withdraw takes an offer back that the helper has not accepted: nobody waits for a core that is busy elsewhere.
func (h *helper) withdraw(l *launch) { h.slot.CompareAndSwap(l, idle) }

func (h *helper) run() {
	for {
		l := h.slot.Load()
		if l == idle {
			if !watch(func() bool { return h.slot.Load() != idle }) && h.slot.CompareAndSwap(idle, nil) {
				return
			}
			continue
		}
		l.active.Add(1)
		taken := h.slot.CompareAndSwap(l, busy)
		if taken {
			l.work(h.worker)
			h.slot.Store(idle)
		}
		l.active.Add(-1)
	}
}

// watch tells whether ready came true within patience.
func watch(ready func() bool) bool {
	var start time.Time
	for i := 0; ; i++ {
		if ready() {
			return true
		}
		if i%64 != 63 {
			continue
		}
		runtime.Gosched()
		if start.IsZero() {
			start = time.Now()
		} else if time.Since(start) > patience {
			return false
		}
	}
}
