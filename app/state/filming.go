package state

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"restyle/app/job"
	"restyle/core/film"
	"restyle/core/video"
)

// filming stylizes single frames for the screen, on one goroutine.
type filming struct {
	line    *job.Line
	painter painter
	tools   video.Tools
	recipe  atomic.Pointer[recipe] // of what is played
	info    *video.Info            // of the clip shown last: to look at it anew for each frame would take longer than to read that
}

// madeFrame is a frame before and after.
type madeFrame struct {
	before, after *image.RGBA
	pixels        image.Point
	took          time.Duration // to stylize it
}

// film is a film.Job in a look; its files are still to be named.
func (f *painter) film(ctx context.Context, r recipe, options VideoOptions) (film.Job, error) {
	if err := f.use(r.look.Model, r.resources); err != nil {
		return film.Job{}, err
	}
	layers, err := f.layers(ctx, r)
	j := film.Job{Layers: layers, Look: r.options(), Threads: r.resources.Threads, Video: video.Options{Size: options.Size}}
	if options.Steady {
		j.Steady = film.DefaultSteady()
	}
	return j, err
}

// look knows the clip, unless that is the one of last time.
func (f *filming) look(ctx context.Context, path string) (err error) {
	if f.info == nil || f.info.Path != path || !f.info.Current() {
		f.info, err = f.tools.Probe(ctx, path, video.Rate{})
	}
	return err
}

func (f *filming) frame(ctx context.Context, w frameWish) (madeFrame, error) {
	j, err := f.painter.film(ctx, w.recipe, VideoOptions{Size: w.size})
	if err != nil {
		return madeFrame{}, err
	}
	if err := f.look(ctx, w.path); err != nil {
		return madeFrame{}, err
	}
	source, err := f.tools.FrameIn(ctx, f.info, w.at, w.size)
	if err != nil {
		return madeFrame{}, err
	}
	defer f.painter.studio.precedence.Enter()()
	begun := time.Now()
	styled := video.NewFrame(source.Size())
	if err := f.painter.session.Render(ctx, styled, source, j.Layers, j.Look, nil); err != nil {
		return madeFrame{}, err
	}
	return madeFrame{opaque(source), opaque(styled), image.Pt(source.Size()), time.Since(begun)}, nil
}

// conversion is a clip to be converted, as everything was chosen when the person asked for it.
type conversion struct {
	clip    Clip
	part    Part
	out     string
	options VideoOptions
	recipe  recipe
}

// conversion is what is chosen; ok is false while there is no clip, or one is being made.
func (v *Video) conversion() (c conversion, ok bool) {
	if v.view.Clip == nil || v.view.Running != 0 {
		return c, false
	}
	return conversion{clip: *v.view.Clip, part: v.view.Part, options: v.view.Options, recipe: v.program.Stylize.recipe()}, true
}

// Export asks for a file name and converts the clip; a job shows progress.
func (v *Video) Export() {
	if c, ok := v.conversion(); ok {
		v.program.pickOutput(VideoOutput, c.recipe.outputName(c.clip.Name)+v.ending(c.clip), func(path string) { v.exportTo(c, path) })
	}
}

// ExportTo converts the clip to a file; if it exists, the person is asked.
func (v *Video) ExportTo(path string) {
	if c, ok := v.conversion(); ok {
		v.exportTo(c, path)
	}
}

// ending is that of the clip if such files can be written, else of what can.
func (v *Video) ending(c Clip) string {
	ext := strings.ToLower(filepath.Ext(c.Path))
	switch {
	case v.tools.FFmpeg == "" || ext == ".gif":
		return ".gif"
	case ext == ".mov" || ext == ".mkv" || ext == ".webm":
		return ext
	}
	return ".mp4"
}

