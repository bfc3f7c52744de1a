package kernel

import (
	"context"
	"runtime"
)

// Team is a fixed number of goroutines that share out blocks of work. A Team serves one caller at a time; two computations that run
// at once need two Teams. Blocks are taken from atomic counters, so a goroutine whose core is busy elsewhere never holds up the others.
type Team struct {
	threads int
	ctx     context.Context
	scratch [][]float32 // one per worker, grown on demand
	shared  []float32   // for all workers, grown on demand
	helpers []helper    // by worker; the first is not used
}

// NewTeam returns a Team of the given number of goroutines; 0 or less means one per processor.
func NewTeam(threads int) *Team {
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	t := &Team{threads: threads, scratch: make([][]float32, threads), helpers: make([]helper, threads)}
	for w := range t.helpers {
		t.helpers[w].worker = w
	}
	return t
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
	l := newLaunch(t, workers, blocks, f)
	for w := 1; w < workers; w++ {
		t.helpers[w].offer(l)
	}
	l.work(0)
	for w := 1; w < workers; w++ {
		t.helpers[w].withdraw(l)
	}
	l.wait()
	if r := l.fault.Load(); r != nil {
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
