package metrics

import (
	"context"
	"math"
	"slices"
	"testing"

	"restyle/core/imaging"
)

// pan is a smooth picture seen through a window that moves 3 pixels a frame to the right.
func pan(frame, width, height int) *imaging.Picture {
	p := imaging.New(width, height)
	for i := range width * height {
		x, y := float64(i%width+3*frame), float64(i/width)
		for c := range 3 {
			p.Pix[3*i+c] = float32(0.5 + 0.2*math.Sin(x/4+float64(c))*math.Cos(y/5) + 0.15*math.Sin(x/9+y/7))
		}
	}
	return p
}

// brighter adds v to every channel.
func brighter(p *imaging.Picture, v float32) *imaging.Picture {
	q := imaging.Crop(p, p.Bounds())
	for i := range q.Pix {
		q.Pix[i] += v
	}
	return q
}

// TestWarpingErrorOfFlicker: a version that follows the motion has none; one that flickers by ±0.05 has the error that the formula gives.
func TestWarpingErrorOfFlicker(t *testing.T) {
	s, err := NewSteadiness(0, 2, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	const frames = 5
	for i := range frames {
		source := pan(i, 96, 64)
		flicker := brighter(source, []float32{-0.05, 0.05}[i%2])
		if err := s.Add(context.Background(), source, source, flicker); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		version, interval, pairs int
		want                     float64
	}{{0, 1, 4, 0}, {0, 2, 3, 0}, {1, 1, 4, 0.1}, {1, 2, 3, 0}} {
		mean, n := MeanWarping(s.Errors(c.version), c.interval)
		if n != c.pairs || math.Abs(mean.Visible-c.want) > 0.004 {
			t.Errorf("version %d, interval %d: %.4f of %d pairs, want %g of %d", c.version, c.interval, mean.Visible, n, c.want, c.pairs)
		}
		if want := mean.Visible * math.Sqrt(mean.Share); math.Abs(mean.RMSE-want) > 1e-3 {
			t.Errorf("version %d, interval %d: RMSE %.4f, want %.4f", c.version, c.interval, mean.RMSE, want)
		}
		for i, e := range slices.DeleteFunc(slices.Clone(s.Errors(c.version)), func(e WarpingError) bool { return e.Interval != c.interval }) {
			if e.Frame != i {
				t.Errorf("version %d, interval %d: pair %d begins with frame %d", c.version, c.interval, i, e.Frame)
			}
		}
		if moved := 3 * float64(c.interval) / 96; mean.Share > 1-moved || mean.Share < 0.8 {
			t.Errorf("interval %d: %.2f of the pixels are visible", c.interval, mean.Share)
		}
	}
}

func TestAnotherShotIsNotCompared(t *testing.T) {
	s, err := NewSteadiness(0, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range []*imaging.Picture{pan(0, 96, 64), pan(1, 96, 64), scramble(96, 64), scramble(96, 64)} {
		if err := s.Add(context.Background(), p, p); err != nil {
			t.Fatalf("frame %d: %v", i, err)
		}
	}
	if _, n := MeanWarping(s.Errors(0), 1); n != 2 || s.Cuts(1) != 1 {
		t.Errorf("%d pairs are compared and %d left out, want 2 and 1", n, s.Cuts(1))
	}
}

// TestFramesOfOneShotShareAQuarter of their pixels at least: the left part of the first frame stays, the rest is another picture.
func TestFramesOfOneShotShareAQuarter(t *testing.T) {
	const width, height = 160, 64
	for stays, want := range map[int]int{16: 0, 40: 1} {
		s, err := NewSteadiness(0, 1)
		if err != nil {
			t.Fatal(err)
		}
		before, now := scramble(width, height), imaging.Resize(scramble(width+7, height), width, height)
		for i, v := range before.Pix {
			if i/3%width < stays {
				now.Pix[i] = v
			}
		}
		for _, p := range []*imaging.Picture{before, now} {
			if err := s.Add(context.Background(), p, p); err != nil {
				t.Fatal(err)
			}
		}
		mean, n := MeanWarping(s.Errors(0), 1)
		if n != want || s.Cuts(1) != 1-want {
			t.Errorf("%d of %d columns stay: %d pairs are compared and %d left out, %.2f of the pixels are visible", stays, width, n, s.Cuts(1), mean.Share)
		}
	}
}

// TestCutsToEvenPictures: where nothing can be followed colours tell, and a change of light that is no cut is compared.
func TestCutsToEvenPictures(t *testing.T) {
	even := func(v float32) *imaging.Picture { return brighter(imaging.New(96, 64), v) }
	for name, c := range map[string]struct {
		before, now *imaging.Picture
		pairs       int
	}{
		"to black":           {pan(0, 96, 64), even(0), 0},
		"from black":         {even(0), pan(0, 96, 64), 0},
		"from grey to black": {even(0.5), even(0), 0},
		"one grey":           {even(0.5), even(0.5), 1},
		"some light":         {even(0.5), even(0.25), 1},
		"some light on pan":  {pan(0, 96, 64), brighter(pan(1, 96, 64), -0.1), 1},
	} {
		s, err := NewSteadiness(0, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []*imaging.Picture{c.before, c.now} {
			if err := s.Add(context.Background(), p, p); err != nil {
				t.Fatal(err)
			}
		}
		if mean, n := MeanWarping(s.Errors(0), 1); n != c.pairs || s.Cuts(1) != 1-c.pairs {
			t.Errorf("%s: %d pairs are compared, %+v, and %d left out, want %d", name, n, mean, s.Cuts(1), c.pairs)
		}
	}
}

// TestIntervals are those that the field reports, unless others are asked for.
func TestIntervals(t *testing.T) {
	for _, c := range []struct{ asked, want []int }{{nil, []int{1, 10}}, {[]int{7, 3, 7}, []int{3, 7}}} {
		s, err := NewSteadiness(1, c.asked...)
		if err != nil || !slices.Equal(s.Intervals(), c.want) {
			t.Errorf("%v: %v, %v", c.asked, s.Intervals(), err)
		}
	}
}

// scramble is a picture without any structure that pan has.
func scramble(width, height int) *imaging.Picture {
	p := imaging.New(width, height)
	state := uint32(1)
	for i := range p.Pix {
		state = state*1664525 + 1013904223
		p.Pix[i] = float32(state>>8) / (1 << 24)
	}
	return p
}

func TestSteadinessRefuses(t *testing.T) {
	if _, err := NewSteadiness(1, 0); err == nil {
		t.Error("an interval of 0 is taken")
	}
	s, err := NewSteadiness(1)
	if err != nil {
		t.Fatal(err)
	}
	add := func(source *imaging.Picture, styled ...*imaging.Picture) error {
		return s.Add(context.Background(), source, styled...)
	}
	small, large := imaging.New(20, 20), imaging.New(30, 20)
	if add(small, large) == nil {
		t.Error("a stylized frame of another size is taken")
	}
	if err := add(small, small); err != nil {
		t.Fatal(err)
	}
	if add(large, large) == nil {
		t.Error("a source of another size is taken")
	}
	if add(small) == nil {
		t.Error("a missing version is not noticed")
	}
}
