package stylize

import (
	"context"
	"errors"
	"fmt"
	"image"
	"runtime/debug"

	"restyle/core/nn"
)

// Render stylizes src into dst, which has its size, without holding either as floats: neither may share pixels with the other.
// Options.Size must be 0. After an error dst is undefined.
func (s *Session) Render(ctx context.Context, dst Sink, src Source, layers []Layer, o Options, report func(Event)) error {
	width, height := src.Size()
	if err := s.check(width, height, layers, o); err != nil {
		return fmt.Errorf("stylize: %w", err)
	}
	if o.Size != 0 {
		return errors.New("stylize: a picture that is read by parts cannot be shrunk: shrink it before")
	}
	m, err := mix(layers, width, height)
	if err != nil {
		return fmt.Errorf("stylize: %w", err)
	}
	if o.strength() == 0 {
		return duplicate(ctx, dst, src)
	}
	src = extend(src, smallest*o.Mode.Stride())
	w, h := src.Size()
	r := &rendering{session: s, src: src, dst: dst, mixture: m, options: o, frame: frame{o.Mode, h, w}, report: report}
	s.tidy(w*h > inOnePiece)
	choose := func() (Plan, error) { return s.planned(o.Way, r.frame, o.halo(), s.held()+dst.Bytes()) }
	r.plan, err = choose()
	if s.machine.Bytes() > 0 && (err != nil || r.plan.Tile > 0) { // the memory of another picture is in the way
		s.tidy(true)
		r.plan, err = choose()
	}
	if err != nil {
		return fmt.Errorf("stylize: %w", err)
	}
	r.plan.Bytes = max(r.plan.Bytes, largest())
	if err := r.run(ctx); err != nil {
		return fmt.Errorf("stylize: %w", err)
	}
	for _, c := range s.convs(o.Mode) {
		s.packed[c] = true
	}
	return nil
}

// tidy gives back what reading files has left, before the first picture and before each large one: freed memory in pieces is no room for large
// windows, so it would be missing in the forecast.
func (s *Session) tidy(large bool) {
	if large {
		s.Release()
	}
	if large || !s.tidied {
		debug.FreeOSMemory()
	}
	s.tidied = true
}

// duplicate writes the content as it is.
func duplicate(ctx context.Context, dst Sink, src Source) error {
	width, height := src.Size()
	row := make([]float32, 3*width)
	for y := range height {
		src.Row(row, 0, y)
		dst.SetRow(row, 0, y)
	}
	return ctx.Err()
}

// rendering is one picture on its way.
type rendering struct {
	session *Session
	src     Source
	dst     Sink
	mixture *mixture
	options Options
	frame   frame
	plan    Plan
	report  func(Event)

	strength [][]float32 // of a row, by worker
}

func (r *rendering) run(ctx context.Context) error {
	if r.plan.Tile == 0 {
		return r.runWhole(ctx)
	}
	return r.runTiled(ctx)
}

// pipeline returns the graphs for a window.
func (r *rendering) pipeline(size image.Point) (*pipeline, error) {
	f := frame{r.frame.mode, size.Y, size.X}
	return r.session.pipelines.Get(f, func() (*pipeline, error) { return newPipeline(r.session.machine, r.session.team, r.session.model, f) })
}

// runWhole does everything in one window, stage by stage.
func (r *rendering) runWhole(ctx context.Context) error {
	w := whole(r.frame.width, r.frame.height)
	p, err := r.pipeline(w.size())
	if err != nil {
		return err
	}
	r.step(Encode, 0, 3)
	if err := p.encode(ctx, r.src, w); err != nil {
		return err
	}
	r.step(Transform, 1, 3)
	if err := p.gather(ctx); err != nil {
		return err
	}
	if err := r.adjust(p.contentMoments()); err != nil {
		return err
	}
	if err := p.paint(ctx, r.mixture, image.Point{}, r.frame, func() { r.step(Decode, 2, 3) }); err != nil {
		return err
	}
	r.write(p, w)
	r.step("", 3, 3)
	return ctx.Err()
}

func (r *rendering) step(s Stage, done, total int) {
	send(r.report, Event{Stage: s, Done: done, Total: total, Plan: r.plan})
}

// write finishes the core of a window and hands it to the sink.
func (r *rendering) write(p *pipeline, w window) {
	m := r.mixture
	first, last := w.x.first, min(w.x.last, m.width)
	if first >= last {
		return
	}
	if r.strength == nil || len(r.strength[0]) < last-first {
		r.strength = make([][]float32, r.session.team.Threads())
		for i := range r.strength {
			r.strength[i] = make([]float32, last-first)
		}
	}
	light := r.relight(p)
	r.session.team.Split(max(min(w.y.last, m.height)-w.y.first, 0), rowsAtOnce, func(worker, from, to int) {
		strength := r.strength[worker][:last-first]
		for y := w.y.first + from; y < w.y.first+to; y++ {
			result := rowOf(p.result, y-w.y.from-p.offset.Y, first-w.x.from-p.offset.X, last-w.x.from-p.offset.X)
			content := rowOf(p.picture, y-w.y.from, first-w.x.from, last-w.x.from)
			r.strengths(strength, first, y)
			if light != nil {
				light.row(worker, result, content, image.Pt(first-w.x.from, y-w.y.from))
			}
			finish(result, content, strength, r.options)
			r.dst.SetRow(result, first, y)
		}
	})
}

func rowOf(t *nn.Tensor, y, from, to int) []float32 {
	s := t.Shape
	return t.Data()[(y*s.W+from)*s.C : (y*s.W+to)*s.C]
}

// strengths fills row with how much of the result the pixels from column x of row y take.
func (r *rendering) strengths(row []float32, x, y int) {
	strength := float32(r.options.strength())
	if r.mixture.everywhere() {
		for i := range row {
			row[i] = strength
		}
		return
	}
	r.mixture.coverage(row, x, y)
	for i := range row {
		row[i] *= strength
	}
}
