package video

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"time"
)

// Reader gives the frames of a video one after another.
type Reader interface {
	Read(dst *Frame) error // dst has the size asked for; io.EOF after the last frame
	Close() error          // ends reading at any time
}

// Range is what is read of a video.
type Range struct {
	First, Last   int // frames of the grid; Last is not read itself
	Width, Height int // that frames are scaled to
}

// Part is what is on screen from a time to another, 0 standing for the end, in frames whose long side has at most size pixels; 0: as many as the video's.
func (i *Info) Part(from, to time.Duration, size int) Range {
	var r Range
	_, r.Last = i.between(from, to)
	r.First = i.shownFrame(from)
	r.Width, r.Height = i.fit(size)
	return r
}

// Read begins to read frames. It reads ahead as far as a pipe holds.
func (t Tools) Read(ctx context.Context, info *Info, r Range) (Reader, error) {
	switch info.Kind {
	case Sequence:
		return &sequenceReader{ctx: ctx, info: info, next: r.First, last: r.Last}, nil
	case GIF:
		return readGIF(ctx, info, r)
	}
	if !t.Found() {
		return nil, openProblem(info.Path, "%w", ErrNoFFmpeg)
	}
	return t.readFilm(ctx, info, r)
}

// filmReader reads what ffmpeg decodes.
type filmReader struct {
	ctx    context.Context
	cancel context.CancelFunc
	info   *Info
	tool   *process
	pipe   io.ReadCloser
	first  int
	next   int
	ended  bool

	complained bool // frames were read, and the file is damaged where they end, or before
}

// lead is how far in seconds before the first frame reading begins, behind which frames have found their place on the grid.
const lead = 1.0

// readFilm decodes from the keyframe before the range. Timestamps are those of the file, so that frames fall on the same places of the grid
// wherever reading begins; those before the range are decoded and dropped before they are scaled.
func (t Tools) readFilm(ctx context.Context, info *Info, r Range) (Reader, error) {
	args := append([]string{"-nostdin", "-v", "error"}, info.place(r.First)...)
	args = append(args, "-i", "file:"+info.Path, "-map", fmt.Sprintf("0:%d", info.stream), "-vf", info.filters(r, info.transfer != "" && t.mapsTones(ctx)))
	args = append(append(args, t.passthrough(ctx)...), "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1")
	if info.jumps() && len(info.Sound) > 0 { // which is used for its beginning, and not beyond what is read
		args = append(append(args, "-map", "0:a"), info.useless(0)...)
		args = append(args, "-c", "copy", "-t", fmt.Sprintf("%.3f", info.Rate.Time(r.Last).Seconds()), "-f", "null", "-")
	}
	own, cancel := context.WithCancel(ctx)
	f := &filmReader{ctx: ctx, cancel: cancel, info: info, tool: command(own, t.FFmpeg, args...), first: r.First, next: r.First}
	var err error
	if f.pipe, err = f.tool.StdoutPipe(); err == nil {
		widen(f.pipe)
		err = f.tool.launch()
	}
	if err != nil {
		cancel()
		return nil, openProblem(info.Path, "start ffmpeg: %w", err)
	}
	return f, nil
}

// useless takes out of the streams of an input those that ffmpeg cannot use, not even to copy them.
func (i *Info) useless(input int) (args []string) {
	for _, n := range i.blind {
		args = append(args, "-map", fmt.Sprintf("-%d:%d", input, n))
	}
	return args
}

// place are the options by which ffmpeg reads the file: where from, and how times are counted.
func (i *Info) place(first int) (args []string) {
	if !i.jumps() { // or ffmpeg would let the clock jump
		// From the beginning of the file, be it that of another stream; ffmpeg would count from that of the picture, were it not for the microsecond.
		args = append(args, "-copyts", "-itsoffset", fmt.Sprintf("%.6f", 1e-6-i.begin))
	}
	if from := i.Rate.Time(first).Seconds() - lead; i.seeks(from) {
		args = append(args, "-noaccurate_seek", "-ss", fmt.Sprintf("%.6f", from))
	}
	if !i.turned {
		args = append(args, "-reinit_filter", "0") // or a frame of another size would begin the count anew
	}
	return args
}

func (f *filmReader) Read(dst *Frame) error {
	_, err := io.ReadFull(f.pipe, dst.Pix)
	switch {
	case f.ctx.Err() != nil:
		return f.ctx.Err()
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return f.end()
	case err != nil:
		return openProblem(f.info.Path, "read frame %d: %w", f.next, err)
	}
	dst.Number = f.next
	f.next++
	return nil
}

// end tells a video that is over from one that could not be decoded.
func (f *filmReader) end() error {
	if f.ended {
		return io.EOF
	}
	f.ended = true
	err := f.tool.wait(f.ctx)
	switch words := f.tool.complaints.String(); {
	case f.ctx.Err() != nil:
		return f.ctx.Err()
	case killed(err):
		return openProblem(f.info.Path, "ffmpeg was ended by somebody (%w): try again", err)
	case f.next > f.first:
		f.complained = err != nil || words != ""
		return io.EOF // what could be decoded counts
	case err == nil && words != "":
		err = errors.New(words)
	case err == nil:
		return io.EOF
	}
	return openProblem(f.info.Path, "%w (%v): the file is damaged or cut off: get a complete copy", errNoFrame, withoutPath(err, f.info.Path))
}

// errNoFrame is what a damaged file gives where there was to be a frame.
var errNoFrame = errors.New("no frame can be decoded")

// killed tells whether a signal ended a tool.
func killed(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.ExitCode() < 0
}

func (f *filmReader) Close() error {
	f.ended = true
	f.tool.end()
	f.cancel()
	f.pipe.Close()
	return nil
}
