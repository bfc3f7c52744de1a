package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// eachLevel runs f, of a test or a benchmark, at every level that this processor supports.
func eachLevel[T interface {
	Fatal(args ...any)
	Run(name string, f func(T)) bool
}](t T, f func(T)) {
	defer func(l Level) { _ = Use(l) }(Current())
	for _, l := range Levels() {
		if err := Use(l); err != nil {
			t.Fatal(err)
		}
		t.Run(l.String(), f)
	}
}

func random(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = 2*r.Float32() - 1
	}
	return x
}

// guarded returns n floats with a canary on both sides and a check that they are untouched.
func guarded(t *testing.T, n int) ([]float32, func()) {
	const guard = 32
	all := make([]float32, n+2*guard)
	for i := range all {
		all[i] = 12345
	}
	return all[guard : guard+n : guard+n], func() {
		t.Helper()
		for i := range guard {
			if all[i] != 12345 || all[guard+n+i] != 12345 {
				t.Fatalf("wrote outside: canary %d", i)
			}
		}
	}
}

// near fails unless got is within tolerance of want, relative to the largest value of want.
func near(t *testing.T, what string, got, want []float32, tolerance float64) {
	t.Helper()
	scale, worst, at := 1e-6, 0.0, 0
	for i := range want {
		scale = max(scale, math.Abs(float64(want[i])))
		if d := math.Abs(float64(got[i] - want[i])); d > worst || math.IsNaN(d) {
			worst, at = d, i
		}
	}
	if !(worst <= tolerance*scale) {
		t.Fatalf("%s: element %d is %g, want %g (off by %.2g of the largest value)", what, at, got[at], want[at], worst/scale)
	}
}

type convCase struct {
	conv Conv
	in   Shape
}

func convCases() []convCase {
	var cases []convCase
	channels := [][2]int{{3, 16}, {16, 3}, {16, 16}, {5, 7}, {33, 18}, {32, 48}, {1, 1}, {3, 3}, {4, 64}, {64, 4}, {17, 2}}
	sizes := [][3]int{{1, 1, 1}, {2, 2, 3}, {1, 7, 5}, {1, 3, 18}, {3, 8, 8}, {1, 13, 21}, {1, 1, 9}, {1, 33, 2}}
	for i, ch := range channels {
		for j, s := range sizes {
			c := Conv{Size: 3, In: ch[0], Out: ch[1], ReLU: (i+j)%2 == 0, Up: (i+j)%3 == 0}
			in := Shape{N: s[0], H: s[1], W: s[2], C: ch[0]}
			cases = append(cases, convCase{c, in}, convCase{Conv{Size: 1, In: ch[0], Out: ch[1], ReLU: j%2 == 0}, in})
			if c.Pad = Valid; s[1] > 2 && s[2] > 2 {
				cases = append(cases, convCase{c, in})
			}
		}
	}
	return cases
}

func (c convCase) String() string {
	return fmt.Sprintf("%dx%d_pad%d_up%v_relu%v_%v_to%d", c.conv.Size, c.conv.Size, c.conv.Pad, c.conv.Up, c.conv.ReLU, c.in, c.conv.Out)
}

// Winograd's transforms round: 3e-5 of the largest value is ten times the error measured at 64 channels.
const convTolerance = 3e-5

func TestConvolutionAgreesWithItsDefinition(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for _, c := range convCases() {
			r := rand.New(rand.NewPCG(1, uint64(c.in.Len())))
			w, b := random(r, c.conv.WeightLen()), random(r, c.conv.Out)
			x, team := random(r, c.in.Len()), NewTeam(2)
			out := c.conv.OutShape(c.in)
			want := make([]float32, out.Len())
			referenceForward(c.conv, want, x, w, b, c.in)
			got, check := guarded(t, out.Len())
			f := NewFilter(c.conv, w, b)
			f.Forward(team, got, x, c.in)
			check()
			near(t, c.String(), got, want, convTolerance)

			g := random(r, out.Len())
			wantX, wantW := make([]float32, c.in.Len()), make([]float32, c.conv.WeightLen())
			referenceBackward(c.conv, wantX, wantW, g, x, w, c.in)
			gotX, checkX := guarded(t, c.in.Len())
			f.BackwardInput(team, gotX, g, c.in)
			checkX()
			near(t, "dx "+c.String(), gotX, wantX, convTolerance)
			gotW, checkW := guarded(t, c.conv.WeightLen())
			c.conv.BackwardWeights(team, gotW, x, g, c.in)
			checkW()
			near(t, "dw "+c.String(), gotW, wantW, convTolerance)
		}
	})
}

