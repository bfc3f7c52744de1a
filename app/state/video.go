package state

import (
	"cmp"
	"context"
	"image"
	"slices"
	"time"

	"restyle/app/job"
	"restyle/core/video"
)

// Video is the screen that stylizes clips, in the look of the stylize screen.
type Video struct {
	program *Program
	view    VideoView
	tools   video.Tools
	film    *filming
	number  uint64        // of the frame that is wanted
	choice  uint64        // number of the clip that was chosen last
	shown   bool          // the screen is in sight
	stale   bool          // the frame is to be made anew when it is
	fastest time.Duration // of the frames of this clip in this look; 0: there was none

	unopened, unmade *Problem      // why there is no clip, no frame
	precious         time.Duration // work of so long is not thrown away without a question
}

// VideoView is a snapshot of the screen.
type VideoView struct {
	// VideoClip
	Clip     *Clip // nil: none is chosen
	Opening  bool
	Problem  *Problem // why the last clip could not be opened, or there is no frame
	Hint     Text     // such as that ffmpeg is missing; empty: none
	Options  VideoOptions
	Part     Part          // what is made of the clip
	Estimate time.Duration // for that, from the speed on this computer; 0: not known
	Running  int           // ID of the job that converts; 0: none

	// VideoFrame
	Position time.Duration // of the frame shown
	Before   *image.RGBA
	After    *image.RGBA
	Pixels   image.Point // of the frames of the result; those that are played have fewer
	Busy     bool
	Playing  bool // one frame follows the other; tells VideoClip, too
}

// Clip is a video file.
type Clip struct {
	Name, Path    string
	Width, Height int // upright
	Rate          float64
	Duration      time.Duration
	Frames        int // 0: not known
	Sound         bool
}

// Last is the time of the last frame.
func (c Clip) Last() time.Duration {
	frame := time.Duration(float64(time.Second) / max(c.Rate, 1))
	return max(c.Duration-frame, 0)
}

// VideoOptions say how clips are made.
type VideoOptions struct {
	Size   int  // longest side in pixels; 0: as the clip
	Steady bool // frames are kept from flickering
}

func defaultVideo() VideoOptions { return VideoOptions{Steady: true} }

func newVideo(p *Program) *Video {
	v := &Video{program: p, view: VideoView{Options: p.saved.Video}, precious: precious}
	v.view.Options.Size = max(v.view.Options.Size, 0)
	tools, err := video.FindTools("")
	if v.tools = tools; err != nil {
		v.view.Hint = text("state.video.noffmpeg")
	}
	v.film = &filming{painter: painter{studio: p.studio}, tools: tools}
	v.film.line = job.NewLine(func(err error) { p.ports.Post(func() { v.frameFailed(v.number, err) }) })
	return v
}

// View is a snapshot of the screen.
func (v *Video) View() VideoView { return v.view }

func (v *Video) changed(parts Change) { v.program.watchers.changed(parts) }

// Choose opens a clip.
func (v *Video) Choose(path string) { v.choose(path, false) }

// choose opens a clip; if it is one of several, it is said which one was opened.
func (v *Video) choose(path string, several bool) {
	v.choice++
	choice := v.choice
	v.view.Opening, v.unopened = true, nil
	v.judge()
	go func() {
		info, err := v.tools.Probe(context.Background(), path, video.Rate{})
		v.program.ports.Post(func() {
			if v.opened(choice, path, info, err); several && choice == v.choice && err == nil {
				v.program.show(Message{Text: text("state.drop.onevideo", "File", baseName(path))})
			}
		})
	}()
}

// opened shows a clip, unless another was chosen while this one was looked at.
func (v *Video) opened(choice uint64, path string, info *video.Info, err error) {
	if choice != v.choice {
		return
	}
	if v.view.Opening = false; err != nil {
		if v.view.Clip == nil {
			v.unopened = explain(err)
		} else { // that stays, and nothing is wrong with it
			v.program.complain(err)
		}
		v.judge()
		return
	}
	v.unmade, v.view.Playing = nil, false // that was of the clip before
	v.judge()
	v.view.Clip = &Clip{
		Name: baseName(path), Path: path, Width: info.Width, Height: info.Height, Rate: info.Rate.Float(), Duration: info.Duration(),
		Frames: info.Frames, Sound: len(info.Sound) > 0,
	}
	v.view.Before, v.view.After, v.view.Pixels, v.view.Part, v.view.Estimate, v.fastest = nil, nil, image.Point{}, Part{}, 0, 0
	v.view.Position = info.Duration() / 3 // the beginning is often black
	v.refresh()
}

