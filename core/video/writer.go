package video

import (
	"context"
	"fmt"
	"io"
)

// Writer takes the frames of a video one after another.
type Writer interface {
	Write(*Frame) error
	Close() error // finishes the file
	Abort()       // gives it up; the file is of no use
}

// picture is what is written: size, rate, and how well, 0 where the format knows no such thing.
type picture struct {
	width, height int
	rate          Rate
	quality       int
	speed         Speed
}

// filmWriter feeds an encoder.
type filmWriter struct {
	ctx    context.Context
	cancel context.CancelFunc
	tool   *process
	pipe   io.WriteCloser
	row    []byte // for frames of odd width
	p      picture
}

// ticks is how many units of time a second has in a part, so that every frame begins at a whole one.
func (r Rate) ticks() int {
	n := r.Num
	for n < 10000 {
		n *= 2
	}
	return n
}

// writePart starts to encode a file without sound. Odd sides are continued by a pixel, which the codecs want.
func (t Tools) writePart(ctx context.Context, path string, c codec, p picture) (Writer, error) {
	args := []string{
		"-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", fmt.Sprintf("%dx%d", even(p.width), even(p.height)), "-r", p.rate.String(), "-i", "pipe:0",
	}
	args = append(append(append(args, pixels(c)...), "-c:v", c.name), c.args(p.quality, p.speed)...)
	args = append(args, "-video_track_timescale", fmt.Sprint(p.rate.ticks()), "-f", container(c), "-y", "file:"+path)
	own, cancel := context.WithCancel(ctx)
	w := &filmWriter{ctx: ctx, cancel: cancel, tool: command(own, t.FFmpeg, args...), p: p}
	var err error
	if w.pipe, err = w.tool.StdinPipe(); err == nil {
		widen(w.pipe)
		err = w.tool.launch()
	}
	if err != nil {
		cancel()
		return nil, fmt.Errorf("start ffmpeg: %w", err)
	}
	return w, nil
}

// container is what parts of a codec are kept in: one that knows exact times.
func container(c codec) string {
	if c.name == lossless.name || c.name == vp8.name { // which MP4 does not hold
		return "nut"
	}
	return "mp4"
}

// pixels says how colours are stored, and says so in the file, lest players guess.
func pixels(c codec) []string {
	switch c.name {
	case lossless.name:
		return []string{"-pix_fmt", "bgr0"}
	case mjpeg.name:
		return []string{"-vf", "scale=out_color_matrix=bt601:out_range=pc", "-pix_fmt", "yuvj420p"}
	}
	return []string{
		"-vf", "scale=out_color_matrix=bt709:out_range=tv", "-pix_fmt", "yuv420p",
		"-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
	}
}

func even(n int) int { return n + n%2 }

func (w *filmWriter) Write(f *Frame) error {
	if err := w.send(f); err != nil {
		return w.died(err)
	}
	return nil
}

// send writes the pixels, repeating the last column and row where the encoder gets one more.
func (w *filmWriter) send(f *Frame) error {
	if f.Width%2 == 0 {
		if _, err := w.pipe.Write(f.Pix); err != nil || f.Height%2 == 0 {
			return err
		}
		_, err := w.pipe.Write(f.Pix[3*f.Width*(f.Height-1):])
		return err
	}
	for y := range even(f.Height) {
		row := f.Pix[3*f.Width*min(y, f.Height-1):][:3*f.Width]
		w.row = append(append(w.row[:0], row...), row[len(row)-3:]...)
		if _, err := w.pipe.Write(w.row); err != nil {
			return err
		}
	}
	return nil
}

// died finds out why the encoder takes no more.
func (w *filmWriter) died(err error) error {
	w.pipe.Close()
	if told := w.tool.wait(w.ctx); told != nil {
		err = told
	}
	w.cancel()
	return fmt.Errorf("encode: %w", err)
}

func (w *filmWriter) Close() error {
	w.pipe.Close()
	err := w.tool.wait(w.ctx)
	w.cancel()
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	return nil
}

func (w *filmWriter) Abort() {
	w.tool.end()
	w.cancel()
	w.pipe.Close()
}