func TestFusedConvolutionsAreTheirPartsOneAfterTheOther(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for _, c := range convCases() {
			if !c.conv.Fuses() {
				continue
			}
			r := rand.New(rand.NewPCG(7, uint64(c.in.Len())))
			f, team := NewFilter(c.conv, random(r, c.conv.WeightLen()), random(r, c.conv.Out)), NewTeam(2)
			x, scale, shift := random(r, c.in.Len()), random(r, c.conv.Out), random(r, c.conv.Out)
			out := c.conv.OutShape(c.in)
			plain := make([]float32, out.Len())
			f.Forward(team, plain, x, c.in)

			want := make([]float32, PoolShape(out).Len())
			MaxPool(team, want, nil, plain, out)
			got, check := guarded(t, len(want))
			f.ForwardPooled(team, got, x, c.in)
			check()
			near(t, "pooled "+c.String(), got, want, 1e-6)

			c.conv.ReLU = false
			NewFilter(c.conv, f.weights, f.bias[:c.conv.Out]).Forward(team, plain, x, c.in)
			for i, v := range plain {
				plain[i] = max(v*scale[i%out.C]+shift[i%out.C], 0)
			}
			got, check = guarded(t, out.Len())
			f.ForwardScaled(team, got, x, c.in, scale, shift, true)
			check()
			near(t, "scaled "+c.String(), got, plain, 1e-5)
		}
	})
}

func TestSetReplacesTheWeightsOfBothDirections(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	team, in := NewTeam(1), Shape{N: 1, H: 6, W: 6, C: 16}
	for _, c := range []Conv{{Size: 3, In: 16, Out: 16}, {Size: 1, In: 16, Out: 5}, {Size: 3, In: 16, Out: 3}} {
		x, g := random(r, in.Len()), random(r, c.OutShape(in).Len())
		f := NewFilter(c, random(r, c.WeightLen()), random(r, c.Out))
		dx := make([]float32, in.Len())
		f.BackwardInput(team, dx, g, in)
		w, b := random(r, c.WeightLen()), random(r, c.Out)
		f.Set(w, b)
		fresh := NewFilter(c, w, b)
		for _, run := range []func(f *Filter, dst []float32){
			func(f *Filter, dst []float32) { f.Forward(team, dst[:c.OutShape(in).Len()], x, in) },
			func(f *Filter, dst []float32) { f.BackwardInput(team, dst[:in.Len()], g, in) },
		} {
			got, want := make([]float32, 1024), make([]float32, 1024)
			run(f, got)
			run(fresh, want)
			near(t, fmt.Sprint(c), got, want, 0)
		}
	}
}

func TestWeightGradientDoesNotDependOnThreads(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	c, in := Conv{Size: 3, In: 16, Out: 32}, Shape{N: 2, H: 40, W: 37, C: 16}
	x, g := random(r, in.Len()), random(r, c.OutShape(in).Len())
	one, three := make([]float32, c.WeightLen()), make([]float32, c.WeightLen())
	c.BackwardWeights(NewTeam(1), one, x, g, in)
	c.BackwardWeights(NewTeam(3), three, x, g, in)
	near(t, "3 threads", three, one, 0)
}

// On one thread small maps transform the filters for themselves, strip by strip; on several the transforms are kept.
func TestSmallMapsDoNotDependOnThreads(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		for _, c := range []Conv{{Size: 3, In: 48, Out: 80}, {Size: 3, In: 80, Out: 37, Up: true}, {Size: 3, In: 16, Out: 16, ReLU: true}} {
			r, in := rand.New(rand.NewPCG(4, 4)), Shape{N: 2, H: 11, W: 14, C: c.In}
			f := NewFilter(c, random(r, c.WeightLen()), random(r, c.Out))
			out := c.OutShape(in)
			x, g := random(r, in.Len()), random(r, out.Len())
			var results [2][3][]float32
			for i, threads := range []int{1, 3} {
				y, dx, dw := make([]float32, out.Len()), make([]float32, in.Len()), make([]float32, c.WeightLen())
				f.Forward(NewTeam(threads), y, x, in)
				f.BackwardInput(NewTeam(threads), dx, g, in)
				c.BackwardWeights(NewTeam(threads), dw, x, g, in)
				results[i] = [3][]float32{y, dx, dw}
			}
			for k, what := range []string{"forward", "input gradient", "weight gradient"} {
				near(t, fmt.Sprint(what, " of ", c), results[1][k], results[0][k], 0)
			}
		}
	})
}

