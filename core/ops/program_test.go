package ops

import (
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"weak"

	G "gorgonia.org/gorgonia"

	"restyle/core/kernel"
	"restyle/internal/testkit"
)

// network is a convolution, pool, enlarging convolution and two losses, with the gradients of the first weights and biases.
type network struct {
	graph   *Graph
	program *Program
	picture []float32
	loss    *G.Node
	weights *G.Node // gradient
}

func newNetwork(t *testing.T, m *Machine, side int) network {
	t.Helper()
	g := NewGraph(m)
	n := network{graph: g, picture: testkit.Image("picture", side*side*3)}
	x := g.Input(n.picture, kernel.Shape{N: 1, H: side, W: side, C: 3})
	first, w := n.conv("first", x, kernel.Conv{Size: 3, In: 3, Out: 16, ReLU: true})
	frozen, _ := n.conv("second", g.MaxPool(first), kernel.Conv{Size: 3, In: 16, Out: 16, Up: true, ReLU: true})
	target := g.Input(testkit.Uniform("moments", 32), kernel.Shape{N: 1, H: 1, W: 1, C: 32})
	content := g.MeanSquaredError(frozen, g.Crop(first, side, side))
	n.loss = g.WeightedSum([]*G.Node{content, g.StyleDistance(frozen, target)}, []float32{1, 10})
	n.weights = g.Gradient(n.loss, w)[0]
	var err error
	if n.program, err = g.Compile(map[*G.Node][]float32{n.loss: nil, n.weights: nil}); err != nil {
		t.Fatal(err)
	}
	return n
}

func (n network) conv(name string, x *G.Node, c kernel.Conv) (y, weights *G.Node) {
	s := kernel.Shape{N: c.Out, H: c.In, W: 3, C: 3}
	w, b := testkit.Weights(name, 9*c.In, c.WeightLen()), testkit.Biases(name, c.Out)
	filter := kernel.NewFilter(c, w, b)
	weights = n.graph.Variable(w, s)
	bias := n.graph.Variable(b, kernel.Shape{N: 1, H: 1, W: 1, C: c.Out})
	return n.graph.Conv(x, weights, bias, c, func() *kernel.Filter { return filter }), weights
}

func (n network) run(t *testing.T) (loss float32, gradient []float32) {
	t.Helper()
	if err := n.program.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	return n.graph.Data(n.loss)[0], slices.Clone(n.graph.Data(n.weights))
}

// What a run finds in memory must not matter: each operation writes its result before anyone reads it.
func TestRunsRepeat(t *testing.T) {
	m := NewMachine(2)
	n := newNetwork(t, m, 18)
	loss, gradient := n.run(t)
	if kernel.SumSquares(m.team, gradient) == 0 || loss == 0 {
		t.Fatal("nothing was computed")
	}
	for range 2 {
		fill(m.memory, float32(math.NaN()))
		again, same := n.run(t)
		if again != loss || !slices.Equal(same, gradient) {
			t.Fatal("a run over other memory came to another result")
		}
	}
	m.Release()
	newNetwork(t, m, 40).run(t) // takes over the memory and replaces it
	if again, same := n.run(t); again != loss || !slices.Equal(same, gradient) {
		t.Fatal("a run after another program's came to another result")
	}
}

// TestReplacedMemoryIsCollected: a program that does not run must not hold on to the memory that it ran in, nor must gorgonia.
func TestReplacedMemoryIsCollected(t *testing.T) {
	m := NewMachine(1)
	n := newNetwork(t, m, 18)
	loss, gradient := n.run(t)
	old := weak.Make(&m.memory[0])
	m.Reserve(2 * m.Bytes())
	runtime.GC()
	if old.Value() != nil {
		t.Error("the memory before is still held")
	}
	if again, same := n.run(t); again != loss || !slices.Equal(same, gradient) {
		t.Fatal("a run in larger memory came to another result")
	}
}

func TestThreadsDoNotChangeTheLoss(t *testing.T) {
	one, _ := newNetwork(t, NewMachine(1), 18).run(t)
	three, _ := newNetwork(t, NewMachine(3), 18).run(t)
	testkit.Near(t, "loss", []float32{three}, []float32{one}, 1e-6)
}

