package stylize

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"restyle/core/imaging"
	"restyle/core/kernel"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/sct"
)

// tiny is a network of random weights, small enough for tests: the paper's, or with modulation one that has all our additions.
func tiny(t testing.TB, modulation int) *model.Model {
	t.Helper()
	c := model.Config{Widths: [4]int{4, 4, 8, 8}, Hidden: [2][]int{{8, 8}, {8}}, Modulation: modulation, Detail: modulation > 0}
	if modulation > 0 {
		c.Residual = [2]int{1, 1}
	}
	c.Centred = [2]bool{modulation > 4, modulation > 0}
	if modulation > 4 {
		c.Skips = [2]int{2, 1}
	}
	m, err := model.Build(nn.Fresh(1), c, model.Modes()...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func noise(width, height int) *imaging.Picture {
	p := imaging.New(width, height)
	random := rand.New(rand.NewPCG(uint64(width), uint64(height)))
	for i := range p.Pix {
		p.Pix[i] = random.Float32()
	}
	return p
}

func styleOf(t testing.TB, s *Session, p *imaging.Picture, mode model.Mode) sct.Style {
	t.Helper()
	style, err := s.Style(context.Background(), p, mode)
	if err != nil {
		t.Fatal(err)
	}
	return style
}

func apply(t testing.TB, s *Session, p *imaging.Picture, style sct.Style, o Options) *imaging.Picture {
	t.Helper()
	result, err := s.Apply(context.Background(), p, style, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestResultHasTheSizeOfTheContent(t *testing.T) {
	type size struct{ width, height int }
	sizes := []size{{1, 1}, {1, 50}, {50, 1}, {2, 3}, {7, 9}, {15, 16}, {63, 41}}
	for n := 16; n <= 40; n++ {
		sizes = append(sizes, size{n, 56 - n}, size{n, n}) // each side from 16 to 40
	}
	for _, modulation := range []int{0, 6} {
		s := New(tiny(t, modulation), Resources{Threads: 2})
		for _, mode := range model.Modes() {
			style := styleOf(t, s, noise(48, 40), mode)
			for _, z := range sizes {
				got := apply(t, s, noise(z.width, z.height), style, Options{Mode: mode})
				if got.Width != z.width || got.Height != z.height || len(got.Pix) != 3*z.width*z.height {
					t.Errorf("%v %dx%d: result is %dx%d with %d values", mode, z.width, z.height, got.Width, got.Height, len(got.Pix))
				}
				for _, v := range got.Pix {
					if !(v >= 0 && v <= 1) {
						t.Fatalf("%v %dx%d: value %g is outside [0,1]", mode, z.width, z.height, v)
					}
				}
			}
		}
	}
}

// TestStagesMakeTheWholeNetwork compares the three graphs with one that holds everything.
func TestStagesMakeTheWholeNetwork(t *testing.T) {
	for i, mode := range append(model.Modes(), model.Modes()...) {
		m := tiny(t, 5*(i/2))
		s := New(m, Resources{})
		content, picture := noise(37, 26), noise(48, 44)
		want := wholeNetwork(t, m, mode, content, picture)
		got := apply(t, s, content, styleOf(t, s, picture, mode), Options{Mode: mode, Plain: true})
		for i, v := range want.Pix {
			if d := math.Abs(float64(clip(v) - got.Pix[i])); d > 1e-6 {
				t.Fatalf("%v: value %d is %g, want %g", mode, i, got.Pix[i], clip(v))
			}
		}
	}
}

func wholeNetwork(t *testing.T, m *model.Model, mode model.Mode, content, style *imaging.Picture) *imaging.Picture {
	t.Helper()
	part, err := m.Part(mode)
	if err != nil {
		t.Fatal(err)
	}
	b := nn.NewBuilder(nn.NewMachine(1))
	x := b.Constant(content.Pix, kernel.Shape{N: 1, H: content.Height, W: content.Width, C: 3})
	y := b.Constant(style.Pix, kernel.Shape{N: 1, H: style.Height, W: style.Width, C: 3})
	features := m.Encoder.Features(b, x, mode.Layers())
	whole := part.Apply(b, features, part.Style(b, m.Config, m.Encoder.Features(b, y, mode.Layers())))
	cut := b.Crop(whole, content.Height, content.Width)
	g, err := b.Compile(nil, cut)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	return &imaging.Picture{Width: content.Width, Height: content.Height, Pix: cut.Data()}
}

// TestSmallContentsAreMirrored: a strip is what the left of its mirrored extension becomes.
func TestSmallContentsAreMirrored(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	strip := noise(3, 20)
	wide := read(extend(pixels{strip}, 16))
	if wide.Width != 16 || wide.Height != 20 {
		t.Fatalf("extended to %dx%d", wide.Width, wide.Height)
	}
	for x, from := range []int{0, 1, 2, 1, 0, 1, 2} {
		if wide.Pix[3*x] != strip.Pix[3*from] {
			t.Errorf("column %d is not column %d of the strip", x, from)
		}
	}
	style := styleOf(t, s, noise(40, 40), model.Art)
	narrow, whole := apply(t, s, strip, style, Options{}), apply(t, s, wide, style, Options{})
	for y := range 20 {
		if !slices.Equal(narrow.Pix[9*y:9*y+9], whole.Pix[48*y:48*y+9]) {
			t.Fatalf("row %d differs", y)
		}
	}
}

// read is all of a source.
func read(src Source) *imaging.Picture {
	p := imaging.New(src.Size())
	for y := range p.Height {
		src.Row(p.Pix[3*y*p.Width:3*(y+1)*p.Width], 0, y)
	}
	return p
}

func TestProgressNamesEachStage(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	var got []string
	_, err := s.Apply(context.Background(), noise(20, 20), styleOf(t, s, noise(40, 40), model.Art), Options{}, func(e Event) {
		got = append(got, fmt.Sprint(e.Stage, e.Done, "/", e.Total))
	})
	if want := "encode0/3 transform1/3 decode2/3 3/3"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("%v %q, want %q", err, got, want)
	}
}

func TestCancelledInAnyStage(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	style := styleOf(t, s, noise(40, 40), model.Art)
	want := apply(t, s, noise(30, 30), style, Options{})
	for _, stage := range []Stage{Encode, Transform, Decode} {
		ctx, cancel := context.WithCancel(context.Background())
		result, err := s.Apply(ctx, noise(30, 30), style, Options{}, func(e Event) {
			if e.Stage == stage {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) || result != nil {
			t.Errorf("cancelled in %s: %v", stage, err)
		}
		cancel()
	}
	if got := apply(t, s, noise(30, 30), style, Options{}); !slices.Equal(got.Pix, want.Pix) {
		t.Error("after being cancelled the session gives another result")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Style(ctx, noise(40, 40), model.Art); !errors.Is(err, context.Canceled) {
		t.Errorf("style: %v", err)
	}
}

// TestEqualAfterOtherSizes: cached graphs of several sizes and modes do not disturb each other.
func TestEqualAfterOtherSizes(t *testing.T) {
	s := New(tiny(t, 0), Resources{Threads: 2})
	style := styleOf(t, s, noise(40, 40), model.Art)
	want := apply(t, s, noise(24, 24), style, Options{})
	for n := 20; n < 28; n++ {
		apply(t, s, noise(n, 64), style, Options{})
		if got := apply(t, s, noise(24, 24), style, Options{}); !slices.Equal(got.Pix, want.Pix) {
			t.Fatalf("after %dx64 the result differs", n)
		}
	}
	s.Release()
	if got := apply(t, s, noise(24, 24), style, Options{}); !slices.Equal(got.Pix, want.Pix) {
		t.Error("after Release the result differs")
	}
}

func TestRefusals(t *testing.T) {
	m := tiny(t, 0)
	s := New(m, Resources{})
	art := styleOf(t, s, noise(40, 40), model.Art)
	for name, c := range map[string]struct {
		content *imaging.Picture
		style   sct.Style
		options Options
		want    string
	}{
		"strength":    {noise(16, 16), art, Options{Strength: new(1.5)}, "strength 1.5: want 0 to 1"},
		"no strength": {noise(16, 16), art, Options{Strength: new(math.NaN())}, "want 0 to 1"},
		"size":        {noise(16, 16), art, Options{Size: -1}, "size -1"},
		"both":        {noise(16, 16), art, Options{KeepColor: true, ColorOnly: true}, "choose one of the two"},
		"empty":       {&imaging.Picture{}, art, Options{}, "no pixels"},
		"style":       {noise(16, 16), sct.Style{}, Options{}, "another model or for another mode than art"},
	} {
		if _, err := s.Apply(context.Background(), c.content, c.style, c.options, nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	artOnly, err := model.Build(nn.Fresh(1), m.Config, model.Art)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := New(artOnly, Resources{}).Style(context.Background(), noise(40, 40), model.Photo); err == nil || !strings.Contains(err.Error(), "no photo mode") {
		t.Errorf("missing mode: %v", err)
	}
}
