package main

import (
	"flag"
	"fmt"
	"strconv"
	"strings"

	"restyle/core/metrics"
	"restyle/core/video"
)

// evalVideoFlags are the flags of eval video.
type evalVideoFlags struct {
	evalFlags
	style, intervals, plot string
	size, frames, every    int
	ffmpeg                 string
}

func (o *evalVideoFlags) register(f *flag.FlagSet) {
	o.evalFlags.register(f)
	o.registerEncoder(f)
	o.registerForce(f)
	f.StringVar(&o.style, "style", "", "measure style and Fréchet distances to `STYLE`, too: a picture, or a style whose picture is at hand")
	f.StringVar(&o.intervals, "intervals", "1,10", "`LIST` of distances in frames at which frames are compared")
	f.IntVar(&o.every, "every", 0, "measure distances and SSIM of every `N`-th frame; without it about one a second")
	f.IntVar(&o.size, "size", 0, "shrink frames so that the long side has `PIXELS` before they are measured; without it they are as they are for the warping error, and have at most 512 for the rest")
	f.IntVar(&o.frames, "frames", 0, "measure the first `N` frames only; without it all")
	f.StringVar(&o.plot, "plot", "", "write a plot of the error over time to `FILE`, a PNG or JPEG")
	f.StringVar(&o.ffmpeg, "ffmpeg", "", "use ffmpeg and ffprobe of `FOLDER`")
}

func evalVideoCommand() *command {
	usage := "SOURCE STYLIZED... [--style STYLE] [--intervals 1,10] [--every N] [--size N] [--teacher FILE] [--plot FILE] [--json]"
	return &command{"eval video", "measure how steady stylized videos are, and how far from content and style", usage, func(p *program, c *command, args []string) error {
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
	switch {
	case o.size < 0 || o.size > 0 && o.size < 16:
		return nil, wrongUsage("%s: --size %d: want 16 or more", c.name, o.size)
	case o.frames < 0:
		return nil, wrongUsage("%s: --frames %d: want 1 or more", c.name, o.frames)
	case o.every < 0:
		return nil, wrongUsage("%s: --every %d: want 1 or more", c.name, o.every)
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

// inputs are the files that the result is made from.
func (o *evalVideoFlags) inputs(names []string) []string {
	files := []string{o.style}
	for _, name := range names {
		files = append(files, sources(name)...)
	}
	return files
}

// evalVideo measures the stylized versions names[1:] of the video names[0].
func (p *program) evalVideo(c *command, o *evalVideoFlags, s *metrics.Steadiness, names []string) error {
	tools, err := video.FindTools(o.ffmpeg)
	if err != nil && o.ffmpeg != "" {
		return fmt.Errorf("--ffmpeg %s: ffmpeg and ffprobe are not in this folder", o.ffmpeg)
	}
	if err := o.checkFiles(c, o.inputs(names), o.plot); err != nil {
		return err
	}
	videos, err := openFootage(p.ctx, tools, names, o.frames)
	if err != nil {
		return err
	}
	defer videos.close()
	e, err := p.newVideoEvaluation(o, s, videos)
	if err != nil {
		return err
	}
	for _, v := range videos.resized() {
		p.note(v.name, "%s has frames of %d x %d pixels: they are brought to %d x %d, the size of the smallest video", v.name, v.info.Width, v.info.Height, videos.width, videos.height)
	}
	if err := e.run(); err != nil {
		return err
	}
	for _, v := range videos.short() {
		p.note(v.name, "%s ends after %s, before the others: no more are measured", v.name, count(videos.read, "frame"))
	}
	report := e.report()
	if err := p.print(o.json, report, report.table); err != nil || o.plot == "" {
		return err
	}
	return plotWarping(o.plot, s, names[1:])
}
