package kernel

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// Team is a fixed number of goroutines that share out blocks of work. A Team serves one caller at a time; two computations that run
// at once need two Teams. Blocks are taken from an atomic counter, so a goroutine whose core is busy elsewhere never holds up the others.
type Team struct {
	threads int
	ctx     context.Context
	scratch [][]float32 // one per worker, grown on demand
	shared  []float32   // for all workers, grown on demand
}

// NewTeam returns a Team of the given number of goroutines; 0 or less means one per processor.
func NewTeam(threads int) *Team {
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	return &Team{threads: threads, scratch: make([][]float32, threads)}
}

// Threads is the number of goroutines.
func (t *Team) Threads() int { return t.threads }

// Bind makes following calls of Run stop early once ctx ends. Bind(nil) undoes it.
func (t *Team) Bind(ctx context.Context) { t.ctx = ctx }

// Err is the error of the bound context: not nil means that blocks may have been left out.
func (t *Team) Err() error {
	if t.ctx == nil {
		return nil
	}
	return t.ctx.Err()
}

// Run calls f(worker, block) once for each block in [0, blocks), with worker in [0, Threads()). It returns when all calls have returned.
// A panic in f is raised again in the caller.
func (t *Team) Run(blocks int, f func(worker, block int)) {
	workers := min(t.threads, blocks)
	if workers <= 1 {
		for b := 0; b < blocks && t.Err() == nil; b++ {
			f(0, b)
		}
		return
	}
	var next atomic.Int64
	var fault atomic.Pointer[any]
	work := func(worker int) {
		defer func() {
			if r := recover(); r != nil {
				fault.CompareAndSwap(nil, &r)
			}
		}()
		for t.Err() == nil && fault.Load() == nil {
			b := int(next.Add(1)) - 1
			if b >= blocks {
				return
			}
			f(worker, b)
		}
	}
	var wg sync.WaitGroup
	for w := 1; w < workers; w++ {
		wg.Go(func() { work(w) })
	}
	work(0)
	wg.Wait()
	if r := fault.Load(); r != nil {
		panic(*r)
	}
}

// Scratch returns n floats with undefined content that belong to the worker until its next call of Scratch.
func (t *Team) Scratch(worker, n int) []float32 {
	if cap(t.scratch[worker]) < n {
		t.scratch[worker] = make([]float32, n)
	}
	return t.scratch[worker][:n]
}

// Split cuts n elements into blocks of about size elements and runs f on each range [from, to).
func (t *Team) Split(n, size int, f func(worker, from, to int)) {
	t.Run((n+size-1)/size, func(worker, b int) { f(worker, b*size, min(n, (b+1)*size)) })
}

// sharedScratch returns n floats with undefined content for all workers, until the next call.
func (t *Team) sharedScratch(n int) []float32 {
	if cap(t.shared) < n {
		t.shared = make([]float32, n)
	}
	return t.shared[:n]
}
