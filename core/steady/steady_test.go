package steady

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"restyle/core/imaging"
	"restyle/core/kernel"
)

// scene is a pattern seen by a camera that has moved by (x, y) pixels.
func scene(width, height int, x, y float64) *imaging.Picture {
	p := imaging.New(width, height)
	for k := range p.Pix {
		u, v := float64(k/3%width)+x, float64(k/3/width)+y
		c := float64(k % 3)
		p.Pix[k] = float32(0.5 + 0.2*math.Sin(u/7+c)*math.Cos(v/9) + 0.15*math.Sin(u/23-v/17+2*c))
	}
	return p
}

// noisy adds independent noise, as strokes that are laid anew.
func noisy(p *imaging.Picture, seed uint64, amount float32) *imaging.Picture {
	q := imaging.Crop(p, p.Bounds())
	random := rand.New(rand.NewPCG(seed, 1))
	for i := range q.Pix {
		q.Pix[i] = min(max(q.Pix[i]+amount*(2*random.Float32()-1), 0), 1)
	}
	return q
}

// contrastOf is the deviation of the luminance from its mean over 7x7 pixels.
func contrastOf(p *imaging.Picture) float64 {
	light := func(x, y int) float64 {
		rgb := p.Pix[3*(y*p.Width+x):]
		return 0.299*float64(rgb[0]) + 0.587*float64(rgb[1]) + 0.114*float64(rgb[2])
	}
	sum, n := 0.0, 0.0
	for y := 3; y < p.Height-3; y += 5 {
		for x := 3; x < p.Width-3; x += 5 {
			mean := 0.0
			for i := range 49 {
				mean += light(x-3+i%7, y-3+i/7) / 49
			}
			sum, n = sum+(light(x, y)-mean)*(light(x, y)-mean), n+1
		}
	}
	return math.Sqrt(sum / n)
}

// run steadies a clip of noisy frames and returns the frames and the errors between them along the true motion, of the raw and the steadied.
func run(t *testing.T, m *Memory, frames int, speed float64) (out []*imaging.Picture) {
	t.Helper()
	for n := range frames {
		source := scene(320, 180, speed*float64(n), 0.5*float64(n))
		path, err := m.Motion.Next(context.Background(), m.Motion.Small(source))
		if err != nil {
			t.Fatal(err)
		}
		raw := noisy(source, uint64(n), 0.15)
		styled := imaging.Crop(raw, raw.Bounds())
		follow(t, m, n, styled, raw, path)
		out = append(out, styled)
	}
	return out
}

