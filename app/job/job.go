package job

import (
	"context"
	"sync"
	"time"

	"restyle/core/fault"
)

// Job is one task on a goroutine of its own.
type Job struct {
	cancel context.CancelFunc
	gate   gate
	ended  chan struct{}
	err    error // once ended is closed

	lock    sync.Mutex
	begun   time.Time // of the present stretch without pauses
	worked  time.Duration
	working bool
}

// Crash is a panic of a job's work.
type Crash = fault.Crash

// Start runs work. It should call Wait now and then, which is where it pauses, and return the error of ctx once that has ended. ended is
// called on the same goroutine with the error of work, a *Crash if it panicked; it may be nil.
func Start(ctx context.Context, work func(context.Context, *Job) error, ended func(error)) *Job {
	ctx, cancel := context.WithCancel(ctx)
	j := &Job{cancel: cancel, ended: make(chan struct{}), begun: time.Now(), working: true}
	go func() {
		defer cancel()
		j.err = Protect(func() error { return work(ctx, j) })
		j.stopClock()
		close(j.ended)
		if ended != nil {
			ended(j.err)
		}
	}()
	return j
}

// Protect turns a panic of f into a *Crash.
func Protect(f func() error) error { return fault.Protect(f) }

// Cancel ends the job as soon as its work notices.
func (j *Job) Cancel() { j.cancel() }

// Ended is closed when the work is over; Err is its error then.
func (j *Job) Ended() <-chan struct{} { return j.ended }

// Err is the error of the work, nil before its end.
func (j *Job) Err() error {
	select {
	case <-j.ended:
		return j.err
	default:
		return nil
	}
}

// Pause makes the next Wait wait for Resume.
func (j *Job) Pause() { j.gate.close() }

// Resume undoes Pause.
func (j *Job) Resume() { j.gate.open() }

// Paused tells whether Pause was called last.
func (j *Job) Paused() bool { return j.gate.closed() }

// Wait returns at once unless the job is paused; then it returns on Resume, or with the error of ctx.
func (j *Job) Wait(ctx context.Context) error {
	if !j.gate.closed() {
		return ctx.Err()
	}
	j.stopClock()
	defer j.startClock()
	return j.gate.wait(ctx)
}

// Elapsed is the time worked, waits left out.
func (j *Job) Elapsed() time.Duration {
	j.lock.Lock()
	defer j.lock.Unlock()
	if j.working {
		return j.worked + time.Since(j.begun)
	}
	return j.worked
}

func (j *Job) stopClock() {
	j.lock.Lock()
	defer j.lock.Unlock()
	if j.working {
		j.worked, j.working = j.worked+time.Since(j.begun), false
	}
}

func (j *Job) startClock() {
	j.lock.Lock()
	defer j.lock.Unlock()
	j.begun, j.working = time.Now(), true
}
