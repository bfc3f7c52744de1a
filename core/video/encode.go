package video

import (
	"context"
	"fmt"

	"restyle/core/fault"
)

// encoding is the third stage at work. Encoders take a while to start and to finish: the first one starts before there is a frame, and while one
// finishes the next one takes frames.
type encoding struct {
	*pipeline
	number  int        // of the part
	open    Writer     // of that part; nil: not begun
	closing chan error // of the part before; nil: there is none
}

// encode is the third stage.
func (p *pipeline) encode(ctx context.Context) error {
	e := &encoding{pipeline: p, number: p.parts}
	err := fault.Protect(func() error { return e.all(ctx) })
	if e.open != nil {
		e.open.Abort()
	}
	if settled := e.settle(); err == nil {
		err = settled
	}
	if err != nil && ctx.Err() == nil {
		err = fmt.Errorf("save %s: %w", p.out, err)
	}
	return err
}

func (e *encoding) all(ctx context.Context) (err error) {
	if e.open, err = e.begin(ctx, e.number); err != nil {
		return err
	}
	for r := range e.write {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if e.open == nil {
			if e.open, err = e.begin(ctx, e.number); err != nil {
				return err
			}
		}
		if err := e.open.Write(r.frame); err != nil {
			return err
		}
		e.written <- r.frame
		if r.last {
			if err := e.next(r.end); err != nil {
				return err
			}
		}
	}
	return nil
}

// next finishes the part in the background. Parts become finished in their order.
func (e *encoding) next(known end) error {
	if err := e.settle(); err != nil {
		return err
	}
	closing, w, number := make(chan error, 1), e.open, e.number
	go func() {
		closing <- fault.Protect(func() error {
			if err := w.Close(); err != nil {
				return err
			}
			return e.finish(number, known)
		})
	}()
	e.closing, e.open = closing, nil
	e.number++
	return nil
}

// settle waits for the part before.
func (e *encoding) settle() error {
	if e.closing == nil {
		return nil
	}
	err := <-e.closing
	e.closing = nil
	return err
}
