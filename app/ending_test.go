package app

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestEndsThoughRunDoesNotReturn when its loop has ended, and not before.
func TestEndsThoughRunDoesNotReturn(t *testing.T) {
	var over atomic.Bool
	var finished atomic.Int32
	left := make(chan struct{})
	e := newEnding(func() { finished.Add(1) }, func(code int) {
		if code != 0 {
			t.Errorf("exit %d", code)
		}
		close(left)
	})
	e.look, e.over = time.Millisecond, over.Load
	go e.watch()
	e.begin()
	e.begin()
	e.begin() // nobody waits for it
	time.Sleep(20 * time.Millisecond)
	if n := finished.Load(); n != 0 {
		t.Fatal("it finished while the loop ran")
	}
	over.Store(true)
	<-left
	e.returned()
	if n := finished.Load(); n != 1 {
		t.Errorf("finished %d times", n)
	}
}

// TestEndsWhereRunReturns: what is to be saved is saved there, and the watch leaves the program alone.
func TestEndsWhereRunReturns(t *testing.T) {
	finished, watched := 0, make(chan struct{})
	e := newEnding(func() { finished++ }, func(int) { t.Error("the program was ended") })
	e.look, e.over = time.Millisecond, func() bool { return true }
	e.returned()
	e.begin()
	go func() {
		defer close(watched)
		e.watch()
	}()
	<-watched
	if finished != 1 {
		t.Errorf("finished %d times", finished)
	}
}

// TestEndsThoughTheLoopGoesOn: somebody has to be told why.
func TestEndsThoughTheLoopGoesOn(t *testing.T) {
	var told strings.Builder
	left := make(chan int)
	e := newEnding(func() { t.Error("it finished while the loop ran") }, func(code int) { left <- code })
	e.look, e.most, e.over, e.trouble = time.Hour, time.Millisecond, func() bool { return false }, &told
	go e.watch()
	e.begin()
	if code := <-left; code != 1 || !strings.Contains(told.String(), "TestEndsThoughTheLoopGoesOn") {
		t.Errorf("exit %d, told %q", code, told.String())
	}
}
