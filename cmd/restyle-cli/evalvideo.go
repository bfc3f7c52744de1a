package main

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"restyle/core/imaging"
	"restyle/core/metrics"
)

// evalVideoFlags are the flags of eval video.
type evalVideoFlags struct {
	evalFlags
	intervals, plot string
	size, frames    int
}

func (o *evalVideoFlags) register(f *flag.FlagSet) {
	o.evalFlags.register(f)
	o.registerForce(f)
	f.StringVar(&o.intervals, "intervals", "1,10", "`LIST` of distances in frames at which frames are compared")
	f.IntVar(&o.size, "size", 0, "shrink frames so that the long side has `PIXELS` before they are measured; without it as they are")
	f.IntVar(&o.frames, "frames", 0, "measure the first `N` frames only; without it all")
	f.StringVar(&o.plot, "plot", "", "write a plot of the error over time to `FILE`, a PNG or JPEG")
}

func evalVideoCommand() *command {
	usage := "SOURCE STYLIZED... [--intervals 1,10] [--size N] [--plot FILE] [--json]"
	return &command{"eval video", "measure how steady stylized videos are; each is a folder of frames", usage, func(p *program, c *command, args []string) error {
		o := &evalVideoFlags{}
		f := c.flags()
		o.register(f)
		names, err := p.parse(c, f, args, 2, -1)
		if err != nil {
			return err
		}
		steadiness, err := o.check(c)
		if err != nil {
			return err
		}
		return p.evalVideo(c, o, steadiness, names)
	}}
}

func (o *evalVideoFlags) check(c *command) (*metrics.Steadiness, error) {
	if o.size < 0 {
		return nil, wrongUsage("%s: --size %d: want 1 or more", c.name, o.size)
	}
	if o.frames < 0 {
		return nil, wrongUsage("%s: --frames %d: want 1 or more", c.name, o.frames)
	}
	if err := o.validate(c); err != nil {
		return nil, err
	}
	var intervals []int
	for word := range strings.SplitSeq(o.intervals, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil {
			return nil, wrongUsage("%s: --intervals %s: want numbers of frames such as 1,10", c.name, o.intervals)
		}
		intervals = append(intervals, n)
	}
	steadiness, err := metrics.NewSteadiness(o.threads, intervals...)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s: %w", c.name, err)}
	}
	return steadiness, nil
}

// evalVideo measures the stylized versions names[1:] of the video names[0].
func (p *program) evalVideo(c *command, o *evalVideoFlags, s *metrics.Steadiness, names []string) error {
	frames, err := listFrames(names)
	if err != nil {
		return err
	}
	if err := o.checkFiles(c, slices.Concat(frames...), o.plot); err != nil {
		return err
	}
	if o.frames > 0 {
		frames = frames[:min(len(frames), o.frames)]
	}
	progress := p.progress(o.common)
	for i, files := range frames {
		pictures, err := openFrames(files, o.size)
		if err != nil {
			return err
		}
		if err := s.Add(p.ctx, pictures[0], pictures[1:]...); err != nil {
			return fmt.Errorf("measure %s: %w", names[0], err)
		}
		progress.show(event{Event: "measured", File: files[0], Done: i + 1, Total: len(frames)}, fmt.Sprintf("frame %d of %d", i+1, len(frames)))
	}
	progress.clear()
	report := newVideoReport(s, names)
	if err := p.print(o.json, report, report.table); err != nil || o.plot == "" {
		return err
	}
	return plotWarping(o.plot, s, names[1:])
}

// listFrames is the files of each frame: of the source, and of each version.
func listFrames(names []string) ([][]string, error) {
	var frames [][]string
	for i, name := range names {
		if isOrdinary(name) {
			return nil, fmt.Errorf("open %s: this is no folder of frames: take the video apart first: ffmpeg -i %s FOLDER/%%05d.png", name, name)
		}
		files, err := listPictures(name)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			frames = make([][]string, len(files))
		}
		if len(files) != len(frames) {
			return nil, fmt.Errorf("measure %s: it has %s, and %s has %d: want as many", name, count(len(files), "frame"), names[0], len(frames))
		}
		for k, file := range files {
			frames[k] = append(frames[k], file)
		}
	}
	return frames, nil
}

// openFrames opens the pictures of one frame, the source's at the size of the first version's.
func openFrames(files []string, size int) ([]*imaging.Picture, error) {
	var pictures []*imaging.Picture
	for _, file := range files {
		p, err := imaging.Open(file, imaging.Limits{})
		if err != nil {
			return nil, err
		}
		pictures = append(pictures, p)
	}
	pictures[0] = alike(pictures[0], pictures[1])
	if size > 0 {
		for i, p := range pictures {
			pictures[i] = imaging.FitLongSide(p, size)
		}
	}
	return pictures, nil
}