// Once the transforms are kept, new weights must reach them.
func TestSetReplacesTheTransformsThatAreKept(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	c, in, team := Conv{Size: 3, In: 32, Out: 48}, Shape{N: 1, H: 9, W: 9, C: 32}, NewTeam(2)
	x, got, want := random(r, in.Len()), make([]float32, 48*81), make([]float32, 48*81)
	f := NewFilter(c, random(r, c.WeightLen()), random(r, c.Out))
	f.Forward(team, got, x, in)
	w, b := random(r, c.WeightLen()), random(r, c.Out)
	f.Set(w, b)
	f.Forward(team, got, x, in)
	NewFilter(c, w, b).Forward(team, want, x, in)
	near(t, "after Set", got, want, 0)
}

// What only infers keeps one form of its weights; the gradient can still be packed from it.
func TestUnchangedFiltersGiveUpTheirTaps(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	c, in := Conv{Size: 3, In: 32, Out: 48}, Shape{N: 1, H: 9, W: 9, C: 32}
	g, dx, want := random(r, 48*81), make([]float32, in.Len()), make([]float32, in.Len())
	w, b := random(r, c.WeightLen()), random(r, c.Out)
	f, fresh := NewFilter(c, w, b), NewFilter(c, w, b)
	y, again := make([]float32, 48*81), make([]float32, 48*81)
	f.Forward(NewTeam(2), y, dx, in)
	if f.forward.winograd.taps != nil {
		t.Error("the taps are kept beside their transforms")
	}
	f.Forward(NewTeam(1), again, dx, in)
	near(t, "forward without taps", again, y, 0)
	f.BackwardInput(NewTeam(1), dx, g, in)
	fresh.BackwardInput(NewTeam(1), want, g, in)
	near(t, "gradient without taps", dx, want, 0)
}

func TestTransposeAgreesWithItsDefinition(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(6, 6))
		var from, to [16]int
		for i := range 16 {
			from[i], to[i] = 21*i, 17*(15-i)
		}
		src := random(r, 21*15+16)
		got, check := guarded(t, 17*15+16)
		want := make([]float32, len(got))
		copy(want, got)
		transpose16(want, &to, src, &from)
		convLoops.transpose(got, &to, src, &from)
		check()
		near(t, "transpose", got, want, 0)
		if want[to[3]+5] != src[from[5]+3] {
			t.Error("the definition does not transpose")
		}
	})
}

// TestEmptyInputs: of no pictures, or of pictures without pixels, nothing is computed, and the gradient of the weights is 0.
func TestEmptyInputs(t *testing.T) {
	ended := make(chan bool)
	go func() {
		defer close(ended)
		team := NewTeam(2)
		for _, c := range []Conv{{Size: 3, In: 16, Out: 16}, {Size: 3, In: 16, Out: 8, Up: true}, {Size: 3, In: 3, Out: 16}, {Size: 3, In: 16, Out: 3}, {Size: 1, In: 16, Out: 5}} {
			f := NewFilter(c, make([]float32, c.WeightLen()), make([]float32, c.Out))
			for _, in := range []Shape{{0, 8, 8, c.In}, {2, 0, 8, c.In}, {2, 8, 0, c.In}} {
				dw := make([]float32, c.WeightLen())
				dw[0], dw[len(dw)-1] = 1, 1
				f.Forward(team, nil, nil, in)
				f.BackwardInput(team, nil, nil, in)
				c.BackwardWeights(team, dw, nil, nil, in)
				if dw[0] != 0 || dw[len(dw)-1] != 0 {
					t.Errorf("%+v of %v: the gradient of the weights is %g and %g", c, in, dw[0], dw[len(dw)-1])
				}
			}
		}
	}()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Fatal("a computation on nothing does not end")
	}
}

// TestPackedLen: it is what a filter holds once it has been used for a large map.
func TestPackedLen(t *testing.T) {
	for _, c := range []Conv{{Size: 1, In: 5, Out: 33}, {Size: 3, In: 3, Out: 24}, {Size: 3, In: 24, Out: 3}, {Size: 3, In: 7, Out: 16}, {Size: 3, In: 16, Out: 33, Up: true}} {
		f, in := NewFilter(c, make([]float32, c.WeightLen()), make([]float32, c.Out)), Shape{N: 1, H: 64, W: 64, C: c.In}
		f.Forward(NewTeam(1), make([]float32, c.OutShape(in).Len()), make([]float32, in.Len()), in)
		held := 0
		switch l := f.forward; {
		case l.pointwise != nil:
			held = len(l.pointwise.w)
		case l.first != nil:
			held = len(l.first.taps[0]) + len(l.first.taps[1]) + len(l.first.taps[2])
		case l.last != nil:
			held = len(l.last.taps)
		default:
			held = len(l.winograd.u) + len(l.winograd.taps)
		}
		if c.PackedLen() != held {
			t.Errorf("%+v: %d, it holds %d", c, c.PackedLen(), held)
		}
	}
}
