package data

import (
	"context"
	"errors"
	"image"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"restyle/core/fault"
)

// testSet is a set of pictures of noise, as many contents as styles, of sizes from width x height upwards.
func testSet(t testing.TB, count, width, height int, o Options) *Set {
	t.Helper()
	set, err := (&Set{}).With(o)
	if err != nil {
		t.Fatal(err)
	}
	for i := range count {
		for _, kind := range []string{"content", "style"} {
			p := &picture{name: kind + string(rune('A'+i)), width: width + i, height: height, pix: make([]byte, (width+i)*height*3)}
			d := newDice(uint64(i), uint64(len(kind)))
			for j := range p.pix {
				p.pix[j] = byte(d.next())
			}
			if kind == "content" {
				set.content = append(set.content, p)
			} else {
				set.style = append(set.style, p)
			}
		}
	}
	return set
}

func batchOf(t *testing.T, s *Set, step int) *Batch {
	t.Helper()
	b, err := s.Batch(step)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func small() Options {
	o := Recipe()
	o.Size, o.Batch, o.Seed = 24, 3, 7
	return o
}

func TestBatchIsAFunctionOfSeedAndStep(t *testing.T) {
	a, b := testSet(t, 5, 40, 32, small()), testSet(t, 5, 40, 32, small())
	for step := 9; step >= 0; step-- {
		batchOf(t, b, step) // in reverse order: no hidden state
	}
	for step := range 10 {
		if !reflect.DeepEqual(batchOf(t, a, step), batchOf(t, b, step)) {
			t.Fatalf("step %d differs between two sets", step)
		}
	}
	o := small()
	o.Seed++
	other, err := a.With(o)
	if err != nil {
		t.Fatal(err)
	}
	if slices.Equal(batchOf(t, a, 0).Content, batchOf(t, other, 0).Content) {
		t.Error("another seed gives the same batch")
	}
	if slices.Equal(batchOf(t, a, 0).Content, batchOf(t, a, 1).Content) {
		t.Error("another step gives the same batch")
	}
}

func TestBatchValuesAndItems(t *testing.T) {
	o := small()
	o.Identity = 0.5
	set := testSet(t, 4, 40, 32, o)
	identities := 0
	for step := range 20 {
		b := batchOf(t, set, step)
		floats := b.Size * b.Size * 3
		if len(b.Content) != b.N*floats || len(b.Style) != b.N*floats || len(b.Items) != b.N {
			t.Fatalf("lengths %d %d %d", len(b.Content), len(b.Style), len(b.Items))
		}
		for _, v := range append(slices.Clone(b.Content), b.Style...) {
			if !(v >= 0 && v <= 1.00001) {
				t.Fatalf("step %d has the value %g", step, v)
			}
		}
		for i, item := range b.Items {
			same := slices.Equal(b.Content[i*floats:(i+1)*floats], b.Style[i*floats:(i+1)*floats])
			if same != item.Identity {
				t.Errorf("step %d item %d: identity %v, crops equal %v", step, i, item.Identity, same)
			}
			if item.Identity {
				identities++
			}
		}
	}
	if identities < 15 || identities > 45 {
		t.Errorf("%d of 60 items are identity items, want about 30", identities)
	}
}

// TestLaterMovesTheContent: where Now and Then say, both show the same, but for the light and the noise, of which most is the bound.
func TestLaterMovesTheContent(t *testing.T) {
	o := small()
	o.Size, o.Identity, o.Later = 40, 0.3, 0.02
	set := testSet(t, 4, 60, 50, o)
	places := map[image.Point]bool{}
	for step := range 12 {
		b := batchOf(t, set, step)
		if len(b.Later) != len(b.Content) || slices.Equal(b.Later, b.Content) {
			t.Fatalf("%d values later, %d now", len(b.Later), len(b.Content))
		}
		for i, item := range b.Items {
			places[item.Now.Sub(item.Then)] = true
			if item.Now.X%Motion != 0 || item.Now.Y%Motion != 0 {
				t.Errorf("step %d item %d is at %v now, off the grids", step, i, item.Now)
			}
			at := func(x []float32, p image.Point, k int) float64 {
				side := b.Size - Motion
				y, x0 := p.Y+k/3/side, p.X+k/3%side
				return float64(x[((i*b.Size+y)*b.Size+x0)*3+k%3])
			}
			sum, count := 0.0, (b.Size-Motion)*(b.Size-Motion)*3
			for k := range count {
				d := at(b.Later, item.Then, k) - at(b.Content, item.Now, k)
				sum += d * d
			}
			if rms := math.Sqrt(sum / float64(count)); rms == 0 || rms > 0.04 {
				t.Errorf("step %d item %d at %v and %v: they differ by %.3f", step, i, item.Now, item.Then, rms)
			}
			floats := b.Size * b.Size * 3
			if same := slices.Equal(b.Content[i*floats:(i+1)*floats], b.Style[i*floats:(i+1)*floats]); same != item.Identity {
				t.Errorf("step %d item %d: identity %v, crops equal %v", step, i, item.Identity, same)
			}
		}
	}
	if len(places) < 20 {
		t.Errorf("36 contents moved in %d ways", len(places))
	}
	if b := batchOf(t, testSet(t, 4, 60, 50, small()), 0); b.Later != nil {
		t.Error("there is a moment later that nobody asked for")
	}
}

func TestEveryEpochShowsEveryPicture(t *testing.T) {
	set := testSet(t, 6, 30, 30, Options{Size: 8, Batch: 4, Seed: 3})
	var orders [][]string
	for epoch := range 4 { // 3 steps of 4 are 2 epochs of 6
		var contents, styles []string
		for at := epoch * 6; at < epoch*6+6; at++ {
			item := batchOf(t, set, at/4).Items[at%4]
			contents, styles = append(contents, item.Content), append(styles, item.Style)
		}
		orders = append(orders, slices.Clone(contents))
		for _, names := range [][]string{contents, styles} {
			slices.Sort(names)
			if n := len(slices.Compact(names)); n != 6 {
				t.Errorf("epoch %d shows %d of 6 pictures", epoch, n)
			}
		}
	}
	if slices.Equal(orders[0], orders[1]) && slices.Equal(orders[1], orders[2]) {
		t.Error("all epochs have the same order")
	}
}

func TestSharesOfTheOtherKind(t *testing.T) {
	set := testSet(t, 3, 20, 20, Options{Size: 4, Batch: 1000, PhotoStyles: 0.3, PaintedContents: 0.1})
	photos, paintings := 0, 0
	for _, item := range batchOf(t, set, 0).Items {
		if item.Style[0] == 'c' {
			photos++
		}
		if item.Content[0] == 's' {
			paintings++
		}
	}
	if photos < 250 || photos > 350 || paintings < 65 || paintings > 135 { // five standard deviations hold
		t.Errorf("%d photos among 1000 styles and %d paintings among 1000 contents, want about 300 and 100", photos, paintings)
	}
}

func TestPrefetcherGivesTheSameBatches(t *testing.T) {
	set := testSet(t, 5, 40, 32, small())
	for _, depth := range []int{0, 1, 3, 8} {
		ctx, cancel := context.WithCancel(t.Context())
		p := NewPrefetcher(ctx, set, 4, depth)
		for step := 4; step < 12; step++ {
			b, err := p.Next()
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(b, batchOf(t, set, step)) {
				t.Errorf("depth %d: step %d differs from Set.Batch", depth, step)
			}
		}
		cancel()
		if b, err := p.Next(); err != context.Canceled || b != nil {
			t.Errorf("depth %d: after the end Next gives %v, %v", depth, b, err)
		}
	}
}

// TestNoiseIsAboutNothing: a moment later is as bright as before, and its noise as strong as asked, in the mean over many.
func TestNoiseIsAboutNothing(t *testing.T) {
	const most, count = 0.02, 400
	mean, deviation := 0.0, 0.0
	for i := range uint64(count) {
		pix := make([]float32, 300)
		for k := range pix {
			pix[k] = 0.5
		}
		disturb(pix, most, newDice(i))
		sum, squares := 0.0, 0.0
		for _, v := range pix {
			sum += float64(v)
			squares += float64(v) * float64(v)
		}
		n := float64(len(pix))
		mean += sum / n / count
		deviation += math.Sqrt(squares/n-sum/n*sum/n) / count
	}
	if math.Abs(mean-0.5) > 0.002 || math.Abs(deviation-most/2) > 0.0015 {
		t.Errorf("0.5 becomes %.4f with noise of %.4f, want 0.5 and %.4f", mean, deviation, most/2)
	}
}

// TestPrefetcherEndsWithItsContext, so that it leaves no goroutine behind.
func TestPrefetcherEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p, ended := &Prefetcher{ctx, make(chan chan made)}, make(chan bool)
	go func() {
		p.run(testSet(t, 1, 40, 32, small()), 0)
		close(ended)
	}()
	cancel()
	select {
	case <-ended:
	case <-time.After(3 * time.Second):
		t.Error("it goes on")
	}
}

