package stylize

import (
	"context"
	"image"
	"runtime"
	"runtime/debug"

	"restyle/core/nn"
)

// tiling is what the passes over tiles share: the content's statistics and, if the plan says so, its features.
type tiling struct {
	*rendering
	layers      []*layer // as pipeline.features
	normalize   Moments
	done, total int

	gatherer, painter *pipeline // for the windows of each pass
}

// layer is what is known of the whole content at one layer of the encoder.
type layer struct {
	stride  int
	moments *moments
	store   *store // nil: nothing is kept
}

// newTiling prepares the passes.
func (r *rendering) newTiling() *tiling {
	t := &tiling{rendering: r}
	r.session.pipelines = nn.NewCache[frame, *pipeline](2)
	c, mode := r.session.model.Config, r.frame.mode
	for i := range 1 + c.Details(mode) {
		t.layers = append(t.layers, t.newLayer(mode.Stride()>>i, c.Widths[mode.Layers()-1-i], i < t.plan.keep.layers(c.Details(mode))))
	}
	return t
}

// runTiled does the first pass, which gathers, and the second, which paints.
func (r *rendering) runTiled(ctx context.Context) error {
	r.plan.margin = r.options.halo()
	t := r.newTiling()
	defer func() {
		r.session.Release()
		debug.FreeOSMemory() // else garbage of saving the result would come beside this memory
	}()
	c := r.session.model.Config
	gather, paint := r.plan.margins(c, r.frame.mode)
	first, second := t.cut(r.plan.gatherTile(c, r.frame), gather), t.cut(r.plan.Tile, paint)
	t.total = len(first) + len(second)
	if err := t.compile(first[0].size(), second[0], paint); err != nil {
		return err
	}
	if err := t.gatherAll(ctx, first); err != nil {
		return err
	}
	t.normalize = t.moments()
	if err := t.adjust(t.normalize); err != nil {
		return err
	}
	t.gatherer = nil
	debug.FreeOSMemory() // next to memory like this the collector would wait
	for _, w := range second {
		t.painter.narrow(w, w.cuts(t.frame.width, t.frame.height, paint))
		if err := t.paint(ctx, w); err != nil {
			return err
		}
	}
	t.step("", t.total, t.total)
	return ctx.Err()
}

// compile prepares both passes at once, because they share the memory for intermediate results.
func (t *tiling) compile(first image.Point, painted window, m margins) (err error) {
	mode, second := t.frame.mode, painted.size()
	if t.gatherer, err = t.session.newGatherer(frame{mode, first.Y, first.X}); err != nil {
		return err
	}
	if t.painter, err = t.session.newPainter(frame{mode, second.Y, second.X}, t.kept(), painted.cuts(t.frame.width, t.frame.height, m)); err != nil {
		return err
	}
	t.session.machine.Reserve(max(t.gatherer.intermediate(), t.painter.intermediate()))
	return nil
}

// kept is the number of layers whose features are.
func (t *tiling) kept() int { return t.plan.keep.layers(len(t.layers) - 1) }

func (t *tiling) cut(tile int, m margins) []window {
	return windows(t.frame.width, t.frame.height, tile, m, grid)
}

func (t *tiling) newLayer(stride, channels int, kept bool) *layer {
	l := &layer{stride: stride, moments: newMoments(channels)}
	if kept {
		l.store = newStore(t.plan.keep, up(t.frame.width, stride)/stride, up(t.frame.height, stride)/stride, channels)
	}
	return l
}

// collectEvery is after how many windows garbage is collected.
const collectEvery = 16

func (t *tiling) next(s Stage) {
	if t.done%collectEvery == collectEvery-1 {
		runtime.GC()
	}
	t.step(s, t.done, t.total)
	t.done++
}

// gatherAll is the first pass.
func (t *tiling) gatherAll(ctx context.Context, windows []window) error {
	for _, w := range windows {
		if err := t.gather(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

// gather encodes a window and adds its core to the statistics.
func (t *tiling) gather(ctx context.Context, w window) error {
	t.next(Encode)
	p := t.gatherer
	if err := p.encode(ctx, t.src, w); err != nil {
		return err
	}
	for i, l := range t.layers {
		t.add(l, p.features[i], w)
	}
	return nil
}

func (t *tiling) add(l *layer, x *nn.Tensor, w window) {
	core, origin := w.cells(l.stride)
	l.moments.add(t.session.team, x.Data(), x.Shape.W, core.Sub(origin))
	if l.store != nil {
		l.store.put(t.session.team, x.Data(), x.Shape.W, origin, core)
	}
}

// paint transforms and decodes a window and writes its core.
func (t *tiling) paint(ctx context.Context, w window) error {
	t.next(Decode)
	p := t.painter
	if err := t.load(ctx, p, w); err != nil {
		return err
	}
	if err := p.paint(ctx, t.mixture, image.Pt(w.x.from, w.y.from), t.frame, func() {}); err != nil {
		return err
	}
	t.write(p, w)
	return nil
}

// load fills a pipeline with a window's pixels and features and the content's statistics.
func (t *tiling) load(ctx context.Context, p *pipeline, w window) error {
	p.contentMoments().take(t.normalize)
	if err := p.encode(ctx, t.src, w); err != nil {
		return err
	}
	for i, l := range t.layers[:t.kept()] {
		t.take(p.features[i], l, w)
	}
	return nil
}

func (t *tiling) take(x *nn.Tensor, l *layer, w window) {
	_, origin := w.cells(l.stride)
	l.store.take(t.session.team, x.Data(), x.Shape.W, origin, image.Rect(0, 0, x.Shape.W, x.Shape.H).Add(origin))
}