// follow steadies frame number n in place.
func follow(t testing.TB, m *Memory, n int, styled, raw *imaging.Picture, path *Path) {
	t.Helper()
	err := m.Follow.Next(context.Background(), styled, path)
	if err == nil && m.Flicker.Wants(n) {
		err = m.Flicker.Next(context.Background(), n, raw, styled, path)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestCancelledFramesEndAtOnce: an export that is cancelled does not wait for the frame in hand.
func TestCancelledFramesEndAtOnce(t *testing.T) {
	m := newMemory(0.8)
	run(t, m, 25, 2)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	source := scene(320, 180, 50, 12.5)
	path, err := m.Motion.Next(context.Background(), m.Motion.Small(source))
	if err != nil {
		t.Fatal(err)
	}
	pairs, styled := m.Flicker.Pairs, imaging.Crop(source, source.Bounds())
	if err := m.Follow.Next(ctx, styled, path); !errors.Is(err, context.Canceled) {
		t.Errorf("following: %v, want it cancelled", err)
	}
	if !slices.Equal(styled.Pix, source.Pix) {
		t.Error("a frame was changed after the end")
	}
	if err := m.Flicker.Next(ctx, 25, source, styled, path); !errors.Is(err, context.Canceled) || m.Flicker.Pairs != pairs {
		t.Errorf("measuring: %v and %d pairs more, want it cancelled and none", err, m.Flicker.Pairs-pairs)
	}
}

func newMemory(strength float64) *Memory {
	follow := NewFollow(strength, 2)
	return &Memory{Statistics: &Statistics{Strength: strength}, Motion: NewMotion(2), Follow: follow, Flicker: NewFlicker(follow)}
}

// TestFramesFollowEachOther: flicker falls to a quarter, and strokes of both sizes keep their contrast, though each frame's are others.
func TestFramesFollowEachOther(t *testing.T) {
	for _, speed := range []float64{0, 3, 9} {
		m := newMemory(0.8)
		out := run(t, m, 26, speed)
		before, after := m.Flicker.Means()
		if m.Flicker.Pairs != 2 || before < 0.1 || after > 0.3*before {
			t.Errorf("speed %g: flicker %.3f becomes %.3f, of %d pairs", speed, before, after, m.Flicker.Pairs)
		}
		last := len(out) - 1
		raw := noisy(scene(320, 180, speed*float64(last), 0.5*float64(last)), uint64(last), 0.15)
		for size, want := range strokesOf(raw) {
			if got := strokesOf(out[last])[size]; math.Abs(got/want-1) > 0.03 {
				t.Errorf("speed %g: contrast of strokes of size %d: %.4f becomes %.4f", speed, size, want, got)
			}
		}
		t.Logf("speed %g: flicker %.4f to %.4f, strokes %.4f to %.4f", speed, before, after, strokesOf(raw), strokesOf(out[last]))
	}
}

// strokesOf is the contrast of small and of large strokes in a picture.
func strokesOf(p *imaging.Picture) (deviations [2]float64) {
	c := contrast{team: kernel.NewTeam(2)}
	c.measure(p)
	for i, energy := range c.wanted {
		deviations[i%2] += float64(energy) / float64(len(c.wanted)/2)
	}
	return [2]float64{math.Sqrt(deviations[0]), math.Sqrt(deviations[1])}
}

// TestStrengthZeroFollowsNothing: only rounding to 8 bits is left.
func TestStrengthZeroFollowsNothing(t *testing.T) {
	for n, p := range run(t, newMemory(0), 4, 3) {
		raw := noisy(scene(320, 180, 3*float64(n), 0.5*float64(n)), uint64(n), 0.15)
		for i, v := range p.Pix {
			if v != float32(uint8(raw.Pix[i]*255+0.5))/255 {
				t.Fatalf("frame %d: value %d is %g, was %g", n, i, v, raw.Pix[i])
			}
		}
	}
}

// TestMemoryIsSaved: what goes on from a saved memory is what would have been, bit by bit.
func TestMemoryIsSaved(t *testing.T) {
	for _, at := range []int{1, 2, 25} {
		const first = 5 // of a part of a video
		one, other := newMemory(0.8), newMemory(0.8)
		one.Flicker.First = first
		step := func(m *Memory, n int) *imaging.Picture {
			source := scene(160, 90, 2*float64(n), 0)
			path, err := m.Motion.Next(context.Background(), m.Motion.Small(source))
			if err != nil {
				t.Fatal(err)
			}
			styled := noisy(source, uint64(n), 0.1)
			raw := imaging.Crop(styled, styled.Bounds())
			m.Statistics.Next(n, [][]float32{{float32(n)}}, nil)
			follow(t, m, first+n, styled, raw, path)
			return styled
		}
		for n := range at {
			step(one, n)
		}
		b, err := one.Save()
		if err != nil {
			t.Fatal(err)
		}
		if err := other.Load(b); err != nil {
			t.Fatal(err)
		}
		for n := at; n < at+3; n++ {
			if a, b := step(one, n), step(other, n); !slices.Equal(a.Pix, b.Pix) {
				t.Fatalf("saved at %d: frame %d differs", at, n)
			}
		}
		a, b1 := one.Flicker.Means()
		if c, d := other.Flicker.Means(); a != c || b1 != d || one.Flicker.Pairs != other.Flicker.Pairs || one.Flicker.Pairs < 1 {
			t.Errorf("flicker %g %g of %d pairs, want %g %g of %d", c, d, other.Flicker.Pairs, a, b1, one.Flicker.Pairs)
		}
		if s, o := one.Statistics.past, other.Statistics.past; len(s) != len(o) || s[0].Values[0][0] != o[0].Values[0][0] {
			t.Errorf("statistics %v, want %v", o, s)
		}
	}
	if err := newMemory(1).Load([]byte("nonsense")); err == nil {
		t.Error("nonsense is loaded")
	}
}

func TestNothingReachesAcrossACut(t *testing.T) {
	m := newMemory(0.8)
	run(t, m, 3, 2)
	m.Cut()
	got := run(t, m, 2, 5)
	want := run(t, newMemory(0.8), 2, 5)
	for n := range got {
		if !slices.Equal(got[n].Pix, want[n].Pix) {
			t.Errorf("frame %d after the cut differs", n)
		}
	}
}

// TestCubicInterpolation: exact at pixels, and for straight lines between them.
func TestCubicInterpolation(t *testing.T) {
	p := imaging.New(9, 7)
	for i := range p.Pix {
		p.Pix[i] = float32(i/3%9)/10 + float32(i/27)/20
	}
	for _, at := range [][2]float32{{3, 2}, {2.5, 3}, {4.25, 3.75}, {1, 1.5}} {
		var got [3]float32
		cubicAt(got[:], p, at[0], at[1])
		if want := at[0]/10 + at[1]/20; math.Abs(float64(got[0]-want)) > 1e-6 {
			t.Errorf("at %v: %g, want %g", at, got[0], want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	m := newMemory(0.5)
	m.Statistics.Next(0, [][]float32{{1}}, nil)
	b, err := m.Save()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := newMemory(0.5).Load(b); err != nil {
			return
		}
	})
}

// BenchmarkFollow is what is done beside the network for a frame of 640x360.
func BenchmarkFollow(b *testing.B) {
	m := newMemory(0.8)
	source := scene(640, 360, 0, 0)
	styled := noisy(source, 1, 0.1)
	for b.Loop() {
		path, err := m.Motion.Next(context.Background(), m.Motion.Small(source))
		if err != nil {
			b.Fatal(err)
		}
		if err := m.Follow.Next(context.Background(), styled, path); err != nil {
			b.Fatal(err)
		}
	}
}
