package video

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"restyle/core/fault"
)

// FrameFunc makes dst of frames[0], in any way. The other frames are those that follow it: Options.Ahead of them, fewer at the end.
type FrameFunc func(ctx context.Context, dst *Frame, frames []*Frame) error

// State is what a FrameFunc remembers of the frames before. It is saved with every part, so that an export that goes on knows it.
type State interface {
	Save() ([]byte, error)
	Load([]byte) error
}

// Options says how a video is converted. The zero value converts all of it at its own size into a file that must not exist.
type Options struct {
	From, To  time.Duration // what is converted of the source; To 0: to its end
	Size      int           // longest side in pixels, larger frames are shrunk; 0: as it is, GIF files at most 480
	Rate      Rate          // of a folder of pictures; of other sources only if it is below theirs: frames are left out, as they are in a GIF of over 50
	Quality   int           // 1 to 100; 0: 80; see Settings
	Speed     Speed
	Ahead     int   // how many frames behind its own a FrameFunc is shown
	State     State // nil: frames do not depend on those before
	Key       string
	Overwrite bool
	Inputs    []string // files that the result is made from beside the source, such as styles: it never takes their place
	Keep      bool     // keep finished parts after an error or an interruption; the next call with the same Key and options goes on there
	Part      int      // frames of a part; 0: some seconds
}

// Validate reports options that cannot be used.
func (o Options) Validate() error {
	switch {
	case o.From < 0 || o.To < 0:
		return errBeginning
	case o.To > 0 && o.To <= o.From:
		return fmt.Errorf("from %s to %s there is nothing: choose a later end", Moment(o.From), Moment(o.To))
	case o.Size < 0 || o.Size > 0 && o.Size < smallest:
		return fmt.Errorf("size %d: want %d or more pixels, or 0 for that of the video", o.Size, smallest)
	case o.Quality < 0 || o.Quality > 100:
		return fmt.Errorf("quality %d: want 1 to 100", o.Quality)
	case o.Ahead < 0 || o.Ahead > 100:
		return fmt.Errorf("%d frames ahead: want 0 to 100", o.Ahead)
	case o.Part < 0:
		return fmt.Errorf("parts of %d frames: want 1 or more", o.Part)
	}
	return nil
}

var errBeginning = errors.New("a video begins at 0: choose a later time")

const smallest = 16 // longest side of a result in pixels

// Event is the progress of a conversion.
type Event struct {
	Done, Total int           // frames, those of an interrupted export included; Total is an estimate
	Resumed     int           // frames that were done before
	Speed       float64       // frames per second of late
	Left        time.Duration // until all frames are done, an estimate; 0: unknown
	Joining     bool          // all frames are done, parts and sound are put together
	Note        string        // what is to be known of an earlier export before the first frame; no frame is done then
}

// Summary is what has been written.
type Summary struct {
	Width, Height int
	Rate          Rate
	Frames        int // of the result
	Resumed       int // of these, done by an earlier call
	Warnings      []error
}

// Duration is how long the result is.
func (s Summary) Duration() time.Duration { return s.Rate.Time(s.Frames) }

// Convert writes the video in, each frame transformed, to out, whose name's ending says the format: .mp4, .webm, .mov, .mkv, .avi, .gif, or a
// folder (NAME/, or NAME/%05d.png) for PNG files. Decoding, transforming and encoding overlap. The result appears whole or not at all. report may
// be nil; it is called from this goroutine. A cancelled context ends everything within a moment, and errors.Is(err, context.Canceled) tells. A panic of
// transform, report or any stage is an error with a *fault.Crash in it. Where finished parts are kept, the error is an *UnfinishedError.
func (t Tools) Convert(ctx context.Context, in, out string, o Options, transform FrameFunc, report func(Event)) (*Summary, error) {
	c, err := t.plan(ctx, in, out, o)
	if err != nil {
		return nil, err
	}
	if err := c.open(); err != nil {
		return nil, err
	}
	var summary *Summary
	err = fault.Protect(func() (err error) {
		summary, err = c.run(ctx, transform, report)
		return err
	})
	kept := c.close(err)
	if err == nil {
		return summary, nil
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return nil, c.unfinished(err, kept)
}

// UnfinishedError is what ended a conversion whose finished parts are kept, for a call with the same arguments to go on from.
type UnfinishedError struct {
	error
	Folder string // of the parts
}

func (e *UnfinishedError) Unwrap() error { return e.error }

func (c *conversion) unfinished(err error, kept bool) error {
	if kept {
		return &UnfinishedError{err, c.place.folder}
	}
	return err
}

// Check finds out whether Convert could begin, without any work.
func (t Tools) Check(ctx context.Context, in, out string, o Options) error {
	_, err := t.plan(ctx, in, out, o)
	return err
}

// run does the parts that are missing, and joins all.
func (c *conversion) run(ctx context.Context, transform FrameFunc, report func(Event)) (*Summary, error) {
	p := newPipeline(c, transform, report)
	if c.note != "" {
		p.report(Event{Done: c.finished, Total: max(c.planned(), c.finished), Resumed: c.finished, Note: c.note})
	}
	if err := p.run(ctx); err != nil {
		return nil, err
	}
	total := c.finished + p.done
	if total == 0 {
		return nil, c.nothing()
	}
	p.joining(total)
	if err := c.join(ctx, total); err != nil {
		return nil, err
	}
	s := &Summary{Width: c.picture.width, Height: c.picture.height, Rate: c.picture.rate, Frames: total, Resumed: c.finished}
	if c.codec.name != "" { // these have even sides only
		s.Width, s.Height = even(s.Width), even(s.Height)
	}
	if planned := c.planned(); total < planned-c.tolerated(p.complained) {
		read, length := Moment(s.Duration()), Moment(c.picture.rate.Time(planned))
		c.warn(fmt.Errorf("%s could be read for %s of %s: it ends early or is damaged", c.in, read, length),
			"video.short", "File", filepath.Base(c.in), "Read", read, "Length", length)
	}
	if c.info.Frames > 0 && c.span.First+total == c.info.most() {
		length, read := Moment(c.info.Duration()), Moment(c.picture.rate.Time(c.info.most()))
		c.warn(fmt.Errorf("%s says that it is %s long and goes on, and what comes behind %s is left out: convert a copy that ffmpeg -i IN -c copy OUT.mkv makes", c.in, length, read),
			"video.longer", "File", filepath.Base(c.in), "Length", length, "Read", read)
	}
	s.Warnings = c.warnings
	return s, nil
}

// tolerated is how many frames may be missing from a result before a warning says so: lengths are estimates, and poor ones where the sound is longer than the
// picture. Where the decoder complains, which may be harmless, fewer may.
func (c *conversion) tolerated(complained bool) int {
	const least = 2
	most := 2 * time.Second
	if complained {
		most /= 4
	}
	return max(min(c.planned()/50, c.picture.rate.Frame(most)), least)
}

// warn remembers what the result lacks, with a name as errors have.
func (c *conversion) warn(what error, name string, pairs ...any) {
	c.warnings = append(c.warnings, fault.Mark(what, name, pairs...))
}

// nothing is said where no frame was found.
func (c *conversion) nothing() error {
	if c.options.From == 0 && c.options.To == 0 {
		return openProblem(c.in, "there are no frames in it: choose another file")
	}
	until := "the end"
	if c.options.To > 0 {
		until = Moment(c.options.To)
	}
	return fmt.Errorf("open %s: there are no frames between %s and %s: choose other times", c.in, Moment(c.options.From), until)
}
