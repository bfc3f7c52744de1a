package video

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"time"

	"restyle/core/fault"
)

// conversion is one call of Convert: what it will do, and what it has done.
type conversion struct {
	tools    Tools
	in, out  string
	options  Options
	info     *Info
	format   format
	codec    codec // of ffmpeg; without name where the parts are chunks
	span     Range // of the grid
	picture  picture
	part     int // frames of a part
	warnings []error

	place           *workplace
	parts, finished int    // parts that are finished, and the frames in them
	note            string // about them, or about others
	state           []byte // of the FrameFunc behind them
}

// plan looks at everything that can be known before any work.
func (t Tools) plan(ctx context.Context, in, out string, o Options) (*conversion, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	f, err := formatOf(out)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	encoder := t.ask(ctx, f)
	c := &conversion{tools: t, in: in, out: out, options: o, format: f}
	if c.info, err = t.Probe(ctx, in, o.Rate); err != nil {
		return nil, err
	}
	if err := c.measure(); err != nil {
		return nil, err
	}
	if err := c.checkOutput(); err != nil {
		return nil, err
	}
	if c.info.transfer != "" && !t.mapsTones(ctx) {
		c.warn(errors.New("the video is HDR, and its colours come out pale: this ffmpeg has no zscale to bring them into range"), "video.hdr")
	}
	return c, c.chooseCodec(encoder)
}

// chooseCodec decides between ffmpeg and this package.
func (c *conversion) chooseCodec(encoder <-chan answer) error {
	if encoder != nil {
		a := <-encoder
		c.codec = a.codec
		return a.err
	}
	if !c.format.native {
		return fmt.Errorf("save %s: %w; without it results can be .gif, .avi (no sound) or a folder of PNG files", c.out, ErrNoFFmpeg)
	}
	if len(c.info.Sound) > 0 && c.format.muxer != "" {
		c.warn(errors.New("the result has no sound"), "video.silent")
	}
	return nil
}

// largestGIF is the longest side of a GIF in pixels unless another is asked for: the format is made for small pictures.
const largestGIF = 480

// fastestGIF is the most frames per second of a GIF: readers take pictures of less than 2 hundredths of a second for a mistake, and show them for 10.
var fastestGIF = Rate{50, 1}

// measure fixes the frames that are read, their size and the parts.
func (c *conversion) measure() error {
	o := c.options
	info := c.info
	if o.Rate.Num > 0 && info.Kind != Sequence {
		info.thin(o.Rate)
	}
	size := o.Size
	if c.format.ending == ".gif" {
		info.thin(fastestGIF)
		size = cmp.Or(size, largestGIF)
	}
	c.span.Width, c.span.Height = info.fit(size)
	if c.span.First, c.span.Last = info.between(o.From, o.To); info.Frames > 0 && c.span.First >= info.Frames {
		return fmt.Errorf("open %s: there is nothing at %s: it is %s long", info.Path, Moment(o.From), Moment(info.Duration()))
	}
	c.picture = picture{width: c.span.Width, height: c.span.Height, rate: info.Rate}
	quality, speed := c.format.settings()
	if quality { // what changes nothing drops no finished parts either
		c.picture.quality = cmp.Or(o.Quality, 80)
	}
	if speed {
		c.picture.speed = o.Speed
	}
	c.part = o.Part
	if c.part == 0 {
		c.part = max(int(math.Round(partSeconds*info.Rate.Float()/12))*12, 12) // a multiple of 12 has a whole number of microseconds at the usual rates
	}
	return nil
}

// between are the frames from one time to another, 0 standing for the end.
func (i *Info) between(from, to time.Duration) (first, last int) {
	first, last = i.Rate.Frame(from), math.MaxInt32
	if i.Frames > 0 {
		last = i.most()
	}
	if i.Frames > 0 && from <= i.Duration() {
		first = min(first, i.Frames-1) // the last frame is on screen until the end
	}
	if to > 0 {
		last = min(last, max(i.Rate.Frame(to), first+1))
	}
	return first, last
}

// most is how many frames are read of a video at most: its length is an estimate, but a time that is wrong must not fill the disk with one frame.
func (i *Info) most() int { return i.Frames + i.Frames/10 + 50 }

// bounded tells whether the result ends before the source does.
func (c *conversion) bounded() bool {
	return c.options.To > 0 && (c.info.Frames == 0 || c.span.Last < c.info.Frames)
}

// planned is how many frames the result will have, an estimate; 0: nobody knows.
func (c *conversion) planned() int {
	switch {
	case c.bounded():
		return c.span.Last - c.span.First
	case c.info.Frames == 0:
		return 0
	}
	return c.info.Frames - c.span.First
}

const partSeconds = 4 // of a part

// thin lowers the rate of the grid if it is higher: frames are left out, but never all of them.
func (i *Info) thin(rate Rate) {
	if length := i.Duration(); rate.Float() < i.Rate.Float() {
		i.Rate = rate
		i.lasts(length.Seconds())
		i.brief = i.brief || length > 0 && length < rate.Time(1)
	}
}

// fit is the size of frames whose long side is at most size.
func (i *Info) fit(size int) (width, height int) {
	long := max(i.Width, i.Height)
	if size <= 0 || size >= long {
		return i.Width, i.Height
	}
	scale := float64(size) / float64(long)
	return max(int(math.Round(float64(i.Width)*scale)), 1), max(int(math.Round(float64(i.Height)*scale)), 1)
}

// isFolder tells whether a name stands for a folder.
func isFolder(path string) bool {
	file, err := os.Stat(path)
	return path != "" && os.IsPathSeparator(path[len(path)-1]) || err == nil && file.IsDir()
}

// checkOutput refuses to overwrite what is there, and what is read.
func (c *conversion) checkOutput() error {
	if c.format.ending == ".png" {
		return c.checkPictures(c.planned())
	}
	if _, err := os.Lstat(c.out); err != nil {
		return nil
	}
	target, _ := os.Stat(c.out) // nil: a link that leads nowhere
	for i, input := range append([]string{c.in}, c.options.Inputs...) {
		what := "the video that is read"
		if i > 0 {
			what = "a file that the result is made from"
		}
		if source, err := os.Stat(input); err == nil && os.SameFile(source, target) {
			err = fmt.Errorf("save %s: this is %s: choose another name", c.out, what)
			return fault.Mark(err, "save.input", "File", filepath.Base(c.out))
		}
	}
	if !c.options.Overwrite {
		return fmt.Errorf("save %s: the file exists: choose another name, or allow it to be overwritten", c.out)
	}
	return nil
}