func (v *Video) exportTo(c conversion, path string) {
	if c.out = path; filepath.Ext(path) == "" {
		c.out += v.ending(c.clip)
	}
	v.program.mayReplace(c.out, func() {
		if v.view.Running != 0 {
			return // another was begun meanwhile
		}
		earlier := exists(video.WorkFolder(c.out))
		v.view.Running = v.program.Jobs.start(task{
			kind: VideoJob, title: text("state.job.video", "File", c.clip.Name), pauses: true, path: c.out,
			result: result{done: text("state.export.done", "File", baseName(c.out))},
			work:   func(ctx context.Context, j *running) error { return v.work(ctx, j, c) },
			ended:  func(error) { v.view.Running = 0; v.changed(VideoClip) },
		})
		v.program.Jobs.running[v.view.Running].goesOn = earlier
		v.changed(VideoClip)
	})
}

// precious is how long a video was made that is not thrown away without a question.
const precious = 30 * time.Second

// mindsCancelling asks before what was made in some time is thrown away, and tells whether it does.
func (v *Video) mindsCancelling(id int) bool {
	r, ok := v.program.Jobs.running[id]
	if !ok || r.kind != VideoJob || r.job.Elapsed() < v.precious && !r.goesOn {
		return false
	}
	question := text("state.video.cancel", "File", baseName(r.path))
	if v.program.asks(question) {
		return true
	}
	v.program.askWhile(func() bool { return v.program.Jobs.running[id] == r }, question, func(choice int) {
		switch choice {
		case 1:
			v.program.Jobs.cancel(id)
		case 2:
			r.job.Cancel()
		}
	}, text("state.video.goon"), text("state.discard"), text("state.train.later"))
	return true
}

// work is that of the job. What is finished is kept when the program ends or the export fails, so that the same export goes on there, but not when the
// person cancels.
func (v *Video) work(ctx context.Context, j *running, c conversion) error {
	err := v.convert(ctx, j, c)
	if err != nil && j.unwanted.Load() {
		return errors.Join(err, video.Discard(c.out))
	}
	return err
}

func (v *Video) convert(ctx context.Context, j *running, c conversion) error {
	p := painter{studio: v.program.studio}
	work, err := p.film(ctx, c.recipe, c.options)
	if err != nil {
		return err
	}
	work.In, work.Out, work.Video.Overwrite, work.Video.Inputs, work.Video.Keep = c.clip.Path, c.out, true, append(c.recipe.inputs(), c.recipe.pictures()...), true
	work.Video.From, work.Video.To = c.part.From, c.part.To
	summary, err := film.Export(ctx, v.tools, p.session, work, func(e video.Event) {
		detail := text("state.job.frame", "Frame", e.Done, "Frames", e.Total)
		if e.Joining {
			detail = text("state.job.save")
		}
		j.reportRate(0.99*float64(e.Done)/float64(max(e.Total, 1)), detail, e.Speed)
		j.step(ctx)
	})
	if err == nil {
		j.result = filmed(c.out, summary)
	}
	return err
}

// filmed tells of a written video: what it lacks, or else how much less it flickers than its frames painted one by one.
func filmed(path string, s *film.Summary) result {
	if len(s.Warnings) > 0 {
		warning := sentences(s.Warnings)
		return result{done: text("state.video.warned", "File", baseName(path), "Warning", warning), outcome: warning, bad: true}
	}
	r := result{done: text("state.export.done", "File", baseName(path))}
	if !s.Flickers() {
		return r
	}
	before, after := fmt.Sprintf("%.3f", s.FlickerBefore), fmt.Sprintf("%.3f", s.FlickerAfter)
	percent := int(math.Round(100 * (1 - s.FlickerAfter/s.FlickerBefore)))
	if percent <= 0 {
		r.outcome = text("state.video.flickers", "Before", before, "After", after)
		return r
	}
	r.done = text("state.video.done", "File", baseName(path), "Percent", percent)
	r.outcome = text("state.video.flicker", "Percent", percent, "Before", before, "After", after)
	return r
}
