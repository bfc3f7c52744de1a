package stylize

import (
	"context"
	"errors"
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/nn"
	"restyle/core/sct"
)

// tiled is Apply by a given plan.
func tiled(t testing.TB, s *Session, content *imaging.Picture, layers []Layer, o Options, p Plan) *imaging.Picture {
	t.Helper()
	m, err := mix(layers, content.Width, content.Height)
	if err != nil {
		t.Fatal(err)
	}
	result := imaging.New(content.Width, content.Height)
	r := &rendering{
		session: s, src: pixels{content}, dst: pixels{result}, mixture: m, options: o, plan: p,
		frame: frame{o.Mode, content.Height, content.Width},
	}
	if err := r.run(context.Background()); err != nil {
		t.Fatal(err)
	}
	return result
}

// difference is the largest one of any value.
func difference(a, b *imaging.Picture) float64 {
	worst := 0.0
	for i, v := range a.Pix {
		worst = max(worst, math.Abs(float64(v-b.Pix[i])))
	}
	return worst
}

// TestTilesEqualTheWhole: every mode, with and without our additions to the paper's network, odd sizes, many windows, each way to keep
// features.
func TestTilesEqualTheWhole(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for _, modulation := range []int{0, 6} {
		s := New(tiny(t, modulation), Resources{Threads: 2})
		for _, mode := range model.Modes() {
			o := Options{Mode: mode, Plain: true}
			layers := []Layer{{Style: styleOf(t, s, noise(48, 40), mode), Weight: 1}}
			for _, size := range [][2]int{{400, 250}, {323, 337}, {201, 198}, {640, 129}, {150, 449}} {
				content := noise(size[0], size[1])
				want := apply(t, s, content, layers[0].Style, o)
				for _, k := range []keep{keepNothing, keepLast, keepHalf, keepAll} {
					p := Plan{Tile: 168 + 8*random.IntN(20), keep: k}
					if d := difference(want, tiled(t, s, content, layers, o, p)); d > tolerance(k) {
						t.Errorf("%v, modulation %d, %v, %+v: differs by %g", mode, modulation, size, p, d)
					}
				}
			}
		}
	}
}

// TestTilesEqualTheWholeWithAnySkips: however many layers the decoder is shown, more than there are cuts among them.
func TestTilesEqualTheWholeWithAnySkips(t *testing.T) {
	for residual, skips := range [][2]int{{0, 0}, {1, 1}, {2, 2}, {3, 2}} {
		c := model.Config{Widths: [4]int{4, 4, 8, 8}, Hidden: [2][]int{{8, 8}, {8}}, Modulation: 6, Skips: skips, Residual: [2]int{residual % 2, residual / 2}}
		if err := c.Validate(); err != nil {
			t.Fatal(err)
		}
		m, err := model.Build(nn.Fresh(1), c, model.Modes()...)
		if err != nil {
			t.Fatal(err)
		}
		s, content := New(m, Resources{Threads: 2}), noise(203, 197)
		for _, o := range []Options{{Mode: model.Art}, {Mode: model.Photo, Plain: true}, {Mode: model.Photo}} {
			layers := []Layer{{Style: styleOf(t, s, noise(48, 40), o.Mode), Weight: 1}}
			want := apply(t, s, content, layers[0].Style, o)
			for _, k := range []keep{keepNothing, keepAll} {
				if d := difference(want, tiled(t, s, content, layers, o, Plan{Tile: 192, keep: k})); d > tolerance(k) {
					t.Errorf("skips %v, %+v, kept %d: differs by %g", skips, o, k, d)
				}
			}
		}
	}
}

// tolerance is rounding: of Winograd's sums where its squares lie differently, amplified by
// random residual blocks, and of features that are kept in 16 bits.
func tolerance(k keep) float64 {
	if k.bytes() == 2 {
		return 2. / 255
	}
	return 3e-4
}

// TestTheHaloIsWideEnough cuts a picture on the left: halo pixels from the cut, features are the whole's, and one stride closer they are
// not; results are the whole's another halo further.
func TestTheHaloIsWideEnough(t *testing.T) {
	const cut, width, height = 64, 256, 64
	for _, mode := range model.Modes() {
		s := New(tiny(t, 6), Resources{})
		style := styleOf(t, s, noise(48, 40), mode)
		content := pixels{noise(width, height)}
		all := painted(t, s, mode, content, whole(width, height), nil, style)
		piece := painted(t, s, mode, content, window{span{cut, width, cut, width}, span{0, height, 0, height}}, all, style)
		for i, pair := range [][2]*nn.Tensor{{all.features[0], piece.features[0]}, {all.result, piece.result}} {
			encoder, decoder := halos(s.model.Config, mode)
			name, reach, scale := []string{"features", "result"}[i], encoder+i*decoder, width/pair[0].Shape.W
			near := columnError(pair[0], pair[1], cut/scale, (reach-mode.Stride())/scale)
			far := 0.0
			for x := reach / scale; x < pair[1].Shape.W; x++ {
				far = max(far, columnError(pair[0], pair[1], cut/scale, x))
			}
			if far > 1e-4 {
				t.Errorf("%v: %s beyond the halo differ by %g", mode, name, far)
			}
			if i == 0 && near < 10*far {
				t.Errorf("%v: %s within the halo differ by only %g: it is wider than it need be", mode, name, near)
			}
		}
	}
}

