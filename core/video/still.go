package video

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"time"
)

// Frame is the frame of a video that is on screen at a time, 0 or later, as Convert reads it: Options.Size and Options.Rate count.
func (t Tools) Frame(ctx context.Context, in string, at time.Duration, o Options) (*Frame, error) {
	if at < 0 {
		return nil, errBeginning
	}
	info, err := t.Probe(ctx, in, o.Rate)
	if err != nil {
		return nil, err
	}
	if o.Rate.Num > 0 && info.Kind != Sequence {
		info.thin(o.Rate)
	}
	return t.FrameIn(ctx, info, at, o.Size)
}

// FrameIn is the frame of a video that Probe has looked at, shrunk so that its long side has size pixels; 0: as it is.
func (t Tools) FrameIn(ctx context.Context, info *Info, at time.Duration, size int) (*Frame, error) {
	if info.Frames > 0 && at > info.Duration() {
		return nil, fmt.Errorf("open %s: there is no frame at %s: it is %s long", info.Path, Moment(at), Moment(info.Duration()))
	}
	return t.still(ctx, info, info.shownFrame(at), size)
}

// shownFrame is the frame on screen at a time, the last one at the end. Times are written in milliseconds.
func (i *Info) shownFrame(at time.Duration) int {
	n := int(math.Floor((at + time.Millisecond/2).Seconds() * i.Rate.Float()))
	if i.Frames > 0 {
		n = min(n, i.Frames-1)
	}
	return n
}

// still reads frame n. The length of a video may be that of its sound: where there is no such frame, the last one is on screen, which is looked for further
// and further back.
func (t Tools) still(ctx context.Context, info *Info, n, size int) (*Frame, error) {
	r := Range{First: n, Last: n + 1}
	r.Width, r.Height = info.fit(size)
	for back := max(int(info.Rate.Float()), 1); ; back *= 8 {
		f, err := t.lastOf(ctx, info, r)
		none := err == nil && f == nil
		switch {
		case none && r.First == 0:
			return nil, openProblem(info.Path, "there are no frames in it: choose another file")
		case none, errors.Is(err, errNoFrame) && r.First > 0:
			r.First = max(n-back, 0)
		default:
			return f, err
		}
	}
}

// lastOf is the last frame of a range; nil: there is none.
func (t Tools) lastOf(ctx context.Context, info *Info, r Range) (last *Frame, err error) {
	reader, err := t.Read(ctx, info, r)
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	for next := NewFrame(r.Width, r.Height); ; {
		switch err := reader.Read(next); {
		case err == io.EOF:
			return last, nil
		case err != nil:
			return nil, err
		case last == nil:
			last = NewFrame(r.Width, r.Height)
		}
		last, next = next, last
	}
}
