package ops

import (
	"runtime/debug"
	"sync"
	"weak"

	"restyle/core/kernel"
)

// Machine is what programs run on: a team of goroutines and the memory for intermediate results. Programs of one Machine run one at a
// time and share that memory; computations that shall run at once need a Machine each.
type Machine struct {
	team    *kernel.Team
	running sync.Mutex
	memory  []float32               // intermediate results of the program that runs
	version int                     // counts replacements of memory
	bound   []weak.Pointer[Program] // whose values lie in memory
}

// worthGivingBack is the number of floats from which on memory that grows is given back to the system first.
const worthGivingBack = 4 << 20

// NewMachine returns a Machine of the given number of threads; 0 or less means one per processor.
func NewMachine(threads int) *Machine { return &Machine{team: kernel.NewTeam(threads)} }

// Threads is the number of goroutines that compute.
func (m *Machine) Threads() int { return m.team.Threads() }

// Bytes is the size of the memory for intermediate results: that of the largest program run since the last Release.
func (m *Machine) Bytes() int {
	m.running.Lock()
	defer m.running.Unlock()
	return 4 * len(m.memory)
}

// Release gives up the memory for intermediate results. Programs stay usable: the next run takes new memory.
func (m *Machine) Release() {
	m.running.Lock()
	defer m.running.Unlock()
	m.drop()
}

// drop gives up the memory. The caller holds running.
func (m *Machine) drop() {
	for _, w := range m.bound {
		if p := w.Value(); p != nil {
			p.unbind()
		}
	}
	m.memory, m.bound = nil, nil
	m.version++
}

// Reserve takes memory for programs of up to so many bytes at once, so that a small program that runs before a larger one leaves nothing
// behind.
func (m *Machine) Reserve(bytes int) {
	m.running.Lock()
	defer m.running.Unlock()
	m.reserve((bytes + 3) / 4)
}

// reserve makes the memory hold at least n floats. The caller holds running.
func (m *Machine) reserve(n int) {
	if had := len(m.memory); had < n {
		m.drop()
		if had >= worthGivingBack {
			debug.FreeOSMemory() // the new block would come beside the old one
		}
		m.memory = make([]float32, n)
	}
}