func TestResultsSharePlaces(t *testing.T) {
	m := NewMachine(1)
	n := newNetwork(t, m, 64)
	all := 0
	for _, o := range n.program.live {
		all += 4 * o.shape.Len()
	}
	n.run(t)
	if m.Bytes() != n.program.Bytes() || m.Bytes() == 0 {
		t.Errorf("the machine holds %d bytes, the program needs %d", m.Bytes(), n.program.Bytes())
	}
	if n.program.Bytes() > all*6/10 {
		t.Errorf("%d bytes of %d: results do not share places", n.program.Bytes(), all)
	}
	m.Release()
	if m.Bytes() != 0 {
		t.Error("memory was not released")
	}
}

// Of a chain, only a layer's input and result exist at a time.
func TestChainTakesTwoPlaces(t *testing.T) {
	g := NewGraph(NewMachine(1))
	s := kernel.Shape{N: 1, H: 32, W: 32, C: 16}
	n, x := network{graph: g}, g.Input(make([]float32, s.Len()), s)
	for range 10 {
		x, _ = n.conv("layer", x, kernel.Conv{Size: 3, In: 16, Out: 16, ReLU: true})
	}
	p, err := g.Compile(map[*G.Node][]float32{x: nil})
	if err != nil {
		t.Fatal(err)
	}
	if want := 2 * 4 * (s.Len() + align); p.Bytes() != want {
		t.Errorf("%d bytes, want %d", p.Bytes(), want)
	}
}

func TestSecondRunAllocatesNothingOfSize(t *testing.T) {
	n := newNetwork(t, NewMachine(1), 64)
	n.run(t)
	result := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := n.program.Run(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
	})
	if bytes := result.AllocedBytesPerOp(); bytes > 1<<18 { // one map of 64x64x16 is 262144 bytes
		t.Errorf("%d bytes in %d allocations a run", bytes, result.AllocsPerOp())
	}
}

