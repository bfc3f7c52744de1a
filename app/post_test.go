package app

import (
	"slices"
	"sync"
	"testing"
	"time"
)

// TestPostAfterTheWindowsEnd runs the queue without a window, as at the end of the program.
func TestPostAfterTheWindowsEnd(t *testing.T) {
	p := &poster{}
	var order []int
	p.Post(func() { order = append(order, 1) })
	p.Post(func() {
		p.Post(func() { order = append(order, 4) })
		order = append(order, 2)
	})
	if len(order) > 0 {
		t.Fatal("a function ran before the window was there")
	}
	var others sync.WaitGroup
	p.finish(func(done func()) {
		order = append(order, 0)
		for range 50 {
			others.Go(func() { p.Post(func() { order = append(order, 9) }) })
		}
		others.Go(func() {
			time.Sleep(20 * time.Millisecond)
			p.Post(done)
		})
	})
	others.Wait()
	if len(order) < 4 || order[0] != 0 || !slices.Equal(slices.DeleteFunc(slices.Clone(order), func(i int) bool { return i == 9 }), []int{0, 1, 2, 4}) {
		t.Errorf("ran in the order %v", order)
	}
}

// TestPostWhileTheWindowEnds posts in the moments between Fyne's last turn and finish: Fyne panics, and then calls on the goroutine that asks.
func TestPostWhileTheWindowEnds(t *testing.T) {
	closed := make(chan func())
	close(closed)
	for name, do := range map[string]func(func()){
		"at once": func(f func()) { f() },
		"panic":   func(f func()) { closed <- f },
	} {
		p := &poster{do: do}
		p.open()
		home, ran := goroutine(), []string{}
		var others sync.WaitGroup
		for range 3 {
			others.Go(func() { p.Post(func() { ran = append(ran, goroutine()) }) })
		}
		others.Wait()
		if len(ran) > 0 {
			t.Fatalf("%s: ran on %v before the window's goroutine, %s, came to it", name, ran, home)
		}
		p.finish(func(done func()) { p.Post(done) })
		if !slices.Equal(ran, []string{home, home, home}) {
			t.Errorf("%s: ran on %v, not three times on %s", name, ran, home)
		}
	}
}

// TestPostPassesPanicsOn calls a function that fails in a way that has nothing to do with the window's end.
func TestPostPassesPanicsOn(t *testing.T) {
	p := &poster{do: func(f func()) { f() }}
	p.open()
	defer func() {
		if recover() == nil {
			t.Error("the panic of a function that was posted is lost")
		}
	}()
	p.Post(func() { panic("broken") })
}
