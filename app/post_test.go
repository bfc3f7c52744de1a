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