func TestUnneededNodesDoNotRun(t *testing.T) {
	g := NewGraph(NewMachine(1))
	s := kernel.Shape{N: 1, H: 1, W: 1, C: 4}
	x := g.Input(testkit.Signed("x", 4), s)
	fault := func(*kernel.Team, []float32, [][]float32) { panic("was run") }
	g.ReLU(g.add(spec{name: "fault", shape: s, run: fault}, x))
	y := g.ReLU(x)
	p, err := g.Compile(map[*G.Node][]float32{y: nil})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestPanicBecomesAnError(t *testing.T) {
	g := NewGraph(NewMachine(2))
	s := kernel.Shape{N: 1, H: 1, W: 1, C: 4}
	broken := true
	run := func(team *kernel.Team, dst []float32, _ [][]float32) {
		team.Run(2, func(_, block int) {
			if broken {
				panic("broken loop")
			}
			dst[block] = 1
		})
	}
	y := g.add(spec{name: "fault", shape: s, run: run}, g.Input(make([]float32, 4), s))
	p, err := g.Compile(map[*G.Node][]float32{y: nil})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(context.Background()); err == nil || !strings.Contains(err.Error(), "broken loop") || !strings.Contains(err.Error(), "fault [1 1 1 4]") {
		t.Fatalf("error %v", err)
	}
	broken = false
	if err := p.Run(context.Background()); err != nil || g.Data(y)[1] != 1 {
		t.Fatalf("after a panic: %v", err)
	}
}

func TestCancelInTheMiddle(t *testing.T) {
	g := NewGraph(NewMachine(2))
	s := kernel.Shape{N: 1, H: 1, W: 1, C: 4}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	x := g.add(spec{name: "cancel", shape: s, run: func(*kernel.Team, []float32, [][]float32) { cancel() }}, g.Input(make([]float32, 4), s))
	after := false
	y := g.add(spec{name: "after", shape: s, run: func(*kernel.Team, []float32, [][]float32) { after = true }}, x)
	p, err := g.Compile(map[*G.Node][]float32{y: nil})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(ctx); !errors.Is(err, context.Canceled) || after {
		t.Fatalf("error %v, ran on: %v", err, after)
	}
	if err := p.Run(context.Background()); err != nil || !after {
		t.Fatalf("after a cancelled run: %v", err)
	}
}

func TestMachinesRunAtOnce(t *testing.T) {
	want, _ := newNetwork(t, NewMachine(1), 18).run(t)
	var wait sync.WaitGroup
	for range 3 {
		wait.Go(func() {
			n := newNetwork(t, NewMachine(2), 18)
			for range 3 {
				if err := n.program.Run(context.Background()); err != nil {
					t.Error(err)
				}
			}
			testkit.Near(t, "loss", n.graph.Data(n.loss), []float32{want}, 1e-6)
		})
	}
	wait.Wait()
}

func TestWrongShapesAreErrors(t *testing.T) {
	for name, build := range map[string]func(g *Graph, x *G.Node){
		"sum":         func(g *Graph, x *G.Node) { g.Sum(x, g.MaxPool(x)) },
		"empty sum":   func(g *Graph, x *G.Node) { g.Sum() },
		"slice":       func(g *Graph, x *G.Node) { g.SliceChannels(x, 2, 9) },
		"crop":        func(g *Graph, x *G.Node) { g.Crop(x, 9, 1) },
		"crop each":   func(g *Graph, x *G.Node) { g.CropEach(x, 2, 2, make([]Position, 2)) },
		"transform":   func(g *Graph, x *G.Node) { g.Transform(x, x) },
		"neighbours":  func(g *Graph, x *G.Node) { g.Neighbours(g.Crop(x, 2, 2), []Position{{1, 1}}) },
		"input":       func(g *Graph, x *G.Node) { g.Input(nil, kernel.Shape{N: 1, H: 1, W: 1, C: 1}) },
		"missing":     func(g *Graph, x *G.Node) { g.ReLU(nil) },
		"convolution": func(g *Graph, x *G.Node) { g.Conv(x, x, x, kernel.Conv{Size: 3, In: 4, Out: 2}, nil) },
		"empty": func(g *Graph, x *G.Node) {
			c := kernel.Conv{Size: 3, In: 4, Out: 1, Pad: kernel.Valid}
			w, b := g.Input(make([]float32, 36), kernel.Shape{N: 1, H: 4, W: 3, C: 3}), g.Input(make([]float32, 1), scalar)
			g.Conv(g.Crop(x, 2, 3), w, b, c, nil)
		},
	} {
		g := NewGraph(NewMachine(1))
		build(g, g.Input(make([]float32, 36), kernel.Shape{N: 1, H: 3, W: 3, C: 4}))
		if g.Err() == nil {
			t.Errorf("%s: no error", name)
		}
		if _, err := g.Compile(nil); !errors.Is(err, g.Err()) {
			t.Errorf("%s: Compile returns %v", name, err)
		}
	}
}

// TestReserve: a program that fits into what is reserved takes no other memory.
func TestReserve(t *testing.T) {
	m := NewMachine(1)
	m.Reserve(1 << 20)
	before := m.version
	g := NewGraph(m)
	x := g.Input(make([]float32, 64), kernel.Shape{N: 1, H: 4, W: 4, C: 4})
	y := g.ReLU(g.Sum(x, x))
	p, err := g.Compile(map[*G.Node][]float32{y: nil})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if m.version != before || m.Bytes() != 1<<20 {
		t.Errorf("%d bytes after %d replacements", m.Bytes(), m.version-before)
	}
}

// TestUnitNormOfNearlyNothing: the floor of 1e-7 keeps what is no direction from becoming one.
func TestUnitNormOfNearlyNothing(t *testing.T) {
	g := NewGraph(NewMachine(1))
	y := g.UnitNorm(g.Input([]float32{1e-7, 0, 3e-7, -4e-7, 0, 0, 0, 2}, kernel.Shape{N: 1, H: 2, W: 2, C: 2}))
	p, err := g.Compile(map[*G.Node][]float32{y: nil})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	testkit.Near(t, "directions", g.Data(y), []float32{0.5, 0, 0.5, -2. / 3, 0, 0, 0, 1}, 1e-5)
}