// TestPanicOfABatchIsAnError: it happens on a goroutine of the Prefetcher, on which it would end the program.
func TestPanicOfABatchIsAnError(t *testing.T) {
	empty, err := (&Set{}).With(small())
	if err != nil {
		t.Fatal(err)
	}
	var crash *fault.Crash
	if b, err := NewPrefetcher(t.Context(), empty, 0, 2).Next(); b != nil || !errors.As(err, &crash) {
		t.Errorf("%v, %v", b, err)
	}
}

func TestWrongOptions(t *testing.T) {
	for _, o := range []Options{{Size: -1}, {Batch: -1}, {Later: -0.1}, {Identity: 1.1}, {Style: Augment{Gain: -0.1}}, {Content: Augment{Smallest: -1}}, {Style: Augment{Smallest: math.NaN()}}, {Style: Augment{Smallest: math.Inf(1)}}} {
		if _, err := (&Set{}).With(o); err == nil {
			t.Errorf("%+v passes", o)
		}
	}
	if _, err := testSet(t, 1, 20, 20, small()).Batch(-1); err == nil {
		t.Error("step -1 passes")
	}
}

// BenchmarkBatch is one batch of 4 pairs of 192-pixel crops from pictures of 480 x 384.
func BenchmarkBatch(b *testing.B) {
	set := testSet(b, 40, 480, 384, Recipe())
	step := 0
	for b.Loop() {
		if _, err := set.Batch(step); err != nil {
			b.Fatal(err)
		}
		step++
	}
}