// Pick asks for a clip.
func (v *Video) Pick() { v.program.pick(VideoFiles, v.Choose) }

// Seek shows the frame at a time.
func (v *Video) Seek(at time.Duration) {
	if v.view.Clip == nil {
		return
	}
	if at = min(max(at, 0), v.view.Clip.Last()); at != v.view.Position {
		v.view.Position = at
		v.refresh()
	}
}

// SetOptions changes how the clip is made.
func (v *Video) SetOptions(o VideoOptions) {
	if o.Size = max(o.Size, 0); o == v.view.Options {
		return
	}
	resized := o.Size != v.view.Options.Size
	if v.view.Options = o; resized {
		v.fastest = 0
	} else {
		v.estimate()
	}
	v.changed(VideoClip)
	v.program.saveChoices()
	if resized || v.view.Playing { // a frame by itself does not flicker
		v.refresh()
	}
}

// judge shows what is wrong.
func (v *Video) judge() {
	v.view.Problem = cmp.Or(v.unopened, v.unmade)
	v.changed(VideoFrame | VideoClip)
}

// lookChanged has the frame made anew, as soon as somebody sees it.
func (v *Video) lookChanged() {
	v.fastest = 0
	switch {
	case v.view.Playing: // goes on in the new look
		r := v.program.Stylize.recipe()
		v.film.recipe.Store(&r)
	case v.shown:
		v.refresh()
	default:
		v.stale = true
	}
}

// SetShown is to be called when the screen comes into sight and when it goes.
func (v *Video) SetShown(shown bool) {
	if v.shown = shown; shown && v.stale {
		v.refresh()
	}
	if !shown && v.view.Playing {
		v.number++
		v.view.Playing, v.stale = false, true
		v.film.line.Replace(func(context.Context) {})
		v.changed(VideoClip)
	}
}

// frameWish is a frame that is wanted.
type frameWish struct {
	number uint64
	path   string
	at     time.Duration
	size   int
	recipe recipe
}

// refresh has the frame at the position made.
func (v *Video) refresh() {
	if v.view.Clip == nil || !v.program.started {
		return
	}
	v.number++
	v.view.Busy, v.stale = !v.view.Playing, false
	v.changed(VideoFrame | VideoClip)
	w := frameWish{v.number, v.view.Clip.Path, v.view.Position, v.view.Options.Size, v.program.Stylize.recipe()}
	if v.view.Playing {
		v.play(w)
		return
	}
	v.film.line.Replace(func(ctx context.Context) {
		f, err := v.film.frame(ctx, w)
		if ctx.Err() != nil {
			return
		}
		v.program.ports.Post(func() {
			if err != nil {
				v.frameFailed(w.number, err)
			} else {
				v.showFrame(w.number, f)
			}
		})
	})
}

func (v *Video) showFrame(number uint64, f madeFrame) {
	if number != v.number {
		return
	}
	v.view.Before, v.view.After, v.view.Pixels, v.view.Busy, v.unmade = f.before, f.after, f.pixels, false, nil
	if v.fastest == 0 || f.took < v.fastest { // the first of a size has to make ready, and others may have the processors for a moment
		v.fastest = f.took
	}
	v.estimate()
	v.program.log("frame", "at", v.view.Position, "took", f.took)
	v.judge()
}

func (v *Video) frameFailed(number uint64, err error) {
	if number == v.number {
		v.view.Busy, v.view.Playing, v.unmade = false, false, explain(err)
		v.judge()
	}
}

// VideoEndings are those of files that are taken for videos wherever they are dropped. GIFs are pictures, but on the video screen.
func VideoEndings() []string {
	return []string{".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v", ".mpg", ".mpeg", ".wmv"}
}

// isVideo tells whether a file's name is that of a video.
func isVideo(ext string) bool { return slices.Contains(VideoEndings(), ext) }
