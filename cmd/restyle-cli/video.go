package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"restyle/core/batch"
	"restyle/core/fault"
	"restyle/core/film"
	"restyle/core/imaging"
	"restyle/core/model"
	"restyle/core/stylize"
	"restyle/core/video"
)

// videoFlags are the flags of video.
type videoFlags struct {
	common
	lookFlags
	out             string
	force           bool
	size, quality   int
	from, to, frame timeFlag
	rate            rateFlag
	speed           speedFlag
	steady          float64
	ahead           int
	discard         bool
	ffmpeg          string
}

func (o *videoFlags) register(f *flag.FlagSet) {
	o.common.register(f)
	o.common.registerModel(f)
	o.lookFlags.register(f)
	f.StringVar(&o.out, "o", "", "write to `FILE`: .mp4, .mov, .mkv, .webm, .avi, .gif, or a folder/ for numbered PNG files; with --frame .png or .jpg")
	f.BoolVar(&o.force, "force", false, "overwrite an existing file")
	f.IntVar(&o.size, "size", 0, "shrink frames so that the long side has `PIXELS`; without it the result is as large as the video, a GIF at most 480")
	f.IntVar(&o.quality, "quality", 80, "quality of the file `Q`, 1 to 100, with --frame that of a JPEG, 95 without it; GIF and PNG files have none")
	f.Var(&o.speed, "speed", "encode fast, balanced or small (slowly, for a smaller file), `HOW`; not for AVI, GIF and PNG files")
	f.Var(&o.from, "from", "begin at `TIME`, such as 90, 1:30 or 0:01:30.5")
	f.Var(&o.to, "to", "end at `TIME`")
	f.Var(&o.frame, "frame", "only stylize the frame at `TIME`, as a preview, into a picture")
	f.Var(&o.rate, "rate", "frames per second `R` of a folder of pictures (25 without it); of a video, leave frames out down to that")
	f.Float64Var(&o.steady, "steady", film.DefaultSteady().Follow, "how much frames follow those before them, which keeps them from flickering, 0 (off) to 1, `S`")
	f.IntVar(&o.ahead, "ahead", 0, "average the content's statistics over the next `N` frames, too: a little steadier, and half as slow again")
	f.BoolVar(&o.discard, "discard", false, "when interrupted, throw away what is finished; without it the same command goes on there")
	f.StringVar(&o.ffmpeg, "ffmpeg", "", "use ffmpeg and ffprobe of `FOLDER`")
}

func videoCommand() *command {
	return &command{"video", "repaint a video, with its sound", "IN --style FILE[=WEIGHT]... -o OUT [--from TIME] [--to TIME] [options]", func(p *program, c *command, args []string) error {
		o := &videoFlags{}
		f := c.flags()
		o.register(f)
		in, err := p.parse(c, f, args, 1, 1)
		if err != nil {
			return err
		}
		o.scaleGiven = given(f, "style-scale")
		if o.frame.set && !given(f, "quality") {
			o.quality = frameQuality
		}
		styles, err := o.check(c)
		if err != nil {
			return err
		}
		if err := o.checkGiven(c, f); err != nil {
			return err
		}
		return p.video(o, in[0], styles)
	}}
}

// check validates the flags and splits the styles.
func (o *videoFlags) check(c *command) ([]weighted, error) {
	if err := o.validate(c); err != nil {
		return nil, err
	}
	switch {
	case !(o.steady >= 0 && o.steady <= 1):
		return nil, wrongUsage("%s: --steady %g: want 0 to 1", c.name, o.steady)
	case o.quality == 0:
		return nil, wrongUsage("%s: --quality 0: want 1 to 100", c.name)
	case o.out == "":
		return nil, wrongUsage("%s: no result is named: add -o FILE", c.name)
	case o.to.set && o.to.Duration == 0:
		return nil, wrongUsage("%s: --to 0: there is nothing before it: leave it out, or name a later end", c.name)
	case o.frame.set && (o.from.set || o.to.set):
		return nil, wrongUsage("%s: --frame is one frame: leave --from and --to out", c.name)
	}
	if err := errors.Join(o.options(nil).Validate(), o.steadiness().Validate()); err != nil {
		return nil, wrongUsage("%s: %w", c.name, err)
	}
	return o.weighted(c, styleFolder(o.library))
}

// checkGiven refuses options that would change nothing of the result.
func (o *videoFlags) checkGiven(c *command, f *flag.FlagSet) error {
	if o.frame.set {
		for _, name := range []string{"speed", "steady", "ahead", "discard"} {
			if given(f, name) {
				return wrongUsage("%s: --frame is one frame: leave %s out", c.name, dashed(name))
			}
		}
		if given(f, "quality") && imaging.CanSave(o.out) == nil && !isJPEG(o.out) {
			return wrongUsage("%s: --quality: %s files lose nothing: leave it out, or write .jpg", c.name, filepath.Ext(o.out))
		}
		return nil
	}
	quality, speed := video.Settings(o.out)
	switch {
	case given(f, "quality") && !quality:
		return wrongUsage("%s: --quality: GIF and PNG files have none: leave it out", c.name)
	case given(f, "speed") && !speed:
		return wrongUsage("%s: --speed: AVI, GIF and PNG files are written at one speed: leave it out", c.name)
	case o.ahead > 0 && o.steady == 0:
		return wrongUsage("%s: --ahead: with --steady 0 no statistics are averaged: leave one of the two out", c.name)
	}
	return nil
}

