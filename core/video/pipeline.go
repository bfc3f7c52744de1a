package video

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"restyle/core/fault"
)

// overlap is how many frames wait between two stages.
const overlap = 3

// pipeline is the three stages at work: a goroutine that reads, one that writes, and the caller's own, which transforms.
type pipeline struct {
	*conversion
	transform FrameFunc
	report    func(Event)
	done      int
	begun     time.Time
	recent    []time.Time // when the latest frames were done

	complained bool // the decoder, behind the last frame; to be read when all stages have ended

	read    chan *Frame // decoded
	spare   chan *Frame // to be decoded into
	written chan *Frame // to be encoded into
	write   chan result
}

// result is a transformed frame on its way to the encoder.
type result struct {
	frame *Frame
	last  bool // of its part
	end   end  // of that part
}

func newPipeline(c *conversion, transform FrameFunc, report func(Event)) *pipeline {
	if report == nil {
		report = func(Event) {}
	}
	p := &pipeline{conversion: c, transform: transform, report: report, begun: time.Now()}
	p.read, p.write = make(chan *Frame, overlap), make(chan result, overlap)
	p.spare, p.written = make(chan *Frame, 2*overlap+c.options.Ahead+2), make(chan *Frame, overlap+2)
	for range cap(p.spare) {
		p.spare <- NewFrame(c.span.Width, c.span.Height)
	}
	for range cap(p.written) {
		p.written <- NewFrame(c.span.Width, c.span.Height)
	}
	return p
}

// run works until the source ends. The first error of any stage ends the others.
func (p *pipeline) run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	ended := make(chan error, 2)
	start := func(stage func(context.Context) error) {
		go func() {
			err := fault.Protect(func() error { return stage(ctx) })
			if err != nil {
				cancel(err)
			}
			ended <- err
		}()
	}
	start(p.decode)
	start(p.encode)
	err := fault.Protect(func() error {
		if err := p.restore(); err != nil {
			return err
		}
		return p.transformAll(ctx)
	})
	if err != nil {
		cancel(err)
	}
	close(p.write)
	failures := []error{<-ended, <-ended, err}
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return errors.Join(failures...)
}

// restore gives the FrameFunc what it knew behind the last finished part.
func (p *pipeline) restore() error {
	if p.options.State == nil || len(p.state) == 0 {
		return nil
	}
	if err := p.options.State.Load(p.state); err != nil {
		return fmt.Errorf("go on with %s: %w", p.out, err)
	}
	return nil
}

// decode is the first stage.
func (p *pipeline) decode(ctx context.Context) error {
	defer close(p.read)
	span := p.span
	span.First += p.finished
	reader, err := p.tools.Read(ctx, p.info, span)
	if err != nil {
		return err
	}
	defer reader.Close()
	for n := 0; ; n++ {
		f, err := take(ctx, p.spare)
		if err != nil {
			return err
		}
		switch err := reader.Read(f); {
		case err == io.EOF:
			film, ok := reader.(*filmReader)
			p.complained = ok && film.complained
			return nil
		case errors.Is(err, errNoFrame) && n == 0 && p.finished > 0: // a damaged file was finished up to here
			p.complained = true
			return nil
		case err != nil:
			return err
		}
		if err := give(ctx, p.read, f); err != nil {
			return err
		}
	}
}

// take waits for something from a channel that stays open.
func take[T any](ctx context.Context, from <-chan T) (v T, err error) {
	select {
	case v = <-from:
		return v, nil
	case <-ctx.Done():
		return v, context.Cause(ctx)
	}
}

func give[T any](ctx context.Context, to chan<- T, v T) error {
	select {
	case to <- v:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// transformAll is the second stage: a window of frames moves over the source. It holds a frame more than is shown, to know which is the last.
func (p *pipeline) transformAll(ctx context.Context) error {
	var window []*Frame
	for open := true; ; {
		for open && len(window) < p.options.Ahead+2 {
			select {
			case f, ok := <-p.read:
				if open = ok; ok {
					window = append(window, f)
				}
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		if len(window) == 0 {
			return nil
		}
		if err := p.one(ctx, window[:min(len(window), p.options.Ahead+1)], !open && len(window) == 1); err != nil {
			return err
		}
		p.spare <- window[0]
		window = append(window[:0], window[1:]...)
	}
}

// one transforms a frame and hands it on.
func (p *pipeline) one(ctx context.Context, window []*Frame, last bool) error {
	dst, err := take(ctx, p.written)
	if err != nil {
		return err
	}
	dst.Number = window[0].Number
	if err := p.transform(ctx, dst, window); err != nil {
		return fmt.Errorf("%s: frame %d: %w", p.in, window[0].Number, err)
	}
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	r := result{frame: dst, last: last || (p.done+1)%p.part == 0, end: end{Frames: p.finished + p.done + 1}}
	if r.last && p.options.State != nil {
		if r.end.State, err = p.options.State.Save(); err != nil {
			return fmt.Errorf("remember the frames so far: %w", err)
		}
	}
	if err := give(ctx, p.write, r); err != nil {
		return err
	}
	p.done++
	p.progress()
	return nil
}

// lately is over how many frames the speed is taken.
const lately = 48

func (p *pipeline) progress() {
	now := time.Now()
	p.recent = append(p.recent, now)
	if len(p.recent) > lately {
		p.recent = p.recent[1:]
	}
	e := Event{Done: p.finished + p.done, Resumed: p.finished}
	e.Total = max(p.planned(), e.Done)
	if n := len(p.recent) - 1; n > 0 && now.After(p.recent[0]) {
		e.Speed = float64(n) / now.Sub(p.recent[0]).Seconds()
		e.Left = time.Duration(float64(e.Total-e.Done) / e.Speed * float64(time.Second))
	}
	p.report(e)
}

func (p *pipeline) joining(total int) {
	p.report(Event{Done: total, Total: total, Resumed: p.finished, Joining: true})
}
