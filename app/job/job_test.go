package job

import (
	"context"
	"errors"
	"math"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestJobEndsWithItsError(t *testing.T) {
	want := errors.New("no")
	got := make(chan error, 1)
	j := Start(context.Background(), func(context.Context, *Job) error { return want }, func(err error) { got <- err })
	if err := <-got; err != want || j.Err() != want {
		t.Errorf("ended with %v, Err %v", err, j.Err())
	}
}

func TestJobSurvivesPanic(t *testing.T) {
	j := Start(context.Background(), func(context.Context, *Job) error { panic("spilt milk") }, nil)
	<-j.Ended()
	var crash *Crash
	if !errors.As(j.Err(), &crash) || crash.Value != "spilt milk" || !strings.Contains(string(crash.Stack), "TestJobSurvivesPanic") {
		t.Errorf("error %v", j.Err())
	}
}

func TestJobPausesAndCancels(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // in which time passes only while all wait
		steps := 0
		j := Start(context.Background(), func(ctx context.Context, j *Job) error {
			for {
				if err := j.Wait(ctx); err != nil {
					return err
				}
				steps++
				time.Sleep(time.Second)
			}
		}, nil)
		after := func(seconds float64) (int, time.Duration) {
			time.Sleep(time.Duration(seconds * float64(time.Second)))
			synctest.Wait()
			return steps, j.Elapsed()
		}
		if n, took := after(2.5); n != 3 || took != 2500*time.Millisecond {
			t.Errorf("%d steps and %v after 2.5 s", n, took)
		}
		j.Pause()
		if n, took := after(60); n != 3 || took != 3*time.Second || !j.Paused() { // the third step is finished first
			t.Errorf("%d steps and %v after a minute's pause", n, took)
		}
		j.Resume()
		if n, took := after(2.5); n != 6 || took != 5500*time.Millisecond {
			t.Errorf("%d steps and %v after 2.5 s more", n, took)
		}
		j.Pause()
		j.Cancel()
		<-j.Ended()
		if !errors.Is(j.Err(), context.Canceled) {
			t.Errorf("cancelled while paused: %v", j.Err())
		}
	})
}

func TestLineRunsOnlyTheLatest(t *testing.T) {
	crashes := make(chan error, 9)
	l := NewLine(func(err error) { crashes <- err })
	begun, cancelled := make(chan struct{}), make(chan struct{})
	l.Replace(func(ctx context.Context) { close(begun); <-ctx.Done(); close(cancelled) })
	<-begun
	var skipped atomic.Bool
	last := make(chan struct{})
	l.lock.Lock() // both are there before the first one ends
	l.next = func(context.Context) { skipped.Store(true) }
	l.lock.Unlock()
	l.Replace(func(context.Context) { defer close(last); panic("oh") })
	<-cancelled
	<-last
	again := make(chan struct{})
	var crash *Crash
	if err := <-crashes; !errors.As(err, &crash) || crash.Value != "oh" {
		t.Errorf("of the crash is told %v", err)
	}
	l.Replace(func(context.Context) { close(again) })
	<-again
	l.Close()
	if len(crashes) > 0 {
		t.Errorf("of a task that ended well is told %v", <-crashes)
	}
	if skipped.Load() {
		t.Error("a replaced task ran")
	}
}

func TestMailboxKeepsTheLatest(t *testing.T) {
	var queue []func()
	var shown []int
	m := NewMailbox(func(f func()) { queue = append(queue, f) }, func(v int) { shown = append(shown, v) })
	for v := range 5 {
		m.Put(v)
	}
	if len(queue) != 1 {
		t.Fatalf("%d calls on their way", len(queue))
	}
	queue[0]()
	m.Put(7)
	queue[1]()
	if len(shown) != 2 || shown[0] != 4 || shown[1] != 7 {
		t.Errorf("shown %v", shown)
	}
}

func TestPrecedence(t *testing.T) {
	var p Precedence
	begun := time.Now()
	p.Yield(context.Background(), time.Minute)
	first, second := p.Enter(), p.Enter()
	first()
	go func() { time.Sleep(30 * time.Millisecond); second() }()
	p.Yield(context.Background(), time.Minute)
	if d := time.Since(begun); d < 30*time.Millisecond || d > 30*time.Second {
		t.Errorf("yielded for %v", d)
	}
	defer p.Enter()()
	p.Yield(context.Background(), time.Millisecond) // returns although there is short work
}

func TestPaceFollowsTheSpeed(t *testing.T) {
	var p Pace
	if p.Remaining() != 0 {
		t.Error("a forecast out of nothing")
	}
	remain := func(when string, want float64) {
		t.Helper()
		if r := p.Remaining().Seconds(); math.Abs(r-want) > 0.02*want {
			t.Errorf("%s: %v s remain, want %g", when, r, want)
		}
	}
	for s := 2; s <= 20; s += 2 { // a hundredth each second
		p.Add(float64(s)/100, time.Duration(s)*time.Second)
	}
	remain("at 20 %", 80)
	p.Add(0.9, 20*time.Second+shortest/2) // too soon to tell a speed
	p.Add(0.2, 21*time.Second)            // nothing new
	remain("still at 20 %", 80)
	p.Add(0.21, 22*time.Second) // half as fast, for a fifth of what is remembered
	remain("slower", 0.79/0.009)
	for s := 24; s <= 80; s += 2 {
		p.Add(0.2+float64(s-20)/200, time.Duration(s)*time.Second)
	}
	remain("at 50 %", 100)
	p.Begin(0.5, 90*time.Second)
	if p.Remaining() != 0 {
		t.Error("after a pause it knows a speed")
	}
}
