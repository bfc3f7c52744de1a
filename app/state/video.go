package state

import (
	"image"
	"time"
)

// Video is the screen that stylizes clips, in the look of the stylize screen.
type Video struct {
	program *Program
	view    VideoView
}

// VideoView is a snapshot of the screen.
type VideoView struct {
	// VideoClip
	Clip     *Clip // nil: none is chosen
	Opening  bool
	Problem  *Problem // why the last clip could not be opened, or there is no frame
	Hint     Text     // such as that ffmpeg is missing; empty: none
	Options  VideoOptions
	Estimate time.Duration // for the whole clip, from the speed on this computer; 0: not known
	Running  int           // ID of the job that converts; 0: none

	// VideoFrame
	Position time.Duration // of the frame shown
	Before   *image.RGBA
	After    *image.RGBA
	Busy     bool
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

// VideoOptions say how clips are made.
type VideoOptions struct {
	Size   int  // longest side in pixels; 0: as the clip
	Steady bool // frames are kept from flickering
}

func newVideo(p *Program) *Video { return &Video{program: p} }

// lookChanged has the frame made anew.
func (v *Video) lookChanged() {}

// View is a snapshot of the screen.
func (v *Video) View() VideoView { return v.view }

// Choose opens a clip.
func (v *Video) Choose(path string) {}

// Pick asks for a clip.
func (v *Video) Pick() {}

// Seek shows the frame at a time.
func (v *Video) Seek(at time.Duration) {}

// SetOptions changes how the clip is made.
func (v *Video) SetOptions(o VideoOptions) {}

// Export asks for a file name and converts the clip; a job shows progress.
func (v *Video) Export() {}

// ExportTo converts the clip to a file; if it exists, the person is asked.
func (v *Video) ExportTo(path string) {}
