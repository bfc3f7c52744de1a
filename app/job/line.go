package job

import (
	"context"
	"sync"
)

// Line runs tasks on one goroutine, of which only the latest matters: a new one cancels the one that runs and replaces the one that waits.
type Line struct {
	crashed func(error)
	lock    sync.Mutex
	wake    *sync.Cond
	next    func(context.Context)
	cancel  context.CancelFunc // of the running task; nil: none runs
	closed  bool
	ended   chan struct{}
}

// NewLine starts the goroutine. crashed is called on it with the *Crash of a task that panicked; the line goes on.
func NewLine(crashed func(error)) *Line {
	l := &Line{crashed: crashed, ended: make(chan struct{})}
	l.wake = sync.NewCond(&l.lock)
	go l.run()
	return l
}

// Replace runs task next, instead of what runs and what waits. A task has to end soon after its context does.
func (l *Line) Replace(task func(context.Context)) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.next = task
	if l.cancel != nil {
		l.cancel()
	}
	l.wake.Signal()
}

// Close cancels everything and returns when the goroutine has ended.
func (l *Line) Close() {
	l.lock.Lock()
	l.closed, l.next = true, nil
	if l.cancel != nil {
		l.cancel()
	}
	l.wake.Signal()
	l.lock.Unlock()
	<-l.ended
}

func (l *Line) run() {
	defer close(l.ended)
	for {
		task, ctx, ok := l.take()
		if !ok {
			return
		}
		if err := Protect(func() error { task(ctx); return nil }); err != nil && l.crashed != nil {
			l.crashed(err)
		}
		l.lock.Lock()
		l.cancel()
		l.cancel = nil
		l.lock.Unlock()
	}
}

// take waits for a task; ok is false once the line is closed.
func (l *Line) take() (task func(context.Context), ctx context.Context, ok bool) {
	l.lock.Lock()
	defer l.lock.Unlock()
	for l.next == nil && !l.closed {
		l.wake.Wait()
	}
	if l.closed {
		return nil, nil, false
	}
	task, l.next = l.next, nil
	ctx, l.cancel = context.WithCancel(context.Background())
	return task, ctx, true
}
