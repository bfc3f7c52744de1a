package app

import (
	"sync/atomic"
	"testing"
	"time"
)

// TestEndsThoughRunDoesNotReturn when its loop has ended, and not before.
func TestEndsThoughRunDoesNotReturn(t *testing.T) {
	var over atomic.Bool
	var finished atomic.Int32
	left := make(chan struct{})
	e := newEnding(func() { finished.Add(1) })
	e.patience, e.over, e.exit = time.Millisecond, over.Load, func() { close(left) }
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
	e := newEnding(func() { finished++ })
	e.patience, e.over, e.exit = time.Millisecond, func() bool { return true }, func() { t.Error("the program was ended") }
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