// frameQuality is that of a frame unless another is asked for.
const frameQuality = 95

func (o *videoFlags) options(styles []weighted) video.Options {
	return video.Options{
		From: o.from.Duration, To: o.to.Duration, Size: o.size, Rate: o.rate.Rate, Quality: o.quality, Speed: o.speed.Speed,
		Overwrite: o.force, Keep: !o.discard, Inputs: o.files(styles),
	}
}

func (o *videoFlags) steadiness() film.Steady {
	return film.Steady{Follow: o.steady, Statistics: o.steady, Ahead: o.ahead}
}

// video encodes the styles and does the work.
func (p *program) video(o *videoFlags, in string, styles []weighted) error {
	tools, err := video.FindTools(o.ffmpeg)
	if err != nil && o.ffmpeg != "" {
		return fmt.Errorf("--ffmpeg %s: ffmpeg and ffprobe are not in this folder", o.ffmpeg)
	}
	if err := o.checkResult(p.ctx, tools, in, styles); err != nil { // before styles take their time
		return err
	}
	session, err := o.session()
	if err != nil {
		return err
	}
	stylist := &stylist{program: p, session: session, folder: styleFolder(o.library), look: &o.lookFlags}
	layers, err := stylist.layers(styles)
	if err != nil {
		return err
	}
	j := film.Job{In: in, Out: o.out, Layers: layers, Look: o.look(), Steady: o.steadiness(), Video: o.options(styles), Threads: o.threads}
	j.Video.Inputs = append(j.Video.Inputs, stylist.read...)
	if o.frame.set {
		return p.videoFrame(o, tools, session, j)
	}
	return p.exportVideo(o, tools, session, j)
}

// checkResult finds out before any work whether the result can be written, and that it replaces nothing that it is made from.
func (o *videoFlags) checkResult(ctx context.Context, tools video.Tools, in string, styles []weighted) error {
	if isPattern(in) {
		return wrongUsage("open %s: there is no such file: frames are read by the name of their folder: name %s", in, filepath.Dir(in))
	}
	if o.frame.set {
		if err := imaging.CanSave(o.out); err != nil {
			return usageError{err}
		}
		if err := spare(o.out, append(o.files(styles), sources(in)...)); err != nil {
			return err
		}
		if err := o.besideFrames(in, filepath.Dir(o.out)); err != nil {
			return err
		}
		return checkOutput(o.out, o.force)
	}
	pictures := isFolder(o.out) || strings.EqualFold(filepath.Ext(o.out), ".png")
	if pictures && !isFolder(o.out) && !strings.Contains(filepath.Base(o.out), "%") {
		name := strings.TrimSuffix(o.out, filepath.Ext(o.out))
		return wrongUsage("-o %s: one PNG file holds one picture: name a folder, such as frames/, or numbered files, such as %s%%05d.png, or one frame with --frame", o.out, name)
	}
	if pictures {
		if err := o.besideFrames(in, o.folder()); err != nil {
			return err
		}
	}
	err := tools.Check(ctx, in, o.out, o.options(styles))
	if f := fault.Of(err); f != nil && f.Name == "video.ending" {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	if !pictures {
		return batch.Writable(o.out)
	}
	return batch.CanMake(o.folder())
}

// isPattern tells whether somebody means the pictures of a folder, as ffmpeg and shells write them.
func isPattern(in string) bool {
	_, err := os.Stat(in)
	return err != nil && isFolder(filepath.Dir(in)) && strings.ContainsAny(filepath.Base(in), "%*?") && slices.Contains(pictureEndings, strings.ToLower(filepath.Ext(in)))
}

// besideFrames refuses pictures in the folder that frames are read from: they would be frames of it, too.
func (o *videoFlags) besideFrames(in, folder string) error {
	if model.SameFile(in, folder) {
		return fmt.Errorf("save %s: the frames are read from this folder: choose another", o.out)
	}
	return nil
}

// folder is where numbered pictures go.
func (o *videoFlags) folder() string {
	if isFolder(o.out) {
		return o.out
	}
	return filepath.Dir(o.out)
}

// sources are the files that frames are read from: the video, or the pictures of a folder.
func sources(in string) []string {
	pictures, err := listPictures(in)
	if err != nil {
		return []string{in} // opening it will say what is wrong
	}
	return pictures
}

// videoFrame saves one frame.
func (p *program) videoFrame(o *videoFlags, tools video.Tools, session *stylize.Session, j film.Job) error {
	begun := time.Now()
	if err := spare(o.out, j.Video.Inputs); err != nil { // among them what was read for the styles since
		return err
	}
	_, styled, err := film.Preview(p.ctx, tools, session, j, o.frame.Duration)
	if err != nil {
		return err
	}
	if err := imaging.Save(o.out, styled.Picture(), imaging.SaveOptions{Quality: o.quality, New: !o.force, Inputs: append(sources(j.In), j.Video.Inputs...)}); err != nil {
		return err
	}
	p.progress(o.common).saved(o.out, fmt.Sprintf(" (%d x %d pixels, %s)", styled.Width, styled.Height, duration(time.Since(begun))))
	return nil
}