// painted runs a window; with whole, under its statistics and with its features.
func painted(t *testing.T, s *Session, mode model.Mode, src Source, w window, whole *pipeline, style sct.Style) *pipeline {
	t.Helper()
	p, err := newPipeline(s.machine, s.team, s.model, frame{mode, w.size().Y, w.size().X})
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	err = errors.Join(p.encode(ctx, src, w), p.gather(ctx))
	if whole != nil {
		p.contentMoments().take(whole.contentMoments())
	}
	if err = errors.Join(err, p.transform(ctx, style), p.decode(ctx, style.Levels)); err != nil {
		t.Fatal(err)
	}
	return p
}

// columnError is the largest difference between column x of a piece and the whole's, whose column x+from it is.
func columnError(whole, piece *nn.Tensor, from, x int) float64 {
	worst := 0.0
	for y := range piece.Shape.H {
		a, b := rowOf(whole, y, from+x, from+x+1), rowOf(piece, y, x, x+1)
		for c := range a {
			worst = max(worst, math.Abs(float64(a[c]-b[c])))
		}
	}
	return worst
}

// TestSpans: cores follow each other without gap, windows begin at the stride and keep the halo, their pieces lie inside of each other, have one size and
// keep their margins.
func TestSpans(t *testing.T) {
	for _, m := range []margins{{halo: 32}, {halo: 16}, {halo: 32, cuts: []int{24, 8}}, {halo: 88, cuts: []int{32, 8}}, {halo: 24, cuts: []int{8}}} {
		for _, n := range []int{200, 203, 409, 1021} {
			for tile := 2*m.halo + grid; tile < n; tile += 3 * grid {
				end, sizes := 0, map[int]int{}
				for _, x := range spans(n, tile, m, grid) {
					if x.first != end || x.to-x.from >= tile+grid {
						t.Fatalf("%d pixels in windows of %d: %+v after %d", n, tile, x, end)
					}
					from, to := x.from, x.to
					for i, margin := range append([]int{m.halo}, m.cuts...) {
						if i > 0 {
							a, size := x.narrowed(n, m.halo, margin)
							if a < from || a+size > to {
								t.Fatalf("%d pixels in windows of %d: %+v has the piece from %d to %d, which is not inside that from %d to %d", n, tile, x, a, a+size, from, to)
							}
							from, to = a, a+size
						}
						if from%grid != 0 || from > 0 && x.first-from < margin || to < n && to-x.last < margin || to-from != sizes[i] && sizes[i] > 0 {
							t.Fatalf("%d pixels in windows of %d: %+v has the piece from %d to %d, want a margin of %d and the size %d", n, tile, x, from, to, margin, sizes[i])
						}
						sizes[i] = to - from
					}
					end = x.last
				}
				if end != n {
					t.Fatalf("%d pixels in windows of %d end at %d", n, tile, end)
				}
			}
		}
	}
}

// TestWindowsAreEven: no more of them than of the largest allowed, and hardly more pixels than the cores and margins take.
func TestWindowsAreEven(t *testing.T) {
	for _, c := range []struct {
		n, tile     int
		margins     margins
		count, side int
	}{
		{7303, 1536, margins{halo: 64}, 6, 1328},
		{5477, 1536, margins{halo: 64}, 4, 1472},
		{7303, 768, margins{halo: 96}, 13, 744},
		{600, 768, margins{halo: 32}, 1, 768},
		{1000, 768, margins{halo: 32}, 2, 536},
		{1000, 768, margins{halo: 32, cuts: []int{8}}, 2, 560},
	} {
		side, all := evened(c.n, c.tile, c.margins, grid), spans(c.n, c.tile, c.margins, grid)
		if side != c.side || len(all) != c.count {
			t.Errorf("%d pixels in windows of at most %d: %d of %d, want %d of %d", c.n, c.tile, len(all), side, c.count, c.side)
		}
	}
}

// TestOneSize: whatever the sides of a picture, its windows have one size, and follow each other row by row.
func TestOneSize(t *testing.T) {
	for _, c := range []struct{ width, height, count int }{{7936, 5120, 18 * 12}, {7931, 5113, 18 * 12}, {1000, 100, 3}, {515, 517, 1}, {520, 511, 2}} {
		all := windows(c.width, c.height, 512, margins{halo: 32}, 8)
		if len(all) != c.count {
			t.Errorf("%d x %d: %d windows, want %d", c.width, c.height, len(all), c.count)
		}
		at := image.Point{}
		for _, w := range all {
			if w.size() != all[0].size() || image.Pt(w.x.first, w.y.first) != at {
				t.Fatalf("%d x %d: %+v at %v, the first has size %v", c.width, c.height, w, at, all[0].size())
			}
			if at.X = w.x.last; at.X == c.width {
				at = image.Pt(0, w.y.last)
			}
		}
		if at != image.Pt(0, c.height) {
			t.Errorf("%d x %d: windows end at %v", c.width, c.height, at)
		}
	}
}

func TestTiledRunsReportEachWindow(t *testing.T) {
	s := New(tiny(t, 0), Resources{})
	style := styleOf(t, s, noise(40, 40), model.Art)
	content := noise(300, 200)
	m, err := mix([]Layer{{Style: style, Weight: 1}}, 300, 200)
	if err != nil {
		t.Fatal(err)
	}
	var last Event
	count := 0
	r := &rendering{
		session: s, src: pixels{content}, dst: pixels{imaging.New(300, 200)}, mixture: m, plan: Plan{Tile: 192, keep: keepAll},
		frame: frame{model.Art, 200, 300}, report: func(e Event) { last, count = e, count+1 },
	}
	if err := r.run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if last.Stage != "" || last.Done != last.Total || count != last.Total+1 {
		t.Errorf("%d events, the last %+v", count, last)
	}
}
