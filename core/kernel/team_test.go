package kernel

import (
	"sync/atomic"
	"testing"
	"time"
)

func TestEveryBlockRunsOnce(t *testing.T) {
	team := NewTeam(3)
	for launch := range 2000 {
		blocks := launch % 9
		var count [9]atomic.Int32
		var at [3]atomic.Int32 // a worker does one thing at a time
		team.Run(blocks, func(worker, b int) {
			if at[worker].Add(1) != 1 {
				t.Error("a worker runs two blocks at once")
			}
			count[b].Add(1)
			at[worker].Add(-1)
		})
		for b := range count {
			want := int32(0)
			if b < blocks {
				want = 1
			}
			if n := count[b].Load(); n != want {
				t.Fatalf("launch %d: block %d ran %d times, want %d", launch, b, n, want)
			}
		}
		if launch%500 == 0 {
			time.Sleep(3 * patience) // the helpers leave
		}
	}
}

func TestHelpersLeave(t *testing.T) {
	team := NewTeam(4)
	team.Run(100, func(_, _ int) { time.Sleep(time.Microsecond) })
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		there := 0
		for w := range team.helpers {
			if team.helpers[w].slot.Load() != nil {
				there++
			}
		}
		if there == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines still wait for work", there)
		}
	}
}

// TestOffersAreTakenBack: a helper whose core is busy elsewhere, here one that never runs, keeps nothing of a launch that has ended.
func TestOffersAreTakenBack(t *testing.T) {
	team := NewTeam(2)
	team.helpers[1].slot.Store(idle) // as if its goroutine were there
	var sum atomic.Int32
	team.Run(20, func(_, b int) { sum.Add(int32(b)) })
	if sum.Load() != 190 || team.helpers[1].slot.Load() != idle {
		t.Errorf("blocks add up to %d, want 190, and the helper still has the launch: %v", sum.Load(), team.helpers[1].slot.Load() != idle)
	}
}

func TestTeamSurvivesAPanic(t *testing.T) {
	team := NewTeam(2)
	for range 50 {
		func() {
			defer func() {
				if r := recover(); r != "fault" {
					t.Fatalf("recovered %v, want the panic of a block", r)
				}
			}()
			team.Run(20, func(_, b int) {
				if b == 7 {
					panic("fault")
				}
			})
		}()
		var sum atomic.Int32
		team.Run(20, func(_, b int) { sum.Add(int32(b)) })
		if sum.Load() != 190 {
			t.Fatalf("blocks add up to %d, want 190", sum.Load())
		}
	}
}
