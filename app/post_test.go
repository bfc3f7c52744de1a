package app

import (
	"slices"
	"sync"
	"testing"
)

// TestPost runs functions in order, none before the window is there, none within Post, and asks the window for one call at a time.
func TestPost(t *testing.T) {
	calls := make(chan func(), 2)
	p := &poster{do: func(f func()) { calls <- f }}
	var order []int
	p.Post(func() { order = append(order, 1) })
	p.Post(func() {
		p.Post(func() { order = append(order, 3) })
		order = append(order, 2)
	})
	if len(calls) > 0 {
		t.Fatal("the window was asked before it was there")
	}
	p.open()
	var others sync.WaitGroup
	for range 50 {
		others.Go(func() { p.Post(func() { order = append(order, 9) }) })
	}
	others.Wait()
	if len(order) > 0 || len(calls) != 1 {
		t.Fatalf("%d functions ran within Post, %d calls are on their way", len(order), len(calls))
	}
	for len(calls) > 0 {
		(<-calls)()
		if len(calls) > 1 {
			t.Fatalf("%d calls are on their way", len(calls))
		}
	}
	if n := len(order); n != 53 || !slices.Equal(slices.DeleteFunc(order, func(i int) bool { return i == 9 }), []int{1, 2, 3}) {
		t.Errorf("%d functions ran, in the order %v", n, order)
	}
}
