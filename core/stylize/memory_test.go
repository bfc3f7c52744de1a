package stylize

import (
	"context"
	"image"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/nn"
)

// zeros is a network without weights to speak of.
func zeros(t *testing.T, c model.Config) *model.Model {
	t.Helper()
	m, err := model.Build(nn.From(func(_ string, shape []int) ([]float32, error) {
		n := 1
		for _, d := range shape {
			n *= d
		}
		return make([]float32, n), nil
	}), c, model.Modes()...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestForecastOfAWindow compares the forecast with what the graphs hold, which is planned and therefore known.
func TestForecastOfAWindow(t *testing.T) {
	for name, c := range map[string]model.Config{"full": model.Full(), "compact": model.Compact()} {
		m := zeros(t, c)
		for _, mode := range model.Modes() {
			for _, size := range [][2]int{{512, 512}, {301, 277}} {
				p, err := newPipeline(nn.NewMachine(1), nil, m, frame{mode, size[1], size[0]})
				if err != nil {
					t.Fatal(err)
				}
				held := 0
				for _, g := range []*nn.Graph{p.encoder, p.transformer, p.decoder} {
					held = max(held, g.Bytes())
				}
				for _, x := range append(p.features, p.picture, p.moved, p.result) {
					held += 4 * len(x.Data())
				}
				got := float64(windowBytes(c, mode, image.Pt(size[0], size[1])))
				if got < 0.91*float64(held) || got > 1.05*float64(held) {
					t.Errorf("%s %v %v: forecast %g bytes, the graphs hold %d", name, mode, size, got, held)
				}
			}
		}
	}
}

// TestForecastOfThePasses is the same of windows whose margins shrink, with features from outside and with those encoded again, and of the first pass.
func TestForecastOfThePasses(t *testing.T) {
	f := frame{model.Art, 3000, 4000}
	for name, c := range map[string]model.Config{"full": model.Full(), "compact": model.Compact()} {
		s := New(zeros(t, c), Resources{Threads: 1})
		for _, k := range []keep{keepNothing, keepLast, keepAll} {
			p := Plan{Tile: 512, keep: k}
			r := &rendering{session: s, plan: p, frame: f}
			tiles := r.newTiling()
			gather, paint := p.margins(c, f.mode)
			if err := tiles.compile(tiles.cut(p.gatherTile(c, f), gather)[0].size(), tiles.cut(p.Tile, paint)[0], paint); err != nil {
				t.Fatal(err)
			}
			if k == keepAll && len(tiles.painter.pieces) < 2 {
				t.Errorf("%s: %d pieces, want margins that shrink twice", name, len(tiles.painter.pieces))
			}
			held := func(p *pipeline) float64 {
				n := p.intermediate()
				for _, x := range append(p.features, p.picture, p.moved, p.result) {
					if x != nil {
						n += 4 * len(x.Data())
					}
				}
				return float64(n)
			}
			got, want := float64(p.windowBytes(c, f)), max(held(tiles.gatherer), held(tiles.painter))
			if got < 0.9*want || got > 1.1*want {
				t.Errorf("%s, %v: forecast %g bytes, the passes hold %g and %g", name, p, got, held(tiles.gatherer), held(tiles.painter))
			}
		}
	}
}

// TestPlansKeepTheLimit: less memory means smaller tiles and nothing kept, until nothing is left to save.
func TestPlansKeepTheLimit(t *testing.T) {
	s := New(zeros(t, model.Full()), Resources{})
	f := frame{model.Art, 5120, 7936}
	seen := map[keep]bool{}
	var refusal error
	for limit := int64(4e9); refusal == nil; limit = limit * 9 / 10 {
		s.memory = limit
		p, err := s.plan(f, 0, 3e8)
		if refusal = err; err != nil {
			break
		}
		seen[p.keep] = true
		if p.Bytes > limit || p.Tile == 0 {
			t.Errorf("limit %d: %+v", limit, p)
		}
	}
	if !seen[keepHalf] || !seen[keepNothing] || seen[keepLast] { // full width has one layer only
		t.Errorf("plans keep %v, want half and nothing", seen)
	}
	for _, want := range []string{"7936 x 5120 pixels need", "--size", "--memory"} {
		if !strings.Contains(refusal.Error(), want) {
			t.Errorf("%v", refusal)
		}
	}
}

func TestSmallPicturesAreNotCut(t *testing.T) {
	s := New(tiny(t, 0), Resources{Memory: 1 << 40})
	if p, err := s.plan(frame{model.Art, 1024, 2048}, 0, 0); err != nil || p.Tile != 0 {
		t.Errorf("%+v %v", p, err)
	}
	if p, err := s.plan(frame{model.Art, 3000, 2048}, 0, 0); err != nil || p.Tile == 0 || p.keep != keepAll {
		t.Errorf("%+v %v", p, err)
	}
}

func TestWhatCannotFitIsRefused(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	style := styleOf(t, s, noise(48, 48), model.Art)
	s.memory = 1000
	_, err := s.Apply(context.Background(), noise(64, 65), style, Options{}, nil)
	if err == nil || !strings.Contains(err.Error(), "64 x 65 pixels need") {
		t.Errorf("%v", err)
	}
	if _, err := s.Style(context.Background(), noise(48, 48), model.Art); err == nil || !strings.Contains(err.Error(), "--memory") {
		t.Errorf("style: %v", err)
	}
}

func TestTheDefaultLimit(t *testing.T) {
	if limit := defaultLimit(); limit < 1<<20 || limit > 1<<44 {
		t.Errorf("%d bytes", limit)
	}
}

// TestForecastsCountWhatIsThere: the memory of a larger picture stays while a small one is done, and a process has been as large as it was.
func TestForecastsCountWhatIsThere(t *testing.T) {
	const large = 1 << 26
	s := New(tiny(t, 0), Resources{Memory: 1 << 40, Threads: 1})
	f := frame{model.Art, 64, 64}
	before := s.onePiece(f, 0, 0).Bytes
	s.machine.Reserve(large)
	if after := s.onePiece(f, 0, 0).Bytes; before > large/8 || after < large || after > large+before+large/20 {
		t.Errorf("%d bytes, and %d beside %d that are there already", before, after, large)
	}
	gone := make([]byte, 2*large)
	for i := range gone {
		gone[i] = 1
	}
	s.Release()
	debug.FreeOSMemory()
	var forecast int64
	style := styleOf(t, s, noise(48, 48), model.Art)
	if _, err := s.Apply(context.Background(), noise(64, 64), style, Options{}, func(e Event) { forecast = e.Plan.Bytes }); err != nil {
		t.Fatal(err)
	}
	if most := largest(); forecast < most*9/10 {
		t.Errorf("forecast %d bytes of a process that has taken %d", forecast, most)
	}
}

// TestMemoryOfOtherPicturesIsNotInTheWay: it is given up before a picture is cut, or refused, because of it.
func TestMemoryOfOtherPicturesIsNotInTheWay(t *testing.T) {
	s := New(tiny(t, 0), Resources{Threads: 1})
	style := styleOf(t, s, noise(48, 48), model.Art)
	for _, way := range []string{"", "whole"} {
		s.Release()
		debug.FreeOSMemory()
		s.memory = resident() + 1e8
		s.machine.Reserve(1 << 29)
		var plan Plan
		_, err := s.Apply(context.Background(), noise(300, 300), style, Options{Way: way}, func(e Event) { plan = e.Plan })
		if err != nil || plan.Tile != 0 {
			t.Errorf("way %q: %+v, %v", way, plan, err)
		}
	}
}

// TestTilesLeaveNothing: saving the result must not begin beside the memory of the windows.
func TestTilesLeaveNothing(t *testing.T) {
	s := New(tiny(t, 0), Resources{Memory: 1 << 40, Threads: 1})
	style := styleOf(t, s, noise(48, 48), model.Art)
	content, result := imaging.New(3000, 1500), imaging.New(3000, 1500)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	tile, left := 0, 0
	err := s.Render(context.Background(), pixels{result}, pixels{content}, []Layer{{Style: style, Weight: 1}}, Options{}, func(e Event) {
		tile, left = e.Plan.Tile, max(left, s.machine.Bytes())
	})
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); err != nil || tile == 0 || left < 8<<20 || grown > 1<<20 {
		t.Errorf("%d bytes more after tiles of %d pixels, which took %d, %v", grown, tile, left, err)
	}
	runtime.KeepAlive(content)
	runtime.KeepAlive(result)
}
